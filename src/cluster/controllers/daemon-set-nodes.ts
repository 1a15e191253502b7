/**
 * On which nodes a DaemonSet's pod is to run, and for which node a pod is meant.
 * Models NodeShouldRunDaemonPod of pkg/controller/daemon/daemon_controller.go and pkg/controller/daemon/util (v1.36).
 */
import { hasEnded, isTerminating, matchesNode } from '../../objects/index.ts';
import type { DaemonSet, Node, NodeSelector, Pod, PodSpec, Toleration } from '../../objects/index.ts';
import { isTolerated } from '../tolerations.ts';

/** May a pod be put there, and may one that is there stay? */
export interface Welcome {
  readonly runs: boolean;
  readonly stays: boolean;
}

/** Selector and affinity decide over both; a taint that only keeps new pods away lets old ones stay. */
export function welcomeOn(set: DaemonSet, { metadata, spec: { taints = [] } }: Node): Welcome {
  const { spec } = set.spec.template;
  const isNamed = !spec.nodeName || spec.nodeName === metadata.name;
  if (!isNamed || !isWanted(spec, metadata)) return { runs: false, stays: false };
  const tolerations = tolerationsOf(spec);
  const against = taints.filter((taint) => taint.effect !== 'PreferNoSchedule' && !isTolerated(taint, tolerations));
  return { runs: against.length === 0, stays: against.every(({ effect }) => effect !== 'NoExecute') };
}

function requiredOf({ affinity }: PodSpec): NodeSelector | undefined {
  return affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
}

function isWanted(spec: PodSpec, { name, labels = {} }: Node['metadata']): boolean {
  const selected = Object.entries(spec.nodeSelector ?? {}).every(([label, value]) => labels[label] === value);
  const required = requiredOf(spec);
  return selected && (!required || matchesNode(required, { metadata: { name, labels } }));
}

function stays(key: string, effect: string): Toleration {
  return { effect, key: `node.kubernetes.io/${key}`, operator: 'Exists' };
}

const always: readonly Toleration[] = [
  stays('not-ready', 'NoExecute'),
  stays('unreachable', 'NoExecute'),
  stays('disk-pressure', 'NoSchedule'),
  stays('memory-pressure', 'NoSchedule'),
  stays('pid-pressure', 'NoSchedule'),
  stays('unschedulable', 'NoSchedule'),
];

/** What the template tolerates and what every pod of a DaemonSet does: it stays on a node that is lost, and comes to one that is cordoned. */
export function tolerationsOf({ tolerations = [], hostNetwork }: PodSpec): readonly Toleration[] {
  const added = hostNetwork ? [...always, stays('network-unavailable', 'NoSchedule')] : always;
  return [
    ...tolerations,
    ...added.filter(({ key, effect }) => !tolerations.some((own) => own.key === key && own.effect === effect)),
  ];
}

/** The pod's spec for one node: bound by affinity to its name, so that the scheduler can put it nowhere else. */
export function specFor(spec: PodSpec, node: string): PodSpec {
  const terms = [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }] }];
  const { affinity = {} } = spec;
  const nodeAffinity = {
    ...affinity.nodeAffinity,
    requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms },
  };
  return { ...spec, affinity: { ...affinity, nodeAffinity }, tolerations: tolerationsOf(spec) };
}

/** The node for which the pod is meant, also before it is bound (GetTargetNodeName). */
export function targetOf({ spec }: Pod): string {
  if (spec.nodeName) return spec.nodeName;
  const terms = requiredOf(spec)?.nodeSelectorTerms ?? [];
  return (
    terms.flatMap(({ matchFields = [] }) => matchFields).find(({ key }) => key === 'metadata.name')?.values?.[0] ?? ''
  );
}

/** The pods by the node for which they are meant, the oldest first; one that has ended and is being deleted is as good as gone. */
export function byTarget(pods: readonly Pod[]): ReadonlyMap<string, readonly Pod[]> {
  const found = new Map<string, Pod[]>();
  for (const pod of pods) {
    if (hasEnded(pod) && isTerminating(pod)) continue;
    const target = targetOf(pod);
    const there = found.get(target);
    if (there) there.push(pod);
    else found.set(target, [pod]);
  }
  for (const there of found.values()) there.sort(byAge);
  return found;
}

/** Bound pods before others, then by age (podByCreationTimestampAndPhase). */
function byAge(a: Pod, b: Pod): number {
  const bound = Number(b.spec.nodeName !== undefined) - Number(a.spec.nodeName !== undefined);
  return bound || (a.metadata.creationTimestamp ?? '').localeCompare(b.metadata.creationTimestamp ?? '');
}
