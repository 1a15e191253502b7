/**
 * Writes down for every Service which pods it knows, ready or not, in slices of at most a hundred.
 * Models pkg/controller/endpointslice and staging endpointslice/reconciler.go. Left out: Endpoints (the older object),
 * several address families, topology hints, Services without a selector.
 */
import { hasEnded, hasLabels, isHeadless, isReady, isTerminating, keyOf } from '../../objects/index.ts';
import type { Endpoint, EndpointSlice, Pod, Service } from '../../objects/index.ts';
import { controllerReference } from '../../objects/index.ts';
import { suffix } from '../chance.ts';
import { equal } from '../equal.ts';
import { keysUnder } from '../lookup.ts';
import { labelKey, pairsOf } from '../pod-counts.ts';
import type { Answer, Deed, Wake } from '../part.ts';
import { found, get, ownedBy } from '../read.ts';
import type { Reader } from '../read.ts';
import type { Change } from '../state.ts';
import { controllerPart } from './controller.ts';

const endpointsPerSlice = 100;

interface Look {
  readonly reader: Reader;
  readonly service: Service;
  readonly pods: readonly Pod[];
  readonly slices: readonly EndpointSlice[];
}

/** The part that keeps slices, one instance for each Service with a selector. */
export const endpoints = controllerPart<Look>({
  name: 'endpoints',
  wakesOn: {
    Service: ({ type, object }) => (type === 'deleted' ? [] : [{ of: nameOf(object as Service) }]),
    Pod: hearPod,
  },
  look,
  steps: { slices },
});

function nameOf({ metadata }: Service): string {
  return `${metadata.namespace}/${metadata.name}`;
}

function hearPod({ type, object, before }: Change, reader: Reader): readonly Wake[] {
  if (reader.index.servicesBySelector.size === 0) return [];
  const pod = object as Pod;
  const old = before as Pod | undefined;
  const isSame = type === 'modified' && old !== undefined && equal(endpointOf(pod), endpointOf(old));
  if (isSame && pod.metadata.labels === old.metadata.labels) return [];
  if (endpointOf(pod) === undefined && (old === undefined || endpointOf(old) === undefined)) return [];
  const labels = [
    ...pairsOf(pod.metadata.namespace, pod.metadata.labels),
    ...pairsOf(pod.metadata.namespace, old?.metadata.labels),
  ];
  const keys = new Set(labels.flatMap((pair) => keysUnder(reader.index.servicesBySelector, pair)));
  return [...keys].sort().map((key) => ({ of: key.slice('Service/'.length) }));
}

function look(reader: Reader, of: string): Look | undefined {
  const service = get<Service>(reader, `Service/${of}`);
  const first = Object.entries(service?.spec.selector ?? {})[0];
  if (!service || !first) return undefined;
  const candidates = found<Pod>(reader, reader.index.byLabel, labelKey(service.metadata.namespace, ...first));
  const pods = candidates.filter(({ metadata }) => hasLabels(metadata.labels, service.spec.selector));
  return { reader, service, pods, slices: ownedBy<EndpointSlice>(reader, service.metadata.uid ?? '', 'EndpointSlice') };
}

/** A pod's endpoint for the Service that it names as its own, with its host name, and the one for all others. */
interface Known {
  readonly named: Endpoint;
  readonly bare: Endpoint;
}

const endpointsOfPods = new WeakMap<Pod, Known | 'none'>();

/** What a Service knows of a pod; nothing as long as it has no address, and when it has ended. Remembered, since pods are never changed. */
function endpointOf(pod: Pod): Known | undefined {
  let known = endpointsOfPods.get(pod);
  if (known === undefined) {
    known = newEndpoint(pod) ?? 'none';
    endpointsOfPods.set(pod, known);
  }
  return known === 'none' ? undefined : known;
}

function newEndpoint(pod: Pod): Known | undefined {
  const { podIP } = pod.status ?? {};
  if (podIP === undefined || hasEnded(pod)) return undefined;
  const { name, namespace = '', uid = '', labels } = pod.metadata;
  const { hostname, nodeName } = pod.spec;
  const zone = labels?.['topology.kubernetes.io/zone'];
  const serving = isReady(pod);
  const bare = {
    addresses: [podIP],
    conditions: { ready: serving && !isTerminating(pod), serving, terminating: isTerminating(pod) },
    ...(nodeName === undefined ? {} : { nodeName }),
    targetRef: { kind: 'Pod', name, namespace, uid },
    ...(zone === undefined ? {} : { zone }),
  };
  return { bare, named: hostname === undefined ? bare : { ...bare, hostname } };
}

