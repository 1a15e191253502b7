import type { Node } from '../../objects/index.ts';
import { conditionOf } from '../../objects/index.ts';
import { age } from '../durations.ts';
import type { Columns } from './columns.ts';
import { orNone } from './columns.ts';

/** The columns of nodes (printers.go, printNode). */
export const nodeColumns: Columns<Node> = [
  ['NAME', (node) => node.metadata.name],
  ['STATUS', statusText],
  ['ROLES', (node) => orNone(rolesOf(node).join(','))],
  ['AGE', age],
  ['VERSION', (node) => infoOf(node, 'kubeletVersion')],
  ['INTERNAL-IP', (node) => orNone(addressOf(node, 'InternalIP')), 'wide'],
  ['EXTERNAL-IP', (node) => orNone(addressOf(node, 'ExternalIP')), 'wide'],
  ['OS-IMAGE', (node) => infoOf(node, 'osImage') || '<unknown>', 'wide'],
  ['KERNEL-VERSION', kernelText, 'wide'],
  ['CONTAINER-RUNTIME', (node) => infoOf(node, 'containerRuntimeVersion') || '<unknown>', 'wide'],
];

function statusText(node: Node): string {
  const ready = conditionOf(node, 'Ready');
  const word = ready?.status === 'True' ? 'Ready' : 'NotReady';
  return `${ready ? word : 'Unknown'}${node.spec.unschedulable ? ',SchedulingDisabled' : ''}`;
}

const rolePrefix = 'node-role.kubernetes.io/';

/** The roles that the labels of a node give it, sorted. */
export function rolesOf({ metadata: { labels = {} } }: Node): readonly string[] {
  const roles = Object.keys(labels).filter((key) => key.startsWith(rolePrefix) && key !== rolePrefix);
  const named = labels['kubernetes.io/role'];
  return [...roles.map((key) => key.slice(rolePrefix.length)), ...(named ? [named] : [])].sort();
}

function addressOf({ status }: Node, type: string): string | undefined {
  return status?.addresses?.find((address) => address.type === type)?.address;
}

function infoOf({ status }: Node, name: string): string {
  return status?.nodeInfo?.[name] ?? '';
}

function kernelText(node: Node): string {
  const architecture = infoOf(node, 'architecture');
  return (infoOf(node, 'kernelVersion') || '<unknown>') + (architecture ? ` (${architecture})` : '');
}
