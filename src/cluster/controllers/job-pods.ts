/**
 * What a Job's pods have come to, and how long it waits after failures.
 * Models getStatus, getNewFinishedPods and backoff_utils.go of pkg/controller/job (v1.36). Upstream remembers failures for the
 * back-off in memory; here the pods that are there tell of them.
 */
import { completionIndex, isTerminating, millisOf } from '../../objects/index.ts';
import type { Job, Pod, PodTemplate } from '../../objects/index.ts';
import type { Deed } from '../part.ts';
import { isActive } from './pod-control.ts';

/** A pod carries it until the Job has counted its end, so that no end is lost or counted twice. */
export const jobTracking = 'batch.kubernetes.io/job-tracking';

/** The pods of a Job by what they have come to. */
export interface JobPods {
  readonly active: readonly Pod[];
  /** Those whose end is to be counted now. */
  readonly newSucceeded: readonly Pod[];
  readonly newFailed: readonly Pod[];
  readonly terminating: number;
}

/** Divides the pods; one that is deleted before it has ended counts as failed. */
export function divideJobPods(pods: readonly Pod[]): JobPods {
  const uncounted = pods.filter(({ metadata }) => metadata.finalizers?.includes(jobTracking));
  const isSucceeded = (pod: Pod): boolean => pod.status?.phase === 'Succeeded';
  return {
    active: pods.filter(isActive),
    newSucceeded: uncounted.filter(isSucceeded),
    newFailed: uncounted.filter((pod) => !isSucceeded(pod) && (hasFailed(pod) || isTerminating(pod))),
    terminating: pods.filter((pod) => isTerminating(pod) && !isSucceeded(pod) && !hasFailed(pod)).length,
  };
}

function hasFailed({ status }: Pod): boolean {
  return status?.phase === 'Failed';
}

const firstMs = 10_000;
const mostMs = 600_000;

/** How long until the next pod may be made: 10 s after a failure, doubled with each one since the last success, at most ten minutes. */
export function backOffMs(pods: readonly Pod[], nowMs: number): number {
  const ends = pods.flatMap((pod) => endOf(pod) ?? []).sort((a, b) => a.at - b.at);
  const lastSuccess = ends.findLastIndex(({ isGood }) => isGood);
  const failures = ends.slice(lastSuccess + 1);
  const last = failures.at(-1);
  if (!last) return 0;
  return Math.max(0, last.at + Math.min(firstMs * 2 ** (failures.length - 1), mostMs) - nowMs);
}

function endOf(pod: Pod): { readonly at: number; readonly isGood: boolean } | undefined {
  const isGood = pod.status?.phase === 'Succeeded';
  if (!isGood && !hasFailed(pod)) return undefined;
  const times = (pod.status?.containerStatuses ?? []).flatMap(({ state }) => state?.terminated?.finishedAt ?? []);
  const [last = pod.metadata.creationTimestamp ?? ''] = times.sort().reverse();
  return { at: millisOf(last), isGood };
}

/** How often containers of running pods were restarted: with OnFailure these are the failures that count. */
export function restartsOf(pods: readonly Pod[]): number {
  const counts = pods.flatMap(({ status }) =>
    (status?.containerStatuses ?? []).map(({ restartCount }) => restartCount),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/** The place of a pod in an Indexed Job; nothing for other pods. */
export function indexOfPod({ metadata }: Pod): number | undefined {
  const text = metadata.annotations?.[completionIndex];
  return text === undefined ? undefined : Number(text);
}

/** `0-2,5` for the places 0, 1, 2 and 5 (indexed_job_utils.go). */
export function spellIndexes(indexes: readonly number[]): string {
  const sorted = [...new Set(indexes)].sort((a, b) => a - b);
  const runs: [number, number][] = [];
  for (const index of sorted) {
    const last = runs.at(-1);
    if (last && last[1] === index - 1) last[1] = index;
    else runs.push([index, index]);
  }
  return runs
    .map(([from, to]) => (from === to ? String(from) : `${from}${to === from + 1 ? ',' : '-'}${to}`))
    .join(',');
}

/** The places that `spellIndexes` has written down. */
export function readIndexes(text = ''): readonly number[] {
  return text.split(',').flatMap((part) => {
    if (part === '') return [];
    const [from = 0, to = from] = part.split('-').map(Number);
    return Array.from({ length: to - from + 1 }, (_, place) => from + place);
  });
}

/** The template of the next pod; in an Indexed Job it carries its place, also as a variable and in its host name. */
export function jobTemplate({ metadata: { name }, spec: { template } }: Job, index: number | undefined): PodTemplate {
  const finalizers = [...(template.metadata?.finalizers ?? []), jobTracking];
  if (index === undefined) return { ...template, metadata: { ...template.metadata, finalizers } };
  const mark = { [completionIndex]: String(index) };
  const fieldPath = `metadata.annotations['${completionIndex}']`;
  const variable = { name: 'JOB_COMPLETION_INDEX', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath } } };
  const { labels, annotations } = template.metadata ?? {};
  return {
    metadata: {
      ...template.metadata,
      finalizers,
      labels: { ...labels, ...mark },
      annotations: { ...annotations, ...mark },
    },
    spec: {
      ...template.spec,
      hostname: template.spec.hostname ?? `${name}-${index}`,
      containers: template.spec.containers.map((container) => ({
        ...container,
        env: [...((container['env'] as readonly object[] | undefined) ?? []), variable] as never,
      })),
    },
  };
}

/** Takes from the pod what holds it until it is counted. */
export function letGo(pod: Pod): Deed {
  const finalizers = pod.metadata.finalizers?.filter((finalizer) => finalizer !== jobTracking) ?? [];
  const { finalizers: _, resourceVersion: __, ...rest } = pod.metadata;
  const metadata = finalizers.length > 0 ? { ...rest, finalizers } : rest;
  return { writes: [{ verb: 'update', object: { ...pod, metadata } }] };
}