function slices({ reader, service, pods, slices }: Look): Answer {
  const wanted = planned(service, pods);
  const deeds: Deed[] = [];
  for (let place = 0; place < Math.max(wanted.length, slices.length); place++) {
    const old = slices[place];
    const plan = wanted[place];
    if (!plan && old) deeds.push({ writes: [{ verb: 'delete', key: keyOf(old) }] });
    else if (plan && !old) deeds.push({ writes: [{ verb: 'create', object: newSlice(reader, service, place, plan) }] });
    else if (plan && old && !(equal(old.endpoints, plan.endpoints) && equal(old.ports, plan.ports)))
      deeds.push({ writes: [{ verb: 'update', object: { ...old, ...plan } }] });
  }
  return { do: deeds };
}

/** What one slice is to say. */
type Plan = Pick<EndpointSlice, 'endpoints' | 'ports'>;

/** Pods whose ports have the same numbers share slices, a hundred to each; a Service without pods has one that is empty. */
function planned(service: Service, pods: readonly Pod[]): readonly Plan[] {
  const groups = new Map<string, { ports: EndpointSlice['ports']; endpoints: Endpoint[] }>();
  const isNamed = service.spec.ports?.some(({ targetPort }) => typeof targetPort === 'string') ?? false;
  const shared = portsOf(service, undefined);
  for (const pod of pods) {
    const endpoint = withName(service, pod);
    if (!endpoint) continue;
    const ports = isNamed ? portsOf(service, pod) : shared;
    const name = isNamed ? JSON.stringify(ports) : '';
    const group = groups.get(name) ?? { ports, endpoints: [] };
    group.endpoints.push(endpoint);
    groups.set(name, group);
  }
  if (groups.size === 0) return [{ ports: isNamed ? [] : shared, endpoints: [] }];
  return Array.from(groups.values()).flatMap(({ ports, endpoints }) =>
    Array.from({ length: Math.ceil(endpoints.length / endpointsPerSlice) }, (_, part) => ({
      ports,
      endpoints: endpoints.slice(part * endpointsPerSlice, (part + 1) * endpointsPerSlice),
    })),
  );
}

/**
 * The host name only for the Service that the pod names as its own (ShouldSetHostname); `publishNotReadyAddresses` makes every
 * address count as ready.
 */
function withName(service: Service, pod: Pod): Endpoint | undefined {
  const known = endpointOf(pod);
  const endpoint = pod.spec.subdomain === service.metadata.name ? known?.named : known?.bare;
  if (!endpoint || !service.spec.publishNotReadyAddresses) return endpoint;
  return { ...endpoint, conditions: { ...endpoint.conditions, ready: true } };
}

function newSlice(reader: Reader, service: Service, place: number, plan: Plan): EndpointSlice {
  const { name, namespace = '' } = service.metadata;
  const headless = isHeadless(service) ? { 'service.kubernetes.io/headless': '' } : {};
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: `${name}-${suffix(reader.state.chance, service.metadata.uid ?? '', `slice ${place}`)}`,
      generateName: `${name}-`,
      namespace,
      labels: {
        'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
        'kubernetes.io/service-name': name,
        ...headless,
      },
      ownerReferences: [controllerReference(service)],
    },
    addressType: 'IPv4',
    ...plan,
  };
}

/** The ports as the pod has them; a port whose name the pod does not know is left out (FindPort of pkg/api/v1/service). */
function portsOf(service: Service, pod: Pod | undefined): EndpointSlice['ports'] {
  return (service.spec.ports ?? []).flatMap(({ name, port, targetPort, protocol = 'TCP' }) => {
    const number = typeof targetPort === 'string' ? portNamed(pod, targetPort, protocol) : (targetPort ?? port);
    return number === undefined ? [] : [{ ...(name === undefined ? {} : { name }), port: number, protocol }];
  });
}

function portNamed(pod: Pod | undefined, name: string, protocol: string): number | undefined {
  const ports = pod?.spec.containers.flatMap(({ ports = [] }) => ports) ?? [];
  return ports.find((port) => port.name === name && (port.protocol ?? 'TCP') === protocol)?.containerPort;
}
