/**
 * Runs XState machines purely, and is the only file that does: a state and a signal go in, the next state and the machine's wishes come
 * out (`flat-machine.ts` walks). Delays (`after`) become rows of the due list, so that nothing lives outside the state.
 */
import type { AnyStateMachine } from 'xstate';
import { startTimer } from './clock.ts';
import { flatMachineOf, walk } from './flat-machine.ts';
import type { Outcome } from './flat-machine.ts';
import type { ClusterState, MachineState, PartId, Signal } from './state.ts';

/** What a machine asks of the cluster: to run a step of its part. */
export interface Wish {
  readonly step: string;
}

/** Starts the part's machine: every machine here begins with its input as its context and with no action. */
export function startMachine(
  state: ClusterState,
  part: PartId,
  machine: AnyStateMachine,
  context: Readonly<Record<string, unknown>>,
): void {
  state.machines[part] = { value: flatMachineOf(machine).initial, context };
}

const none: readonly Wish[] = [];

/** Sends a signal to the part's machine; a machine that is not running hears nothing. Returns its wishes, in order. */
export function sendSignal(
  state: ClusterState,
  part: PartId,
  machine: AnyStateMachine,
  signal: Signal,
): readonly Wish[] {
  const before = state.machines[part];
  const outcome = before && walk(flatMachineOf(machine), before.value, before.context, signal);
  return outcome ? settle(state, part, outcome, before) : none;
}

/** Is this the end of a delay that healthy parts wait for again and again, for ever? */
function isPeriodic(signal: string): boolean {
  return /^(xstate\.after\.(heartbeat|firstHeartbeat|resync)\.|watchAgain$|write$)/.test(signal);
}

/** Keeps what the machine has become and turns its effects into timers and wishes. */
function settle(state: ClusterState, part: PartId, outcome: Outcome, before: MachineState): readonly Wish[] {
  const { value, context, isOver, effects } = outcome;
  if (effects.length === 0 && value === before.value && context === before.context) return none;
  const wishes: Wish[] = [];
  const timers: Record<string, number> = Object.assign({}, before.timers);
  for (const effect of effects) {
    if (effect.kind === 'step') wishes.push(effect);
    else if (effect.kind === 'cancel') delete timers[effect.signal];
    else timers[effect.signal] = startTimer(state, part, effect.signal, effect.delay, isPeriodic(effect.signal));
  }
  if (isOver) delete state.machines[part];
  else state.machines[part] = withTimers({ value, context }, timers);
  return wishes;
}

function withTimers({ value, context }: MachineState, timers: Readonly<Record<string, number>>): MachineState {
  for (const _ in timers) return { value, context, timers };
  return { value, context };
}

/** Takes the fired timer from the names of those that still count. */
export function spendTimer(state: ClusterState, part: PartId, signal: string): void {
  const machine = state.machines[part];
  if (!machine?.timers || !(signal in machine.timers)) return;
  const { [signal]: _, ...rest } = machine.timers;
  state.machines[part] = withTimers(machine, rest);
}

/** Is the part asleep with nothing under way? Then its record says nothing and need not be kept. */
export function forgetIfAsleep(state: ClusterState, part: PartId): void {
  const machine = state.machines[part];
  if (machine?.value === 'asleep' && !machine.timers) delete state.machines[part];
}
