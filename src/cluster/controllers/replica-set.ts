/**
 * Keeps so many pods of a template, none of them special: what begins to go is replaced at once, what is too many is chosen by rank.
 * Models pkg/controller/replicaset/replica_set.go (v1.36), syncReplicaSet and manageReplicas, and replica_set_utils.go.
 * Left out: the consistency of caches, and that not more than 500 pods are made or deleted in one turn.
 */
import { conditionOf, hasEnded, isTerminating, selects } from '../../objects/index.ts';
import type { Condition, Pod, ReplicaSet, ReplicaSetStatus } from '../../objects/index.ts';
import { nowOf } from '../store.ts';
import { equal } from '../equal.ts';
import { say } from '../log.ts';
import type { Sentence } from '../log.ts';
import type { Answer, Deed } from '../part.ts';
import { decisionOf, get } from '../read.ts';
import type { Reader } from '../read.ts';
import { controllerPart } from './controller.ts';
import { claimed, ownersConcerned } from './ownership.ts';
import type { Claimed } from './ownership.ts';
import { createPod, dateOf, deletePod, isActive, millisToAvailable, podFrom, slowStart } from './pod-control.ts';
import { firstToGo } from './replica-set-ranks.ts';

interface Turn {
  readonly reader: Reader;
  readonly set: ReplicaSet;
  readonly pods: Claimed<Pod>;
  /** Those that have neither ended nor been asked to go. */
  readonly active: readonly Pod[];
}

/** The part that keeps ReplicaSets, one instance for each. */
export const replicaSetController = controllerPart<Turn>({
  name: 'replicaset',
  wakesOn: {
    ReplicaSet: ({ type, object, before }) => {
      const { namespace, name } = object.metadata;
      const isCounted = type === 'modified' && object.spec === before?.spec && !isTerminating(object);
      return type === 'deleted' || isCounted ? [] : [{ of: `${namespace}/${name}` }];
    },
    Pod: (change, reader) => ownersConcerned(change, reader, 'ReplicaSet'),
  },
  look,
  steps: { observe, replicas },
  afterwards: ['status', status],
  rest,
});

function look(reader: Reader, of: string): Turn | undefined {
  const set = get<ReplicaSet>(reader, `ReplicaSet/${of}`);
  if (!set) return undefined;
  const pods = claimed<Pod>(reader, set, set.spec.selector, 'Pod');
  return { reader, set, pods, active: pods.own.filter(isActive) };
}

function rest({ reader, set, active }: Turn): Sentence | undefined {
  const now = dateOf(reader);
  const isDone =
    active.length === set.spec.replicas &&
    active.every((pod) => millisToAvailable(pod, set.spec.minReadySeconds ?? 0, now) === 0);
  return isDone ? say('{count} of {count} pods are as they should be', { count: set.spec.replicas }) : undefined;
}

/** Takes what fits and has no controller; lets go what no longer fits. */
function observe({ pods: { deeds } }: Turn): Answer {
  return deeds.length > 0 ? { do: deeds } : undefined;
}

/** Makes the pods that are missing, or deletes those that are too many. */
function replicas(turn: Turn): Answer {
  const { reader, set, active } = turn;
  if (isTerminating(set)) return undefined;
  const missing = set.spec.replicas - active.length;
  const it = { count: active.length, replicas: set.spec.replicas };
  if (missing > 0) {
    const because = say('{count} of {replicas} pods are there, not counting those that are going', it);
    const pods = Array.from({ length: missing }, (_, place) => podFrom(reader, set, set.spec.template, place));
    return slowStart(pods.map((pod) => createPod(set, pod, because)));
  }
  if (missing === 0) return undefined;
  const because = say('of {count} pods {replicas} are to stay, and it is among the first to go', it);
  return { do: firstToGo(reader, set, active, -missing).map((pod) => deletePod(set, pod, because)) };
}

/** Counts the pods as they were at the start of the turn. */
function status(turn: Turn): Answer {
  const { reader, set, active } = turn;
  const now = dateOf(reader);
  const waits = active.map((pod) => millisToAvailable(pod, set.spec.minReadySeconds ?? 0, now));
  const next = statusOf(turn, waits);
  const deeds: Deed[] = equal(next, set.status)
    ? []
    : [{ writes: [{ verb: 'update', object: { ...set, status: next }, subresource: 'status' }] }];
  const againMs = Math.min(...waits.filter((ms) => ms > 0));
  if (againMs < Infinity) return { do: deeds, againMs };
  return deeds.length > 0 ? { do: deeds } : undefined;
}

function statusOf(turn: Turn, waits: readonly number[]): ReplicaSetStatus {
  const { set, pods, active } = turn;
  const { template } = set.spec;
  const labels = { matchLabels: template.metadata?.labels ?? {} };
  const counts = {
    fullyLabeledReplicas: active.filter(({ metadata }) => selects(labels, metadata.labels)).length,
    readyReplicas: waits.filter((ms) => ms < Infinity).length,
    availableReplicas: waits.filter((ms) => ms === 0).length,
  };
  const conditions = failureOf(turn);
  const { generation } = set.metadata;
  return {
    replicas: active.length,
    ...Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
    terminatingReplicas: pods.own.filter((pod) => isTerminating(pod) && !hasEnded(pod)).length,
    ...(generation !== undefined && { observedGeneration: generation }),
    ...(conditions && { conditions }),
  };
}

/** That the API server refused a pod stands on the set until a turn goes well; what it said is the last line of the log. */
function failureOf({ reader, set }: Turn): readonly Condition[] | undefined {
  const { namespace, name } = set.metadata;
  const last = decisionOf(reader, 'replicaset', `${namespace}/${name}`);
  if (last?.kind !== 'fails' || last.step !== 'replicas' || last.at !== reader.state.now) return undefined;
  const known = conditionOf(set, 'ReplicaFailure');
  if (known) return [known];
  const reason = (set.status?.replicas ?? 0) > set.spec.replicas ? 'FailedDelete' : 'FailedCreate';
  const message = String(last.because?.values?.['message'] ?? '');
  return [{ type: 'ReplicaFailure', status: 'True', reason, message, lastTransitionTime: nowOf(reader) }];
}
