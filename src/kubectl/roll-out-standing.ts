/** How far a roll-out is, in kubectl's words. Models the status viewers of kubectl pkg/polymorphichelpers/rollout_status.go. */
import { conditionOf } from '../objects/index.ts';
import type { DaemonSet, Deployment, StatefulSet } from '../objects/index.ts';
import type { Rolling } from './revisions.ts';

/** A line and whether it is the last one, or why there is none. */
export type Standing = { readonly text: string; readonly isDone: boolean } | { readonly problem: string };

/** What `rollout status` says of the workload as it stands. */
export function standingOf(object: Rolling): Standing {
  if (object.kind === 'Deployment') return ofDeployment(object);
  return object.kind === 'DaemonSet' ? ofDaemonSet(object) : ofStatefulSet(object);
}

function ofDeployment(deployment: Deployment): Standing {
  const { metadata, spec, status = {} } = deployment;
  const { observedGeneration = 0, replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = status;
  if ((metadata.generation ?? 0) > observedGeneration) {
    return waiting('Waiting for deployment spec update to be observed...');
  }
  const name = JSON.stringify(metadata.name);
  if (conditionOf(deployment, 'Progressing')?.reason === 'ProgressDeadlineExceeded') {
    return { problem: `deployment ${name} exceeded its progress deadline` };
  }
  const wait = (what: string): Standing => waiting(`Waiting for deployment ${name} rollout to finish: ${what}...`);
  if (updatedReplicas < spec.replicas)
    return wait(`${updatedReplicas} out of ${spec.replicas} new replicas have been updated`);
  if (replicas > updatedReplicas) return wait(`${replicas - updatedReplicas} old replicas are pending termination`);
  if (availableReplicas < updatedReplicas) {
    return wait(`${availableReplicas} of ${updatedReplicas} updated replicas are available`);
  }
  return done(`deployment ${name} successfully rolled out`);
}

const onlyRolling = 'rollout status is only available for RollingUpdate strategy type';

function ofDaemonSet({ metadata, spec, status }: DaemonSet): Standing {
  if (spec.updateStrategy.type !== 'RollingUpdate') return { problem: onlyRolling };
  const { observedGeneration = 0, updatedNumberScheduled = 0, numberAvailable = 0 } = status ?? {};
  const { desiredNumberScheduled = 0 } = status ?? {};
  if ((metadata.generation ?? 0) > observedGeneration) {
    return waiting('Waiting for daemon set spec update to be observed...');
  }
  const name = JSON.stringify(metadata.name);
  const wait = (what: string): Standing => waiting(`Waiting for daemon set ${name} rollout to finish: ${what}...`);
  if (updatedNumberScheduled < desiredNumberScheduled) {
    return wait(`${updatedNumberScheduled} out of ${desiredNumberScheduled} new pods have been updated`);
  }
  if (numberAvailable < desiredNumberScheduled) {
    return wait(`${numberAvailable} of ${desiredNumberScheduled} updated pods are available`);
  }
  return done(`daemon set ${name} successfully rolled out`);
}

function ofStatefulSet({ spec, status, metadata }: StatefulSet): Standing {
  const { type, rollingUpdate } = spec.updateStrategy;
  if (type !== 'RollingUpdate') {
    return { problem: onlyRolling };
  }
  const { observedGeneration = 0, readyReplicas = 0, updatedReplicas = 0 } = status ?? {};
  const { updateRevision = '', currentRevision = '', currentReplicas = 0 } = status ?? {};
  if (observedGeneration === 0 || (metadata.generation ?? 0) > observedGeneration) {
    return waiting('Waiting for statefulset spec update to be observed...');
  }
  const missing = spec.replicas - readyReplicas;
  if (missing > 0) return waiting(`Waiting for ${missing} pods to be ready...`);
  if (rollingUpdate) {
    const { partition } = rollingUpdate;
    const due = spec.replicas - (partition ?? 0);
    if (partition !== undefined && updatedReplicas < due) {
      const counts = `${updatedReplicas} out of ${due} new pods have been updated...`;
      return waiting(`Waiting for partitioned roll out to finish: ${counts}`);
    }
    return done(`partitioned roll out complete: ${updatedReplicas} new pods have been updated...`);
  }
  if (updateRevision !== currentRevision) {
    const counts = `${updatedReplicas} pods at revision ${updateRevision}...`;
    return waiting(`waiting for statefulset rolling update to complete ${counts}`);
  }
  return done(`statefulset rolling update complete ${currentReplicas} pods at revision ${currentRevision}...`);
}

function waiting(line: string): Standing {
  return { text: `${line}\n`, isDone: false };
}

function done(line: string): Standing {
  return { text: `${line}\n`, isDone: true };
}
