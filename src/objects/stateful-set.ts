import type { Claim, ClaimSpec } from './claim.ts';
import type { ApiObject, LabelSelector, Meta } from './meta.ts';
import type { PodTemplate } from './pod.ts';

/** A claim as a StatefulSet's template gives it. */
export interface ClaimTemplate {
  readonly metadata: Partial<Meta> & { readonly name: string };
  readonly spec: ClaimSpec;
  readonly status?: Claim['status'];
}

/** How pods move to a new revision. */
export interface UpdateStrategy {
  readonly type?: 'RollingUpdate' | 'OnDelete';
  readonly rollingUpdate?: { readonly partition?: number; readonly maxUnavailable?: number | string };
}

/** What happens to claims when their pod is scaled away or the set is deleted. */
export interface ClaimRetentionPolicy {
  readonly whenDeleted?: 'Retain' | 'Delete';
  readonly whenScaled?: 'Retain' | 'Delete';
}

/** What a StatefulSet is asked to be, after defaulting. */
export interface StatefulSetSpec {
  readonly replicas: number;
  readonly serviceName?: string;
  readonly selector: LabelSelector;
  readonly template: PodTemplate;
  readonly volumeClaimTemplates?: readonly ClaimTemplate[];
  readonly podManagementPolicy: 'OrderedReady' | 'Parallel';
  readonly updateStrategy: UpdateStrategy;
  readonly revisionHistoryLimit: number;
  readonly minReadySeconds?: number;
  readonly ordinals?: { readonly start?: number };
  readonly persistentVolumeClaimRetentionPolicy?: ClaimRetentionPolicy;
}

/** What a StatefulSet's controller last counted; counts of zero are left out except `replicas` and `availableReplicas`. */
export interface StatefulSetStatus {
  readonly replicas: number;
  readonly availableReplicas: number;
  readonly readyReplicas?: number;
  readonly currentReplicas?: number;
  readonly updatedReplicas?: number;
  readonly currentRevision?: string;
  readonly updateRevision?: string;
  readonly observedGeneration?: number;
  readonly collisionCount?: number;
}

/** Pods with names that stay: one pod and one claim of each template for every ordinal. */
export interface StatefulSet extends ApiObject {
  readonly kind: 'StatefulSet';
  readonly spec: StatefulSetSpec;
  readonly status?: StatefulSetStatus;
}

/** The name of the pod with this ordinal. */
export function podName(set: StatefulSet, ordinal: number): string {
  return `${set.metadata.name}-${ordinal}`;
}

/** The name of the claim that the template makes for this ordinal. */
export function claimName(set: StatefulSet, template: ClaimTemplate, ordinal: number): string {
  return `${template.metadata.name}-${set.metadata.name}-${ordinal}`;
}

/**
 * Set name and ordinal in a pod's name; ordinal −1 when the name has none, or one of more than 32 bits (stateful_set_utils.go,
 * getParentNameAndOrdinal).
 */
export function parentAndOrdinal(podName: string): { parent: string; ordinal: number } {
  const dash = podName.lastIndexOf('-');
  const digits = podName.slice(dash + 1);
  if (dash < 0 || !isNumber.test(digits)) return { parent: '', ordinal: -1 };
  const ordinal = Number(digits);
  return { parent: podName.slice(0, dash), ordinal: ordinal <= ordinalMax ? ordinal : -1 };
}

const ordinalMax = 2 ** 31 - 1;

const isNumber = /^[0-9]+$/;

/** The lowest ordinal of the set. */
export function firstOrdinal(set: StatefulSet): number {
  return set.spec.ordinals?.start ?? 0;
}
