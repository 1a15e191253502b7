/**
 * Read first. The cluster is one value (`state.ts`), and this file moves it: it takes the next due thing, lets it
 * happen, and lets everything happen that it sets off at once. That is a tick. Wall clocks and luck do not come in here.
 */
import type { Millis } from '../objects/index.ts';
import type { Registry } from './store.ts';
import { isAtRest as isStateAtRest, nextDue as nextDueIn, takeFirst } from './clock.ts';
import { isForLateParts } from './held.ts';
import { indexOf } from './index-of-objects.ts';
import { spendTimer } from './machine.ts';
import type { Call } from './part.ts';
import type { Change, ClusterState, Timer } from './state.ts';
import { takeTurn } from './turn.ts';
import { callWatchers } from './watch.ts';

/** The cluster: its state, where to find things in it, and what has changed since the watchers were last told. */
export interface Cluster extends Registry {
  readonly state: ClusterState;
  /** It needs parts that have not been learnt (`held.ts`): nothing happens in it any more. */
  isHeld: boolean;
}

/** The cluster of a state, as it was stored or as it is begun. */
export function openCluster(state: ClusterState): Cluster {
  return { state, index: indexOf(state), untold: [], isHeld: false };
}

/** The next timer that still counts. */
export function nextDue(cluster: Cluster): Timer | undefined {
  return nextDueIn(cluster.state);
}

/** Is nothing due but the periodic work of healthy parts? */
export function isAtRest(cluster: Cluster): boolean {
  return isStateAtRest(cluster.state);
}

/** The next due thing happens, and all it sets off at once; nothing when nothing is due. Throws when a limit is hit. */
export function tick(cluster: Cluster): readonly Change[] {
  const { state } = cluster;
  const timer = nextDueIn(state);
  if (!timer || cluster.isHeld) return [];
  takeFirst(state.due);
  state.ticksHere = timer.at === state.now ? state.ticksHere + 1 : 0;
  state.now = timer.at;
  guardLimits(state);
  spendTimer(state, timer.part, timer.signal);
  return happen(cluster, [[timer.part, { type: timer.signal }]]);
}

/** Ticks up to and including `at`, and sets the clock there, unless it is held; `each` may end it early by answering false. Did it arrive? */
export function runTo(cluster: Cluster, at: Millis, each?: (changes: readonly Change[]) => boolean): boolean {
  for (let timer = nextDueIn(cluster.state); timer && timer.at <= at; timer = nextDueIn(cluster.state)) {
    if (cluster.isHeld) return false;
    const changes = tick(cluster);
    if (each && !each(changes)) return false;
  }
  if (cluster.isHeld) return false;
  if (at > cluster.state.now) {
    cluster.state.now = at;
    cluster.state.ticksHere = 0;
  }
  return true;
}

/** Delivers the calls and everything that follows from them, until nothing more follows now; returns all changes. */
export function happen(cluster: Cluster, calls: readonly Call[]): readonly Change[] {
  const told: Change[] = [];
  const waiting = [...calls];
  tellWatchers(cluster, told, waiting);
  // The list grows while it is walked: what a turn sets off waits behind what was there before.
  for (const call of waiting) {
    if (cluster.isHeld) break;
    const calls = takeTurn(cluster, call);
    tellWatchers(cluster, told, waiting);
    waiting.push(...calls);
  }
  return told;
}

function tellWatchers(cluster: Cluster, told: Change[], waiting: Call[]): void {
  for (const change of cluster.untold) {
    told.push(change);
    cluster.isHeld ||= isForLateParts(change);
    if (cluster.isHeld) continue;
    callWatchers(change, cluster, waiting);
  }
  cluster.untold.length = 0;
}

function guardLimits({ ticksHere, now, settings: { limits } }: ClusterState): void {
  if (ticksHere <= limits.ticksHere) return;
  throw new Error(`The cluster does not come to rest: ${limits.ticksHere} ticks at ${now} ms (limits.ticksHere).`);
}
