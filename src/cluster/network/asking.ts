import type { Millis, ObjectKey } from '../../objects/index.ts';
import { startTimer } from '../clock.ts';
import type { ClusterState } from '../state.ts';
import { isFresh } from './dns-cache.ts';
import type { DnsAnswer } from './records.ts';
import type { Ask, Exchange, Place } from './message.ts';

/** Somebody wants something from the network. */
export interface Asking {
  readonly verb: 'ask';
  readonly from: Place;
  /** The id of the part that is told how it went; whoever has none looks at `state.exchanges`. */
  readonly asker: string;
  readonly ask: Ask;
}

/** What has become of an exchange. */
export interface Following {
  readonly verb: 'follow';
  readonly exchange: number;
  readonly record: Exchange;
}

/** A Service that keeps its clients where they were remembers one. */
export interface Sticking {
  readonly verb: 'stick';
  /** The Service, its port and the client. */
  readonly session: string;
  readonly address: string;
  /** For so long. */
  readonly stickMs: Millis;
}

/** Remembers where a client went; clients of the same Service that have not come for too long are forgotten. */
export function keepSession({ sessions, now }: ClusterState, { session, address, stickMs }: Sticking): void {
  const service = session.slice(0, session.indexOf(' ') + 1);
  for (const [name, { at }] of Object.entries(sessions))
    if (name.startsWith(service) && now - at >= stickMs) delete sessions[name];
  sessions[session] = { address, at: now };
}

/** A Service that is gone remembers nobody. */
export function forgetSessions({ sessions }: ClusterState, service: ObjectKey): void {
  for (const name of Object.keys(sessions)) if (name.startsWith(`${service} `)) delete sessions[name];
}

/** DNS keeps an answer for a while. */
export interface Keeping {
  readonly verb: 'keep';
  readonly question: string;
  readonly answer: DnsAnswer;
}

/** So many exchanges that are over can still be looked at. */
const keptMax = 50;

/** Begins an exchange, at this very moment but after all that is under way; its number is the next one. */
export function beginExchange(state: ClusterState, { from, asker, ask }: Asking): number {
  const number = ++state.exchanged;
  state.exchanges[number] = { from, asker, ask, begunAt: state.now, legs: [] };
  startTimer(state, `exchange:${number}`, 'wake', 0);
  return number;
}

/** Keeps what has become of it; when it is over, the one of those goes that has been over for longest. */
export function followExchange({ exchanges }: ClusterState, { exchange, record }: Following): void {
  exchanges[exchange] = record;
  if (!record.told) return;
  const over = Object.keys(exchanges).filter((number) => exchanges[number]?.told);
  if (over.length <= keptMax) return;
  over.sort((a, b) => endOf(exchanges[a]!) - endOf(exchanges[b]!));
  for (const number of over.slice(0, -keptMax)) delete exchanges[number];
}

function endOf({ begunAt, told }: Exchange): Millis {
  return begunAt + (told?.tookMs ?? 0);
}

/** Keeps the answer, and throws away what is too old. */
export function keepAnswer({ answers, now }: ClusterState, { question, answer }: Keeping): void {
  for (const name in answers) if (!isFresh(answers[name]!, now)) delete answers[name];
  answers[question] = { answer, at: now };
}
