/**
 * Makes pods until enough of them have ended well; after failures it waits longer each time, and gives up in the end.
 * Models pkg/controller/job/job_controller.go (v1.36), syncJob, manageJob and trackJobStatusAndRemoveFinalizers. Left out: failure and
 * success policies, back-off limits for each index, the removal of finished Jobs after a time, jobs that somebody else manages.
 */
import { conditionOf, isReady, isTerminating, keyOf, millisOf } from '../../objects/index.ts';
import type { Condition, Job, JobStatus, Pod } from '../../objects/index.ts';
import { nowOf } from '../store.ts';
import { equal } from '../equal.ts';
import { say } from '../log.ts';
import type { Sentence } from '../log.ts';
import type { Answer, Deed, DeedEvent } from '../part.ts';
import { get } from '../read.ts';
import type { Reader } from '../read.ts';
import { controllerPart } from './controller.ts';
import { backOffMs, divideJobPods, indexOfPod, jobTemplate, jobTracking, letGo } from './job-pods.ts';
import { readIndexes, restartsOf, spellIndexes } from './job-pods.ts';
import type { JobPods } from './job-pods.ts';
import { claimed, ownersConcerned } from './ownership.ts';
import type { Claimed } from './ownership.ts';
import { createPod, dateOf, deletePod, podFrom, slowStart } from './pod-control.ts';

interface Turn extends JobPods {
  readonly reader: Reader;
  readonly job: Job;
  readonly pods: Claimed<Pod>;
  readonly succeeded: number;
  readonly failed: number;
  /** The places of an Indexed Job that are done. */
  readonly done: readonly number[];
  readonly verdict: Verdict | undefined;
  readonly nowMs: number;
}

/** That the Job is over, well or not, before the last pods are gone. */
interface Verdict {
  readonly isGood: boolean;
  readonly reason: string;
  readonly message: string;
}

/** The part that keeps Jobs, one instance for each. */
export const jobController = controllerPart<Turn>({
  name: 'job',
  wakesOn: {
    Job: ({ type, object, before }) => {
      const { namespace, name } = object.metadata;
      const isCounted = type === 'modified' && object.spec === before?.spec && !isTerminating(object);
      return type === 'deleted' || isCounted ? [] : [{ of: `${namespace}/${name}` }];
    },
    Pod: (change, reader) => ownersConcerned<Job>(change, reader, 'Job'),
  },
  look,
  steps: { observe, pods },
  afterwards: ['status', status],
  rest,
});

function look(reader: Reader, of: string): Turn | undefined {
  const job = get<Job>(reader, `Job/${of}`);
  if (!job) return undefined;
  const pods = claimed<Pod>(reader, job, job.spec.selector, 'Pod');
  const parts = divideJobPods(pods.own);
  const nowMs = dateOf(reader);
  const before = readIndexes(job.status?.completedIndexes);
  const done = [...before, ...parts.newSucceeded.flatMap((pod) => indexOfPod(pod) ?? [])];
  const isIndexed = job.spec.completionMode === 'Indexed';
  const succeeded = isIndexed ? new Set(done).size : (job.status?.succeeded ?? 0) + parts.newSucceeded.length;
  const failed = (job.status?.failed ?? 0) + parts.newFailed.length;
  const verdict = verdictOf(job, parts, succeeded, failed, nowMs);
  return { reader, job, pods, ...parts, succeeded, failed, done, verdict, nowMs };
}

function isFinished(job: Job): boolean {
  return ['Complete', 'Failed'].some((type) => conditionOf(job, type)?.status === 'True');
}

