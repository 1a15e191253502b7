/**
 * Endpoints, the older picture of what a Service knows, read from its slices whenever somebody asks: they say nothing that the slices
 * do not say. Models pkg/controller/endpoint/endpoints_controller.go and RepackSubsets of pkg/api/v1/endpoints. Left out: a watch on them,
 * and that only the first thousand addresses are listed.
 */
import { isHeadless, keyFor } from '../objects/index.ts';
import type { Endpoint, EndpointAddress, Endpoints, EndpointSlice, Service } from '../objects/index.ts';
import { get, list, ownedBy } from './read.ts';
import type { Reader } from './read.ts';

/** The Endpoints of one Service, if it has a selector. */
export function endpointsOf(reader: Reader, namespace: string | undefined, name: string): Endpoints | undefined {
  const service = get<Service>(reader, keyFor('Service', namespace, name));
  return service?.spec.selector
    ? viewOf(service, ownedBy(reader, service.metadata.uid ?? '', 'EndpointSlice'))
    : undefined;
}

/** The Endpoints of all Services, in one namespace or in all. */
export function allEndpoints(reader: Reader, namespace: string | undefined): readonly Endpoints[] {
  const services = list<Service>(reader, 'Service', namespace);
  return services.flatMap(({ metadata }) => endpointsOf(reader, metadata.namespace, metadata.name) ?? []);
}

function viewOf(service: Service, slices: readonly EndpointSlice[]): Endpoints {
  const { name, namespace = '', labels, creationTimestamp } = service.metadata;
  const headless = isHeadless(service) ? { 'service.kubernetes.io/headless': '' } : {};
  return {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: {
      name,
      namespace,
      ...(creationTimestamp && { creationTimestamp }),
      labels: { ...labels, 'endpoints.kubernetes.io/managed-by': 'endpoint-controller', ...headless },
    },
    subsets: slices.flatMap(({ endpoints, ports }) => {
      const ready = endpoints.filter(({ conditions }) => conditions.ready).map(addressOf);
      const others = endpoints.filter(({ conditions }) => !conditions.ready).map(addressOf);
      if (endpoints.length === 0) return [];
      return [
        {
          ...(ready.length > 0 && { addresses: ready.sort(byAddress) }),
          ...(others.length > 0 && { notReadyAddresses: others.sort(byAddress) }),
          ports,
        },
      ];
    }),
  };
}

function addressOf({ addresses, hostname, nodeName, targetRef }: Endpoint): EndpointAddress {
  return {
    ip: addresses[0] ?? '',
    ...(hostname !== undefined && { hostname }),
    ...(nodeName !== undefined && { nodeName }),
    ...(targetRef && { targetRef }),
  };
}

function byAddress(a: EndpointAddress, b: EndpointAddress): number {
  const [left, right] = [a, b].map(({ ip }) => ip.split('.').reduce((number, part) => number * 256 + Number(part), 0));
  return (left ?? 0) - (right ?? 0);
}
