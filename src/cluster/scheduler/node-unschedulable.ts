import { isTolerated } from '../tolerations.ts';
import type { Plugin, Refusal } from './plugin.ts';

const refusal: Refusal = { reasons: ['node(s) were unschedulable'], isFinal: true };
const taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' } as const;

/** A cordoned node takes only pods that tolerate that (plugins/nodeunschedulable/node_unschedulable.go). */
export const nodeUnschedulable: Plugin = {
  name: 'NodeUnschedulable',
  filter: ({ pod: { spec } }) => {
    const { tolerations = [] } = spec;
    return (node) => (node.spec.unschedulable && !isTolerated(taint, tolerations) ? refusal : undefined);
  },
};
