import type { ApiObject, LabelSelector } from './meta.ts';
import type { Condition, PodTemplate } from './pod.ts';

/** What a Job is asked to be, after defaulting. */
export interface JobSpec {
  readonly parallelism: number;
  /** Nothing: the first pod that succeeds ends it. */
  readonly completions?: number;
  readonly completionMode: 'NonIndexed' | 'Indexed';
  readonly backoffLimit: number;
  readonly activeDeadlineSeconds?: number;
  readonly ttlSecondsAfterFinished?: number;
  readonly suspend?: boolean;
  readonly manualSelector?: boolean;
  readonly podReplacementPolicy?: string;
  readonly selector: LabelSelector;
  readonly template: PodTemplate;
}

/** What a Job's controller has counted. */
export interface JobStatus {
  readonly active?: number;
  readonly ready?: number;
  readonly succeeded?: number;
  readonly failed?: number;
  readonly terminating?: number;
  readonly startTime?: string;
  readonly completionTime?: string;
  readonly completedIndexes?: string;
  readonly conditions?: readonly Condition[];
  readonly uncountedTerminatedPods?: object;
}

/** Pods that are to end, and be made anew until enough of them have succeeded. */
export interface Job extends ApiObject {
  readonly kind: 'Job';
  readonly spec: JobSpec;
  readonly status?: JobStatus;
}

/** The annotation and label with the place of a pod of an Indexed Job. */
export const completionIndex = 'batch.kubernetes.io/job-completion-index';
