/** A storm that once broke a promise: its seed, how long it lasted, and what had gone wrong. */
export interface FailedStorm {
  readonly seed: number;
  readonly minutes: number;
  readonly story: string;
}

/** Every seed that ever failed. Seeds are kept even when what they draw has changed since: they cost little. */
export const failedStorms: readonly FailedStorm[] = [
  { seed: 93, minutes: 1, story: 'a pod that was to be evicted before it was there stayed Pending for ever' },
  { seed: 153, minutes: 1, story: 'the same' },
  { seed: 361, minutes: 1, story: 'an adopted revision could not be raised, and a status was written all the same' },
  {
    seed: 600102,
    minutes: 1,
    story: 'a pod waited for ever for a claim that was being deleted, as a real one does; nobody helped it',
  },
  { seed: 800640, minutes: 1, story: 'in Parallel, too, nobody tells a set that a claim has gone for which it waited' },
  { seed: 818797, minutes: 1, story: 'a pod with two reasons to be helped was deleted twice' },
  { seed: 821915, minutes: 1, story: 'after a boot of its machine a pod waits for a claim that is being deleted' },
  { seed: 829757, minutes: 1, story: 'the same' },
  {
    seed: 905658,
    minutes: 2,
    story: 'a pod deleted in the foreground and its claims wait for each other, as real ones do',
  },
  { seed: 903095, minutes: 2, story: 'a pod that was evicted when its deletion had been asked for was never removed' },
];
