/**
 * Read first. The cluster is one value (`state.ts`), and this file alone moves it: it takes the next due thing, lets it
 * happen, and lets everything happen that it sets off at once. That is a tick. Wall clocks and luck do not come in here.
 */
import { isApiError, keyOf, kindOf, readKey } from '../objects/index.ts';
import type { ApiError, ApiObject, Millis, ObjectKey } from '../objects/index.ts';
import { carryOut } from './api-server.ts';
import type { Registry, Write } from './api-server.ts';
import { isAtRest as isStateAtRest, nextDue as nextDueIn, startTimer, takeFirst } from './clock.ts';
import { equal } from './equal.ts';
import { faultWakes } from './faults.ts';
import { indexOf, noteEntry } from './index-of-objects.ts';
import type { Entry, Sentence } from './log.ts';
import { say } from './log.ts';
import { forgetIfAsleep, sendSignal, spendTimer, startMachine } from './machine.ts';
import type { Wish } from './machine.ts';
import type { Answer, AnyPart, Batches, Deed, Wait } from './part.ts';
import { partNamed } from './parts.ts';
import { recordEvent } from './record-event.ts';
import type { Change, ClusterState, PartId, Signal, Timer } from './state.ts';
import { wakesOf } from './watch.ts';

/** The cluster: its state, where to find things in it, and what has changed since the watchers were last told. */
export interface Cluster extends Registry {
  readonly state: ClusterState;
}

/** What a write from outside led to. */
export interface Written {
  readonly answer: ApiObject | ApiError;
  readonly changes: readonly Change[];
}

/** The cluster of a state, as it was stored or as it is begun. */
export function openCluster(state: ClusterState): Cluster {
  return { state, index: indexOf(state), untold: [] };
}

/** The next timer that still counts. */
export function nextDue(cluster: Cluster): Timer | undefined {
  return nextDueIn(cluster.state);
}

function noteAct(cluster: Cluster, { verb }: Write, answer: ApiObject | ApiError, who: string): void {
  if (isApiError(answer) || who !== 'you') return;
  const { kind, metadata } = answer;
  const it = { object: `${kind}/${metadata.name}` };
  const what =
    verb === 'create'
      ? say('creates {object}', it)
      : verb === 'delete'
        ? say('deletes {object}', it)
        : say('changes {object}', it);
  const of = `${metadata.namespace ?? ''}/${metadata.name}`;
  note(cluster, { at: cluster.state.now, who: 'you', of, step: verb, kind: 'does', what, object: keyOf(answer) });
}

/** Is nothing due but the periodic work of healthy parts? */
export function isAtRest(cluster: Cluster): boolean {
  return isStateAtRest(cluster.state);
}

/** The next due thing happens, and all it sets off at once; nothing when nothing is due. Throws when a limit is hit. */
export function tick(cluster: Cluster): readonly Change[] {
  const { state } = cluster;
  const timer = nextDueIn(state);
  if (!timer) return [];
  takeFirst(state.due);
  state.ticksHere = timer.at === state.now ? state.ticksHere + 1 : 0;
  state.now = timer.at;
  guardLimits(state);
  spendTimer(state, timer.part, timer.signal);
  return happen(cluster, [[timer.part, { type: timer.signal }]]);
}

/** Ticks up to and including `at`, and sets the clock there; `each` may end it early by answering false. Did it arrive? */
export function runTo(cluster: Cluster, at: Millis, each?: (changes: readonly Change[]) => boolean): boolean {
  for (let timer = nextDueIn(cluster.state); timer && timer.at <= at; timer = nextDueIn(cluster.state)) {
    const changes = tick(cluster);
    if (each && !each(changes)) return false;
  }
  if (at > cluster.state.now) {
    cluster.state.now = at;
    cluster.state.ticksHere = 0;
  }
  return true;
}

/** A write from outside, mostly by the learner, and all it sets off at once. */
export function submit(cluster: Cluster, write: Write, who = 'you'): Written {
  cluster.state.ticksHere = 0;
  const changes: Change[] = [];
  if (write.verb === 'delete' && isPodHere(cluster, write.key)) {
    const marked = carryOut(cluster, { ...write, isOnlyMarked: true }, who);
    if (isApiError(marked)) return { answer: marked, changes };
    noteAct(cluster, write, marked, who);
    changes.push(...happen(cluster, []));
  }
  const answer = carryOut(cluster, write, who);
  if (changes.length === 0) noteAct(cluster, write, answer, who);
  changes.push(...happen(cluster, []));
  return { answer, changes };
}

/** A pod that goes at once is first marked as terminating, and the watchers hear of both. */
function isPodHere({ state }: Cluster, key: ObjectKey): boolean {
  return readKey(key).kind === 'Pod' && key in state.objects;
}

/** Breaks a target (`pod/default/kubia-0`) in one way; the parts that feel it are told. */
export function breakTarget(cluster: Cluster, target: string, what: string): readonly Change[] {
  const before = cluster.state.faults[target] ?? [];
  const after = before.includes(what) ? before : [...before, what];
  return setFaults(cluster, target, after, say('breaks {target}: {fault}', { target, fault: what }));
}

