import type { Service } from '../../objects/index.ts';
import { openAddresses } from '../../objects/index.ts';
import { age } from '../durations.ts';
import type { Columns } from './columns.ts';
import { labelsText, orNone } from './columns.ts';

/** The columns of Services (printers.go, printService). */
export const serviceColumns: Columns<Service> = [
  ['NAME', (service) => service.metadata.name],
  ['TYPE', ({ spec }) => spec.type ?? 'ClusterIP'],
  ['CLUSTER-IP', ({ spec }) => orNone(spec.clusterIP)],
  ['EXTERNAL-IP', externalAddress],
  ['PORT(S)', ({ spec }) => orNone(spec.ports?.map(portText).join(','))],
  ['AGE', age],
  ['SELECTOR', ({ spec }) => labelsText(spec.selector), 'wide'],
];

function externalAddress(service: Service): string {
  const { spec } = service;
  const own = (spec['externalIPs'] as readonly string[] | undefined) ?? [];
  const balanced = spec.type === 'LoadBalancer' ? openAddresses(service) : [];
  const given = [...balanced, ...own].join(',');
  if (spec.type === 'ExternalName') return spec.externalName ?? '';
  return given || (spec.type === 'LoadBalancer' ? '<pending>' : '<none>');
}

function portText({ port, nodePort, protocol }: { port: number; nodePort?: number; protocol?: string }): string {
  return `${port}${nodePort ? `:${nodePort}` : ''}/${protocol ?? 'TCP'}`;
}
