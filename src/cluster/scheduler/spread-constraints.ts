import { isEligible } from './node-affinity.ts';
import type { Node, Pod, TopologySpreadConstraint } from '../../objects/index.ts';
import { podsByNode } from '../pod-counts.ts';
import { withKeys } from '../pod-terms.ts';
import type { Reader } from '../read.ts';
import { isTolerated } from '../tolerations.ts';

/** The pod's own constraints of one kind. */
export function constraintsOf({ spec }: Pod, kind: string): readonly TopologySpreadConstraint[] {
  const { topologySpreadConstraints = [] } = spec;
  return topologySpreadConstraints.filter(({ whenUnsatisfiable }) => whenUnsatisfiable === kind);
}

/** Does the node have the labels of all constraints? */
export function hasTopologies({ metadata }: Node, constraints: readonly TopologySpreadConstraint[]): boolean {
  return constraints.every(({ topologyKey }) => metadata.labels?.[topologyKey] !== undefined);
}

/** Is the node one whose pods count (matchNodeInclusionPolicies)? */
export function isCounted(
  pod: Pod,
  node: Node,
  { nodeAffinityPolicy = 'Honor', nodeTaintsPolicy = 'Ignore' }: TopologySpreadConstraint,
): boolean {
  if (nodeAffinityPolicy === 'Honor' && !isEligible(pod, node)) return false;
  if (nodeTaintsPolicy === 'Ignore') return true;
  const { tolerations = [] } = pod.spec;
  return (node.spec.taints ?? []).every(
    (taint) => taint.effect === 'PreferNoSchedule' || isTolerated(taint, tolerations),
  );
}

const none: ReadonlyMap<string, number> = new Map();

/** On each node how many pods the constraint counts; a selector without conditions counts nothing. */
export function matchingPods(
  { index, state }: Reader,
  { metadata: { namespace = '', labels } }: Pod,
  { labelSelector, matchLabelKeys = [] }: TopologySpreadConstraint,
): ReadonlyMap<string, number> {
  if (!labelSelector) return none;
  const selector = withKeys(labelSelector, matchLabelKeys, labels);
  if (!Object.values(selector).some((part) => Object.keys(part as object).length > 0)) return none;
  return podsByNode(index, state.objects, { namespace, selectors: [selector], countsTerminating: false });
}
