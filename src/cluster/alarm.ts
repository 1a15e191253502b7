import { setup } from 'xstate';
import { startTimer } from './clock.ts';
import type { Reader } from './read.ts';
import type { Part } from './part.ts';
import type { Millis } from '../objects/index.ts';

/** A part that does nothing: it makes a tick, so that a command that goes on looks again at its own moments. */
export const alarm: Part = {
  name: 'alarm',
  machine: setup({}).createMachine({
    id: 'alarm',
    context: ({ input }: { input: object }) => input,
    initial: 'asleep',
    states: { asleep: { on: { wake: 'asleep' } } },
  }),
  wakesOn: {},
  begin: () => ({}),
  look: () => undefined,
  steps: {},
};

/** Sees to it that there is a tick in so many milliseconds; like a heartbeat it does not keep the cluster from being at rest. */
export function wakeIn({ state }: Reader, ms: Millis): void {
  startTimer(state, 'alarm:', 'wake', ms, true);
}
