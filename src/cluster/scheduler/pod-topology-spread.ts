/**
 * Models plugins/podtopologyspread/filtering.go and common.go; its score has a file of its own.
 * Left out: constraints that the scheduler's configuration adds.
 */
import { selects } from '../../objects/index.ts';
import type { Node, TopologySpreadConstraint } from '../../objects/index.ts';
import { withKeys } from '../pod-terms.ts';
import type { Cycle, Plugin, Refusal } from './plugin.ts';
import { spreadScore } from './pod-topology-spread-score.ts';
import { constraintsOf, hasTopologies, isCounted, matchingPods } from './spread-constraints.ts';

const text = "node(s) didn't match pod topology spread constraints";
const tooMany: Refusal = { reasons: [text] };
const noLabel: Refusal = { reasons: [`${text} (missing required label)`], isFinal: true };

/** Pods that are to lie evenly over zones, nodes or whatever else nodes are labelled with. */
export const podTopologySpread: Plugin = {
  name: 'PodTopologySpread',
  filter: (cycle) => {
    const constraints = constraintsOf(cycle.pod, 'DoNotSchedule');
    if (constraints.length === 0) return undefined;
    const domains = constraints.map((constraint) => domainsOf(cycle, constraint, constraints));
    return (node) => {
      for (const domain of domains) {
        const refusal = whyNot(domain, node);
        if (refusal) return refusal;
      }
      return undefined;
    };
  },
  score: spreadScore,
};

interface Domains {
  readonly constraint: TopologySpreadConstraint;
  readonly counts: ReadonlyMap<string, number>;
  /** The count of the emptiest domain; none when there are fewer domains than there should be. */
  readonly least: number;
  /** One when the pod itself will count. */
  readonly own: number;
}

function domainsOf(
  { reader, pod }: Cycle,
  constraint: TopologySpreadConstraint,
  all: readonly TopologySpreadConstraint[],
): Domains {
  const matching = matchingPods(reader, pod, constraint);
  const counts = new Map<string, number>();
  for (const node of reader.index.nodes) {
    const value = node.metadata.labels?.[constraint.topologyKey];
    if (value === undefined || !hasTopologies(node, all) || !isCounted(pod, node, constraint)) continue;
    counts.set(value, (counts.get(value) ?? 0) + (matching.get(node.metadata.name) ?? 0));
  }
  const isEnough = counts.size >= (constraint.minDomains ?? 1);
  const { labelSelector = {}, matchLabelKeys = [] } = constraint;
  const selector = withKeys(labelSelector, matchLabelKeys, pod.metadata.labels);
  const own = constraint.labelSelector && selects(selector, pod.metadata.labels) ? 1 : 0;
  return { constraint, counts, least: isEnough ? Math.min(...counts.values()) : 0, own };
}

function whyNot({ constraint, counts, least, own }: Domains, { metadata }: Node): Refusal | undefined {
  const value = metadata.labels?.[constraint.topologyKey];
  if (value === undefined) return noLabel;
  const skew = (counts.get(value) ?? 0) + own - least;
  return skew > constraint.maxSkew ? tooMany : undefined;
}
