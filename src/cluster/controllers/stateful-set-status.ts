/**
 * What a set's status counts, from the pods as they were seen at the start of the turn.
 * Models updateStatus and completeRollingUpdate of pkg/controller/statefulset/stateful_set_control.go and stateful_set_utils.go.
 */
import type { StatefulSet, StatefulSetStatus } from '../../objects/index.ts';
import { millisToAvailable, unsettledPods } from './stateful-set-turn.ts';
import type { Turn } from './stateful-set-turn.ts';

/**
 * Counts the pods: the settled, which are counted already, and the others one by one. `deletedForUpdate` of them were deleted by the
 * update of this very turn and no longer count as current.
 */
export function statusOf(turn: Turn, deletedForUpdate: number): StatefulSetStatus {
  const { set, settled, revisions } = turn;
  const { current, update, collisionCount } = revisions;
  const others = unsettledPods(turn);
  const settledCount = [...settled.values()].reduce((sum, count) => sum + count, 0);
  let [readyReplicas, availableReplicas] = [settledCount, settledCount];
  let currentReplicas = (settled.get(current.metadata.name) ?? 0) - deletedForUpdate;
  let updatedReplicas = settled.get(update.metadata.name) ?? 0;
  for (const pod of others) {
    if (pod.isReady) {
      readyReplicas++;
      if (millisToAvailable(turn, pod) <= 0) availableReplicas++;
    }
    if (pod.isTerminating) continue;
    if (pod.revision === current.metadata.name) currentReplicas++;
    if (pod.revision === update.metadata.name) updatedReplicas++;
  }
  const counted = {
    replicas: settledCount + others.length,
    readyReplicas,
    availableReplicas,
    currentReplicas,
    updatedReplicas,
    currentRevision: current.metadata.name,
    updateRevision: update.metadata.name,
  };
  const { generation } = set.metadata;
  return withoutZeros({
    ...(isComplete(set, counted) ? completed(counted) : counted),
    ...(generation === undefined ? {} : { observedGeneration: generation }),
    collisionCount,
  });
}

function isComplete({ spec }: StatefulSet, { updatedReplicas, replicas, readyReplicas }: StatefulSetStatus): boolean {
  const isRolling = spec.updateStrategy.type === 'RollingUpdate';
  return isRolling && updatedReplicas === replicas && readyReplicas === replicas && replicas === spec.replicas;
}

function completed<T extends StatefulSetStatus>(status: T): T {
  return { ...status, currentReplicas: status.updatedReplicas, currentRevision: status.updateRevision };
}

const alwaysWritten = new Set(['replicas', 'availableReplicas', 'collisionCount']);

/** Counts of zero are left out, except those that Kubernetes always writes. */
function withoutZeros(status: StatefulSetStatus): StatefulSetStatus {
  const kept = Object.entries(status).filter(([name, value]) => value !== 0 || alwaysWritten.has(name));
  return Object.fromEntries(kept) as unknown as StatefulSetStatus;
}
