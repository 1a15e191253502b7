import { recall, remember } from '../memory.ts';

/** So many are remembered, the latest. */
const most = 40;

let folded = $state.raw<ReadonlySet<string>>(new Set((recall('folds') ?? '').split(' ').filter(Boolean)));

/** The uids of the workloads that are folded on the stage. The same cluster gives the same uids, so they are kept for the next visit. */
export function folds(): ReadonlySet<string> {
  return folded;
}

/** Folds a workload into one column, or unfolds it. */
export function toggleFold(uid: string): void {
  const others = [...folded].filter((other) => other !== uid);
  folded = new Set(folded.has(uid) ? others : [...others, uid].slice(-most));
  remember('folds', [...folded].join(' '));
}
