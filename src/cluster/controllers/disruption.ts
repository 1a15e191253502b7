/**
 * Counts for every disruption budget how many of its pods are healthy, and how many more may be sent away.
 * Models pkg/controller/disruption/disruption.go. Left out: DisruptionTarget conditions that are taken back after two minutes.
 */
import { amountOf, controllerOf, guards, isReady, isTerminating, keyOf, millisOf } from '../../objects/index.ts';
import { keyFor, withCondition } from '../../objects/index.ts';
import type { ApiObject, Condition, DisruptionBudget, DisruptionBudgetStatus, Pod } from '../../objects/index.ts';
import { nowOf } from '../store.ts';
import { equal } from '../equal.ts';
import { budgetsOf } from '../eviction.ts';
import { say } from '../log.ts';
import type { Answer, Deed, Wake } from '../part.ts';
import { hasAny } from '../index-of-objects.ts';
import { get, list } from '../read.ts';
import type { Reader } from '../read.ts';
import type { Change } from '../state.ts';
import { controllerPart } from './controller.ts';

interface Look {
  readonly reader: Reader;
  readonly budget: DisruptionBudget;
  readonly pods: readonly Pod[];
}

/** The part that keeps the status of budgets, one instance for each. */
export const disruption = controllerPart<Look>({
  name: 'disruption',
  wakesOn: { PodDisruptionBudget: hearBudget, Pod: hearPod },
  look,
  steps: { count },
});

function nameOf({ metadata }: ApiObject): string {
  return `${metadata.namespace}/${metadata.name}`;
}

function hearBudget({ type, object }: Change): readonly Wake[] {
  return type === 'deleted' ? [] : [{ of: nameOf(object) }];
}

function hearPod({ type, object, before }: Change, reader: Reader): readonly Wake[] {
  if (!hasAny(reader.index, 'PodDisruptionBudget', object.metadata.namespace)) return [];
  const [pod, old] = [object as Pod, before as Pod | undefined];
  const isSame =
    type === 'modified' &&
    old !== undefined &&
    pod.metadata.labels === old.metadata.labels &&
    pod.metadata.ownerReferences === old.metadata.ownerReferences &&
    isReady(pod) === isReady(old) &&
    isTerminating(pod) === isTerminating(old);
  if (isSame) return [];
  const budgets = new Set([pod, ...(old ? [old] : [])].flatMap((each) => budgetsOf(reader, each).map(nameOf)));
  return [...budgets].map((of) => ({ of }));
}

function look(reader: Reader, of: string): Look | undefined {
  const budget = get<DisruptionBudget>(reader, `PodDisruptionBudget/${of}`);
  if (!budget) return undefined;
  const pods = list<Pod>(reader, 'Pod', budget.metadata.namespace).filter((pod) => guards(budget, pod));
  return { reader, budget, pods };
}

/** How long an allowed eviction may take before the budget takes it for one that will not happen. */
const evictionMs = 120_000;

function count(look: Look): Answer {
  const scale = expected(look);
  if ('problem' in scale) return cannotCount(look, scale.problem);
  const { reader, budget, pods } = look;
  const disruptedPods = awaited(look);
  const currentHealthy = pods.filter(
    (pod) => !isTerminating(pod) && !(pod.metadata.name in disruptedPods) && isReady(pod),
  ).length;
  const { expectedPods, desiredHealthy } = scale;
  const spare = currentHealthy - desiredHealthy;
  const disruptionsAllowed = expectedPods <= 0 || spare <= 0 ? 0 : spare;
  const counts = { currentHealthy, desiredHealthy, disruptionsAllowed, expectedPods };
  const reason = disruptionsAllowed > 0 ? 'SufficientPods' : 'InsufficientPods';
  const status = statusOf(budget, { ...counts, disruptedPods }, allowed(budget, reason), nowOf(reader));
  const later = Object.values(disruptedPods).length > 0 ? { againMs: evictionMs } : {};
  if (equal(status, budget.status)) return { do: [], ...later };
  const it = { budget: budget.metadata.name, count: disruptionsAllowed };
  const deed: Deed = {
    ...(disruptionsAllowed !== budget.status?.disruptionsAllowed && {
      what: say('{budget} allows {count} disruptions', it),
      because: say('{healthy} of its {pods} pods are healthy, and {desired} must be', {
        healthy: currentHealthy,
        pods: expectedPods,
        desired: desiredHealthy,
      }),
    }),
    writes: [{ verb: 'update', object: { ...budget, status }, subresource: 'status' }],
    object: keyOf(budget),
  };
  return { do: [deed, ...(pods.length === 0 ? [noPods(budget)] : [])], ...later };
}