/** Heals a target of one fault, or of all. */
export function healTarget(cluster: Cluster, target: string, what?: string): readonly Change[] {
  const after = (cluster.state.faults[target] ?? []).filter((fault) => what !== undefined && fault !== what);
  return setFaults(cluster, target, after, say('heals {target}', { target }));
}

/** Opens or closes a feature gate; what it changes is noticed by the next turn that it concerns. */
export function setGate(cluster: Cluster, gate: string, isOpen: boolean): void {
  const { state } = cluster;
  state.settings = { ...state.settings, gates: { ...state.settings.gates, [gate]: isOpen } };
  const what = isOpen
    ? say('opens the feature gate {gate}', { gate })
    : say('closes the feature gate {gate}', { gate });
  note(cluster, { at: state.now, who: 'you', of: gate, step: 'gate', kind: 'does', what });
}

function setFaults(cluster: Cluster, target: string, faults: readonly string[], what: Sentence): readonly Change[] {
  const { state } = cluster;
  state.ticksHere = 0;
  const before = state.faults[target] ?? [];
  if (faults.length > 0) state.faults[target] = faults;
  else delete state.faults[target];
  note(cluster, { at: state.now, who: 'you', of: target, step: 'fault', kind: 'does', what });
  return happen(cluster, faultWakes(cluster, target, before, faults));
}

type Call = readonly [part: PartId, signal: Signal];

/** Delivers the calls and everything that follows from them, until nothing more follows now; returns all changes. */
function happen(cluster: Cluster, calls: readonly Call[]): readonly Change[] {
  const told: Change[] = [];
  const waiting = [...calls];
  tellWatchers(cluster, told, waiting);
  // The list grows while it is walked: what a turn sets off waits behind what was there before.
  for (const [id, signal] of waiting) {
    takeTurn(cluster, id, signal);
    tellWatchers(cluster, told, waiting);
  }
  return told;
}

function tellWatchers(cluster: Cluster, told: Change[], waiting: Call[]): void {
  for (const change of cluster.untold) {
    told.push(change);
    waiting.push(...wakesOf(change, cluster));
  }
  cluster.untold.length = 0;
}

/** Sends the signal to the part's machine and grants its wishes, and theirs, until it has none. */
function takeTurn(cluster: Cluster, id: PartId, signal: Signal): void {
  const { state } = cluster;
  const colon = id.indexOf(':');
  const part = partNamed(id.slice(0, colon));
  const of = id.slice(colon + 1);
  const turn: Turn = { cluster, part, id, of, answers: {} };
  if (!state.machines[id] && signal.type === 'wake') {
    startMachine(state, id, part.machine, part.begin(cluster, of));
  }
  const wishes: Wish[] = [...sendSignal(state, id, part.machine, signal)];
  for (let next = 0; next < wishes.length; next++) {
    const answer = grant(turn, wishes[next]!);
    if (answer === 'gone') return void delete state.machines[id];
    if (next === wishes.length - 1) wishes.push(...sendSignal(state, id, part.machine, { type: answer }));
  }
  noteRest(turn);
  forgetIfAsleep(state, id);
}

/** A part that has spoken before says once that there is nothing left to do. */
function noteRest({ cluster, part, id, of, look, answers }: Turn): void {
  const steps = Object.entries(answers);
  const last = cluster.index.lastEntry.get(id);
  if (!part.rest || !look || !last || last.kind === 'rests') return;
  if (!steps.every(([, answer]) => isQuiet(answer))) return;
  const what = part.rest(look as never);
  const step = steps.at(-1)?.[0] ?? '';
  if (what) note(cluster, { at: cluster.state.now, who: part.name, of, step, kind: 'rests', what });
}

/** Nothing done that is worth a line, and nothing to wait for. */
function isQuiet(answer: Answer): boolean {
  if (!answer) return true;
  if ('batches' in answer) return answer.batches.every((batch) => batch.length === 0);
  return 'do' in answer && !answer.then && !answer.do.some(({ what }) => what);
}

interface Turn {
  readonly cluster: Cluster;
  readonly part: AnyPart;
  readonly id: PartId;
  readonly of: string;
  readonly answers: Record<string, Answer>;
  /** Taken at the first wish, and the same for all steps of the turn. */
  look?: unknown;
}

/** Runs the step; returns the signal with which the machine goes on, or `gone` when there is nothing to look after. */
function grant(turn: Turn, { step }: Wish): string {
  const { cluster, part, of, answers } = turn;
  turn.look ??= part.look(cluster, of);
  if (turn.look === undefined) return 'gone';
  const run = part.steps[step];
  if (!run) throw new Error(`${part.name} has no step "${step}"; it has ${Object.keys(part.steps).join(', ')}.`);
  const answer = run(turn.look as never, answers);
  answers[step] = answer;
  if (!answer) return 'next';
  if ('wait' in answer) return holdOn(turn, step, answer);
  if ('batches' in answer) return doBatches(turn, step, answer) ? 'next' : 'fail';
  if (answer.againMs !== undefined) startTimer(cluster.state, turn.id, 'wake', answer.againMs);
  if (!answer.do.every((deed) => doOne(turn, step, deed))) return 'fail';
  return answer.then ? holdOn(turn, step, answer.then) : (answer.signal ?? 'next');
}