function verdictOf(
  { spec, status }: Job,
  { active, newFailed }: JobPods,
  succeeded: number,
  failed: number,
  nowMs: number,
): Verdict | undefined {
  const { backoffLimit, completions, activeDeadlineSeconds, template } = spec;
  const restarts = template.spec.restartPolicy === 'OnFailure' ? restartsOf(active) : 0;
  const isExceeded = (newFailed.length > 0 && failed > backoffLimit) || (restarts > 0 && restarts >= backoffLimit);
  if (isExceeded || (failed > backoffLimit && succeeded < (completions ?? 1))) {
    const message = 'Job has reached the specified backoff limit';
    return { isGood: false, reason: 'BackoffLimitExceeded', message };
  }
  const runsMs = status?.startTime === undefined ? 0 : nowMs - millisOf(status.startTime);
  if (activeDeadlineSeconds !== undefined && runsMs >= activeDeadlineSeconds * 1000) {
    return { isGood: false, reason: 'DeadlineExceeded', message: 'Job was active longer than specified deadline' };
  }
  const isDone = completions === undefined ? succeeded > 0 && active.length === 0 : succeeded >= completions;
  const message = 'Reached expected number of succeeded pods';
  return isDone ? { isGood: true, reason: 'CompletionsReached', message } : undefined;
}

function rest({ job }: Turn): Sentence | undefined {
  return isFinished(job) ? say('{job} is over', { job: job.metadata.name }) : undefined;
}

/** Takes pods that fit and have no controller; lets go what no longer fits. */
function observe({ job, pods: { deeds } }: Turn): Answer {
  if (isTerminating(job) || isFinished(job)) return { do: [], signal: 'end' };
  return deeds.length > 0 ? { do: deeds } : undefined;
}

/** Makes as many pods as may run at once and are still needed, deletes those that are too many, or waits after a failure. */
function pods(turn: Turn): Answer {
  const { job, active, nowMs } = turn;
  const wanted = wantedOf(turn);
  if (active.length > wanted) {
    const because = say('{count} pods are enough for what is left to do', { count: wanted });
    return { do: active.slice(wanted).map((pod) => deletePod(job, pod, because)) };
  }
  if (active.length === wanted) return waitForEnd(turn);
  const againMs = backOffMs(turn.pods.own, nowMs);
  if (againMs > 0) {
    const wait = say('{job} waits before it tries again', { job: job.metadata.name });
    return { wait, because: say('a pod has failed, and each failure doubles the wait'), object: keyOf(job), againMs };
  }
  return createPods(turn, wanted - active.length);
}

/** How many pods are to be at work now. */
function wantedOf({ job, active, verdict, succeeded }: Turn): number {
  const { parallelism, completions, suspend } = job.spec;
  if (verdict || suspend) return 0;
  if (completions !== undefined) return Math.min(parallelism, Math.max(0, completions - succeeded));
  return succeeded > 0 ? Math.min(parallelism, active.length) : parallelism;
}

function waitForEnd({ job, active, verdict }: Turn): Answer {
  if (verdict || active.length === 0) return undefined;
  const wait = say('{count} pods of {job} are at work', { count: active.length, job: job.metadata.name });
  return { wait, object: keyOf(job) };
}

function createPods({ reader, job, active, done, succeeded }: Turn, count: number): Answer {
  const isIndexed = job.spec.completionMode === 'Indexed';
  const taken = new Set([...done, ...active.flatMap((pod) => indexOfPod(pod) ?? [])]);
  const all = Array.from({ length: job.spec.completions ?? 0 }, (_, index) => index);
  const free = all.filter((index) => !taken.has(index));
  const because = say('{succeeded} of {count} have succeeded', { succeeded, count: job.spec.completions ?? 1 });
  const places = isIndexed ? free.slice(0, count) : Array.from({ length: count }, () => undefined);
  const deeds = places.map((index, place) => {
    const pod = podFrom(reader, job, jobTemplate(job, index), place);
    return createPod(job, index === undefined ? pod : withIndexInName(job, pod, index), because);
  });
  return slowStart(deeds);
}

