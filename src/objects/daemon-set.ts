import type { Amount } from './amounts.ts';
import type { ApiObject, LabelSelector } from './meta.ts';
import type { Condition, PodTemplate } from './pod.ts';

/** How the pods of a DaemonSet move to a new template. */
export interface DaemonSetStrategy {
  readonly type?: 'RollingUpdate' | 'OnDelete';
  readonly rollingUpdate?: { readonly maxSurge?: Amount; readonly maxUnavailable?: Amount };
}

/** What a DaemonSet is asked to be, after defaulting. */
export interface DaemonSetSpec {
  readonly selector: LabelSelector;
  readonly template: PodTemplate;
  readonly updateStrategy: DaemonSetStrategy;
  readonly minReadySeconds?: number;
  readonly revisionHistoryLimit?: number;
}

/** What a DaemonSet's controller last counted, in nodes; the four that Kubernetes always writes are always there. */
export interface DaemonSetStatus {
  readonly currentNumberScheduled: number;
  readonly desiredNumberScheduled: number;
  readonly numberMisscheduled: number;
  readonly numberReady: number;
  readonly updatedNumberScheduled?: number;
  readonly numberAvailable?: number;
  readonly numberUnavailable?: number;
  readonly observedGeneration?: number;
  readonly collisionCount?: number;
  readonly conditions?: readonly Condition[];
}

/** One pod on every node that can take it. */
export interface DaemonSet extends ApiObject {
  readonly kind: 'DaemonSet';
  readonly spec: DaemonSetSpec;
  readonly status?: DaemonSetStatus;
}
