import { assign, setup } from 'xstate';
import type { AnyStateMachine } from 'xstate';
import type { Millis } from '../../objects/index.ts';
import type { Answer, Answers, Part, Wake } from '../part.ts';
import type { Reader } from '../read.ts';
import type { Change, Signal } from '../state.ts';

/** A controller that looks again at moments of its own, one at a time: a wake in between makes it look at once. */
export interface Timed<Look> {
  readonly name: string;
  readonly wakesOn: Readonly<Record<string, (change: Change, reader: Reader) => readonly Wake[]>>;
  readonly look: (reader: Reader, of: string) => Look | undefined;
  /** In order; the last one that has something to say answers with `hold` or `calm`, and with `next` when nothing is to come. */
  readonly steps: Readonly<Record<string, (look: Look, answers: Answers) => Answer>>;
  /** It looks so much later than it is woken, and once for all wakes until then. */
  readonly lateMs?: Millis;
  /** It runs on the machine that it looks after. */
  readonly isOnNode?: true;
}

/** What such a controller remembers until it looks again. */
export type Memory = Readonly<Record<string, unknown>>;

interface Pause {
  readonly ms: Millis;
  readonly memory: Memory;
}

type TimedSignal =
  { type: 'wake' } | { type: 'next' } | { type: 'wait' } | { type: 'fail' } | ({ type: 'hold' | 'calm' } & Pause);

/** Looks again after so long, whatever happens; what it remembers is there then. */
export function hold(ms: Millis, memory: Memory = {}): Signal {
  return { type: 'hold', ms, memory };
}

/** As `hold`, for a look that finds all well as long as all is well: it does not keep the cluster from being at rest. */
export function calm(ms: Millis, memory: Memory = {}): Signal {
  return { type: 'calm', ms, memory };
}

/** What the controller of this name remembers of the thing that it looks after. */
export function memoryOf({ state }: Reader, name: string, of: string): Memory {
  return (state.machines[`${name}:${of}`]?.context['memory'] as Memory | undefined) ?? {};
}

const toolkit = setup({
  types: { context: {} as Pause & { readonly lateMs: Millis }, input: {} as Pause, events: {} as TimedSignal },
  actions: {
    step: (_, _name: string) => undefined,
    remember: assign(({ event }) => ('ms' in event ? { ms: event.ms, memory: event.memory } : {})),
    forget: assign({ memory: {} }),
  },
  delays: {
    late: ({ context }) => context.lateMs,
    hold: ({ context }) => context.ms,
    // The name says that it is periodic.
    resync: ({ context }) => context.ms,
    retry: 1000,
  },
});

/** The part that runs such a controller: asleep (→ late) → one state for each step → holding or calm, or asleep. */
export function timedPart<Look>(controller: Timed<Look>): Part<Look> {
  const { name, wakesOn, look, steps, isOnNode, lateMs = 0 } = controller;
  return {
    name,
    machine: machineOf(name, Object.keys(steps), lateMs > 0),
    wakesOn,
    ...(isOnNode && { isOnNode }),
    begin: (_, of) => ({ ms: 0, memory: {}, lateMs, ...(isOnNode && { node: of }) }),
    look,
    steps,
  };
}

function machineOf(id: string, steps: readonly string[], isLate: boolean): AnyStateMachine {
  const first = steps[0] ?? 'asleep';
  const wake = isLate ? 'late' : first;
  const states: Record<string, object> = {
    asleep: { entry: 'forget', on: { wake } },
    late: { after: { late: first } },
  };
  steps.forEach((step, place) => {
    const next = steps[place + 1] ?? 'asleep';
    states[step] = {
      entry: { type: 'step', params: step },
      on: {
        next,
        wait: 'asleep',
        fail: 'refused',
        hold: { target: 'holding', actions: 'remember' },
        calm: { target: 'calm', actions: 'remember' },
      },
    };
  });
  states['holding'] = { on: { wake }, after: { hold: first } };
  states['calm'] = { on: { wake }, after: { resync: first } };
  states['refused'] = { on: { wake }, after: { retry: first } };
  const config = { id, context: ({ input }: { input: Pause }) => input, initial: 'asleep', states };
  return toolkit.createMachine(config as never) as unknown as AnyStateMachine;
}
