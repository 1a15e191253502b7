/**
 * Which pods go first when there are too many.
 * Models ActivePodsWithRanks of pkg/controller/controller_utils.go and getIndirectlyRelatedPods of pkg/controller/replicaset/replica_set.go.
 */
import { conditionOf, controllerOf, isReady, millisOf } from '../../objects/index.ts';
import type { Pod, ReplicaSet } from '../../objects/index.ts';
import { ownedBy } from '../read.ts';
import type { Reader } from '../read.ts';
import { dateOf, isActive } from './pod-control.ts';

/** What decides, the most important first; the lower number goes first. */
type Rank = readonly number[];

const costAnnotation = 'controller.kubernetes.io/pod-deletion-cost';
const phases: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 };

/** So many of the pods as are to go: unassigned, pending, unready, cheap, crowded, young. */
export function firstToGo(reader: Reader, set: ReplicaSet, pods: readonly Pod[], count: number): readonly Pod[] {
  const neighbours = neighboursOf(reader, set);
  const nowMs = dateOf(reader);
  const ranked = pods.map((pod) => ({ pod, rank: rankOf(pod, neighbours.get(pod.spec.nodeName ?? '') ?? 0, nowMs) }));
  ranked.sort((a, b) => compare(a.rank, b.rank) || uidOf(a.pod).localeCompare(uidOf(b.pod)));
  return ranked.slice(0, count).map(({ pod }) => pod);
}

/** How many active pods of the same Deployment, or of the set alone, are on each node. */
function neighboursOf(reader: Reader, set: ReplicaSet): ReadonlyMap<string, number> {
  const owner = controllerOf(set);
  const sets = owner ? ownedBy<ReplicaSet>(reader, owner.uid, 'ReplicaSet') : [set];
  const counts = new Map<string, number>();
  for (const { metadata } of sets) {
    for (const pod of ownedBy<Pod>(reader, metadata.uid ?? '', 'Pod')) {
      const node = pod.spec.nodeName;
      if (node !== undefined && isActive(pod)) counts.set(node, (counts.get(node) ?? 0) + 1);
    }
  }
  return counts;
}

function rankOf(pod: Pod, neighbours: number, nowMs: number): Rank {
  const readySince = isReady(pod) ? conditionOf(pod, 'Ready')?.lastTransitionTime : undefined;
  return [
    pod.spec.nodeName === undefined ? 0 : 1,
    phases[pod.status?.phase ?? ''] ?? 0,
    isReady(pod) ? 1 : 0,
    Number(pod.metadata.annotations?.[costAnnotation] ?? 0) || 0,
    -neighbours,
    ageClass(readySince, nowMs),
    -restartsOf(pod),
    ageClass(pod.metadata.creationTimestamp, nowMs),
  ];
}

/** Ages count by their magnitude only, so that among pods of about one age it is chance who goes (logarithmicRankDiff). */
function ageClass(since: string | undefined, nowMs: number): number {
  if (since === undefined) return -Infinity;
  const nanoseconds = (nowMs - millisOf(since)) * 1_000_000;
  return nanoseconds > 0 ? Math.floor(Math.log2(nanoseconds)) : -1;
}

function restartsOf({ status }: Pod): number {
  return Math.max(0, ...(status?.containerStatuses ?? []).map(({ restartCount }) => restartCount));
}

function compare(one: Rank, other: Rank): number {
  for (const [place, value] of one.entries()) {
    const against = other[place] ?? 0;
    if (value !== against) return value < against ? -1 : 1;
  }
  return 0;
}

function uidOf({ metadata }: Pod): string {
  return metadata.uid ?? '';
}
