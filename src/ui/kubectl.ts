import { knows } from '../sandbox/index.ts';

let fetching: Promise<void> | undefined;

/** Fetches the verbs of kubectl that the first picture does not need; from then on every line is understood. */
export function fetchVerbs(): Promise<void> {
  fetching ??= import('./all-verbs.ts').then(
    ({ learnAll }) => learnAll(),
    (error: unknown) => {
      fetching = undefined;
      throw error;
    },
  );
  return fetching;
}

/** Fetches them ahead, for completion, say; without a network they have time until they are asked for. */
export function fetchVerbsAhead(): void {
  if (navigator.onLine) fetchVerbs().catch(() => undefined);
}

/** Sees to it that these lines will be understood; a promise where something has to be fetched first. */
export function understand(lines: readonly string[]): Promise<void> | undefined {
  return lines.every(knows) ? undefined : fetchVerbs();
}
