import { isPlain, knows } from '../sandbox/index.ts';
import type { Act, Recording } from '../sandbox/index.ts';

/** Fetches once; what did not come is fetched again when it is asked for. */
function once(fetchIt: () => Promise<void>): () => Promise<void> {
  let fetching: Promise<void> | undefined;
  return () => {
    fetching ??= fetchIt().catch((error: unknown) => {
      fetching = undefined;
      throw error;
    });
    return fetching;
  };
}

/** Fetches the verbs of kubectl that the first picture does not need; from then on every line is understood. */
export const fetchVerbs = once(() => import('./all-verbs.ts').then(({ learnAll }) => learnAll()));

/** Fetches the parts of the cluster that the first pod does not need; from then on no cluster is held. */
export const fetchParts = once(async () => {
  const { learnLateKinds, learnLateParts } = await import('./all-parts.ts');
  learnLateKinds();
  learnLateParts();
});

/** How to fetch them for a cluster that is held: once at a time, and after the picture in which it is seen. */
export function partsFetcher(goOn: () => void, giveUp: () => void): () => void {
  let isFetching = false;
  return () => {
    if (isFetching) return;
    isFetching = true;
    const fetching = new Promise(requestAnimationFrame).then(fetchParts);
    void fetching.then(goOn, giveUp).finally(() => (isFetching = false));
  };
}

/** Fetches the verbs ahead, for completion, say; without a network they have time until they are asked for. */
export function fetchVerbsAhead(): void {
  if (navigator.onLine) fetchVerbs().catch(() => undefined);
}

/** Sees to it that these acts will be understood; a promise where something has to be fetched first. */
export function understand(acts: readonly Act[]): Promise<void> | undefined {
  return acts.every(knows) ? undefined : fetchVerbs();
}

/** Sees to it that a recording can be played from its start: with acts, or with pods from the beginning, it needs everything. */
export async function understandAll({ start, acts }: Recording): Promise<void> {
  const { manifests = [] } = start;
  if (acts.length > 0 || !manifests.every(isPlain) || manifests.some(bringsPods)) await fetchVerbs();
}

function bringsPods(manifest: string): boolean {
  return /\b(Pod|StatefulSet)\b/.test(manifest);
}

/** Fetches what a manifest that is being written needs to be read; then `goOn`. */
export function fetchFor(manifest: string, goOn: () => void): void {
  if (!isPlain(manifest)) fetchVerbs().then(goOn, () => undefined);
}

/** Goes on when these acts will be understood: at once if they are; not at all when what is missing cannot be fetched. */
export function whenUnderstood(acts: readonly Act[], goOn: () => void): void {
  const understood = understand(acts);
  if (understood) understood.then(goOn, () => undefined);
  else goOn();
}
