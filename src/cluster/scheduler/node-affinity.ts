/** Models plugins/nodeaffinity/node_affinity.go. Left out: affinity that the scheduler's configuration adds. */
import { matchesNode, matchesTerm } from '../../objects/index.ts';
import type { Node, Pod } from '../../objects/index.ts';
import { say } from '../log.ts';
import { normalized } from './plugin.ts';
import type { Plugin, Refusal } from './plugin.ts';

const refusal: Refusal = { reasons: ["node(s) didn't match Pod's node affinity/selector"], isFinal: true };
const otherNode: Refusal = { reasons: ["node(s) didn't satisfy plugin(s) [NodeAffinity]"], isFinal: true };

/** The nodes that the pod requires, and those that it prefers. */
export const nodeAffinity: Plugin = {
  name: 'NodeAffinity',
  filter: ({ pod }) => {
    if (!pod.spec.nodeSelector && !requiredOf(pod)) return undefined;
    const named = namedNodes(pod);
    return (node) => {
      if (named && !named.has(node.metadata.name)) return otherNode;
      return isEligible(pod, node) ? undefined : refusal;
    };
  },
  score: {
    weight: 2,
    of: ({ pod }, nodes) => {
      const preferred = pod.spec.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
      if (preferred.length === 0) return undefined;
      return normalized(
        nodes.map((node) =>
          preferred.reduce((sum, { weight, preference }) => sum + (matchesTerm(preference, node) ? weight : 0), 0),
        ),
      );
    },
    because: (it) => say('of {count} nodes that can take it, {node} is the one that it prefers', it),
  },
};

function requiredOf({ spec }: Pod): Parameters<typeof matchesNode>[0] | undefined {
  return spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
}

/** Does the node have what the pod's selector and its required affinity ask for? (nodeaffinity.GetRequiredNodeAffinity) */
export function isEligible(pod: Pod, node: Node): boolean {
  const { labels = {} } = node.metadata;
  const selected = Object.entries(pod.spec.nodeSelector ?? {}).every(([label, value]) => labels[label] === value);
  const required = requiredOf(pod);
  return selected && (!required || matchesNode(required, node));
}

/** The only nodes that are looked at, when every term names some: so DaemonSets choose (PreFilter). */
function namedNodes(pod: Pod): ReadonlySet<string> | undefined {
  const names = requiredOf(pod)?.nodeSelectorTerms.map(({ matchFields = [] }) =>
    matchFields.find(({ key, operator }) => key === 'metadata.name' && operator === 'In'),
  );
  if (!names?.every((each) => each !== undefined)) return undefined;
  return new Set(names.flatMap((each) => each.values ?? []));
}
