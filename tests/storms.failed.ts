/** A storm that once broke a promise: its seed, how long it lasted, and what had gone wrong. */
export interface FailedStorm {
  readonly seed: number;
  readonly minutes: number;
  readonly story: string;
}

/** Every seed that ever failed. Seeds are kept even when what they draw has changed since: they cost little. */
export const failedStorms: readonly FailedStorm[] = [
  { seed: 92, minutes: 2, story: 'a pod that was to be evicted before it was there stayed Pending for ever' },
];
