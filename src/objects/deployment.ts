import type { Amount } from './amounts.ts';
import type { ApiObject, LabelSelector } from './meta.ts';
import type { Condition, PodTemplate } from './pod.ts';

/** How the pods of an older template give way to those of a new one. */
export interface DeploymentStrategy {
  readonly type?: 'RollingUpdate' | 'Recreate';
  readonly rollingUpdate?: { readonly maxSurge?: Amount; readonly maxUnavailable?: Amount };
}

/** What a Deployment is asked to be, after defaulting. */
export interface DeploymentSpec {
  readonly replicas: number;
  readonly selector: LabelSelector;
  readonly template: PodTemplate;
  readonly strategy: DeploymentStrategy;
  readonly minReadySeconds?: number;
  readonly revisionHistoryLimit?: number;
  readonly progressDeadlineSeconds?: number;
  readonly paused?: boolean;
}

/** What a Deployment's controller last counted, over all its ReplicaSets; counts of zero are left out. */
export interface DeploymentStatus {
  readonly observedGeneration?: number;
  readonly replicas?: number;
  readonly updatedReplicas?: number;
  readonly readyReplicas?: number;
  readonly availableReplicas?: number;
  readonly unavailableReplicas?: number;
  readonly terminatingReplicas?: number;
  readonly collisionCount?: number;
  readonly conditions?: readonly Condition[];
}

/** Pods without identity, kept through one ReplicaSet for each template. */
export interface Deployment extends ApiObject {
  readonly kind: 'Deployment';
  readonly spec: DeploymentSpec;
  readonly status?: DeploymentStatus;
}

/** What a ReplicaSet is asked to be, after defaulting. */
export interface ReplicaSetSpec {
  readonly replicas: number;
  readonly selector: LabelSelector;
  readonly template: PodTemplate;
  readonly minReadySeconds?: number;
}

/** What a ReplicaSet's controller last counted; counts of zero are left out except `replicas` and `terminatingReplicas`. */
export interface ReplicaSetStatus {
  readonly replicas: number;
  readonly fullyLabeledReplicas?: number;
  readonly readyReplicas?: number;
  readonly availableReplicas?: number;
  readonly terminatingReplicas?: number;
  readonly observedGeneration?: number;
  readonly conditions?: readonly Condition[];
}

/** So many interchangeable pods of one template. */
export interface ReplicaSet extends ApiObject {
  readonly kind: 'ReplicaSet';
  readonly spec: ReplicaSetSpec;
  readonly status?: ReplicaSetStatus;
}

/** The label that tells the ReplicaSets of a Deployment apart, and their pods. */
export const templateHashLabel = 'pod-template-hash';

/** The annotation with the number of a Deployment's revision, on it and on its ReplicaSets. */
export const revisionAnnotation = 'deployment.kubernetes.io/revision';

/** The number of the revision that a ReplicaSet keeps; 0 when it has none. */
export function revisionOf({ metadata }: ApiObject): number {
  return Number(metadata.annotations?.[revisionAnnotation] ?? 0) || 0;
}
