/**
 * Walks XState machines without children: a state, its context and a signal go in, the next state and what is to be done come out.
 * XState defines the machine and is the judge (a test compares every walk with its own `transition`); the walk itself is ours, because
 * the general one costs as much as everything else that happens in a turn.
 * Left out, and refused when a machine has it: nested states, wildcards, signals raised without a delay, actions beyond `step`,
 * `assign`, `raise`, `cancel` and `enqueueActions`.
 */
import { withFields } from '../objects/index.ts';
import type { AnyStateMachine, AnyStateNode } from 'xstate';
import type { MachineState, Signal } from './state.ts';

type Context = MachineState['context'];

/** What a machine asks for on its way: a step of its part, a signal to itself after a delay, and no more of that signal. */
export type Effect =
  | { readonly kind: 'step'; readonly step: string }
  | { readonly kind: 'start'; readonly signal: string; readonly delay: number }
  | { readonly kind: 'cancel'; readonly signal: string };

/** What becomes of a machine on a signal. */
export interface Outcome {
  readonly value: string;
  readonly context: Context;
  readonly isOver: boolean;
  readonly effects: readonly Effect[];
}

interface Walk {
  readonly event: Signal;
  context: Context;
  readonly effects: Effect[];
}

type Action = (walk: Walk) => void;

/** A transition; one without a target leaves the machine where it is. */
interface Move {
  readonly isOpen: (walk: Walk) => boolean;
  readonly target?: string;
  readonly actions: readonly Action[];
}

interface Station {
  readonly entry: readonly Action[];
  readonly exit: readonly Action[];
  readonly on: ReadonlyMap<string, readonly Move[]>;
  readonly always: readonly Move[];
  readonly isFinal: boolean;
}

/** A machine made ready for walking. */
export interface FlatMachine {
  readonly initial: string;
  readonly stations: ReadonlyMap<string, Station>;
}

const known = new WeakMap<AnyStateMachine, FlatMachine>();

/** The machine, made ready once. Throws where it has something that is left out here. */
export function flatMachineOf(machine: AnyStateMachine): FlatMachine {
  let flat = known.get(machine);
  if (!flat) {
    flat = flatten(machine);
    known.set(machine, flat);
  }
  return flat;
}

const stepsMax = 100;

/** Where the signal leads; nothing where the machine does not hear it. Throws when the machine never comes to a halt. */
export function walk({ stations }: FlatMachine, from: string, context: Context, event: Signal): Outcome | undefined {
  let station = stationOf(stations, from);
  let value = from;
  const path: Walk = { event, context, effects: [] };
  let move = station.on.get(event.type)?.find(({ isOpen }) => isOpen(path));
  if (!move) return undefined;
  for (let steps = 0; move; steps++) {
    if (steps > stepsMax) throw new Error(`The machine never comes to a halt in ${value} after ${event.type}.`);
    const next: Station = move.target === undefined ? station : stationOf(stations, move.target);
    if (move.target !== undefined) perform(station.exit, path);
    perform(move.actions, path);
    if (move.target !== undefined) perform(next.entry, path);
    [station, value] = [next, move.target ?? value];
    move = station.always.find(({ isOpen }) => isOpen(path));
  }
  return { value, context: path.context, isOver: station.isFinal, effects: path.effects };
}

function stationOf(stations: FlatMachine['stations'], value: string): Station {
  const station = stations.get(value);
  if (!station) throw new Error(`The machine has no state ${value}.`);
  return station;
}

function perform(actions: readonly Action[], path: Walk): void {
  for (const action of actions) action(path);
}

function flatten(machine: AnyStateMachine): FlatMachine {
  const { root } = machine;
  const nodes = Object.values(root.states) as readonly AnyStateNode[];
  if (root.entry.length > 0 || nodes.some(({ states }) => Object.keys(states).length > 0))
    refuse(machine, 'its states');
  const stations = new Map(nodes.map((node) => [node.key, stationFrom(machine, root, node)]));
  const initial = root.initial.target[0]?.key ?? '';
  if (asksAtOnce(stationOf(stations, initial)))
    refuse(machine, 'that it asks for something before it has heard anything');
  return { initial, stations };
}

/** Machines start silently: `machine.ts` puts them into their initial state and does no more. */
function asksAtOnce({ entry, always }: Station): boolean {
  const path: Walk = { event: { type: '' }, context: {}, effects: [] };
  perform(entry, path);
  return path.effects.length > 0 || always.length > 0;
}

function refuse(machine: AnyStateMachine, what: string): never {
  throw new Error(`flat-machine.ts does not know ${what} (machine ${machine.id}).`);
}

