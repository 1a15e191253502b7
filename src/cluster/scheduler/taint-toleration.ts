import type { Node, Pod } from '../../objects/index.ts';
import { say } from '../log.ts';
import { isTolerated } from '../tolerations.ts';
import { normalized } from './plugin.ts';
import type { Plugin, Refusal } from './plugin.ts';

const refusal: Refusal = { reasons: ['node(s) had untolerated taint(s)'], isFinal: true };

/** Taints keep pods away, or had rather do so (plugins/tainttoleration/taint_toleration.go). */
export const taintToleration: Plugin = {
  name: 'TaintToleration',
  filter: ({ pod }) => {
    return ({ spec: { taints } }) => {
      const isKeptAway = taints?.some((taint) => taint.effect !== 'PreferNoSchedule' && !tolerates(pod, taint));
      return isKeptAway ? refusal : undefined;
    };
  },
  score: {
    weight: 3,
    of: ({ pod }, nodes) => {
      const counts = nodes.map((node) => unwelcome(node, pod));
      return counts.some((count) => count > 0) ? normalized(counts, true) : undefined;
    },
    because: (it) => say('of {count} nodes that can take it, {node} has the fewest taints against it', it),
  },
};

type Taint = NonNullable<Node['spec']['taints']>[number];

function tolerates({ spec: { tolerations = [] } }: Pod, taint: Taint): boolean {
  return isTolerated(taint, tolerations);
}

function unwelcome({ spec: { taints = [] } }: Node, pod: Pod): number {
  return taints.filter((taint) => taint.effect === 'PreferNoSchedule' && !tolerates(pod, taint)).length;
}
