/**
 * Runs XState machines purely, and is the only file that does: a snapshot and a signal go in, the next snapshot and the
 * machine's wishes come out. Delays (`after`) become rows of the due list, so that nothing lives outside the state.
 * Uses `machine.transition` with one inert scope for each machine, which a test compares with XState's own `transition`.
 */
import type { AnyActorScope, AnyMachineSnapshot, AnyStateMachine, ExecutableActionsFrom } from 'xstate';
import { startTimer } from './clock.ts';
import type { ClusterState, MachineState, PartId, Signal } from './state.ts';

/** What a machine asks of the cluster: to run a step of its part. */
export interface Wish {
  readonly step: string;
}

type Action = ExecutableActionsFrom<AnyStateMachine>;

interface Runner {
  readonly scope: AnyActorScope;
  readonly actions: Action[];
  /** The signals that some state of the machine hears; others need not be sent. */
  readonly hears: ReadonlySet<string>;
  /** The state in which the machine begins. */
  readonly initial: string;
  /** One resolved snapshot for each state; the context is put in at each use. */
  readonly snapshots: Map<string, AnyMachineSnapshot>;
}

const runners = new WeakMap<AnyStateMachine, Runner>();

function runnerOf(machine: AnyStateMachine): Runner {
  const known = runners.get(machine);
  if (known) return known;
  const actions: Action[] = [];
  const scope = {
    self: {},
    system: { _sendInspectionEvent: () => undefined },
    id: '',
    sessionId: '',
    logger: () => undefined,
    defer: () => undefined,
    emit: () => undefined,
    stopChild: () => undefined,
    actionExecutor: (action: Action) => actions.push(action),
  } as unknown as AnyActorScope;
  const hears = new Set<string>(machine.events as readonly string[]);
  const initial = String((machine.getInitialSnapshot(scope, {}) as AnyMachineSnapshot).value);
  if (actions.length > 0)
    throw new Error(`${machine.id} acts in its initial state; machine.ts starts machines silently.`);
  const runner = { scope, actions, hears, initial, snapshots: new Map<string, AnyMachineSnapshot>() };
  runners.set(machine, runner);
  return runner;
}

function snapshotOf(
  machine: AnyStateMachine,
  { snapshots }: Runner,
  { value, context }: MachineState,
): AnyMachineSnapshot {
  let snapshot = snapshots.get(value);
  if (!snapshot) {
    snapshot = machine.resolveState({ value, context }) as AnyMachineSnapshot;
    snapshots.set(value, snapshot);
  }
  return { ...snapshot, context } as AnyMachineSnapshot;
}

/**
 * Starts the part's machine. Every machine here begins with its input as its context and with no action, so that the
 * beginning is the same but for the context.
 */
export function startMachine(
  state: ClusterState,
  part: PartId,
  machine: AnyStateMachine,
  input: Readonly<Record<string, unknown>>,
): void {
  const runner = runnerOf(machine);
  state.machines[part] = { value: runner.initial, context: input };
}

/** Sends a signal to the part's machine; a machine that is not running hears nothing. Returns its wishes, in order. */
export function sendSignal(
  state: ClusterState,
  part: PartId,
  machine: AnyStateMachine,
  signal: Signal,
): readonly Wish[] {
  const before = state.machines[part];
  const runner = runnerOf(machine);
  if (!before || !runner.hears.has(signal.type)) return [];
  runner.actions.length = 0;
  const snapshot = machine.transition(snapshotOf(machine, runner, before), signal, runner.scope) as AnyMachineSnapshot;
  return settle(state, part, snapshot, runner, before);
}

const periodicDelays = new Set(['heartbeat', 'firstHeartbeat', 'resync']);

/** Is this the end of a delay that healthy parts wait for again and again, for ever? */
function isPeriodic(signal: string): boolean {
  return periodicDelays.has(signal.split('.')[2] ?? '');
}

/** Keeps what the machine has become and turns its actions into timers and wishes. */
function settle(
  state: ClusterState,
  part: PartId,
  snapshot: AnyMachineSnapshot,
  { actions }: Runner,
  before: MachineState | undefined,
): readonly Wish[] {
  if (snapshot.status === 'error') throw snapshot.error;
  const wishes: Wish[] = [];
  const timers: Record<string, number> = { ...before?.timers };
  for (const { type, params } of actions as readonly { type: string; params: unknown }[]) {
    if (type === 'xstate.raise') {
      const { event, delay } = params as { event: { type: string }; delay: number };
      timers[event.type] = startTimer(state, part, event.type, delay, isPeriodic(event.type));
    } else if (type === 'xstate.cancel') delete timers[String(params)];
    else if (type === 'step') wishes.push({ step: params as string });
    else throw new Error(`${part} wishes for "${type}"; machine.ts knows raise, cancel and step.`);
  }
  if (snapshot.status === 'done') delete state.machines[part];
  else state.machines[part] = keep(snapshot, timers);
  return wishes;
}

function keep(snapshot: AnyMachineSnapshot, timers: Readonly<Record<string, number>>): MachineState {
  const { value, context } = snapshot as { value: unknown; context: Readonly<Record<string, unknown>> };
  if (typeof value !== 'string')
    throw new Error(`machine.ts runs flat machines; found the state ${JSON.stringify(value)}.`);
  for (const _ in timers) return { value, context, timers };
  return { value, context };
}

/** Takes the fired timer from the names of those that still count. */
export function spendTimer(state: ClusterState, part: PartId, signal: string): void {
  const machine = state.machines[part];
  if (!machine?.timers || !(signal in machine.timers)) return;
  const { [signal]: _, ...rest } = machine.timers;
  state.machines[part] = keep(machine as unknown as AnyMachineSnapshot, rest);
}

/** Is the part asleep with nothing under way? Then its record says nothing and need not be kept. */
export function forgetIfAsleep(state: ClusterState, part: PartId): void {
  const machine = state.machines[part];
  if (machine?.value === 'asleep' && !machine.timers) delete state.machines[part];
}