function stationFrom(machine: AnyStateMachine, root: AnyStateNode, node: AnyStateNode): Station {
  const actionsOf = (given: readonly unknown[]): readonly Action[] => given.map((each) => actionFrom(machine, each));
  const moveFrom = ({ guard, target, actions, reenter, source }: Transition): Move => {
    const [to] = target ?? [];
    const stays = to === undefined || (to === node && source === node && !reenter);
    return { isOpen: guardFrom(machine, guard), actions: actionsOf(actions), ...(!stays && { target: to.key }) };
  };
  const own = [...node.transitions].map(([type, moves]) => [type, moves.map(moveFrom)] as const);
  const on = new Map<string, readonly Move[]>(own);
  for (const [type, moves] of root.transitions) on.set(type, [...(on.get(type) ?? []), ...moves.map(moveFrom)]);
  return {
    entry: actionsOf(node.entry),
    exit: actionsOf(node.exit),
    on,
    always: (node.always ?? []).map(moveFrom),
    isFinal: node.type === 'final',
  };
}

/** A transition as XState has read it from the definition. */
type Transition = Parameters<Parameters<NonNullable<AnyStateNode['always']>['map']>[0]>[0];

type Function_ = (given: { readonly context: Context; readonly event: Signal }, params?: unknown) => unknown;

/** A name, perhaps with data, as definitions refer to what the machine's setup has under it. */
function nameAndParams(given: unknown): { readonly type: string; readonly params?: unknown } {
  return typeof given === 'string' ? { type: given } : (given as { type: string; params?: unknown });
}

function guardFrom(machine: AnyStateMachine, given: unknown): Move['isOpen'] {
  if (given === undefined) return () => true;
  const { type, params } = nameAndParams(given);
  const guard = (typeof given === 'function' ? given : machine.implementations.guards[type]) as Function_ | undefined;
  if (typeof guard !== 'function' || 'check' in guard) return refuse(machine, `the guard ${type}`);
  return (path) => Boolean(guard(path, params));
}

function actionFrom(machine: AnyStateMachine, given: unknown): Action {
  const { type, params } = typeof given === 'function' ? { type: '', params: undefined } : nameAndParams(given);
  if (type === 'step') return ({ effects }) => effects.push({ kind: 'step', step: String(params) });
  const builtIn = (typeof given === 'function' ? given : machine.implementations.actions[type]) as BuiltIn | undefined;
  const make = builtIn && makers[builtIn.type];
  return make ? make(machine, builtIn) : refuse(machine, `the action ${type || String(builtIn?.type)}`);
}

/** An action that XState's own makers have made, with what they were given. */
interface BuiltIn {
  readonly type: string;
  readonly assignment?: Function_ | Readonly<Record<string, unknown>>;
  readonly event?: { readonly type: string };
  readonly delay?: unknown;
  readonly sendId?: string;
  readonly collect?: (given: object) => void;
}

/** THE TABLE of XState's own actions that can be walked. */
const makers: Readonly<Record<string, (machine: AnyStateMachine, action: BuiltIn) => Action>> = {
  'xstate.assign': (_, { assignment = {} }) => assigner(assignment),
  'xstate.raise': (machine, { event, delay }) => {
    const delayOf = delayFrom(machine, delay);
    const signal = event?.type ?? '';
    return (path) => path.effects.push({ kind: 'start', signal, delay: delayOf(path) });
  },
  'xstate.cancel': (_, { sendId = '' }) => {
    const effect: Effect = { kind: 'cancel', signal: sendId };
    return ({ effects }) => effects.push(effect);
  },
  'xstate.enqueueActions':
    (machine, { collect }) =>
    (path) =>
      collect?.({ context: path.context, event: path.event, enqueue: queueOf(machine, path) }),
};

function assigner(assignment: NonNullable<BuiltIn['assignment']>): Action {
  if (typeof assignment === 'function') {
    return (path) => void (path.context = withFields(path.context, assignment(path) as Context));
  }
  const entries = Object.entries(assignment);
  return (path) => {
    const next: Record<string, unknown> = {};
    for (const [name, value] of entries) next[name] = typeof value === 'function' ? (value as Function_)(path) : value;
    path.context = withFields(path.context, next);
  };
}

function delayFrom(machine: AnyStateMachine, given: unknown): (path: Walk) => number {
  const delay = typeof given === 'string' ? machine.implementations.delays[given] : given;
  if (typeof delay === 'number') return () => delay;
  if (typeof delay !== 'function') return refuse(machine, `the delay ${String(given)}`);
  return (path) => (delay as Function_)(path) as number;
}

/** What `enqueueActions` hands out. */
function queueOf(machine: AnyStateMachine, { effects }: Walk): object {
  return {
    cancel: (signal: string) => effects.push({ kind: 'cancel', signal }),
    raise: ({ type }: Signal, { delay }: { delay?: number } = {}) => {
      if (delay === undefined) refuse(machine, 'a signal raised without a delay');
      effects.push({ kind: 'start', signal: type, delay: delay ?? 0 });
    },
  };
}
