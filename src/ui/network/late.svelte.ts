import type * as OverStage from './over-stage.ts';

let fetched = $state.raw<typeof OverStage>();
let fetching: Promise<void> | undefined;

/** What draws messages and knows why names do not resolve; nothing until it has been fetched. */
export function network(): typeof OverStage | undefined {
  return fetched;
}

/** Fetches it; what does not come is fetched again when it is asked for once more. */
export function fetchNetwork(): Promise<void> {
  fetching ??= import('./over-stage.ts').then(
    (part) => void (fetched = part),
    () => void (fetching = undefined),
  );
  return fetching;
}
