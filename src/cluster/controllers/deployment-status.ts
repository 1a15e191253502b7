/**
 * What a Deployment's status counts and which conditions it has.
 * Models calculateStatus of pkg/controller/deployment/sync.go, syncRolloutStatus of progress.go and the conditions of
 * pkg/controller/deployment/util/deployment_util.go (v1.36).
 */
import { conditionOf } from '../../objects/index.ts';
import type { Condition, Deployment, DeploymentStatus, ReplicaSet } from '../../objects/index.ts';
import { availableOf, boundsOf, sizeOf } from './deployment-sizes.ts';

/** The conditions of a status, by type; the order is that in which they were last changed. */
export type Conditions = readonly Condition[];

/** Takes a condition up unless one of the same status and reason is there; the transition's time stays where the status does. */
export function withCondition(conditions: Conditions, now: string, given: Condition): Conditions {
  const before = conditions.find(({ type }) => type === given.type);
  if (before?.status === given.status && before.reason === given.reason) return conditions;
  const since = before?.status === given.status ? before.lastTransitionTime : now;
  const next = { ...given, lastUpdateTime: now, ...(since !== undefined && { lastTransitionTime: since }) };
  return [...without(conditions, given.type), next];
}

/** The conditions without one. */
export function without(conditions: Conditions, type: string): Conditions {
  return conditions.filter((condition) => condition.type !== type);
}

/** Is there a time within which something has to happen? */
export function hasDeadline({ spec }: Deployment): boolean {
  const { progressDeadlineSeconds } = spec;
  return progressDeadlineSeconds !== undefined && progressDeadlineSeconds !== 2 ** 31 - 1;
}

/** The Progressing condition with this reason and message. */
export function progressing(status: Condition['status'], reason: string, message: string): Condition {
  return { type: 'Progressing', status, reason, message };
}

/** Counts over all sets, and whether enough pods are available. */
export function countsOf(
  deployment: Deployment,
  sets: readonly ReplicaSet[],
  newSet: ReplicaSet | undefined,
  conditions: Conditions,
  now: string,
): DeploymentStatus {
  const { spec, metadata, status } = deployment;
  const sum = (of: readonly ReplicaSet[], count: 'replicas' | 'readyReplicas'): number =>
    of.reduce((total, set) => total + (set.status?.[count] ?? 0), 0);
  const availableReplicas = availableOf(sets);
  const terminatingReplicas = terminatingOf(sets);
  const counts = {
    observedGeneration: metadata.generation ?? 0,
    replicas: sum(sets, 'replicas'),
    updatedReplicas: sum(newSet ? [newSet] : [], 'replicas'),
    readyReplicas: sum(sets, 'readyReplicas'),
    availableReplicas,
    unavailableReplicas: Math.max(0, sizeOf(sets) - availableReplicas),
  };
  const isEnough = availableReplicas >= spec.replicas - boundsOf(deployment).unavailable;
  const { collisionCount } = status ?? {};
  return {
    ...Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
    ...(terminatingReplicas !== undefined && { terminatingReplicas }),
    ...(collisionCount !== undefined && { collisionCount }),
    conditions: withCondition(conditions, now, isEnough ? enough : tooFew),
  };
}

const enough: Condition = {
  type: 'Available',
  status: 'True',
  reason: 'MinimumReplicasAvailable',
  message: 'Deployment has minimum availability.',
};

const tooFew: Condition = {
  type: 'Available',
  status: 'False',
  reason: 'MinimumReplicasUnavailable',
  message: 'Deployment does not have minimum availability.',
};

/** Sets that no controller has counted yet are left out of the sum. */
function terminatingOf(sets: readonly ReplicaSet[]): number | undefined {
  const counted = sets.filter(({ status }) => status?.observedGeneration || status?.terminatingReplicas !== undefined);
  const counts = counted.map(({ status }) => status?.terminatingReplicas);
  if (counts.some((count) => count === undefined)) return undefined;
  return counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
}

/** Are all pods new and available, and is no old one left? (DeploymentComplete) */
export function isComplete({ spec, metadata }: Deployment, status: DeploymentStatus): boolean {
  const { updatedReplicas = 0, replicas = 0, availableReplicas = 0, observedGeneration = 0 } = status;
  const all = [updatedReplicas, replicas, availableReplicas];
  return all.every((count) => count === spec.replicas) && observedGeneration >= (metadata.generation ?? 0);
}

/** Is it further than at the last look? (DeploymentProgressing) */
function hasProgressed(before: DeploymentStatus, after: DeploymentStatus): boolean {
  const old = ({ replicas = 0, updatedReplicas = 0 }: DeploymentStatus): number => replicas - updatedReplicas;
  return (
    (after.updatedReplicas ?? 0) > (before.updatedReplicas ?? 0) ||
    old(after) < old(before) ||
    (after.readyReplicas ?? 0) > (before.readyReplicas ?? 0) ||
    (after.availableReplicas ?? 0) > (before.availableReplicas ?? 0)
  );
}

/** What the counts say of the roll-out: done, on its way, or neither. */
export function withProgress(
  deployment: Deployment,
  next: DeploymentStatus,
  newSet: ReplicaSet | undefined,
  now: string,
): DeploymentStatus {
  const { conditions = [] } = next;
  if (!hasDeadline(deployment)) return { ...next, conditions: without(conditions, 'Progressing') };
  const current = conditionOf({ status: { conditions } }, 'Progressing');
  const isOver = next.replicas === next.updatedReplicas && current?.reason === 'NewReplicaSetAvailable';
  if (isOver) return next;
  const what = newSet ? `ReplicaSet "${newSet.metadata.name}"` : `Deployment "${deployment.metadata.name}"`;
  if (isComplete(deployment, next)) {
    const done = progressing('True', 'NewReplicaSetAvailable', `${what} has successfully progressed.`);
    return { ...next, conditions: withCondition(conditions, now, done) };
  }
  if (!hasProgressed(deployment.status ?? {}, next)) return next;
  const moving = progressing('True', 'ReplicaSetUpdated', `${what} is progressing.`);
  const since = current?.status === 'True' ? current.lastTransitionTime : now;
  const stamped = { ...moving, lastUpdateTime: now, ...(since !== undefined && { lastTransitionTime: since }) };
  return { ...next, conditions: [...without(conditions, 'Progressing'), stamped] };
}

/** That a set could not make its pods stands on the Deployment too; the new set's failure first (getReplicaFailures). */
export function withFailure(
  next: DeploymentStatus,
  newSet: ReplicaSet | undefined,
  oldSets: readonly ReplicaSet[],
  now: string,
): DeploymentStatus {
  const { conditions = [] } = next;
  const failures = [...(newSet ? [newSet] : []), ...oldSets].flatMap((set) => conditionOf(set, 'ReplicaFailure') ?? []);
  const [failure] = failures;
  if (!failure) return { ...next, conditions: without(conditions, 'ReplicaFailure') };
  return { ...next, conditions: withCondition(conditions, now, failure) };
}
