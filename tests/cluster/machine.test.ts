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

/** The signal with all the data that some signal or other has; a machine takes what it knows. */
function signalOf(type: string): { readonly type: string; readonly [data: string]: unknown } {
  return { type, graceMs: 7, ms: 5, memory: { watchMs: 3, isRepeating: true, writeMs: 2 } };
}

for (const { name, machine } of parts) {
  test(`the ${name} goes through the same states, timers and steps as under XState's own transition`, () => {
    const signals = machine.events.filter((type) => type !== '*');
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...signals), { maxLength: 30 }), (walk) => {
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
  /** The signals of the timers that are running. */
  readonly timers: readonly string[];
}

function ours(machine: AnyStateMachine, walk: readonly string[]): readonly Standing[] {
  const { state } = newCluster({ ...defaultSettings, nodes: [] }, 1);
  startMachine(state, 'part:x', machine, context);
  return walk.map((type) => {
    const steps = sendSignal(state, 'part:x', machine, signalOf(type)).map(({ step }) => step);
    const { value, context, timers = {} } = state.machines['part:x'] ?? { value: 'done', context: undefined };
    return { value, context, steps, timers: Object.keys(timers).sort() };
  });
}

function theirs(machine: AnyStateMachine, walk: readonly string[]): readonly Standing[] {
  let [snapshot] = initialTransition(machine, context);
  const running = new Set<string>();
  return walk.map((type) => {
    if (snapshot.status === 'done') return { value: 'done', context: undefined, steps: [], timers: [] };
    const [next, actions] = transition(machine, snapshot, signalOf(type));
    snapshot = next;
    for (const { type, params } of actions as readonly { type: string; params: unknown }[]) {
      if (type === 'xstate.raise') running.add((params as { event: { type: string } }).event.type);
      if (type === 'xstate.cancel') running.delete((params as { sendId: string }).sendId);
    }
    if (next.status === 'done') running.clear();
    const steps = actions.filter((action) => (action.type as string) === 'step').map(({ params }) => String(params));
    return {
      value: next.status === 'done' ? 'done' : next.value,
      context: next.status === 'done' ? undefined : next.context,
      steps,
      timers: [...running].sort(),
    };
  });
}
