import type { Plugin, Refusal } from './plugin.ts';

const refusal: Refusal = { reasons: ["node(s) didn't match the requested node name"], isFinal: true };

/**
 * The node that the pod names (plugins/nodename/node_name.go). A pod that comes with `spec.nodeName` has its node and
 * passes the scheduler by, so that this filter is here for completeness only.
 */
export const nodeName: Plugin = {
  name: 'NodeName',
  filter: ({ pod: { spec } }) =>
    spec.nodeName === undefined ? undefined : ({ metadata }) => (metadata.name === spec.nodeName ? undefined : refusal),
};
