import type { Cluster, Entry } from '../../sandbox/index.ts';

/** The last thing a StatefulSet's controller decided; it is near the end of the log, or nowhere. */
export function latestDecision({ state: { log } }: Pick<Cluster, 'state'>): Entry | undefined {
  for (let at = log.length - 1; at >= 0; at -= 1) if (log[at]?.who === 'statefulset') return log[at];
  return undefined;
}
