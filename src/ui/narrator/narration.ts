import type { Entry } from '../../sandbox/index.ts';

/** One thing to be said: what happened last of its kind, and how often the like of it did besides. */
export interface Saying {
  readonly entry: Entry;
  readonly more: number;
}

/** What is worth saying of a stretch of the log, in the order in which it happened, and how much is left out. */
export interface Narration {
  readonly sayings: readonly Saying[];
  readonly rest: number;
}

/** Who listens can follow so many sentences at a time. */
const sayingsMax = 3;

/** Parts that are heard first when there is more to say than can be said; the others come as they come. */
const firstHeard = ['statefulset', 'network', 'scheduler', 'node-lifecycle', 'taint-eviction', 'attach-detach'];

/**
 * Merges what happened since somebody was last told: of each object and speaker only the last word, no wait that is
 * over, what is alike in one, and the least important left out. What the learner did himself is not told.
 */
export function narrationOf(entries: readonly Entry[]): Narration {
  const lastWords = lastOf(entries.filter(({ who }) => who !== 'you'));
  const sayings = alike(lastWords);
  const chosen = chosenOf(sayings, sayingsMax);
  const left = sayings.filter((saying) => !chosen.includes(saying));
  return { sayings: chosen, rest: left.reduce((sum, { more }) => sum + more + 1, 0) };
}

/** So long before the last thing that happened, things belong to it. */
const momentMs = 300;
/** So much of the log is looked through; more cannot have happened at one moment that anybody could read of. */
const lookBack = 60;

/** What has just happened: of the last moment at which anything did, the two most important things. */
export function latestOf(log: readonly Entry[]): Narration {
  const last = log.slice(-lookBack).filter(({ who }) => who !== 'you');
  const from = (last.at(-1)?.at ?? 0) - momentMs;
  const sayings = alike(lastOf(last.filter(({ at }) => at >= from)));
  return { sayings: chosenOf(sayings, 2, captionRank), rest: 0 };
}

/** Refusals and what keeps somebody waiting first; what the controller waits for is said over the stage. */
function captionRank(saying: Saying): number {
  const { who, kind } = saying.entry;
  return (who === 'statefulset' ? 30 : kind === 'waits' ? 0 : 15) + rankOf(saying);
}

/** The most important, in the order in which they happened. */
function chosenOf(sayings: readonly Saying[], most: number, rank = rankOf): readonly Saying[] {
  const chosen = new Set([...sayings].sort((one, other) => rank(one) - rank(other)).slice(0, most));
  return sayings.filter((saying) => chosen.has(saying));
}

/** Of each object and speaker the last entry; a wait only if its speaker has said nothing since. */
function lastOf(entries: readonly Entry[]): readonly Entry[] {
  const byObject = new Map<string, Entry>();
  const bySpeaker = new Map<string, Entry>();
  for (const entry of entries) {
    const { who, of = '', object = of } = entry;
    byObject.delete(`${who} ${object}`);
    byObject.set(`${who} ${object}`, entry);
    bySpeaker.set(`${who} ${of}`, entry);
  }
  const isStanding = (entry: Entry): boolean => bySpeaker.get(`${entry.who} ${entry.of ?? ''}`) === entry;
  return [...byObject.values()].filter((entry) => entry.kind !== 'waits' || isStanding(entry));
}

/** What the same speaker says in the same words of several things is said once. */
function alike(entries: readonly Entry[]): readonly Saying[] {
  const byWords = new Map<string, Saying>();
  for (const entry of entries) {
    const words = `${entry.who} ${entry.kind} ${entry.what.text}`;
    const before = byWords.get(words);
    byWords.delete(words);
    byWords.set(words, { entry, more: before ? before.more + 1 : 0 });
  }
  return [...byWords.values()];
}

/** Refusals first, then the parts that are heard first, and among equals what keeps somebody waiting. */
function rankOf({ entry: { who, kind } }: Saying): number {
  const place = firstHeard.indexOf(who);
  return kind === 'fails' ? 0 : 1 + (place < 0 ? firstHeard.length : place) + (kind === 'waits' ? 0 : 0.5);
}
