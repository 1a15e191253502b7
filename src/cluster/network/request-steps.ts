/**
 * How a request finds the process that answers it. Left out: the kernel's own retries, keep-alive (every request is a connection of its
 * own), and that a Service lives on the machine of who asks: it is drawn as a place of its own.
 */
import { keyFor, readKey } from '../../objects/index.ts';
import type { Pod, Service } from '../../objects/index.ts';
import { say } from '../log.ts';
import type { Sentence } from '../log.ts';
import type { Answer } from '../part.ts';
import type { Request } from '../programs/index.ts';
import { get } from '../read.ts';
import { apiService, isAddress, nodePortOwner, ownerOf } from './addresses.ts';
import { atApiServer } from './api-steps.ts';
import { backTo, fail, goOn, isObject, legOf, lose, requestNow } from './exchange-look.ts';
import type { ExchangeLook, Memory, Requesting } from './exchange-look.ts';
import { knowsHost, routeFor } from './ingress-routes.ts';
import { atIngress, hostOf } from './ingress-steps.ts';
import { listenerOf } from './listening.ts';
import { namesFor, whyNoSuchName } from './name-steps.ts';
import { patienceOf } from './patience.ts';
import { podAt, whyLost } from './reach.ts';
import { serveNow } from './serve-steps.ts';
import { chooseEndpoint, portOf } from './service-proxy.ts';

const webPorts: ReadonlySet<number> = new Set([80, 443]);

// Until a machine that asks for the hardware address of nobody gives up.
const noRouteMs = 3000;

/** The first line of a request, as it travels. */
function carriesOf({ method, path, protocol = 'http' }: Request): string {
  return protocol === 'http' ? `${method} ${path} HTTP/1.1` : `${protocol}: ${method}`;
}

/** Whoever asks sets out: first for the address, if all that is known is a name. */
export function setOut(look: ExchangeLook): Answer {
  const { exchange, reader } = look;
  const { ask, from } = exchange;
  const obstacle = whyNotAtAll(look);
  if (obstacle) return fail(look, 'refused', obstacle);
  const bad = whyNoSuchName(ask.kind === 'name' ? ask.name : ask.host);
  if (bad) return fail(look, 'noName', bad);
  if (ask.kind === 'name') {
    if (from === 'you') return fail(look, 'noName', notYours());
    return goOn(look, 'resolves', { names: namesFor(look, ask.name, ask.isSearched) });
  }
  const { host, port, request } = ask;
  const { body: max } = reader.state.settings.limits;
  if ((request.body?.length ?? 0) > max)
    return fail(look, 'tooLarge', say('a body may have {max} characters at most (limits.body)', { max }));
  if (ask.isApi || ask.tunnel) return goOn(look, 'sends', { port, to: 'apiserver' });
  if (isAddress(host)) return goOn(look, 'connects', { port, addresses: [host] });
  if (host === 'localhost') return goOn(look, 'connects', { port, addresses: ['127.0.0.1'] });
  if (from === 'you') {
    if (!knowsHost(reader, host)) return fail(look, 'noName', notYours());
    return goOn(look, 'connects', { port, addresses: [reader.state.settings.ingressAddress] });
  }
  return goOn(look, 'resolves', { port, names: namesFor(look, host, true) });
}

const underWayMax = 1000;
const deepest = 20;

/** Programs that ask one another in a circle, or without end, are stopped before they stop everything else. */
function whyNotAtAll({ reader: { state }, exchange }: ExchangeLook): Sentence | undefined {
  const underWay = Object.values(state.exchanges).filter(({ told }) => !told).length;
  if (underWay > underWayMax) return say('more than {max} requests are under way', { max: underWayMax });
  let depth = 0;
  for (let { asker } = exchange; asker.startsWith('exchange:'); depth++)
    asker = state.exchanges[asker.slice('exchange:'.length)]?.asker ?? '';
  return depth > deepest
    ? say('{max} requests wait for one another already: programs ask in a circle', { max: deepest })
    : undefined;
}

function notYours(): Sentence {
  return say('your own machine does not ask the DNS of the cluster');
}

/** The first packet sets out for the address. */
export function connect(look: ExchangeLook): Answer {
  const { reader, exchange, memory } = look;
  const [address = ''] = memory.addresses;
  const { from } = exchange;
  const { port } = exchange.ask as Requesting;
  const start = { at: from, origin: from, port };
  if (address.startsWith('127.')) return goOn(look, 'sends', { ...start, to: from });
  if (address === reader.state.settings.ingressAddress) return toIngress(look, start);
  const { key, range, isOpen } = ownerOf(reader, address);
  if (from === 'you' && !isOpen)
    return goOn(look, 'unanswered', { why: whyNoWay(address), waitMs: patienceOf(look.memory) });
  if (key) return goOn(look, 'sends', { ...start, to: key, isFromOutside: isOpen === true });
  const why = nobodyHas(address);
  if (range === undefined) return goOn(look, 'unanswered', { why, waitMs: patienceOf(look.memory) });
  const to = keyFor('Node', undefined, range);
  const lost = whyLost(reader, from, to);
  const leg = { ...legOf(look, from, to, 'request', carriesOf(requestNow(look))), isLost: true as const };
  if (lost) return goOn(look, 'unanswered', { why: lost, waitMs: patienceOf(look.memory), to }, [leg]);
  return goOn(look, 'unanswered', { why, waitMs: noRouteMs, problem: 'noRoute', to }, [leg]);
}

