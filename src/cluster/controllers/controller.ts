import { assign, enqueueActions, setup } from 'xstate';
import type { AnyStateMachine } from 'xstate';
import { jittered } from '../chance.ts';
import type { Sentence } from '../log.ts';
import type { Answer, Answers, Part, Wake } from '../part.ts';
import type { Reader } from '../read.ts';
import type { Change } from '../state.ts';

/** A controller as its file describes it: what wakes it, what it looks at, and its steps in order. */
export interface Controller<Look> {
  readonly name: string;
  readonly wakesOn: Readonly<Record<string, (change: Change, reader: Reader) => readonly Wake[]>>;
  readonly look: (reader: Reader, of: string) => Look | undefined;
  readonly steps: Readonly<Record<string, (look: Look, answers: Answers) => Answer>>;
  /** The last step, taken also when an earlier one had to wait or was refused. */
  readonly afterwards?: readonly [name: string, step: (look: Look, answers: Answers) => Answer];
  readonly rest?: (look: Look) => Sentence | undefined;
  /** Steps whose refusal ends the turn at once, without the step afterwards. */
  readonly endsOnRefusal?: readonly string[];
  /** Its turns all take the same time, so that what wakes first has its turn first. */
  readonly isSteady?: true;
  /** It takes its time before a turn instead of after it: a worker behind a queue of its own, which sees what others left. */
  readonly isLate?: true;
}

/** How a controller's machine starts: its turn's length, and how often in a row a turn was refused. */
interface Turning {
  readonly turnMs: number;
  readonly failures: number;
  readonly hasFailed: boolean;
  readonly again: boolean;
  /** Is the next try after a refusal due already? Turns in between do not put it off. */
  readonly isRetryDue: boolean;
}

type TurnSignal =
  { type: 'wake' } | { type: 'next' } | { type: 'end' } | { type: 'wait' } | { type: 'fail' } | { type: 'retry' };

const toolkit = setup({
  types: { context: {} as Turning, input: {} as Turning, events: {} as TurnSignal },
  actions: {
    step: (_, _name: string) => undefined,
    beginTurn: assign({ hasFailed: false, again: false }),
    goRoundAgain: assign({ again: true }),
    countFailure: assign({ failures: ({ context }) => context.failures + 1, hasFailed: true }),
    forgetFailures: assign({ failures: 0 }),
    expectRetry: assign({ isRetryDue: true }),
    forgetRetry: assign({ isRetryDue: false }),
    startRetry: enqueueActions(({ context, enqueue }) => {
      enqueue.raise({ type: 'retry' }, { id: 'retry', delay: backOffOf(context) });
    }),
    cancelRetry: enqueueActions(({ enqueue }) => enqueue.cancel('retry')),
  },
  guards: {
    isWokenMeanwhile: ({ context }) => context.again,
    hasFailed: ({ context }) => context.hasFailed,
    isRetryDue: ({ context }) => context.isRetryDue,
    failsMeanwhile: ({ context }) => context.hasFailed && context.isRetryDue,
  },
  delays: {
    turn: ({ context }) => context.turnMs,
  },
});

function backOffOf({ failures }: Turning): number {
  return Math.min(5 * 2 ** (failures - 1), 1_000_000);
}

/**
 * The part that runs a controller. Its machine comes from the list of steps: asleep (→ queued) → one state for each step → the step
 * afterwards → busy → asleep. A turn sees what is there when it is woken and then takes its time; woken meanwhile, it goes
 * round once more. Refused, it comes again after 5 ms, doubled each time up to 1,000 s, and sooner when it is woken; a turn that is
 * refused before that counts, but the try that is due stays due (client-go util/workqueue, ItemExponentialFailureRateLimiter and
 * the waiting queue of delayingType, which keeps the earlier moment).
 */
export function controllerPart<Look>(controller: Controller<Look>): Part<Look> {
  const { name, wakesOn, look, steps, afterwards, rest } = controller;
  return {
    name,
    machine: machineOf(controller, Object.keys(steps), afterwards?.[0]),
    wakesOn,
    begin: ({ state: { chance, settings } }, of) => {
      const { controller: ms, jitter } = settings.durations;
      return {
        turnMs: jittered(chance, ms, controller.isSteady ? 0 : jitter, `${name}:${of}`, 'turn'),
        failures: 0,
        hasFailed: false,
        again: false,
        isRetryDue: false,
      };
    },
    look,
    ...(rest && { rest }),
    steps: afterwards ? { ...steps, [afterwards[0]]: afterwards[1] } : steps,
  };
}

function machineOf(
  { name: id, isLate, endsOnRefusal = [] }: Pick<Controller<never>, 'name' | 'isLate' | 'endsOnRefusal'>,
  steps: readonly string[],
  afterwards: string | undefined,
): AnyStateMachine {
  const last = afterwards ?? 'done';
  const begin = { target: steps[0] ?? last, actions: 'beginTurn' };
  const wake = { actions: 'goRoundAgain' };
  const states: Record<string, object> = {
    asleep: { on: { wake: isLate ? 'queued' : begin } },
    queued: { after: { turn: begin } },
  };
  steps.forEach((step, place) => {
    const fail = { target: endsOnRefusal.includes(step) ? 'done' : last, actions: 'countFailure' };
    const on = { wake, next: steps[place + 1] ?? last, end: last, wait: last, fail };
    states[step] = { entry: { type: 'step', params: step }, on };
  });
  if (afterwards) {
    const on = { wake, next: 'done', end: 'done', wait: 'done', fail: { target: 'done', actions: 'countFailure' } };
    states[afterwards] = { entry: { type: 'step', params: afterwards }, on };
  }
  states.done = {
    always: [
      { guard: 'failsMeanwhile', target: 'refused' },
      { guard: 'hasFailed', target: 'refused', actions: ['expectRetry', 'startRetry'] },
      { guard: 'isRetryDue', target: 'busy', actions: ['forgetFailures', 'forgetRetry', 'cancelRetry'] },
      { target: 'busy', actions: 'forgetFailures' },
    ],
  };
  const retry = { actions: ['forgetRetry', 'goRoundAgain'] };
  states.busy = {
    on: { wake, retry },
    after: { turn: [{ ...begin, guard: 'isWokenMeanwhile' }, { target: 'asleep' }] },
  };
  states.refused = {
    on: {
      wake: { target: 'busy', actions: 'goRoundAgain' },
      retry: { ...begin, actions: ['forgetRetry', 'beginTurn'] },
    },
  };
  const config = { id, context: ({ input }: { input: Turning }) => input, initial: 'asleep', states };
  return toolkit.createMachine(config as never) as unknown as AnyStateMachine;
}
