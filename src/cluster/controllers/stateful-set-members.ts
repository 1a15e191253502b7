/**
 * What the turns of a set ask of a pod, found out once for each state of the pod, since pods are never changed.
 * Models getParentNameAndOrdinal, getPodRevision, isTerminating, isRunningAndReady and isRunningAndAvailable of
 * pkg/controller/statefulset/stateful_set_utils.go. Left out: logging, and pods whose deletion has no time yet.
 */
import { conditionOf, controllerOf, hasEnded, isTerminating, millisOf, parentAndOrdinal } from '../../objects/index.ts';
import type { ClaimSign } from '../news.ts';
import type { ObjectKey, Pod, StatefulSet } from '../../objects/index.ts';

/** A pod as the turns of its set see it. */
export interface Member {
  readonly pod: Pod;
  readonly parent: string;
  readonly ordinal: number;
  /** The uid of its controller. */
  readonly controller: string | undefined;
  /** The name of the revision that it was made from. */
  readonly revision: string | undefined;
  readonly isTerminating: boolean;
  readonly hasEnded: boolean;
  readonly isPending: boolean;
  /** Running and Ready (isRunningAndReady). */
  readonly isReady: boolean;
  /** Since when it is Ready, as the condition says. */
  readonly readySinceMs: number;
  /** The spec of the set for which its labels and volumes were last found right. */
  soundForSpec?: StatefulSet['spec'];
  /** The keys of the claims that it has under this spec of the set. */
  claims?: { readonly spec: StatefulSet['spec']; readonly keys: readonly ObjectKey[] };
  /** The spec and the claims for which a turn of Parallel last found nothing to do for it. */
  fineForSpec?: StatefulSet['spec'];
  fineForClaims?: ClaimSign;
}

const members = new WeakMap<Pod, Member>();

/** The pod as the turns see it. */
export function memberOf(pod: Pod): Member {
  const known = members.get(pod);
  if (known) return known;
  const ready = conditionOf(pod, 'Ready');
  const member: Member = {
    pod,
    ...parentAndOrdinal(pod.metadata.name),
    controller: controllerOf(pod)?.uid,
    revision: pod.metadata.labels?.['controller-revision-hash'],
    isTerminating: isTerminating(pod),
    hasEnded: hasEnded(pod),
    isPending: pod.status?.phase === 'Pending',
    isReady: pod.status?.phase === 'Running' && ready?.status === 'True',
    readySinceMs: millisOf(ready?.lastTransitionTime ?? ''),
  };
  members.set(pod, member);
  return member;
}

/** How long until the pod has been Ready for minReadySeconds; Ready's time is cut to whole seconds, so up to one less than it says. */
export function millisToAvailable({ spec }: StatefulSet, { isReady, readySinceMs }: Member, now: number): number {
  if (!isReady) return Infinity;
  const { minReadySeconds = 0 } = spec;
  return minReadySeconds === 0 ? 0 : readySinceMs + minReadySeconds * 1000 - now;
}
