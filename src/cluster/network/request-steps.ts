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
import { isAddress, ownerOf } from './addresses.ts';
import { end, fail, goOn, isObject, legOf, lose, placeName, tookMs } from './exchange-look.ts';
import type { ExchangeLook, Memory } from './exchange-look.ts';
import { listenerOf } from './listening.ts';
import type { Ask } from './message.ts';
import { namesFor } from './name-steps.ts';
import { nodeAt, podAt, whyLost } from './reach.ts';
import { chooseEndpoint, portOf } from './service-proxy.ts';
import { serveNow } from './serve-steps.ts';

// tcp_syn_retries of Linux: 1 + 2 + 4 … + 64 s.
const patienceMs = 127_000;
// Until a machine that asks for the hardware address of nobody gives up.
const noRouteMs = 3000;

type Requesting = Extract<Ask, { kind: 'request' }>;

function askOf({ exchange: { ask } }: ExchangeLook): Requesting {
  return ask as Requesting;
}

/** The first line of a request, as it travels. */
export function carriesOf({ method, path, protocol = 'http' }: Request): string {
  return protocol === 'http' ? `${method} ${path} HTTP/1.1` : `${protocol}: ${method}`;
}

/** Whoever asks sets out: first for the address, if all that is known is a name. */
export function setOut(look: ExchangeLook): Answer {
  const { exchange, reader } = look;
  const { ask, from } = exchange;
  if (ask.kind === 'name') {
    if (from === 'you') return fail(look, 'noName', say('your own machine does not ask the DNS of the cluster'));
    return goOn(look, 'resolves', { names: namesFor(look, ask.name, ask.isSearched) });
  }
  const { host, port, limitMs, request } = ask;
  const { body: bodyMax } = reader.state.settings.limits;
  if ((request.body?.length ?? 0) > bodyMax)
    return fail(look, 'tooLarge', say('a body may have {max} characters at most (limits.body)', { max: bodyMax }));
  const known = { port, limitMs, origin: from };
  if (isAddress(host)) return goOn(look, 'connects', { ...known, addresses: [host] });
  if (/^(localhost|127\.\d+\.\d+\.\d+)$/.test(host))
    return goOn(look, 'connects', { ...known, addresses: ['127.0.0.1'] });
  if (from === 'you') return fail(look, 'noName', say('your own machine does not ask the DNS of the cluster'));
  return goOn(look, 'resolves', { ...known, names: namesFor(look, host, true) });
}

/** The first packet sets out for the address. */
export function connect(look: ExchangeLook): Answer {
  const { reader, exchange, memory } = look;
  const [address = ''] = memory.addresses;
  const { from } = exchange;
  if (address.startsWith('127.')) return goOn(look, 'sends', { to: from, origin: from });
  const { key, range } = ownerOf(reader, address);
  if (from === 'you' && !(key && readKey(key).kind === 'Node'))
    return goOn(look, 'unanswered', { why: whyNoWay(address), waitMs: patienceMs });
  if (key) return goOn(look, 'sends', { to: key, origin: from });
  const why = say('nobody has the address {address}', { address });
  if (range === undefined) return goOn(look, 'unanswered', { why, waitMs: patienceMs });
  const to = keyFor('Node', undefined, range);
  const lost = whyLost(reader, from, to);
  const leg = { ...legOf(look, from, to, 'request', carriesOf(askOf(look).request)), isLost: true as const };
  if (lost) return goOn(look, 'unanswered', { why: lost, waitMs: patienceMs, to }, [leg]);
  return goOn(look, 'unanswered', { why, waitMs: noRouteMs, problem: 'noRoute', to }, [leg]);
}

function whyNoWay(address: string): Sentence {
  return say('{address} is an address inside the cluster: your own machine has no way there', { address });
}

/** One leg more. */
export function send(look: ExchangeLook): Answer {
  const { exchange, memory } = look;
  const last = exchange.legs.findLast(({ kind }) => kind === 'request')?.to;
  const from = last !== undefined && isObject(last) && readKey(last).kind === 'Service' ? last : memory.origin;
  return goOn(look, 'sent', {}, [legOf(look, from, memory.to, 'request', carriesOf(askOf(look).request))]);
}

