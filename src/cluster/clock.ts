import type { ClusterState, PartId, Timer } from './state.ts';
import type { Millis } from '../objects/index.ts';

/** Earlier first; at the same moment in the order of asking. */
function isBefore(a: Timer, b: Timer): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

/** Puts a row into the due list (a binary heap) and returns its order, which is its name. */
export function startTimer(state: ClusterState, part: PartId, signal: string, delay: Millis, periodic = false): number {
  // A row without a moment would stand at the top of the heap for ever.
  if (!Number.isFinite(delay)) throw new Error(`${part} asks for a timer in ${delay} ms.`);
  const order = ++state.order;
  const at = state.now + Math.max(0, Math.round(delay));
  insert(state.due, periodic ? { at, order, part, signal, periodic } : { at, order, part, signal });
  return order;
}

function insert(due: Timer[], timer: Timer): void {
  let place = due.length;
  while (place > 0) {
    const parent = (place - 1) >> 1;
    const above = due[parent];
    if (!above || isBefore(above, timer)) break;
    due[place] = above;
    place = parent;
  }
  due[place] = timer;
}

/** Does the row still count? A machine's own timers do as long as the machine names them; plain wakes always do. */
function counts(state: ClusterState, timer: Timer): boolean {
  return timer.signal === 'wake' || state.machines[timer.part]?.timers?.[timer.signal] === timer.order;
}

/** The next row that still counts, left where it is; cancelled rows before it are thrown away. */
export function nextDue(state: ClusterState): Timer | undefined {
  for (;;) {
    const first = state.due[0];
    if (!first || counts(state, first)) return first;
    takeFirst(state.due);
  }
}

/** Takes the first row out of the due list. */
export function takeFirst(due: Timer[]): Timer | undefined {
  const first = due[0];
  const last = due.pop();
  if (!last || due.length === 0) return first;
  let place = 0;
  for (;;) {
    const left = 2 * place + 1;
    const right = left + 1;
    let least = left;
    if (right < due.length && isBefore(due[right]!, due[left]!)) least = right;
    if (least >= due.length || isBefore(last, due[least]!)) break;
    due[place] = due[least]!;
    place = least;
  }
  due[place] = last;
  return first;
}

/** Is nothing due but the periodic work of healthy parts? Looks at the whole list. */
export function isAtRest(state: ClusterState): boolean {
  return state.due.every((timer) => timer.periodic || !counts(state, timer));
}

/** Takes all rows of some parts that still count out of the due list; their `at` becomes what was left to wait. */
export function takeTimers(state: ClusterState, isMeant: (part: PartId) => boolean): readonly Timer[] {
  const meant = state.due.filter((timer) => isMeant(timer.part));
  const taken = new Set(meant);
  const kept = state.due.filter((timer) => !taken.has(timer)).sort((a, b) => (isBefore(a, b) ? -1 : 1));
  // A sorted list is a heap.
  state.due.splice(0, state.due.length, ...kept);
  const counting = meant.filter((timer) => counts(state, timer)).sort((a, b) => (isBefore(a, b) ? -1 : 1));
  return counting.map((timer) => ({ ...timer, at: timer.at - state.now }));
}

/** Puts rows back that were taken out, under their old names. */
export function restartTimers(state: ClusterState, taken: readonly Timer[]): void {
  for (const timer of taken) insert(state.due, { ...timer, at: state.now + timer.at });
}
