import { amountCauses, amountOf } from './amounts.ts';
import { type Causes, fine, forbidden, notNegative, required, unsupported, wrong } from './causes.ts';
import type { Deployment, DeploymentSpec, DeploymentStrategy, ReplicaSet, ReplicaSetSpec } from './deployment.ts';
import { remembered } from './fill.ts';
import { dnsSubdomain } from './formats.ts';
import { metaCauses, metaUpdateCauses } from './meta-validation.ts';
import { fixedSelector, selectingCauses } from './workload-validation.ts';

/* pkg/apis/apps/validation/validation.go (v1.36), ValidateDeployment and ValidateReplicaSet, in their order. */

function rollingCauses({ maxSurge = 0, maxUnavailable = 0 }: NonNullable<DeploymentStrategy['rollingUpdate']>): Causes {
  const path = 'spec.strategy.rollingUpdate';
  // A surge may be larger than the whole.
  const isLarge = typeof maxSurge === 'string' && /^[0-9]+%$/.test(maxSurge);
  const causes = [
    ...amountCauses(`${path}.maxUnavailable`, maxUnavailable),
    ...(isLarge ? fine : amountCauses(`${path}.maxSurge`, maxSurge)),
  ];
  const isStuck = amountOf(maxUnavailable, 100) === 0 && amountOf(maxSurge, 100) === 0;
  return isStuck
    ? [...causes, wrong(`${path}.maxUnavailable`, maxUnavailable, 'may not be 0 when `maxSurge` is 0')]
    : causes;
}

function strategyCauses({ type, rollingUpdate }: DeploymentStrategy): Causes {
  const path = 'spec.strategy';
  if (type === 'Recreate') {
    const detail = "may not be specified when strategy `type` is 'Recreate'";
    return rollingUpdate ? [forbidden(`${path}.rollingUpdate`, detail)] : fine;
  }
  if (type !== 'RollingUpdate') return [unsupported(`${path}.type`, type, ['Recreate', 'RollingUpdate'])];
  if (!rollingUpdate) return [required(`${path}.rollingUpdate`, 'this should be defaulted and never be nil')];
  return rollingCauses(rollingUpdate);
}

function deadlineCauses({ progressDeadlineSeconds, minReadySeconds = 0 }: DeploymentSpec): Causes {
  if (progressDeadlineSeconds === undefined) return fine;
  const path = 'spec.progressDeadlineSeconds';
  const causes = notNegative(path, progressDeadlineSeconds);
  return progressDeadlineSeconds > minReadySeconds
    ? causes
    : [...causes, wrong(path, progressDeadlineSeconds, 'must be greater than minReadySeconds')];
}

const deploymentCauses = remembered((spec: DeploymentSpec): Causes => [
  ...notNegative('spec.replicas', spec.replicas),
  ...selectingCauses(spec.selector, spec.template, 'deployment', 'ReplicaSet'),
  ...strategyCauses(spec.strategy),
  ...notNegative('spec.minReadySeconds', spec.minReadySeconds),
  ...notNegative('spec.revisionHistoryLimit', spec.revisionHistoryLimit),
  ...deadlineCauses(spec),
]);

/** The causes for refusing a Deployment. */
export function validateDeployment({ metadata, spec }: Deployment, old?: Deployment): Causes {
  if (!old) return [...metaCauses(metadata, dnsSubdomain), ...deploymentCauses(spec)];
  return [
    ...metaUpdateCauses(metadata, old.metadata),
    ...deploymentCauses(spec),
    ...fixedSelector(spec.selector, old.spec.selector),
  ];
}

const replicaSetCauses = remembered((spec: ReplicaSetSpec): Causes => [
  ...notNegative('spec.replicas', spec.replicas),
  ...notNegative('spec.minReadySeconds', spec.minReadySeconds),
  // Upstream says "deployment" here too.
  ...selectingCauses(spec.selector, spec.template, 'deployment', 'ReplicaSet'),
]);

/** The causes for refusing a ReplicaSet. */
export function validateReplicaSet({ metadata, spec }: ReplicaSet, old?: ReplicaSet): Causes {
  if (!old) return [...metaCauses(metadata, dnsSubdomain), ...replicaSetCauses(spec)];
  return [
    ...metaUpdateCauses(metadata, old.metadata),
    ...replicaSetCauses(spec),
    ...fixedSelector(spec.selector, old.spec.selector),
  ];
}
