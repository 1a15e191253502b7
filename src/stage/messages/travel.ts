import type { Exchange, Message, Place } from '../../cluster/index.ts';
import type { Millis } from '../../objects/index.ts';

/** How an exchange stands: something is on its way, whoever asked waits for nothing that moves, or it is over, well or badly. */
export type Standing = 'travels' | 'waits' | 'answered' | 'failed';

/** A leg as it is to be seen: `share` of its way is done. */
export interface LegSeen {
  readonly message: Message;
  readonly share: number;
  readonly state: 'ahead' | 'over' | 'lost';
}

/** An exchange as it is to be seen at a moment. */
export interface Travel {
  readonly number: string;
  readonly exchange: Exchange;
  readonly standing: Standing;
  readonly legs: readonly LegSeen[];
  /** From 1 while it goes on to 0 when the trace of it is gone. */
  readonly strength: number;
}

/** So long an exchange that is over leaves a trace, at the speed of the clock on the wall. */
const traceMs = 1800;

/** What is under way at a moment and what has just ended, in the order in which it began; `speed` is virtual per wall time. */
export function travelsAt(
  exchanges: Readonly<Record<string, Exchange>>,
  now: Millis,
  speed: number,
): readonly Travel[] {
  return Object.entries(exchanges).flatMap(([number, exchange]) => {
    const { told, begunAt } = exchange;
    const since = told ? now - begunAt - told.tookMs : 0;
    const strength = 1 - Math.max(0, since) / (traceMs * Math.max(1, speed));
    return strength > 0 ? travelOf(number, exchange, now, strength) : [];
  });
}

function travelOf(number: string, exchange: Exchange, now: Millis, strength: number): Travel {
  const legs = exchange.legs.map((message) => legAt(message, now));
  return { number, exchange, legs, strength, standing: standingOf(exchange, legs) };
}

function legAt(message: Message, now: Millis): LegSeen {
  const { sentAt, arrivesAt, isLost } = message;
  const share = arrivesAt > sentAt ? Math.min(1, Math.max(0, (now - sentAt) / (arrivesAt - sentAt))) : 1;
  if (share < 1) return { message, share, state: 'ahead' };
  return { message, share, state: isLost ? 'lost' : 'over' };
}

function standingOf({ told }: Exchange, legs: readonly LegSeen[]): Standing {
  if (!told) return legs.some(({ state }) => state === 'ahead') ? 'travels' : 'waits';
  return hasAnswer(told) ? 'answered' : 'failed';
}

/** Did whoever asked get what was asked for? */
export function hasAnswer(told: NonNullable<Exchange['told']>): boolean {
  if (told.kind === 'names') return (told.tries.at(-1)?.answer.answer.length ?? 0) > 0;
  return told.kind === 'reply';
}

/** The places between which it went, each once, in the order of the way. */
export function placesOf({ from, legs }: Exchange): readonly Place[] {
  return [...new Set([from, ...legs.flatMap((leg) => [leg.from, leg.to])])];
}