/** All Ingresses have the one address: which of them is meant stands in the request. */
function toIngress(look: ExchangeLook, start: Partial<Memory>): Answer {
  const [address = ''] = look.memory.addresses;
  const route = routeFor(look.reader, hostOf(look), requestNow(look).path);
  if (!route) return goOn(look, 'unanswered', { why: nobodyHas(address), waitMs: patienceOf(look.memory) });
  return goOn(look, 'sends', { ...start, to: route.ingress });
}

function whyNoWay(address: string): Sentence {
  return say('{address} is an address inside the cluster: your own machine has no way there', { address });
}

function nobodyHas(address: string): Sentence {
  return say('nobody has the address {address}', { address });
}

/** One leg more. */
export function send(look: ExchangeLook): Answer {
  const { at, to } = look.memory;
  return goOn(look, 'sent', {}, [legOf(look, at, to, 'request', carriesOf(requestNow(look)))]);
}

/** It is there, if it gets there: a Service sends it on, an API server passes it on, a pod serves it. */
export function arrive(look: ExchangeLook): Answer {
  const { reader, memory } = look;
  const { to } = memory;
  const lost = whyLost(reader, memory.origin, to);
  if (lost) return lose(look, 'unanswered', lost, { waitMs: patienceOf(look.memory) });
  if (to === 'apiserver') return atApiServer(look);
  const { kind } = isObject(to) ? readKey(to) : { kind: to };
  if (kind === 'Service') return throughService(look, get<Service>(reader, to));
  if (kind === 'Node') return throughNode(look);
  if (kind === 'Ingress' && webPorts.has(memory.port)) return atIngress(look);
  if (kind === 'Pod') return intoPod(look, podAt(reader, to));
  return refuse(look, say('nothing listens on port {port}', { port: memory.port }));
}

/** A port of a machine leads to the Service that has it, on whichever machine. */
function throughNode(look: ExchangeLook): Answer {
  const { reader, memory } = look;
  const { to, port } = memory;
  const owner = nodePortOwner(reader, port);
  if (!owner) return refuse(look, say('no Service has the node port {port}', { port }));
  return goOn(look, 'sends', { at: to, origin: to, to: owner.key, port: owner.port, isFromOutside: true });
}

function throughService(look: ExchangeLook, service: Service | undefined): Answer {
  const { memory } = look;
  const [address = ''] = memory.addresses;
  if (!service) return lose(look, 'unanswered', nobodyHas(address), { waitMs: patienceOf(look.memory) });
  if (memory.to === apiService) return goOn(look, 'sends', { at: memory.to, to: 'apiserver' });
  const it = { service: service.metadata.name, port: memory.port };
  const port = portOf(service, memory.port);
  if (!port)
    return lose(look, 'unanswered', say('{service} has no port {port}', it), { waitMs: patienceOf(look.memory) });
  const choice = chooseEndpoint(look, service, port);
  if (!('why' in choice)) {
    const { key, session } = choice;
    return goOn(look, 'sends', { at: memory.to, to: key, port: choice.port }, [], session && { writes: [session] });
  }
  return choice.isDropped
    ? lose(look, 'unanswered', choice.why, { waitMs: patienceOf(look.memory) })
    : refuse(look, choice.why);
}

function intoPod(look: ExchangeLook, pod: Pod | undefined): Answer {
  const { reader, memory } = look;
  const [address = ''] = memory.addresses;
  const gone = { waitMs: noRouteMs, problem: 'noRoute' } as const;
  if (!pod) return lose(look, 'unanswered', nobodyHas(address), gone);
  const listener = listenerOf(reader, pod, memory.port);
  if ('why' in listener) return refuse(look, listener.why);
  const server = { container: listener.part, pid: listener.look.memory.running?.pid ?? 0 };
  return serveNow(look, server, []);
}

/** A packet goes back that says no. */
function refuse(look: ExchangeLook, why: Sentence, problem: Memory['problem'] = 'refused'): Answer {
  const leg = legOf(look, look.memory.to, backTo(look), 'refusal', 'RST');
  return goOn(look, 'replies', { problem, why, reply: undefined }, [leg]);
}
