import type { PodSeen } from './pods.ts';

/** How many pods, how many of them Ready, and whether some are in trouble. */
export interface Count {
  readonly total: number;
  readonly ready: number;
  readonly trouble: number;
}

/** What is to be seen of a workload that is folded into one column. */
export interface Summary extends Count {
  readonly claims: number;
  /** By node; the empty name for pods that no node has. */
  readonly onNodes: Readonly<Record<string, Count>>;
}

/** What is to be seen of these pods and so many claims when they are folded. */
export function summaryOf(pods: readonly PodSeen[], claims: number): Summary {
  const onNodes: Record<string, Count> = {};
  for (const pod of pods) onNodes[pod.node ?? ''] = added(onNodes[pod.node ?? ''], pod);
  const all = pods.reduce<Count | undefined>(added, undefined);
  return { ...(all ?? { total: 0, ready: 0, trouble: 0 }), claims, onNodes };
}

function added(count: Count | undefined, { look, unheard }: PodSeen): Count {
  const { total, ready, trouble } = count ?? { total: 0, ready: 0, trouble: 0 };
  const isReady = look === 'ready' && !unheard;
  const isTrouble = look === 'failing' || unheard;
  return { total: total + 1, ready: ready + Number(isReady), trouble: trouble + Number(isTrouble) };
}
