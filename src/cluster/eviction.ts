/**
 * Sends a pod away if its disruption budget allows it: the eviction that `kubectl drain` asks for.
 * Models pkg/registry/core/pod/storage/eviction.go. Left out: tries after a conflict, because nobody writes in between.
 */
import { conditionOf, guards, hasEnded, isApiError, isReady, isTerminating } from '../objects/index.ts';
import { notFound, readKey, tooManyBudgets, tooManyEvictions, withCondition } from '../objects/index.ts';
import type { ApiError, ApiObject, Condition, DisruptionBudget, ObjectKey, Pod } from '../objects/index.ts';
import { list } from './read.ts';
import type { Reader } from './read.ts';

/** An eviction; without `graceSeconds` the pod gets its own. */
export interface Eviction {
  readonly verb: 'evict';
  readonly key: ObjectKey;
  readonly graceSeconds?: number;
}

type Step =
  | { readonly verb: 'update'; readonly object: ApiObject; readonly subresource: 'status' }
  | { readonly verb: 'delete'; readonly key: ObjectKey; readonly graceSeconds?: number };

/** Evicts the pod by means of `act`, or answers why its budget does not allow that. */
export function evict(
  reader: Reader,
  { key, graceSeconds }: Eviction,
  now: string,
  act: (step: Step) => ApiObject | ApiError,
): ApiObject | ApiError {
  const pod = reader.state.objects[key] as Pod | undefined;
  if (!pod) return notFound('pods', readKey(key).name);
  const [budget, ...others] = needsNoBudget(pod) ? [] : budgetsOf(reader, pod);
  if (others.length > 0) return tooManyBudgets();
  if (budget && !mayGoUnhealthy(budget, pod)) {
    const refusal = refusalOf(budget);
    if (refusal) return refusal;
    act({ verb: 'update', object: withOneLess(budget, pod, now), subresource: 'status' });
  }
  const marked = act({ verb: 'update', object: withTarget(pod, now), subresource: 'status' });
  if (isApiError(marked)) return marked;
  return act({ verb: 'delete', key, ...(graceSeconds === undefined ? {} : { graceSeconds }) });
}

/** What does not run, or goes already, disrupts nobody (canIgnorePDB). */
function needsNoBudget(pod: Pod): boolean {
  return hasEnded(pod) || pod.status?.phase === 'Pending' || isTerminating(pod);
}

/** The budgets that speak of a pod; mostly there are none in its namespace. */
export function budgetsOf(reader: Reader, pod: Pod): readonly DisruptionBudget[] {
  const budgets = list<DisruptionBudget>(reader, 'PodDisruptionBudget', pod.metadata.namespace);
  return budgets.filter((budget) => guards(budget, pod));
}

/** A pod that is not Ready does not count as healthy, and going it takes nothing away. */
function mayGoUnhealthy({ spec, status }: DisruptionBudget, pod: Pod): boolean {
  if (isReady(pod)) return false;
  if (spec.unhealthyPodEvictionPolicy === 'AlwaysAllow') return true;
  const { currentHealthy = 0, desiredHealthy = 0 } = status ?? {};
  return currentHealthy >= desiredHealthy && desiredHealthy > 0;
}

/** Why the budget allows no eviction now (checkAndDecrement). */
function refusalOf(budget: DisruptionBudget): ApiError | undefined {
  const { name, generation = 0 } = budget.metadata;
  const {
    observedGeneration = 0,
    disruptionsAllowed = 0,
    currentHealthy = 0,
    desiredHealthy = 0,
  } = budget.status ?? {};
  if (observedGeneration < generation) {
    return tooManyEvictions(`The disruption budget ${name} is still being processed by the server.`);
  }
  if (disruptionsAllowed > 0) return undefined;
  const failure = conditionOf(budget, 'DisruptionAllowed');
  if (failure?.reason === 'SyncFailed') {
    const why = `because it failed sync: ${failure.message ?? ''}`;
    return tooManyEvictions(`The disruption budget ${name} does not allow evicting pods currently ${why}`);
  }
  return tooManyEvictions(
    `The disruption budget ${name} needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`,
  );
}

/** The budget with one disruption less, until its controller has seen the pod go. */
function withOneLess(budget: DisruptionBudget, pod: Pod, now: string): DisruptionBudget {
  const status = budget.status!;
  const disruptionsAllowed = status.disruptionsAllowed - 1;
  const conditions =
    disruptionsAllowed === 0 ? withCondition(status.conditions, noneAllowed(budget), now) : status.conditions;
  const disruptedPods = { ...status.disruptedPods, [pod.metadata.name]: now };
  return { ...budget, status: { ...status, disruptionsAllowed, disruptedPods, ...(conditions && { conditions }) } };
}

function noneAllowed({ metadata: { generation } }: DisruptionBudget): Condition {
  return {
    type: 'DisruptionAllowed',
    status: 'False',
    reason: 'InsufficientPods',
    message: '',
    observedGeneration: generation,
  };
}

function withTarget(pod: Pod, now: string): Pod {
  const target: Condition = {
    type: 'DisruptionTarget',
    status: 'True',
    reason: 'EvictionByEvictionAPI',
    message: 'Eviction API: evicting',
    lastProbeTime: null,
  };
  return { ...pod, status: { ...pod.status, conditions: withCondition(pod.status?.conditions, target, now) } };
}
