/** A mistake of ours, with the recording that leads to it where there is one. */
export interface Failure {
  readonly message: string;
  readonly recording?: string;
}

let current = $state.raw<Failure>();

/** What went wrong, if anything did. */
export function failure(): Failure | undefined {
  return current;
}

/** Shows a mistake of ours on the screen; the first one counts, what follows is mostly its echo. */
export function showFailure(error: unknown, recording?: unknown): void {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  current ??= recording === undefined ? { message } : { message, recording: JSON.stringify(recording, null, 2) };
}

/** Takes the mistake from the screen. */
export function forgetFailure(): void {
  current = undefined;
}