function holdOn({ cluster, part, of, id }: Turn, step: string, answer: Wait): string {
  const { wait, because, object, event, writes = [], againMs } = answer;
  if (againMs !== undefined) startTimer(cluster.state, id, 'wake', againMs);
  const last = cluster.index.lastEntry.get(id);
  const isNews = last?.kind !== 'waits' || !isSame(last.what, wait) || !isSame(last.because, because);
  if (!isNews) return answer.signal ?? 'wait';
  const about = { ...(because && { because }), ...(object !== undefined && { object }) };
  note(cluster, { at: cluster.state.now, who: part.name, of, step, kind: 'waits', what: wait, ...about });
  for (const write of writes) carryOut(cluster, write, part.name);
  if (event) recordEvent(cluster, event, part.name);
  return answer.signal ?? 'wait';
}

function isSame(a: Sentence | undefined, b: Sentence | undefined): boolean {
  return a?.text === b?.text && equal(a?.values, b?.values);
}

/** Of each batch first what comes before its deeds, then those deeds for which that went well, as if they ran side by side. */
function doBatches(turn: Turn, step: string, { batches }: Batches): boolean {
  for (const batch of batches) {
    const ready = batch.filter((deed) => doBefore(turn, step, deed));
    const accepted = ready.filter((deed) => doItself(turn, step, deed));
    if (accepted.length < batch.length) return false;
  }
  return true;
}

function doOne(turn: Turn, step: string, deed: Deed): boolean {
  return doBefore(turn, step, deed) && doItself(turn, step, deed);
}

function doBefore(turn: Turn, step: string, { before = [] }: Deed): boolean {
  return before.every((first) => doOne(turn, step, first));
}

function doItself(turn: Turn, step: string, deed: Deed): boolean {
  const { cluster, part, of } = turn;
  const { what, because, object, event, writes, after = [] } = deed;
  const { now: at } = cluster.state;
  const about = { ...(because && { because }), ...(object !== undefined && { object }) };
  const refusal = deed.obstacle === undefined ? firstRefusal(cluster, writes, part.name) : { message: deed.obstacle };
  if (refusal) {
    const { message, refused } = refusal;
    if (event && refused?.reason !== 'AlreadyExists') recordEvent(cluster, event, part.name, message);
    const tried = what ?? say('a write of {part}', { part: part.name });
    const answer = say('the answer is: {message}', { message });
    const entry: Entry = { at, who: part.name, of, step, kind: 'fails', what: tried, ...about, because: answer };
    note(cluster, refused ? { ...entry, refused } : entry);
    return false;
  }
  if (what) note(cluster, { at, who: part.name, of, step, kind: 'does', what, ...about });
  if (event) recordEvent(cluster, event, part.name);
  return after.every((next) => doOne(turn, step, next));
}

interface Refusal {
  readonly message: string;
  readonly refused?: NonNullable<Entry['refused']> & { readonly reason: ApiError['reason'] };
}

/** Carries the writes out, in order, up to the first refusal. */
function firstRefusal(cluster: Cluster, writes: readonly Write[], who: string): Refusal | undefined {
  for (const write of writes) {
    const answer = carryOut(cluster, write, who);
    if (!isApiError(answer)) continue;
    const { message, code, reason } = answer;
    return { message, refused: { ...askedOf(write), code, reason } };
  }
  return undefined;
}

/** The verb and the resource of a write, as a log of the API server names them. */
function askedOf(write: Write): { verb: string; target: string } {
  if (write.verb === 'useUp') return { verb: 'update', target: write.target };
  if (write.verb === 'reserve') return { verb: 'update', target: `nodes/${write.node}` };
  if (write.verb === 'store' || write.verb === 'scrub')
    return { verb: write.verb, target: `files/${write.path ?? ''}` };
  if (write.verb === 'bind') return { verb: 'create', target: `pods/${write.pod.metadata.name}/binding` };
  const { kind, name } =
    'object' in write ? { kind: write.object.kind, name: write.object.metadata.name } : readKey(write.key);
  const subresource = write.verb === 'update' && write.subresource ? `/${write.subresource}` : '';
  return { verb: write.verb === 'own' ? 'patch' : write.verb, target: `${kindOf(kind).plural}/${name}${subresource}` };
}

/** Writes a line of the log. */
export function note(cluster: Cluster, entry: Entry): void {
  const { state, index } = cluster;
  if (state.log.length >= state.settings.limits.log) {
    throw new Error(`The log is full: limits.log allows ${state.settings.limits.log} entries.`);
  }
  state.log.push(entry);
  noteEntry(index, entry);
}

function guardLimits({ ticksHere, now, settings: { limits } }: ClusterState): void {
  if (ticksHere <= limits.ticksHere) return;
  throw new Error(`The cluster does not come to rest: ${limits.ticksHere} ticks at ${now} ms (limits.ticksHere).`);
}
