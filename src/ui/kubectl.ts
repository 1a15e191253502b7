import { isPlain, knows } from '../sandbox/index.ts';
import type { Act, Recording } from '../sandbox/index.ts';

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

/** Sees to it that these acts will be understood; a promise where something has to be fetched first. */
export function understand(acts: readonly Act[]): Promise<void> | undefined {
  return acts.every(knows) ? undefined : fetchVerbs();
}

/** Sees to it that a recording can be played from its start. */
export async function understandAll({ start, acts }: Recording): Promise<void> {
  if (!(start.manifests ?? []).every(isPlain)) await fetchVerbs();
  await understand(acts.map(({ act }) => act));
}

/** Goes on when these acts will be understood: at once if they are; not at all when what is missing cannot be fetched. */
export function whenUnderstood(acts: readonly Act[], goOn: () => void): void {
  const understood = understand(acts);
  if (understood) understood.then(goOn, () => undefined);
  else goOn();
}
