import type { Reader } from '../../cluster/index.ts';
import type { ApiObject } from '../../objects/index.ts';
import type { Moment } from '../durations.ts';
import { layOutTabs } from '../tab-stops.ts';
import { describeAny } from './any.ts';
import { describeClaim } from './claims.ts';
import { describeConfigMap, describeNamespace, describeQuota, describeSecret } from './config.ts';
import { describeDaemonSet } from './daemon-sets.ts';
import { describeDeployment, describeReplicaSet } from './deployments.ts';
import type { Describer } from './describer.ts';
import { describeDisruptionBudget } from './disruption-budgets.ts';
import { describeEndpointSlice } from './endpoint-slices.ts';
import { describeEndpoints } from './endpoints.ts';
import { eventLines } from './events.ts';
import { describeIngress } from './ingresses.ts';
import { describeJob } from './jobs.ts';
import { describeNode } from './nodes.ts';
import { describePod } from './pods.ts';
import { describeService } from './services.ts';
import { describeStatefulSet } from './stateful-sets.ts';
import { describeStorageClass } from './storage-classes.ts';
import { describeVolume } from './volumes.ts';

/** THE TABLE of describers: what `describe` says of each kind. */
const describers: Readonly<Record<string, unknown>> = {
  ConfigMap: describeConfigMap,
  DaemonSet: describeDaemonSet,
  Deployment: describeDeployment,
  Endpoints: describeEndpoints,
  EndpointSlice: describeEndpointSlice,
  Ingress: describeIngress,
  Job: describeJob,
  Namespace: describeNamespace,
  Node: describeNode,
  PersistentVolume: describeVolume,
  PersistentVolumeClaim: describeClaim,
  Pod: describePod,
  PodDisruptionBudget: describeDisruptionBudget,
  ReplicaSet: describeReplicaSet,
  ResourceQuota: describeQuota,
  Secret: describeSecret,
  Service: describeService,
  StatefulSet: describeStatefulSet,
  StorageClass: describeStorageClass,
};

/** Kinds of which kubectl does not tell Events. */
const silent = new Set(['Namespace', 'ResourceQuota', 'Secret']);

/** An object in all its parts, with its Events if they are asked for. */
export function describeObject(cluster: Reader, object: ApiObject, now: Moment, withEvents: boolean): string {
  const describer = (describers[object.kind] as Describer<ApiObject> | undefined) ?? describeAny;
  const lines = describer(object, cluster, now);
  const events = withEvents && !silent.has(object.kind) ? eventLines(cluster, object, now) : [];
  return `${layOutTabs([...lines, ...events].join('\n'))}\n`;
}

export { taintText } from './nodes.ts';
export { podTemplateLines } from './pod-templates.ts';
