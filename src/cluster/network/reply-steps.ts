/** How an answer comes back, or that none comes: whoever has passed the request on makes of it what it does, and passes that on. */
import { say } from '../log.ts';
import type { Answer } from '../part.ts';
import type { Reply } from '../programs/index.ts';
import { withoutAnswer } from './api-steps.ts';
import { backTo, end, fail, goOn, legOf, lose, tookMs } from './exchange-look.ts';
import type { ExchangeLook, Memory, Requesting } from './exchange-look.ts';
import { pageWithoutAnswer } from './ingress-steps.ts';
import type { Place } from './message.ts';
import { patienceOf } from './patience.ts';
import { whyLost } from './reach.ts';

/** What comes back is there: a refusal sends a client on to the next address of the name, if there is one. */
export function receive(look: ExchangeLook): Answer {
  const { reader, memory } = look;
  const lost = whyLost(reader, memory.to, backTo(look));
  if (lost) return lose(look, 'unanswered', lost, { waitMs: patienceOf(memory), problem: undefined });
  if (memory.stops.length > 0) return passBack(look);
  const { reply, problem = 'refused', why, addresses } = memory;
  const [address = '', ...others] = addresses;
  if (reply) return end(look, { kind: 'reply', reply, address, tookMs: tookMs(look) });
  if (others.length > 0 && problem === 'refused') return goOn(look, 'connects', { addresses: others });
  return fail(look, isTunnel(look) ? 'reset' : problem, why ?? say('nobody answers'));
}

/** To a client the other end of a tunnel is there: it only says nothing. */
function isTunnel({ exchange }: ExchangeLook): boolean {
  return (exchange.ask as Requesting).tunnel !== undefined;
}

function passBack(look: ExchangeLook): Answer {
  const { memory } = look;
  const [stop = 'apiserver', ...before] = [...memory.stops].reverse();
  const stops = before.reverse();
  const reply = memory.reply ?? (isTunnel(look) ? undefined : inPlaceOf(look, stop));
  const answerer = memory.reply ? memory.answerer : stop;
  const to = stops.at(-1) ?? look.exchange.from;
  const leg = legOf(look, stop, to, reply ? 'reply' : 'refusal', reply ? `HTTP/1.1 ${reply.status}` : 'FIN');
  return goOn(look, 'replies', { stops, to: stop, reply, answerer }, [leg]);
}

function inPlaceOf(look: ExchangeLook, stop: Place): Reply {
  return stop === 'apiserver' ? withoutAnswer(look) : pageWithoutAnswer(look.memory);
}

/** Nobody has answered, and whoever waits for it waits no longer. */
export function giveUp(look: ExchangeLook): Answer {
  const { problem, why, stops } = look.memory;
  if (stops.length > 0) return passBack({ ...look, memory: { ...look.memory, problem: problem ?? 'timedOut' } });
  return fail(look, problem === 'noRoute' ? 'noRoute' : 'timedOut', why ?? late(look.memory));
}

/** The time that was allowed is over. */
export function runOut(look: ExchangeLook): Answer {
  const { why, problem } = look.memory;
  return fail(look, 'timedOut', problem === 'refused' || !why ? late(look.memory) : why);
}

function late({ limitMs = 0 }: Memory): ReturnType<typeof say> {
  return say('no answer has come within {limit} ms', { limit: limitMs });
}
