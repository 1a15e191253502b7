/**
 * An exchange: a question to DNS, or a request to a program, on every leg of its way. What happens to it on a leg is decided when it
 * arrives there, by what then is.
 */
import { assign, enqueueActions, setup } from 'xstate';
import type { Part } from '../part.ts';
import type { Reader } from '../read.ts';
import { endAtLast } from './exchange-look.ts';
import type { ExchangeLook, Memory } from './exchange-look.ts';
import type { Told } from './message.ts';
import { answer, askAgain, hear, query } from './name-steps.ts';
import { arrive, connect, send, setOut } from './request-steps.ts';
import { giveUp, receive, runOut } from './reply-steps.ts';
import { answerNow, breakOff, hearAll } from './serve-steps.ts';

interface ExchangeSignal {
  type:
    | ('wake' | 'limit' | 'held' | 'ends' | 'told' | 'fail')
    | ('resolves' | 'answers' | 'unheard')
    | ('connects' | 'sends' | 'unanswered' | 'asks' | 'writes' | 'replies');
  memory?: Partial<Memory>;
  exchange?: number;
  told?: Told;
}

const machine = setup({
  types: { context: {} as Memory, input: {} as Memory, events: {} as ExchangeSignal },
  actions: {
    step: (_, _name: string) => undefined,
    remember: assign(({ event }) => event.memory ?? {}),
    hear: assign(({ event, context }) => {
      const { exchange, told } = event;
      return exchange === undefined || !told ? {} : { heard: { ...context.heard, [exchange]: told } };
    }),
    watchTheTime: enqueueActions(({ context: { limitMs }, enqueue }) => {
      if (limitMs !== undefined) enqueue.raise({ type: 'limit' }, { id: 'limit', delay: limitMs });
    }),
  },
  delays: { hop: ({ context }) => context.hopMs, wait: ({ context }) => context.waitMs, resync: 1000 },
}).createMachine({
  id: 'exchange',
  context: ({ input }) => input,
  initial: 'begun',
  on: {
    resolves: { target: '.asking', actions: 'remember' },
    unheard: { target: '.unheard', actions: 'remember' },
    connects: { target: '.connecting', actions: 'remember' },
    sends: { target: '.sending', actions: 'remember' },
    unanswered: { target: '.unanswered', actions: 'remember' },
    asks: { target: '.waitingForOthers', actions: 'remember' },
    writes: { target: '.writing', actions: 'remember' },
    replies: { target: '.replying', actions: 'remember' },
    limit: '.outOfTime',
    fail: '.broken',
    held: { target: '.held', actions: 'remember' },
    ends: '.over',
  },
  states: {
    begun: { on: { wake: { target: 'settingOut', actions: 'watchTheTime' } } },
    settingOut: { entry: { type: 'step', params: 'setOut' } },

    asking: { entry: { type: 'step', params: 'query' }, after: { hop: 'atDns' } },
    atDns: { entry: { type: 'step', params: 'answer' }, on: { answers: { target: 'answering', actions: 'remember' } } },
    unheard: { after: { wait: 'askingAgain' } },
    askingAgain: { entry: { type: 'step', params: 'askAgain' } },
    answering: { after: { hop: 'answered' } },
    answered: { entry: { type: 'step', params: 'hear' } },

    connecting: { entry: { type: 'step', params: 'connect' } },
    sending: { entry: { type: 'step', params: 'send' }, after: { hop: 'arrived' } },
    arrived: { entry: { type: 'step', params: 'arrive' } },
    waitingForOthers: { on: { told: { actions: ['hear', { type: 'step', params: 'hearAll' }] } } },
    writing: { after: { hop: 'written' } },
    written: { entry: { type: 'step', params: 'answerNow' } },
    broken: { entry: { type: 'step', params: 'breakOff' } },
    replying: { after: { hop: 'replied' } },
    replied: { entry: { type: 'step', params: 'receive' } },
    unanswered: { after: { wait: 'givenUp' } },
    givenUp: { entry: { type: 'step', params: 'giveUp' } },
    outOfTime: { entry: { type: 'step', params: 'runOut' } },

    held: { after: { resync: 'heldNoMore' } },
    heldNoMore: { entry: { type: 'step', params: 'endAtLast' } },
    over: { type: 'final' },
  },
});

/** The part that carries messages, one instance for each exchange, by its number. */
export const exchangePart: Part<ExchangeLook> = {
  name: 'exchange',
  speaksAs: 'network',
  machine,
  wakesOn: {},
  begin,
  look,
  steps: {
    setOut,
    query,
    answer,
    askAgain,
    hear,
    connect,
    send,
    arrive,
    hearAll,
    answerNow,
    breakOff,
    endAtLast,
    receive,
    giveUp,
    runOut,
  },
};

function begin({ state }: Reader, of: string): Readonly<Record<string, unknown>> {
  const { from, ask } = state.exchanges[of] ?? { from: 'you', ask: undefined };
  const memory: Memory = {
    hopMs: state.settings.durations.hop,
    waitMs: 0,
    limitMs: ask?.kind === 'request' ? ask.limitMs : undefined,
    names: [],
    tries: [],
    vain: 0,
    addresses: [],
    port: 0,
    at: from,
    to: from,
    origin: from,
    stops: [],
    request: undefined,
    isFromOutside: false,
    answerer: undefined,
    server: undefined,
    asked: [],
    told: [],
    heard: {},
    reply: undefined,
    outcome: undefined,
    problem: undefined,
    why: undefined,
  };
  return { ...memory };
}

function look(reader: Reader, of: string): ExchangeLook | undefined {
  const exchange = reader.state.exchanges[of];
  if (!exchange) return undefined;
  return {
    reader,
    number: Number(of),
    // Read anew each time: a step may make the machine remember something, and add a message, before the next one.
    get exchange() {
      return reader.state.exchanges[of] ?? exchange;
    },
    get memory() {
      return reader.state.machines[`exchange:${of}`]?.context as unknown as Memory;
    },
  };
}
