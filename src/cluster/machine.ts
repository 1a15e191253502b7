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

type Context = MachineState['context'];

/** What becomes of a machine on a signal. */
interface Outcome {
  readonly value: string;
  readonly context: Context;
  readonly isOver: boolean;
  readonly actions: readonly { readonly type: string; readonly params: unknown }[];
}

interface Runner {
  readonly scope: AnyActorScope;
  readonly actions: Action[];
  /** The signals that each state of the machine hears; others need not be sent. */
  readonly hears: ReadonlyMap<string, ReadonlySet<string>>;
  /** One context for all that are alike, by what is in it. */
  readonly contexts: Map<string, Context>;
  /**
   * A machine is a pure function, so its outcomes for a context that keeps coming back are remembered, by state and signal: a
   * controller goes through the same few states at every turn, a node at every heartbeat.
   */
  readonly outcomes: WeakMap<Context, Map<string, Outcome>>;
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
  const always = machine.root.ownEvents as readonly string[];
  const hears = new Map(
    Object.entries(machine.states).map(([state, { ownEvents }]) => [state, new Set([...always, ...ownEvents])]),
  );
  const initial = String((machine.getInitialSnapshot(scope, {}) as AnyMachineSnapshot).value);
  if (actions.length > 0)
    throw new Error(`${machine.id} acts in its initial state; machine.ts starts machines silently.`);
  const runner: Runner = {
    scope,
    actions,
    hears,
    contexts: new Map(),
    outcomes: new WeakMap(),
    initial,
    snapshots: new Map(),
  };
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
  state.machines[part] = { value: runner.initial, context: alike(runner, input) };
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
  if (!before || !runner.hears.get(before.value)?.has(signal.type)) return [];
  return settle(state, part, outcomeOf(machine, runner, before, signal), before);
}

const contextsMax = 1000;

/** The context itself, or the one like it that was seen before; that one's outcomes are worth remembering. */
function alike(runner: Runner, context: Context): Context {
  const { contexts } = runner;
  const content = JSON.stringify(context);
  const known = contexts.get(content);
  if (known) {
    remember(runner, known);
    return known;
  }
  if (contexts.size >= contextsMax) contexts.clear();
  contexts.set(content, context);
  return context;
}

function outcomeOf(machine: AnyStateMachine, runner: Runner, before: MachineState, signal: Signal): Outcome {
  const { outcomes } = runner;
  const remembered = isPeriodic(signal.type) ? remember(runner, before.context) : outcomes.get(before.context);
  if (!remembered || hasData(signal)) return transit(machine, runner, before, signal);
  const name = `${before.value} ${signal.type}`;
  const known = remembered.get(name);
  if (known) return known;
  const outcome = transit(machine, runner, before, signal);
  remembered.set(name, outcome);
  remember(runner, outcome.context);
  return outcome;
}

function remember({ outcomes }: Runner, context: Context): Map<string, Outcome> {
  const remembered = outcomes.get(context) ?? new Map<string, Outcome>();
  outcomes.set(context, remembered);
  return remembered;
}

function hasData(signal: Signal): boolean {
  for (const name in signal) if (name !== 'type') return true;
  return false;
}

function transit(machine: AnyStateMachine, runner: Runner, before: MachineState, signal: Signal): Outcome {
  runner.actions.length = 0;
  const snapshot = machine.transition(snapshotOf(machine, runner, before), signal, runner.scope) as AnyMachineSnapshot;
  if (snapshot.status === 'error') throw snapshot.error;
  const { value, context } = snapshot as { value: unknown; context: Context };
  if (typeof value !== 'string')
    throw new Error(`machine.ts runs flat machines; found the state ${JSON.stringify(value)}.`);
  return {
    value,
    context,
    isOver: snapshot.status === 'done',
    actions: runner.actions.map(({ type, params }) => ({ type, params })),
  };
}

/** Is this the end of a delay that healthy parts wait for again and again, for ever? */
function isPeriodic(signal: string): boolean {
  return /^(xstate\.after\.(heartbeat|firstHeartbeat|resync)\.|watchAgain$|write$)/.test(signal);
}

/** Keeps what the machine has become and turns its actions into timers and wishes. */
function settle(state: ClusterState, part: PartId, outcome: Outcome, before: MachineState): readonly Wish[] {
  const { value, context, isOver, actions } = outcome;
  if (actions.length === 0 && value === before.value && context === before.context) return [];
  const wishes: Wish[] = [];
  const timers: Record<string, number> = { ...before.timers };
  for (const { type, params } of actions) {
    if (type === 'xstate.raise') {
      const { event, delay } = params as { event: { type: string }; delay: number };
      timers[event.type] = startTimer(state, part, event.type, delay, isPeriodic(event.type));
    } else if (type === 'xstate.cancel') delete timers[String(params)];
    else if (type === 'step') wishes.push({ step: params as string });
    else throw new Error(`${part} wishes for "${type}"; machine.ts knows raise, cancel and step.`);
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
