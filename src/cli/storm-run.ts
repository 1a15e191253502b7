/** Plays a storm: its acts, then the hands that put everything right; the invariants are asked after every tick. */
import type { Millis } from '../objects/index.ts';
import { isTerminating } from '../objects/index.ts';
import type { Act, Change, Cluster } from '../sandbox/index.ts';
import { brokenAt, carryOut, openSandbox, runTo } from '../sandbox/index.ts';
import { comeBack, goodTemplate, handsOn, healing, setOf, unhealed } from './storm-repair.ts';
import type { TimedAct, Weather } from './storm-weather.ts';

/** What came of a storm: everything that was done, and the promise that was broken, if one was. */
export interface Outcome {
  readonly done: readonly TimedAct[];
  readonly end: Millis;
  readonly broken?: string;
}

interface Play {
  readonly cluster: Cluster;
  readonly askedToGo: Set<string>;
  readonly done: TimedAct[];
  looks: number;
  broken?: string;
}

// The index is compared with a rebuilt one only so often: that costs as much as many ticks.
const thoroughEvery = 64;
// How often the human looks, and when patience ends: refused turns wait up to 1,000 s before they are tried again.
const lookMs = 5_000;
const patienceMs = 2_400_000;

/** Plays the storm to its end, or to the first broken promise. */
export function playStorm({ seed, acts, calm }: Weather, duration: Millis): Outcome {
  const { cluster } = openSandbox({ format: 1, start: {}, seed, acts: [] });
  const play: Play = { cluster, askedToGo: new Set(), done: [], looks: 0 };
  try {
    for (const { at, act } of acts) {
      pass(play, at);
      perform(play, act);
    }
    pass(play, duration);
    heal(play, calm);
  } catch (error) {
    play.broken ??= `throws: ${error instanceof Error ? error.message : String(error)}`;
  }
  const { done, broken } = play;
  return { done, end: cluster.state.now, ...(broken !== undefined && { broken }) };
}

function perform(play: Play, act: Act): Answer | undefined {
  pass(play, play.cluster.state.now);
  if (play.broken !== undefined) return undefined;
  play.done.push({ at: play.cluster.state.now, act });
  const answer = carryOut(play.cluster, act);
  look(play, answer.changes);
  return answer;
}

type Answer = ReturnType<typeof carryOut>;

/** What a storm does may be refused, what a human then does must not. */
function repair(play: Play, acts: readonly Act[]): void {
  for (const act of acts) {
    const answer = perform(play, act);
    if (answer?.code) play.broken ??= `repairsAreAccepted: ${act.line}: ${answer.err.trim()}`;
  }
}

function pass(play: Play, to: Millis): void {
  if (play.broken === undefined) runTo(play.cluster, to, (changes) => look(play, changes));
}

/** Do all promises still hold? A quick look is enough mostly. */
function look(play: Play, changes: readonly Change[], isQuick = ++play.looks % thoroughEvery !== 0): boolean {
  const { cluster, askedToGo } = play;
  for (const { who, object } of changes) {
    if (who === 'you' && isTerminating(object)) askedToGo.add(object.metadata.uid ?? '');
  }
  if (isQuick && changes.every(({ object }) => object.kind === 'Lease')) return true;
  const [broken] = brokenAt({ cluster, changes, askedToGo }, isQuick);
  if (broken !== undefined) play.broken = broken;
  return broken === undefined;
}

/** Heals everything, puts a good image back, and demands that the set becomes Ready. */
function heal(play: Play, calm: Act): void {
  const { cluster } = play;
  const until = cluster.state.now + patienceMs;
  // One after the other: what one of them lets happen may use another one up.
  for (let acts = healing(cluster); acts.length > 0 && play.broken === undefined; acts = healing(cluster))
    repair(play, acts);
  // A set that is being deleted must be gone before it can be applied again.
  passUntil(play, until, () => (isGoing(cluster) ? unhealed(cluster) : undefined));
  repair(play, comeBack(cluster, calm));
  repair(play, goodTemplate(cluster));
  passUntil(play, until, () => unhealed(cluster));
  look(play, [], false);
}

/** Lets time pass, with a hand where one is needed, until nothing is missing any more. */
function passUntil(play: Play, until: Millis, missing: () => string | undefined): void {
  const { cluster } = play;
  for (let what = missing(); what !== undefined && play.broken === undefined; what = missing()) {
    if (cluster.state.now >= until) play.broken = `becomesReady: after ${patienceMs / 60_000} minutes of calm ${what}`;
    repair(play, handsOn(cluster));
    pass(play, cluster.state.now + lookMs);
  }
}

function isGoing(cluster: Cluster): boolean {
  const set = setOf(cluster);
  return set !== undefined && isTerminating(set);
}
