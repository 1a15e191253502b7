import type { Field } from '../schema/index.ts';

/*
 * Go writes an object without the fields that are empty and marked `omitempty`. The schema does not tell which of them
 * are pointers (whose zero is kept), so these tables do. They matter: a template's hash is taken over what is left.
 */

const keptTexts: ReadonlySet<string> = new Set([
  'StatefulSetSpec.serviceName',
  'PersistentVolumeClaimSpec.storageClassName',
  'PersistentVolumeClaimSpec.volumeAttributesClassName',
  'HostPathVolumeSource.type',
  'GRPCAction.service',
  'EndpointPort.name',
]);

const droppedZeros: ReadonlySet<string> = new Set([
  'StatefulSetSpec.minReadySeconds',
  'DeploymentSpec.minReadySeconds',
  'ReplicaSetSpec.minReadySeconds',
  'DaemonSetSpec.minReadySeconds',
  'Probe.initialDelaySeconds',
  'Probe.timeoutSeconds',
  'Probe.periodSeconds',
  'Probe.successThreshold',
  'Probe.failureThreshold',
  'ContainerPort.hostPort',
  'ServicePort.nodePort',
  'ServiceSpec.healthCheckNodePort',
  'ObjectMeta.generation',
]);

const droppedFalses: ReadonlySet<string> = new Set([
  'paused',
  'hostNetwork',
  'hostPID',
  'hostIPC',
  'readOnly',
  'stdin',
  'stdinOnce',
  'tty',
  'publishNotReadyAddresses',
  'unschedulable',
]);

/** Would Go leave the field out when it writes this value? */
export function isLeftOut(owner: string, { name, type, isRequired }: Field, value: unknown): boolean {
  if (value === undefined) return true;
  if (isRequired) return false;
  const field = `${owner}.${name}`;
  switch (type.is) {
    case 'list':
      return Array.isArray(value) && value.length === 0;
    case 'map':
      return Object.keys(value as object).length === 0;
    case 'string':
    case 'enum':
      return value === '' && !keptTexts.has(field);
    case 'int32':
    case 'int64':
      return value === 0 && droppedZeros.has(field);
    case 'bool':
      return value === false && droppedFalses.has(name);
    default:
      return false;
  }
}
