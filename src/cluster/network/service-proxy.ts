/**
 * Which endpoint of a Service a connection goes to: any that is ready, by chance, for each connection anew, unless the Service wants its
 * clients to stay where they were.
 * Models pkg/proxy/topology.go (CategorizeEndpoints) and the iptables mode of kube-proxy (v1.36). Left out: trafficDistribution.
 */
import { keyFor, keyOf } from '../../objects/index.ts';
import type { Endpoint, Millis, ObjectKey, Service, ServicePort } from '../../objects/index.ts';
import { draw } from '../chance.ts';
import { whyNoName } from '../dns-reasons.ts';
import { say } from '../log.ts';
import type { Sentence } from '../log.ts';
import type { Reader } from '../read.ts';
import { slicesOf } from '../slices.ts';
import { ownerOf } from './addresses.ts';
import type { Sticking } from './asking.ts';
import type { ExchangeLook } from './exchange-look.ts';
import { isObject } from './exchange-look.ts';
import { nodeAt, podAt } from './reach.ts';

/** Where a connection goes, or why it goes nowhere: refused, or not even that. */
export type Choice =
  | { readonly key: ObjectKey; readonly port: number; readonly session?: Sticking }
  | { readonly why: Sentence; readonly isDropped?: true };

interface Candidate {
  readonly endpoint: Endpoint;
  readonly port: number;
}

/** The port of a Service by its number. */
export function portOf({ spec }: Service, port: number): ServicePort | undefined {
  return spec.ports?.find((each) => each.port === port && (each.protocol ?? 'TCP') === 'TCP');
}

/** The port of a Service by its number or its name; by nothing the one without a name. */
export function portNamed(service: Service, port: string | undefined): ServicePort | undefined {
  if (port !== undefined && /^\d+$/.test(port)) return portOf(service, Number(port));
  return service.spec.ports?.find(({ name }) => (name ?? '') === (port ?? ''));
}

/** Is there an endpoint to go to? */
export function hasReady(reader: Reader, service: Service, port: ServicePort): boolean {
  return endpointsAt(reader, service, port).some(({ endpoint }) => endpoint.conditions.ready);
}

/** Is there an endpoint that a connection could go to, if need be one on its way out? */
export function hasUsable(reader: Reader, service: Service, port: ServicePort): boolean {
  return usable(endpointsAt(reader, service, port)).length > 0;
}

/** The endpoint that this connection goes to. */
export function chooseEndpoint(look: ExchangeLook, service: Service, port: ServicePort): Choice {
  const { reader, memory, number } = look;
  const all = usable(endpointsAt(reader, service, port));
  if (all.length === 0) return { why: whyNoName(reader, service, undefined) };
  const { spec } = service;
  const isLocal = (memory.isFromOutside ? spec.externalTrafficPolicy : spec.internalTrafficPolicy) === 'Local';
  const node = nodeAt(reader, memory.origin);
  const here = isLocal && node !== undefined ? usable(endpointsAt(reader, service, port).filter(isOn(node))) : all;
  if (here.length === 0) return { why: whyNotHere(service, node), isDropped: true };
  const place = Math.floor(draw(reader.state.chance, keyOf(service), `connection ${number}`) * here.length);
  return sticky(look, service, port, here) ?? chosen(look, service, port, here[place]!);
}

function whyNotHere({ metadata }: Service, node: string | undefined): Sentence {
  return say('{service} sends connections to pods of the same machine only, and {node} has none', {
    service: metadata.name,
    node: node ?? '-',
  });
}

function isOn(node: string | undefined): (candidate: Candidate) => boolean {
  return ({ endpoint }) => endpoint.nodeName === node;
}

/** All that are ready; where none is, those that are on their way out but still pass their probe. */
function usable(all: readonly Candidate[]): readonly Candidate[] {
  const ready = all.filter(({ endpoint }) => endpoint.conditions.ready);
  if (ready.length > 0) return ready;
  return all.filter(({ endpoint: { conditions } }) => conditions.serving && conditions.terminating);
}

function endpointsAt(reader: Reader, service: Service, { name }: ServicePort): readonly Candidate[] {
  return slicesOf(reader, service).flatMap(({ endpoints, ports }) =>
    ports
      .filter((each) => each.name === name)
      .flatMap(({ port }) => endpoints.map((endpoint): Candidate => ({ endpoint, port }))),
  );
}

/** Slices that somebody has written need not name a pod: then it is whoever has the address. */
function placeOf(reader: Reader, { endpoint: { targetRef, addresses } }: Candidate): ObjectKey | undefined {
  return targetRef ? keyFor('Pod', targetRef.namespace, targetRef.name) : ownerOf(reader, addresses[0] ?? '').key;
}

const defaultStickMs: Millis = 10_800_000;

function stickMsOf({ spec }: Service): Millis {
  const config = spec['sessionAffinityConfig'] as { clientIP?: { timeoutSeconds?: number } } | undefined;
  const { timeoutSeconds } = config?.clientIP ?? {};
  return timeoutSeconds === undefined ? defaultStickMs : timeoutSeconds * 1000;
}

/** The endpoint to which the same client went last, if that was not too long ago and it is still there. */
function sticky(
  look: ExchangeLook,
  service: Service,
  port: ServicePort,
  here: readonly Candidate[],
): Choice | undefined {
  const { state } = look.reader;
  const session = state.sessions[sessionName(look, service, port)];
  if (!session || service.spec.sessionAffinity !== 'ClientIP') return undefined;
  if (state.now - session.at >= stickMsOf(service)) return undefined;
  const known = here.find(({ endpoint }) => endpoint.addresses[0] === session.address);
  return known && chosen(look, service, port, known);
}

function chosen(look: ExchangeLook, service: Service, port: ServicePort, candidate: Candidate): Choice {
  const address = candidate.endpoint.addresses[0] ?? '';
  const key = placeOf(look.reader, candidate);
  if (key === undefined) return { why: say('nobody has the address {address}', { address }), isDropped: true };
  const choice = { key, port: candidate.port };
  if (service.spec.sessionAffinity !== 'ClientIP') return choice;
  const session = sessionName(look, service, port);
  return { ...choice, session: { verb: 'stick', session, address, stickMs: stickMsOf(service) } };
}

/** A client is its address, as the Service sees it. */
function sessionName({ reader, exchange, memory }: ExchangeLook, service: Service, { port }: ServicePort): string {
  const client = memory.stops.at(-1) ?? exchange.from;
  const address = isObject(client) ? podAt(reader, client)?.status?.podIP : undefined;
  return `${keyOf(service)} ${port} ${address ?? client}`;
}
