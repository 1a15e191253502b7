import { conditionOf, controllerOf, hasEnded, isTerminating, millisOf, parentAndOrdinal } from '../../objects/index.ts';
import type { Pod, StatefulSet } from '../../objects/index.ts';

/** What the turns of a set ask of a pod again and again, found out once for each state of the pod, since pods are never changed. */
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
  /** Running and Ready (stateful_set_utils.go, isRunningAndReady). */
  readonly isReady: boolean;
  /** Since when it is Ready, as the condition says. */
  readonly readySinceMs: number;
  /** The spec of the set whose selector and name it was last found to fit. */
  fitsSpec?: StatefulSet['spec'];
  /** The spec of the set for which its labels and volumes were last found right. */
  soundForSpec?: StatefulSet['spec'];
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