/** It is there, if it gets there: at a Service it is sent on, in a pod it is served. */
export function arrive(look: ExchangeLook): Answer {
  const { reader, memory } = look;
  const lost = whyLost(reader, memory.origin, memory.to);
  if (lost) return lose(look, 'unanswered', lost, { waitMs: patienceMs });
  const { kind } = isObject(memory.to) ? readKey(memory.to) : { kind: memory.to };
  if (kind === 'Service') return throughService(look, get<Service>(reader, memory.to));
  if (kind === 'Pod') return intoPod(look, podAt(reader, memory.to));
  return refuse(
    look,
    say('nothing listens on port {port} of {place}', { port: memory.port, place: placeName(memory.to) }),
  );
}

function throughService(look: ExchangeLook, service: Service | undefined): Answer {
  const { reader, memory, number } = look;
  const [address = ''] = memory.addresses;
  if (!service)
    return lose(look, 'unanswered', say('nobody has the address {address}', { address }), { waitMs: patienceMs });
  const port = portOf(service, memory.port);
  const it = { service: service.metadata.name, port: memory.port };
  if (!port) return lose(look, 'unanswered', say('{service} has no port {port}', it), { waitMs: patienceMs });
  const choice = chooseEndpoint(reader, service, port, number);
  if ('why' in choice) return refuse(look, choice.why);
  return goOn(look, 'sends', { to: choice.key, port: choice.port });
}

function intoPod(look: ExchangeLook, pod: Pod | undefined): Answer {
  const { reader, memory } = look;
  const [address = ''] = memory.addresses;
  if (!pod)
    return lose(look, 'unanswered', say('nobody has the address {address}', { address }), {
      waitMs: noRouteMs,
      problem: 'noRoute',
    });
  const listener = listenerOf(reader, pod, memory.port);
  if ('why' in listener) return refuse(look, listener.why);
  const server = { container: listener.part, pid: listener.look.memory.running?.pid ?? 0 };
  return serveNow(look, server, []);
}

/** A packet goes back that says no. */
export function refuse(look: ExchangeLook, why: Sentence, problem: Memory['problem'] = 'refused'): Answer {
  const { memory, exchange } = look;
  const leg = legOf(look, memory.to, exchange.from, 'refusal', problem === 'reset' ? 'FIN' : 'RST');
  return goOn(look, 'replies', { problem, why, reply: undefined }, [leg]);
}

/** What comes back is there: a refusal sends a client on to the next address of the name, if there is one. */
export function receive(look: ExchangeLook): Answer {
  const { reader, memory, exchange } = look;
  const { reply, problem = 'refused', why, addresses } = memory;
  const lost = nodeAt(reader, memory.to) === undefined ? undefined : whyLost(reader, memory.to, exchange.from);
  if (lost) return lose(look, 'unanswered', lost, { waitMs: patienceMs, problem: undefined });
  const [address = '', ...others] = addresses;
  if (reply) return end(look, { kind: 'reply', reply, address, tookMs: tookMs(look) });
  if (others.length > 0 && problem === 'refused')
    return goOn(look, 'connects', { addresses: others, port: askOf(look).port });
  return fail(look, problem, why ?? say('nobody answers'));
}

/** Nobody has answered, and whoever asked waits no longer. */
export function giveUp(look: ExchangeLook): Answer {
  const { problem, why, limitMs = 0 } = look.memory;
  const late = say('no answer has come within {limit} ms', { limit: limitMs });
  return fail(look, problem === 'noRoute' ? 'noRoute' : 'timedOut', why ?? late);
}

/** The time that was allowed is over. */
export function runOut(look: ExchangeLook): Answer {
  const { why, limitMs = 0, problem } = look.memory;
  const late = say('no answer has come within {limit} ms', { limit: limitMs });
  return fail(look, 'timedOut', problem === 'refused' || !why ? late : why);
}
