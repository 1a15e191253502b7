import fc from 'fast-check';
import { expect, test } from 'vitest';
import { initialTransition, transition } from 'xstate';
import type { AnyStateMachine } from 'xstate';
import { newCluster, defaultSettings } from '../../src/cluster/index.ts';
import { sendSignal, startMachine } from '../../src/cluster/machine.ts';
import { parts } from '../../src/cluster/parts.ts';

/** A fixed context in which every delay of every machine has a length. */
const context = {
  ...{ turnMs: 20, failures: 1, hasFailed: false, again: false, provisionMs: 5, firstMs: 3, intervalMs: 9 },
  ...{ pullingMs: 1, startMs: 2, readyMs: 3, stopMs: 4, removeMs: 5, graceMs: 6, pullFailures: 1, relistMs: 1 },
  ...{ retries: true, restarts: 1, backOffMs: 8, watchMs: 7, isRepeating: false, writeMs: 9 },
  ...{ ms: 7, memory: {}, lateMs: 1, bootMs: 2, attachMs: 3, nextResyncMs: 4, resizeMs: 5 },
  ...{ hopMs: 5, waitMs: 4, limitMs: 6, pauseMs: 3, open: 1, closed: [], isWoken: false, isAfterAsking: false },
};

const seed = 20260101;

/** All the data that some signal or other has, in two kinds; a machine takes what it knows. */
const memory = { watchMs: 3, isRepeating: true, writeMs: 2 };
const told = { kind: 'failed', problem: 'refused', tookMs: 3, why: { text: 'x' } };
const data = [
  { graceMs: 7, ms: 5, memory },
  { graceMs: 2, ms: 0, memory: {}, exchange: 4, told, address: '10.244.1.2', limitMs: 8 },
];

interface Signal {
  readonly type: string;
  readonly [name: string]: unknown;
}

for (const { name, machine } of parts) {
  test(`the ${name} goes through the same states, timers and steps as under XState's own transition`, () => {
    const types = machine.events.filter((type) => type !== '*');
    const signal = fc.tuple(fc.constantFrom(...types), fc.constantFrom(...data));
    const signals = signal.map(([type, more]): Signal => ({ type, ...more }));
    fc.assert(
      fc.property(fc.array(signals, { maxLength: 30 }), (walk) => {
        expect(ours(machine, walk)).toEqual(theirs(machine, walk));
      }),
      { seed, numRuns: 60 },
    );
  });
}

interface Standing {
  readonly value: unknown;
  readonly context: unknown;
  readonly steps: readonly string[];
  /** The signals of the timers that are running, and how long each lasts. */
  readonly timers: Readonly<Record<string, number>>;
}

function ours(machine: AnyStateMachine, walk: readonly Signal[]): readonly Standing[] {
  const { state } = newCluster({ ...defaultSettings, nodes: [] }, 1);
  startMachine(state, 'part:x', machine, context);
  return walk.map((signal) => {
    const steps = sendSignal(state, 'part:x', machine, signal).map(({ step }) => step);
    const { value, context, timers = {} } = state.machines['part:x'] ?? { value: 'done', context: undefined };
    const due = Object.entries(timers).map(([name, order]) => [name, state.due.find((row) => row.order === order)?.at]);
    return { value, context, steps, timers: Object.fromEntries(due) as Standing['timers'] };
  });
}

function theirs(machine: AnyStateMachine, walk: readonly Signal[]): readonly Standing[] {
  let [snapshot] = initialTransition(machine, context);
  const running = new Map<string, number>();
  return walk.map((signal) => {
    if (snapshot.status === 'done') return { value: 'done', context: undefined, steps: [], timers: {} };
    const [next, actions] = transition(machine, snapshot, signal);
    snapshot = next;
    for (const { type, params } of actions as readonly { type: string; params: unknown }[]) {
      const { event, delay, sendId } = params as { event?: { type: string }; delay?: number; sendId?: string };
      if (type === 'xstate.raise') running.set(event?.type ?? '', Math.max(0, Math.round(delay ?? NaN)));
      if (type === 'xstate.cancel') running.delete(sendId ?? '');
    }
    if (next.status === 'done') running.clear();
    const steps = actions.filter((action) => (action.type as string) === 'step').map(({ params }) => String(params));
    return {
      value: next.status === 'done' ? 'done' : next.value,
      context: next.status === 'done' ? undefined : next.context,
      steps,
      timers: Object.fromEntries(running),
    };
  });
}
