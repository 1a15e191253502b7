import type { Affinity, LabelSelector, Labels, Pod, PodAffinity, PodAffinityTerm } from '../objects/index.ts';

/** A preferred term, counted against the node where the pod had rather not have that company. */
export interface WeightedTerm {
  readonly term: PodAffinityTerm;
  readonly weight: number;
}

/** What a pod wishes about the company of other pods. */
export interface PodTerms {
  readonly withAll: readonly PodAffinityTerm[];
  readonly without: readonly PodAffinityTerm[];
  readonly preferred: readonly WeightedTerm[];
  /** The wishes written out, so that pods with equal ones are known as such. */
  readonly text: string;
}

const known = new WeakMap<Affinity, PodTerms>();

/** The pod's wishes, with the label keys of its terms turned into selectors; nothing when it has none. */
export function podTermsOf({ spec: { affinity }, metadata: { labels } }: Pod): PodTerms | undefined {
  if (!affinity?.podAffinity && !affinity?.podAntiAffinity) return undefined;
  const before = known.get(affinity);
  if (before) return before;
  const terms = newTerms(affinity, labels);
  if (!/atchLabelKeys"/.test(JSON.stringify(affinity))) known.set(affinity, terms);
  return terms;
}

function newTerms({ podAffinity = {}, podAntiAffinity = {} }: Affinity, labels: Labels = {}): PodTerms {
  const withAll = required(podAffinity, labels);
  const without = required(podAntiAffinity, labels);
  const preferred = [...weighted(podAffinity, labels, 1), ...weighted(podAntiAffinity, labels, -1)];
  return { withAll, without, preferred, text: JSON.stringify([withAll, without, preferred]) };
}

function required(affinity: PodAffinity, labels: Labels): readonly PodAffinityTerm[] {
  return (affinity.requiredDuringSchedulingIgnoredDuringExecution ?? []).map((term) => resolved(term, labels));
}

function weighted(affinity: PodAffinity, labels: Labels, sign: 1 | -1): readonly WeightedTerm[] {
  return (affinity.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(({ weight, podAffinityTerm }) => ({
    weight: sign * weight,
    term: resolved(podAffinityTerm, labels),
  }));
}

/** Upstream the API server does this when the pod is created (pkg/registry/core/pod/strategy.go). */
function resolved(term: PodAffinityTerm, labels: Labels): PodAffinityTerm {
  const { labelSelector, matchLabelKeys = [], mismatchLabelKeys = [] } = term;
  if (!labelSelector) return term;
  const merged = withKeys(withKeys(labelSelector, matchLabelKeys, labels), mismatchLabelKeys, labels, 'NotIn');
  return { ...term, labelSelector: merged };
}

/** The selector, and of these keys the values that the pod itself has. */
export function withKeys(
  selector: LabelSelector,
  keys: readonly string[],
  labels: Labels = {},
  operator: 'In' | 'NotIn' = 'In',
): LabelSelector {
  const own = keys.filter((key) => labels[key] !== undefined);
  if (own.length === 0) return selector;
  const expressions = own.map((key) => ({ key, operator, values: [labels[key] ?? ''] }));
  return { ...selector, matchExpressions: [...(selector.matchExpressions ?? []), ...expressions] };
}
