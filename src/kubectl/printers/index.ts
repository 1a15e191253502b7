import type { ApiObject } from '../../objects/index.ts';
import { age } from '../durations.ts';
import { claimColumns } from './claims.ts';
import type { Columns } from './columns.ts';
import { autoscalerColumns, configMapColumns, ingressClassColumns, ingressColumns } from './config.ts';
import { quotaColumns, secretColumns } from './config.ts';
import { controllerRevisionColumns } from './controller-revisions.ts';
import { disruptionBudgetColumns } from './disruption-budgets.ts';
import { daemonSetColumns } from './daemon-sets.ts';
import { deploymentColumns, replicaSetColumns } from './deployments.ts';
import { endpointSliceColumns } from './endpoint-slices.ts';
import { endpointsColumns } from './endpoints.ts';
import { eventColumns } from './events.ts';
import { jobColumns } from './jobs.ts';
import { leaseColumns } from './leases.ts';
import { namespaceColumns } from './namespaces.ts';
import { nodeColumns } from './nodes.ts';
import { podColumns } from './pods.ts';
import { serviceColumns } from './services.ts';
import { statefulSetColumns } from './stateful-sets.ts';
import { storageClassColumns } from './storage-classes.ts';
import { volumeAttachmentColumns } from './volume-attachments.ts';
import { volumeColumns } from './volumes.ts';

/** THE TABLE of printers: the columns of each kind. */
const printers: Readonly<Record<string, unknown>> = {
  ConfigMap: configMapColumns,
  ControllerRevision: controllerRevisionColumns,
  DaemonSet: daemonSetColumns,
  Deployment: deploymentColumns,
  Endpoints: endpointsColumns,
  EndpointSlice: endpointSliceColumns,
  Event: eventColumns,
  HorizontalPodAutoscaler: autoscalerColumns,
  Ingress: ingressColumns,
  IngressClass: ingressClassColumns,
  Job: jobColumns,
  Lease: leaseColumns,
  Namespace: namespaceColumns,
  Node: nodeColumns,
  PersistentVolume: volumeColumns,
  PersistentVolumeClaim: claimColumns,
  PodDisruptionBudget: disruptionBudgetColumns,
  Pod: podColumns,
  ReplicaSet: replicaSetColumns,
  ResourceQuota: quotaColumns,
  Secret: secretColumns,
  Service: serviceColumns,
  StatefulSet: statefulSetColumns,
  StorageClass: storageClassColumns,
  VolumeAttachment: volumeAttachmentColumns,
};

const plain: Columns<ApiObject> = [
  ['NAME', ({ metadata }) => metadata.name],
  ['AGE', age],
];

/** The columns of a kind; name and age for one that has no printer. */
export function columnsOf(kind: string): Columns<ApiObject> {
  return (printers[kind] as Columns<ApiObject> | undefined) ?? plain;
}

export type { Column, Columns } from './columns.ts';
export { accessModesText, labelsText } from './columns.ts';
export { rolesOf } from './nodes.ts';
export { jobDuration } from './jobs.ts';
