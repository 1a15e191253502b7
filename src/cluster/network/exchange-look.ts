/** What the steps of an exchange see and how they answer. */
import { readKey } from '../../objects/index.ts';
import type { Millis, ObjectKey, Pod } from '../../objects/index.ts';
import type { Sentence } from '../log.ts';
import { say } from '../log.ts';
import type { Answer, Call, Deed } from '../part.ts';
import type { Reply, Request } from '../programs/index.ts';
import type { Reader } from '../read.ts';
import type { Ask, Exchange, Message, Place, Told } from './message.ts';
import type { Try } from './records.ts';

/** A process that has a request: the machine of its container, and its number there. */
export interface Server {
  readonly container: string;
  readonly pid: number;
}

/** What the machine of an exchange remembers. */
export interface Memory {
  readonly hopMs: Millis;
  /** How long what now keeps it waiting lasts. */
  readonly waitMs: Millis;
  readonly limitMs: Millis | undefined;
  /** Names that are still to be tried, those that were, and how often the present one was asked for in vain. */
  readonly names: readonly string[];
  readonly tries: readonly Try[];
  readonly vain: number;
  /** Addresses that are still to be tried; the first is the present one. */
  readonly addresses: readonly string[];
  readonly port: number;
  /** Where the request is, and where it is on its way to. */
  readonly at: Place;
  readonly to: Place;
  /** Where it was last on a machine: packets leave from there. */
  readonly origin: Place;
  /** Who has taken the request up and asked in its own name since: the answer comes back the same way. */
  readonly stops: readonly Place[];
  /** The request as the last of them passed it on. */
  readonly request: Request | undefined;
  /** It came into the cluster from outside, through a machine's port or a load balancer. */
  readonly isFromOutside: boolean;
  /** Who has answered. */
  readonly answerer: Place | undefined;
  readonly server: Server | undefined;
  /** The exchanges that its program has begun to be able to answer, and what it was told. */
  readonly asked: readonly number[];
  readonly told: readonly Told[];
  /** What it has heard so far of those that it has asked last, by their numbers. */
  readonly heard: Readonly<Record<string, Told>>;
  readonly reply: Reply | undefined;
  /** How it went, as long as nobody can be told. */
  readonly outcome: Told | undefined;
  /** Why there is none. */
  readonly problem: Extract<Told, { kind: 'failed' }>['problem'] | undefined;
  readonly why: Sentence | undefined;
}

/** An exchange as its steps see it. */
export interface ExchangeLook {
  readonly reader: Reader;
  readonly number: number;
  readonly exchange: Exchange;
  readonly memory: Memory;
}

/** Goes on by this signal, remembers this, and adds the messages that are sent. */
export function goOn(
  look: ExchangeLook,
  type: string,
  memory: Partial<Memory> = {},
  legs: readonly Message[] = [],
  { writes = [], tells = [] }: Partial<Pick<Deed, 'writes' | 'tells'>> = {},
): Answer {
  const { number, exchange } = look;
  const record = { ...exchange, legs: [...exchange.legs, ...legs] };
  const noted: Deed['writes'] = legs.length > 0 ? [{ verb: 'follow', exchange: number, record }] : [];
  return { do: [{ writes: [...noted, ...writes], tells }], signal: { type, memory } };
}

/** A message that is sent now. */
export function legOf(
  { reader: { state }, memory }: ExchangeLook,
  from: Place,
  to: Place,
  kind: Message['kind'],
  carries: string,
): Message {
  return { from, to, kind, sentAt: state.now, arrivesAt: state.now + memory.hopMs, carries };
}

/** The last message will never arrive; what follows from that is up to who waits for it. */
export function lose(look: ExchangeLook, type: string, why: Sentence, memory: Partial<Memory> = {}): Answer {
  const { number, exchange } = look;
  const legs = exchange.legs.map((leg, place, all) =>
    place === all.length - 1 ? { ...leg, isLost: true as const } : leg,
  );
  const writes: Deed['writes'] = [{ verb: 'follow', exchange: number, record: { ...exchange, legs } }];
  return { do: [{ writes }], signal: { type, memory: { ...memory, why } } };
}

