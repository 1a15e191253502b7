import { type Amount, amountCauses } from './amounts.ts';
import { type Causes, fine, unsupported, wrong } from './causes.ts';
import { dnsSubdomain } from './formats.ts';
import type { ApiObject, LabelSelector } from './meta.ts';
import { metaCauses, metaUpdateCauses, selectorCauses } from './meta-validation.ts';
import { selects } from './meta.ts';
import type { Condition, Pod } from './pod.ts';

/** How many pods of an application must stay healthy while others are sent away on purpose. */
export interface DisruptionBudget extends ApiObject {
  readonly kind: 'PodDisruptionBudget';
  readonly spec: {
    readonly minAvailable?: Amount;
    readonly maxUnavailable?: Amount;
    readonly selector?: LabelSelector;
    readonly unhealthyPodEvictionPolicy?: string;
  };
  readonly status?: DisruptionBudgetStatus;
}

/** What the disruption controller has counted, and the evictions that it has not seen happen yet. */
export interface DisruptionBudgetStatus {
  readonly currentHealthy: number;
  readonly desiredHealthy: number;
  readonly disruptionsAllowed: number;
  readonly expectedPods: number;
  readonly observedGeneration?: number;
  /** Pod to the moment at which its eviction was allowed. */
  readonly disruptedPods?: Readonly<Record<string, string>>;
  readonly conditions?: readonly Condition[];
}

const policies = ['AlwaysAllow', 'IfHealthyBudget'];

/** pkg/apis/policy/validation/validation.go, ValidatePodDisruptionBudget. */
export function validateDisruptionBudget(object: ApiObject, old?: ApiObject): Causes {
  const { metadata, spec } = object as DisruptionBudget;
  const ofMeta = old ? metaUpdateCauses(metadata, old.metadata) : metaCauses(metadata, dnsSubdomain);
  return [...ofMeta, ...specCauses(spec)];
}

function specCauses(spec: DisruptionBudget['spec'] = {}): Causes {
  const { minAvailable, maxUnavailable, selector, unhealthyPodEvictionPolicy: policy } = spec;
  const both = minAvailable !== undefined && maxUnavailable !== undefined;
  return [
    ...(both ? [wrong('spec', asInternal(spec), 'minAvailable and maxUnavailable cannot be both set')] : fine),
    ...amountCauses('spec.minAvailable', minAvailable),
    ...amountCauses('spec.maxUnavailable', maxUnavailable),
    ...(selector ? selectorCauses('spec.selector', selector) : fine),
    ...(policy === undefined || policies.includes(policy)
      ? fine
      : [unsupported('spec.unhealthyPodEvictionPolicy', policy, policies)]),
  ];
}

/** Values are printed with the field names of upstream's internal types. */
function asInternal(spec: DisruptionBudget['spec']): object {
  return {
    MinAvailable: spec.minAvailable ?? null,
    Selector: spec.selector ?? null,
    MaxUnavailable: spec.maxUnavailable ?? null,
    UnhealthyPodEvictionPolicy: spec.unhealthyPodEvictionPolicy ?? null,
  };
}

/** Does the budget speak of this pod? Without a selector it speaks of none, with an empty one of all in its namespace. */
export function guards({ metadata, spec: { selector } }: DisruptionBudget, pod: Pod): boolean {
  return metadata.namespace === pod.metadata.namespace && !!selector && selects(selector, pod.metadata.labels);
}
