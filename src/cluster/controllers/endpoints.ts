/**
 * Writes down for every Service which pods it knows, ready or not, in slices of at most a hundred.
 * Models pkg/controller/endpointslice and staging endpointslice/reconciler.go. Left out: Endpoints (the older object),
 * several address families, topology hints, Services without a selector.
 */
import { hasEnded, hasLabels, isHeadless, isReady, isTerminating, keyOf } from '../../objects/index.ts';
import type { Endpoint, EndpointSlice, Pod, Service, ServicePort } from '../../objects/index.ts';
import { controllerReference } from '../../objects/index.ts';
import { suffix } from '../chance.ts';
import { equal } from '../equal.ts';
import { labelKey, pairsOf } from '../index-of-objects.ts';
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
  const pod = object as Pod;
  const old = before as Pod | undefined;
  const isSame = type === 'modified' && old !== undefined && equal(endpointOf(pod), endpointOf(old));
  if (isSame && pod.metadata.labels === old.metadata.labels) return [];
  if (endpointOf(pod) === undefined && (old === undefined || endpointOf(old) === undefined)) return [];
  const labels = [
    ...pairsOf(pod.metadata.namespace, pod.metadata.labels),
    ...pairsOf(pod.metadata.namespace, old?.metadata.labels),
  ];
  const keys = new Set(labels.flatMap((pair) => [...(reader.index.servicesBySelector.get(pair) ?? [])]));
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

const endpointsOfPods = new WeakMap<Pod, Endpoint | 'none'>();

/** What a Service knows of a pod; nothing as long as it has no address, and when it has ended. Remembered, since pods are never changed. */
function endpointOf(pod: Pod): Endpoint | undefined {
  let known = endpointsOfPods.get(pod);
  if (known === undefined) {
    known = newEndpoint(pod) ?? 'none';
    endpointsOfPods.set(pod, known);
  }
  return known === 'none' ? undefined : known;
}

function newEndpoint(pod: Pod): Endpoint | undefined {
  const { podIP } = pod.status ?? {};
  if (podIP === undefined || hasEnded(pod)) return undefined;
  const { name, namespace = '', uid = '', labels } = pod.metadata;
  const { hostname, nodeName } = pod.spec;
  const zone = labels?.['topology.kubernetes.io/zone'];
  const serving = isReady(pod);
  return {
    addresses: [podIP],
    conditions: { ready: serving && !isTerminating(pod), serving, terminating: isTerminating(pod) },
    ...(hostname === undefined ? {} : { hostname }),
    ...(nodeName === undefined ? {} : { nodeName }),
    targetRef: { kind: 'Pod', name, namespace, uid },
    ...(zone === undefined ? {} : { zone }),
  };
}

function slices({ reader, service, pods, slices }: Look): Answer {
  const known = pods.flatMap((pod) => withName(service, pod) ?? []);
  const deeds: Deed[] = [];
  const count = Math.max(1, Math.ceil(known.length / endpointsPerSlice));
  for (let place = 0; place < Math.max(count, slices.length); place++) {
    const old = slices[place];
    const part = known.slice(place * endpointsPerSlice, (place + 1) * endpointsPerSlice);
    if (place >= count && old) deeds.push({ writes: [{ verb: 'delete', key: keyOf(old) }] });
    else if (!old) deeds.push({ writes: [{ verb: 'create', object: newSlice(reader, service, place, part) }] });
    else if (!equal(old.endpoints, part))
      deeds.push({ writes: [{ verb: 'update', object: { ...old, endpoints: part } }] });
  }
  return { do: deeds };
}

/** `publishNotReadyAddresses` makes every address count as ready. */
function withName(service: Service, pod: Pod): Endpoint | undefined {
  const endpoint = endpointOf(pod);
  if (!endpoint || !service.spec.publishNotReadyAddresses) return endpoint;
  return { ...endpoint, conditions: { ...endpoint.conditions, ready: true } };
}

function newSlice(reader: Reader, service: Service, place: number, known: readonly Endpoint[]): EndpointSlice {
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
    endpoints: known,
    ports: (service.spec.ports ?? []).map(portOf),
  };
}

function portOf({ name, port, targetPort, protocol = 'TCP' }: ServicePort): EndpointSlice['ports'][number] {
  const number = typeof targetPort === 'number' ? targetPort : port;
  return { ...(name === undefined ? {} : { name }), port: number, protocol };
}