function noPods(about: DisruptionBudget): Deed {
  return { writes: [], event: { about, reason: 'NoPods', message: 'No matching pods found' } };
}

function statusOf(
  { metadata, status }: DisruptionBudget,
  counts: Pick<DisruptionBudgetStatus, 'currentHealthy' | 'desiredHealthy' | 'disruptionsAllowed' | 'expectedPods'> & {
    readonly disruptedPods: Readonly<Record<string, string>>;
  },
  condition: Condition,
  now: string,
): DisruptionBudgetStatus {
  const { disruptedPods, ...numbers } = counts;
  return {
    conditions: withCondition(status?.conditions, condition, now),
    ...numbers,
    ...(Object.keys(disruptedPods).length > 0 ? { disruptedPods } : {}),
    ...(metadata.generation === undefined ? {} : { observedGeneration: metadata.generation }),
  };
}

function allowed({ metadata }: DisruptionBudget, reason: string, message = ''): Condition {
  const status = reason === 'SufficientPods' ? 'True' : 'False';
  return { type: 'DisruptionAllowed', status, reason, message, observedGeneration: metadata.generation };
}

/** The evictions that were allowed and have not been seen yet (buildDisruptedPodMap). */
function awaited({ reader, budget, pods }: Look): Readonly<Record<string, string>> {
  const now = millisOf(nowOf(reader));
  const waiting = pods.flatMap((pod): [string, string][] => {
    const at = budget.status?.disruptedPods?.[pod.metadata.name];
    const isAwaited = at !== undefined && !isTerminating(pod) && millisOf(at) + evictionMs >= now;
    return isAwaited ? [[pod.metadata.name, at]] : [];
  });
  return Object.fromEntries(waiting);
}

type Scale = { readonly expectedPods: number; readonly desiredHealthy: number } | { readonly problem: string };

/** How many pods there should be, and how many of them healthy (getExpectedPodCount). */
function expected({ reader, budget: { spec }, pods }: Look): Scale {
  const { minAvailable, maxUnavailable } = spec;
  if (maxUnavailable === undefined && typeof minAvailable === 'number') {
    return { expectedPods: pods.length, desiredHealthy: minAvailable };
  }
  if (maxUnavailable === undefined && minAvailable === undefined) return { expectedPods: 0, desiredHealthy: 0 };
  const scales = new Map<string, number>();
  for (const pod of pods) {
    const scaled = scaledBy(reader, pod);
    const replicas = (scaled?.spec as { readonly replicas?: number } | undefined)?.replicas;
    if (!controllerOf(pod)) continue;
    if (!scaled || replicas === undefined) return { problem: `found no controllers for pod "${pod.metadata.name}"` };
    scales.set(scaled.metadata.uid ?? '', replicas);
  }
  const expectedPods = [...scales.values()].reduce((sum, replicas) => sum + replicas, 0);
  if (maxUnavailable === undefined) return { expectedPods, desiredHealthy: amountOf(minAvailable!, expectedPods) };
  return { expectedPods, desiredHealthy: Math.max(0, expectedPods - amountOf(maxUnavailable, expectedPods)) };
}

/** Whose replicas the pod is one of: its controller, or a ReplicaSet's own. */
function scaledBy(reader: Reader, object: ApiObject): ApiObject | undefined {
  const owner = controllerOf(object);
  const found = owner && get(reader, keyFor(owner.kind, object.metadata.namespace, owner.name));
  if (!found || found.metadata.uid !== owner.uid) return undefined;
  return found.kind === 'ReplicaSet' ? (scaledBy(reader, found) ?? found) : found;
}

/** Nothing may be disrupted while nobody knows how many there should be (failSafe). */
function cannotCount({ reader, budget }: Look, problem: string): Answer {
  const { currentHealthy = 0, desiredHealthy = 0, expectedPods = 0, disruptedPods = {} } = budget.status ?? {};
  const counts = { currentHealthy, desiredHealthy, disruptionsAllowed: 0, expectedPods, disruptedPods };
  const status = statusOf(budget, counts, allowed(budget, 'SyncFailed', problem), nowOf(reader));
  return {
    wait: say('{budget} allows no disruption: {problem}', { budget: budget.metadata.name, problem }),
    object: keyOf(budget),
    writes: [{ verb: 'update', object: { ...budget, status }, subresource: 'status' }],
    event: {
      about: budget,
      type: 'Warning',
      reason: 'CalculateExpectedPodCountFailed',
      message: `Failed to calculate the number of expected pods: ${problem}`,
    },
  };
}
