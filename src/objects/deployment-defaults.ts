import type { Deployment, DeploymentSpec, DeploymentStrategy, ReplicaSet, ReplicaSetSpec } from './deployment.ts';
import { changeField, fill } from './fill.ts';
import { defaultTemplate } from './pod-defaults.ts';
import type { PodTemplate } from './pod.ts';

const noTemplate: PodTemplate = { spec: { containers: [] } };

function defaultStrategy(strategy: DeploymentStrategy): DeploymentStrategy {
  const filled = fill(strategy, { type: 'RollingUpdate' as const });
  if (filled.type !== 'RollingUpdate') return filled;
  const rolling = fill(filled, { rollingUpdate: {} });
  return changeField(rolling, 'rollingUpdate', (each) => fill(each, { maxUnavailable: '25%', maxSurge: '25%' }));
}

function defaultDeploymentSpec(spec: DeploymentSpec): DeploymentSpec {
  const filled = fill(spec, {
    replicas: 1,
    strategy: {},
    revisionHistoryLimit: 10,
    progressDeadlineSeconds: 600,
    template: noTemplate,
  });
  return changeField(changeField(filled, 'strategy', defaultStrategy), 'template', defaultTemplate);
}

function defaultReplicaSetSpec(spec: ReplicaSetSpec): ReplicaSetSpec {
  return changeField(fill(spec, { replicas: 1, template: noTemplate }), 'template', defaultTemplate);
}

/** A Deployment with everything that its author left out (pkg/apis/apps/v1/defaults.go, v1.36, SetDefaults_Deployment). */
export function defaultDeployment(deployment: Deployment): Deployment {
  return changeField(fill(deployment, { spec: {} as DeploymentSpec }), 'spec', defaultDeploymentSpec);
}

/** A ReplicaSet with everything that its author left out (SetDefaults_ReplicaSet). */
export function defaultReplicaSet(replicaSet: ReplicaSet): ReplicaSet {
  return changeField(fill(replicaSet, { spec: {} as ReplicaSetSpec }), 'spec', defaultReplicaSetSpec);
}
