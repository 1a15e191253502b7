/**
 * Ports of machines and addresses, as the API server hands them out to Services.
 * Models pkg/registry/core/service (storage/alloc.go, strategy.go: patchAllocatedValues, dropTypeDependentFields). Left out: the reserved
 * lower band of the port range is only avoided, health check ports, load balancer classes.
 */
import { keyOf, trafficCauses } from '../../objects/index.ts';
import type { ApiObject, Service, ServicePort } from '../../objects/index.ts';
import { draw } from '../chance.ts';
import type { Allotment } from '../allotment.ts';
import { list } from '../read.ts';
import type { Reader } from '../read.ts';

const portMin = 30_000;
const portMax = 32_767;
/** Ports below are left to those who name one (KEP-3070). */
const drawnMin = 30_086;

function hasNodePorts({ spec }: Service): boolean {
  const isBalanced = spec.type === 'LoadBalancer' && spec['allocateLoadBalancerNodePorts'] !== false;
  return spec.type === 'NodePort' || isBalanced;
}

/** What Services are given. */
export const serviceAllotment: Allotment = {
  keep: (object, old) => keep(object as Service, old as Service),
  give: (reader, object) => give(reader, object as Service),
};

function keep(service: Service, old: Service): ApiObject {
  const kept = hasNodePorts(old) ? withPorts(service, keptPorts(service, old)) : service;
  const isOpen = ['NodePort', 'LoadBalancer'].includes(kept.spec.type ?? '');
  if (isOpen) return kept;
  const { externalTrafficPolicy, allocateLoadBalancerNodePorts: _, ...spec } = kept.spec;
  const isNews = externalTrafficPolicy !== undefined && externalTrafficPolicy !== old.spec['externalTrafficPolicy'];
  return { ...kept, spec: { ...spec, ...(isNews && { externalTrafficPolicy }) } };
}

/** Ports keep their number while the type has some, and lose it with the type, unless somebody named another. */
function keptPorts(service: Service, old: Service): readonly ServicePort[] {
  const { ports = [] } = service.spec;
  const before = new Map((old.spec.ports ?? []).map(({ name, nodePort }) => [name, nodePort]));
  if (hasNodePorts(service)) {
    return ports.map((port) => ({ ...port, ...withNumber(port.nodePort ?? before.get(port.name)) }));
  }
  return ports.map(({ nodePort, ...port }) =>
    nodePort === before.get(port.name) ? port : { ...port, ...withNumber(nodePort) },
  );
}

function withNumber(nodePort: number | undefined): { readonly nodePort?: number } {
  return nodePort === undefined ? {} : { nodePort };
}

function withPorts(service: Service, ports: readonly ServicePort[]): Service {
  return service.spec.ports ? { ...service, spec: { ...service.spec, ports } } : service;
}

function give(reader: Reader, service: Service): ApiObject | readonly string[] {
  const causes = trafficCauses(service);
  if (causes.length > 0) return causes;
  const others = list<Service>(reader, 'Service').filter((other) => keyOf(other) !== keyOf(service));
  const { clusterIP = 'None' } = service.spec;
  const isTaken = clusterIP !== 'None' && others.some(({ spec }) => spec.clusterIP === clusterIP);
  if (isTaken) {
    const given = JSON.stringify([clusterIP]);
    return [
      `spec.clusterIPs: Invalid value: ${given}: failed to allocate IP ${clusterIP}: provided IP is already allocated`,
    ];
  }
  const taken = new Set(others.flatMap(({ spec }) => spec.ports ?? []).flatMap(({ nodePort }) => nodePort ?? []));
  return hasNodePorts(service) ? givePorts(reader, service, taken) : service;
}

function givePorts(reader: Reader, service: Service, taken: Set<number>): ApiObject | readonly string[] {
  const causes: string[] = [];
  const ports = (service.spec.ports ?? []).map((port, place) => {
    const nodePort = port.nodePort ?? freePort(reader, service, place, taken);
    const wrong = (why: string): string => `spec.ports[${place}].nodePort: Invalid value: ${nodePort}: ${why}`;
    if (nodePort < portMin || nodePort > portMax)
      causes.push(wrong(`provided port is not in the valid range. The range of valid ports is ${portMin}-${portMax}`));
    else if (taken.has(nodePort)) causes.push(wrong('provided port is already allocated'));
    taken.add(nodePort);
    return { ...port, nodePort };
  });
  return causes.length > 0 ? causes : withPorts(service, ports);
}

function freePort({ state }: Reader, service: Service, place: number, taken: ReadonlySet<number>): number {
  const count = portMax - drawnMin + 1;
  const first = Math.floor(draw(state.chance, keyOf(service), `node port ${place}`) * count);
  for (let step = 0; step < count; step++) {
    const port = drawnMin + ((first + step) % count);
    if (!taken.has(port)) return port;
  }
  return portMin;
}
