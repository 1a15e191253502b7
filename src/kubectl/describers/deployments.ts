import type { Reader } from '../../cluster/index.ts';
import type { Deployment, ReplicaSet } from '../../objects/index.ts';
import { replicaSetsOf } from '../revisions.ts';
import { selectorText } from '../selector-text.ts';
import type { Describer } from './describer.ts';
import type { Lines } from './lines.ts';
import { annotationLines, date, labelLines, pair } from './lines.ts';
import { podTemplateLines } from './pod-templates.ts';
import { conditionLines, controllerLines, phasesText } from './workloads.ts';

/** A Deployment (describeDeployment). */
export const describeDeployment: Describer<Deployment> = (deployment, cluster) => {
  const { metadata, spec, status = {} } = deployment;
  const { type, rollingUpdate } = spec.strategy;
  const { updatedReplicas = 0, replicas = 0, availableReplicas = 0, unavailableReplicas = 0 } = status;
  const old = `${updatedReplicas} updated | ${replicas} total`;
  const out = `${availableReplicas} available | ${unavailableReplicas} unavailable`;
  const bounds = `${rollingUpdate?.maxUnavailable ?? 0} max unavailable, ${rollingUpdate?.maxSurge ?? 0} max surge`;
  return [
    pair('Name', metadata.name),
    pair('Namespace', metadata.namespace),
    pair('CreationTimestamp', date(metadata.creationTimestamp)),
    ...labelLines('Labels', metadata.labels),
    ...annotationLines(metadata.annotations),
    pair('Selector', selectorText(spec.selector)),
    pair('Replicas', `${spec.replicas} desired | ${old} | ${out}`),
    pair('StrategyType', type),
    pair('MinReadySeconds', spec.minReadySeconds ?? 0),
    ...(rollingUpdate ? [pair('RollingUpdateStrategy', bounds)] : []),
    ...podTemplateLines(spec.template),
    ...conditionLines(deployment),
    ...setLines(cluster, deployment),
  ];
};

function setLines(cluster: Reader, deployment: Deployment): Lines {
  const { newSet, oldSets } = replicaSetsOf(cluster, deployment);
  return [pair('OldReplicaSets', setsText(oldSets)), pair('NewReplicaSet', setsText(newSet ? [newSet] : []))];
}

function setsText(sets: readonly ReplicaSet[]): string {
  const texts = sets.map(
    ({ metadata, spec, status }) => `${metadata.name} (${status?.replicas ?? 0}/${spec.replicas} replicas created)`,
  );
  return texts.length === 0 ? '<none>' : texts.join(', ');
}

/** A ReplicaSet (describeReplicaSet). */
export const describeReplicaSet: Describer<ReplicaSet> = (replicaSet, cluster) => {
  const { metadata, spec, status } = replicaSet;
  return [
    pair('Name', metadata.name),
    pair('Namespace', metadata.namespace),
    pair('Selector', selectorText(spec.selector)),
    ...labelLines('Labels', metadata.labels),
    ...annotationLines(metadata.annotations),
    ...controllerLines(replicaSet),
    pair('Replicas', `${status?.replicas ?? 0} current / ${spec.replicas} desired`),
    pair('Pods Status', phasesText(cluster, replicaSet)),
    ...podTemplateLines(spec.template),
    ...conditionLines(replicaSet),
  ];
};
