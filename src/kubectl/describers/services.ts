import type { Reader } from '../../cluster/index.ts';
import { list } from '../../cluster/index.ts';
import type { EndpointSlice, Service, ServicePort } from '../../objects/index.ts';
import { isControlledBy, openAddresses } from '../../objects/index.ts';
import type { Describer } from './describer.ts';
import type { Lines } from './lines.ts';
import { annotationLines, labelLines, orNone, pair } from './lines.ts';
import { selectorText } from '../selector-text.ts';

/** A Service (describeService). */
export const describeService: Describer<Service> = (service, cluster) => {
  const { metadata, spec } = service;
  const text = (field: string): string => String(spec[field] ?? '');
  return [
    pair('Name', metadata.name),
    pair('Namespace', metadata.namespace),
    ...labelLines('Labels', metadata.labels),
    ...annotationLines(metadata.annotations),
    pair('Selector', selectorText({ matchLabels: spec.selector ?? {} })),
    pair('Type', spec.type),
    ...(spec['ipFamilyPolicy'] ? [pair('IP Family Policy', text('ipFamilyPolicy'))] : []),
    pair('IP Families', orNone(((spec['ipFamilies'] as readonly string[] | undefined) ?? []).join(','))),
    pair('IP', spec.clusterIP),
    pair('IPs', orNone((spec.clusterIPs ?? []).join(','))),
    ...(spec.externalName ? [pair('External Name', spec.externalName)] : []),
    ...balancerLines(service),
    ...(spec.ports ?? []).flatMap((port) => portLines(cluster, service, port)),
    pair('Session Affinity', text('sessionAffinity')),
    ...(spec['externalTrafficPolicy'] ? [pair('External Traffic Policy', text('externalTrafficPolicy'))] : []),
    ...(spec['internalTrafficPolicy'] ? [pair('Internal Traffic Policy', text('internalTrafficPolicy'))] : []),
  ];
};

/** Every address that was given goes to the machines by itself (ipMode VIP). */
function balancerLines(service: Service): Lines {
  const addresses = openAddresses(service).map((address) => `${address} (VIP)`);
  return addresses.length > 0 ? [pair('LoadBalancer Ingress', addresses.join(', '))] : [];
}

function portLines(
  cluster: Reader,
  service: Service,
  { name = '', port, protocol, targetPort, nodePort }: ServicePort,
): Lines {
  const title = name === '' ? '<unset>' : name;
  return [
    `Port:\t${title}\t${port}/${protocol ?? 'TCP'}`,
    pair('TargetPort', `${targetPort ?? port}/${protocol ?? 'TCP'}`),
    ...(nodePort ? [`NodePort:\t${title}\t${nodePort}/${protocol ?? 'TCP'}`] : []),
    pair('Endpoints', endpointsText(cluster, service, name)),
  ];
}

const shownMax = 3;

/** The ready addresses of one port, the first three of them (formatEndpointSlices). */
function endpointsText(cluster: Reader, service: Service, portName: string): string {
  const slices = list<EndpointSlice>(cluster, 'EndpointSlice', service.metadata.namespace).filter((slice) =>
    isControlledBy(slice, service),
  );
  if (slices.length === 0) return '<none>';
  const addresses = slices.flatMap(({ ports = [], endpoints = [] }) =>
    ports
      .filter(({ name = '' }) => name === portName)
      .flatMap(({ port }) =>
        endpoints.filter(({ conditions }) => conditions.ready).map((each) => `${each.addresses[0] ?? ''}:${port}`),
      ),
  );
  const more = addresses.length - shownMax;
  return `${addresses.slice(0, shownMax).join(',')}${more > 0 ? ` + ${more} more...` : ''}`;
}