/** `job-0-x2k9q`: the place stands before the random signs. */
function withIndexInName({ metadata: { name } }: Job, pod: Pod, index: number): Pod {
  const generateName = `${name}-${index}-`;
  const metadata = { ...pod.metadata, name: generateName + pod.metadata.name.slice(name.length + 1), generateName };
  return { ...pod, metadata };
}

/** Counts; lets the pods go whose end is counted; says that it is over when the last pod has stopped. */
function status(turn: Turn): Answer {
  const { job, newSucceeded, newFailed } = turn;
  if (isTerminating(job)) return release(turn);
  const next = statusOf(turn);
  const verdict = next.conditions?.at(-1);
  const isOver = !isFinished(job) && verdict !== undefined && ['Complete', 'Failed'].includes(verdict.type);
  const event = isOver ? { event: endEvent(job, verdict) } : {};
  const deeds: Deed[] = equal(next, job.status)
    ? []
    : [{ writes: [{ verb: 'update', object: { ...job, status: next }, subresource: 'status' }], ...event }];
  return { do: [...deeds, ...[...newSucceeded, ...newFailed].map(letGo)], ...deadlineMs(turn) };
}

/** A Job that is being deleted lets all of its pods go, counted or not. */
function release({ pods: { own } }: Turn): Answer {
  const held = own.filter(({ metadata }) => metadata.finalizers?.includes(jobTracking));
  return held.length > 0 ? { do: held.map(letGo) } : undefined;
}

function deadlineMs({ job: { spec, status }, verdict, nowMs }: Turn): { againMs?: number } {
  const { activeDeadlineSeconds } = spec;
  if (activeDeadlineSeconds === undefined || verdict || status?.startTime === undefined) return {};
  return { againMs: Math.max(0, millisOf(status.startTime) + activeDeadlineSeconds * 1000 - nowMs) };
}

function endEvent(about: Job, { type, reason = '', message = '' }: Condition): DeedEvent {
  if (type === 'Complete') return { about, reason: 'Completed', message: 'Job completed' };
  return { about, type: 'Warning', reason, message };
}

function statusOf(turn: Turn): JobStatus {
  const { job, reader, active, terminating, succeeded, failed, done, verdict } = turn;
  const { status } = job;
  const now = nowOf(reader);
  const isStill = active.length === 0 && terminating === 0;
  const conditions = isFinished(job) ? (status?.conditions ?? []) : conditionsOf(job, verdict, isStill, now);
  const isComplete = conditions.some(({ type }) => type === 'Complete');
  const isGoing = verdict && !isFinished(job) ? [] : active;
  const ready = isGoing.filter(isReady).length;
  const startTime = status?.startTime ?? (job.spec.suspend ? undefined : now);
  return {
    ...(isGoing.length > 0 && { active: isGoing.length }),
    ready,
    ...(succeeded > 0 && { succeeded }),
    ...(failed > 0 && { failed }),
    terminating: terminating + active.length - isGoing.length,
    ...(startTime !== undefined && { startTime }),
    ...(job.spec.completionMode === 'Indexed' && done.length > 0 && { completedIndexes: spellIndexes(done) }),
    ...(isComplete && { completionTime: status?.completionTime ?? now }),
    ...(conditions.length > 0 && { conditions }),
    uncountedTerminatedPods: {},
  };
}

/** First that it will end so, then, when no pod is left, that it has. */
function conditionsOf(job: Job, verdict: Verdict | undefined, isStill: boolean, now: string): readonly Condition[] {
  const { conditions = [] } = job.status ?? {};
  if (!verdict) return conditions;
  const { isGood, reason, message } = verdict;
  const types = isGood ? ['SuccessCriteriaMet', 'Complete'] : ['FailureTarget', 'Failed'];
  const due = isStill ? types : types.slice(0, 1);
  const added = due.filter((type) => !conditions.some((condition) => condition.type === type));
  const times = { lastProbeTime: now, lastTransitionTime: now };
  return [...conditions, ...added.map((type): Condition => ({ type, status: 'True', ...times, reason, message }))];
}