/** It is over: it is written down, said, and told to who asked, as soon as that one can hear anything. */
export function end(look: ExchangeLook, told: Told): Answer {
  if (standsStill(look)) return goOn(look, 'held', { outcome: told });
  const { number, exchange, memory } = look;
  const because = reasonOf(told, memory);
  const about = memory.answerer ?? memory.to;
  const tells: readonly Call[] = [[exchange.asker, { type: 'told', exchange: number, told }]];
  const deed: Deed = {
    ...(!isRepeated(exchange) && { what: sentenceOf(exchange, memory, told) }),
    ...(because && { because }),
    ...(isObject(about) && { object: about }),
    writes: [{ verb: 'follow', exchange: number, record: { ...exchange, told } }],
    ...(exchange.asker.includes(':') && { tells }),
  };
  return { do: [deed], signal: 'ends' };
}

function isRepeated({ ask }: Exchange): boolean {
  return ask.kind === 'request' && ask.isRepeated === true;
}

/** What is over while its asker stands still is told when that goes on. */
export function endAtLast(look: ExchangeLook): Answer {
  const { outcome } = look.memory;
  return outcome && end(look, outcome);
}

function standsStill({ reader: { state }, exchange: { from } }: ExchangeLook): boolean {
  const node = (state.objects[from] as Pod | undefined)?.spec?.nodeName;
  return node !== undefined && state.machines[`node:${node}`]?.value === 'frozen';
}

function reasonOf(told: Told, { why }: Memory): Sentence | undefined {
  if (told.kind === 'names') return told.tries.at(-1)?.answer.why;
  return told.kind === 'failed' ? told.why : why;
}

/** What is asked for, as the last who took it up has passed it on. */
export function requestNow({ exchange: { ask }, memory }: ExchangeLook): Request {
  return memory.request ?? (ask as Requesting).request;
}

/** A request, of all that can be asked. */
export type Requesting = Extract<Ask, { kind: 'request' }>;

/** Where the answer goes next. */
export function backTo({ exchange, memory }: ExchangeLook): Place {
  return memory.stops.at(-1) ?? exchange.from;
}

/** How long it has taken so far. */
export function tookMs({ reader, exchange }: ExchangeLook): Millis {
  return reader.state.now - exchange.begunAt;
}

/** It ends without an answer. */
export function fail(look: ExchangeLook, problem: NonNullable<Memory['problem']>, why: Sentence): Answer {
  const [address] = look.memory.addresses;
  return end(look, {
    kind: 'failed',
    problem,
    ...(address !== undefined && { address }),
    tookMs: tookMs(look),
    why,
  });
}

/** Is the place an object of the cluster? */
export function isObject(place: Place): place is ObjectKey {
  return place.includes('/');
}

/** A place by its name. */
export function placeName(place: Place): string {
  return isObject(place) ? readKey(place).name : place;
}

function sentenceOf({ from, ask }: Exchange, { to, answerer = to }: Memory, told: Told): Sentence {
  const isYou = from === 'you';
  const it = { from: placeName(from) };
  if (ask.kind === 'name') {
    const data = told.kind === 'names' ? told.tries.at(-1)?.answer : undefined;
    const answer = data?.answer.map((record) => record.data).join(', ') || (data?.status ?? '-');
    return say('{from} asks for the {type} records of {name}: {answer}', {
      ...it,
      type: ask.type,
      name: ask.name,
      answer,
    });
  }
  const { host, port } = ask;
  if (told.kind === 'reply') {
    const what = { server: placeName(answerer), status: told.reply.status };
    return isYou
      ? say('{server} answers you: {status}', what)
      : say('{server} answers {from}: {status}', { ...it, ...what });
  }
  return isYou
    ? say('you get no answer from {host}:{port}', { host, port })
    : say('{from} gets no answer from {host}:{port}', { ...it, host, port });
}
