/** What must always hold of nodes and of the pods on them. */
import { list, podsOnNode } from '../cluster/index.ts';
import { conditionOf, hasEnded, isReady, keyFor } from '../objects/index.ts';
import type { Node, Pod } from '../objects/index.ts';
import type { Invariant, Moment } from './moment.ts';

function isLost(node: Node | undefined): boolean {
  return node !== undefined && conditionOf(node, 'Ready')?.status === 'Unknown';
}

function lostNodes({ cluster }: Moment): readonly Node[] {
  return list<Node>(cluster, 'Node').filter(isLost);
}

/** Nothing that runs on a node of which nobody knows how it is counts as Ready. */
export const lostNodesHaveNoReadyPods: Invariant = (moment) =>
  lostNodes(moment).flatMap(({ metadata: { name } }) => {
    const pods = podsOnNode(moment.cluster, name).filter(isReady);
    return pods.map((pod) => `${pod.metadata.name} counts as Ready on ${name}, which is lost`);
  });

/** Whom the API server believes that a pod of a lost node has stopped: a human, the collector of pods, and who replaces what has failed. */
const believed = new Set(['you', 'pod-gc']);

/** A pod of a lost node goes only by the word of somebody who may know: its own kubelet cannot be heard. */
export const nobodyElseConfirms: Invariant = ({ cluster, changes }) =>
  changes.flatMap(({ type, object, who }) => {
    if (type !== 'deleted' || object.kind !== 'Pod' || believed.has(who)) return [];
    const pod = object as Pod;
    const node = cluster.state.objects[keyFor('Node', undefined, pod.spec.nodeName ?? '')] as Node | undefined;
    return isLost(node) && !hasEnded(pod) ? [`${who} removes ${pod.metadata.name}, whose node is lost`] : [];
  });

/** When nothing but periodic work is due, a node's taints say that it is lost or cordoned, or nothing of the kind. */
export const taintsSayWhatNodesAre: Invariant = ({ cluster }) => {
  if (cluster.state.due.some((timer) => timer.periodic !== true)) return [];
  return list<Node>(cluster, 'Node').flatMap((node) => {
    const keys = node.spec.taints?.map(({ key, effect }) => `${key}:${effect}`) ?? [];
    const pairs: readonly (readonly [string, boolean])[] = [
      ['node.kubernetes.io/unreachable:NoSchedule', isLost(node)],
      ['node.kubernetes.io/unschedulable:NoSchedule', node.spec.unschedulable ?? false],
    ];
    const wrong = pairs.filter(([key, isDue]) => keys.includes(key) !== isDue);
    return wrong.map(([key, isDue]) => `${node.metadata.name} ${isDue ? 'lacks' : 'keeps'} the taint ${key}`);
  });
};
