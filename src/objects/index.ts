export type { Affinity, PodAffinity, PodAffinityTerm, TopologySpreadConstraint } from './affinity.ts';
export type { ApiError } from './api-errors.ts';
export {
  alreadyExists,
  badRequest,
  conflict,
  forbidden,
  invalid,
  isApiError,
  notFound,
  tooManyBudgets,
  tooManyEvictions,
} from './api-errors.ts';
export type { Amount } from './amounts.ts';
export { amountOf } from './amounts.ts';
export { checkManifest } from './check.ts';
export type { Claim, ClaimSpec } from './claim.ts';
export { selectedNodeAnnotation } from './claim.ts';
export { withCondition } from './conditions.ts';
export type { ConfigMap, Secret } from './config.ts';
export { textsOf } from './config.ts';
export type { Decoded, Fault } from './decode.ts';
export { decode } from './decode.ts';
export type { DisruptionBudget, DisruptionBudgetStatus } from './disruption-budget.ts';
export { guards } from './disruption-budget.ts';
export type { DaemonSet, DaemonSetSpec, DaemonSetStatus } from './daemon-set.ts';
export { templateGenerationAnnotation } from './daemon-set-rules.ts';
export type {
  Deployment,
  DeploymentSpec,
  DeploymentStatus,
  ReplicaSet,
  ReplicaSetSpec,
  ReplicaSetStatus,
} from './deployment.ts';
export { revisionAnnotation, revisionOf, templateHashLabel } from './deployment.ts';
export { entry } from './entry.ts';
export type { Event } from './event.ts';
export { remembered, withFields } from './fill.ts';
export type { Ingress, IngressBackend, IngressClass, IngressPath, IngressRule } from './ingress.ts';
export { classNameOf } from './ingress.ts';
export type { Job, JobSpec, JobStatus } from './job.ts';
export { completionIndex } from './job.ts';
export type { Kind } from './kinds.ts';
export { groupOf, isKnown, kindOf, kinds, resourceOf } from './kinds.ts';
export type { Manifest, ManifestDocument, Problem, ReadingProblem, WrittenObject } from './manifest.ts';
export { manifestLengthMax, namelessMessage, readingErrors, readManifest } from './manifest.ts';
export type { Range } from './manifest-text.ts';
export type { ApiObject, Labels, LabelSelector, Meta, Millis, ObjectKey, OwnerReference } from './meta.ts';
export {
  controllerOf,
  controllerReference,
  hasLabels,
  isControlledBy,
  isTerminating,
  keyFor,
  keyOf,
  millisOf,
  readKey,
  selects,
  timestamp,
} from './meta.ts';
export type { Namespace } from './namespace.ts';
export type { Lease, Node, Taint } from './node.ts';
export { notSimulated } from './not-simulated.ts';
export type { NodeSelector, NodeSelectorTerm } from './node-selector.ts';
export { matchesNode, matchesTerm } from './node-selector.ts';
export type {
  Condition,
  Container,
  ContainerState,
  ContainerStatus,
  Pod,
  PodSpec,
  PodStatus,
  PodTemplate,
  PodVolume,
  Toleration,
} from './pod.ts';
export { claimNames, conditionOf, hasEnded, isReady, isRunningAndReady, isSidecar } from './pod.ts';
export type { Standing } from './pod-word.ts';
export { standingOf } from './pod-word.ts';
export type { Probe } from './probe.ts';
export { stayingFor } from './pod-defaults.ts';
export type { Path } from './path.ts';
export { canonicalQuantity, milliQuantity, quantity } from './quantity.ts';
export type { ResourceQuota } from './quota.ts';
export type { Revision } from './revision.ts';
export type { Endpoint, EndpointAddress, Endpoints, EndpointSlice, Service, ServicePort } from './service.ts';
export { isHeadless } from './service.ts';
export type { ClaimTemplate, StatefulSet, StatefulSetSpec, StatefulSetStatus, UpdateStrategy } from './stateful-set.ts';
export { claimName, firstOrdinal, parentAndOrdinal, podName } from './stateful-set.ts';
export type { StorageClass, Volume, VolumeSpec } from './volume.ts';
export type { VolumeAttachment } from './volume-attachment.ts';
export { defaultClassAnnotation } from './volume.ts';
export { trafficCauses } from './service-traffic.ts';
export { openAddresses } from './load-balancer.ts';
export { learnLateKinds } from './late-kinds.ts';
export { needsLateTypes } from './plain.ts';
