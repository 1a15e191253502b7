import type { ApiObject, Millis } from '../objects/index.ts';
import type { Change, Cluster, Follow } from '../sandbox/index.ts';
import { breakTarget, faults, goOn, healTarget, kubectl, newCluster, runTo, submit } from '../sandbox/index.ts';
import type { Played } from './compare.ts';
import { coreLines } from './core-lines.ts';
import { isFree, ourName, podsAfter } from './free-names.ts';
import type { DoStep, FaultStep, History, Segment, Standing, TimedLine } from './history.ts';
import { courseOf } from './history.ts';
import { settingsOf } from './kubelet-model.ts';
import type { Places } from './places.ts';
import { placesOf } from './places.ts';
import type { RevisionNames } from './recording-lines.ts';
import { eventLines, newRevisionNames } from './recording-lines.ts';
import { standingOf } from './standing.ts';

interface Outcome {
  code?: number;
  readonly lines: string[];
  standing?: Standing;
}

interface Replay {
  readonly history: History;
  readonly cluster: Cluster;
  readonly names: RevisionNames;
  readonly outcomes: Outcome[];
  /** Commands that have not answered yet, by the number of their step. */
  readonly running: Map<number, Follow>;
  readonly clock: Clock;
  /** Faults that no kubelet has noticed yet. */
  readonly unnoticed: { readonly at: Millis; readonly take: () => readonly Change[] }[];
  places: Places;
  /** The part of `places` that must not change any more: nodes that something has been done to. */
  readonly settled: Map<string, string>;
}

/**
 * How our clock relates to the recording's. Whatever the recording shows before a step must have happened before we take the
 * step; `drift` is how much later (or earlier) than recorded it did, so that steps keep their distance to what they follow.
 */
interface Clock {
  drift: Millis;
  /** Core lines: seen more often than awaited so far (above zero), or awaited and not yet seen (below). */
  readonly balance: Map<string, number>;
  missing: number;
  readonly seenAt: Map<string, Millis>;
}

/** Takes the steps of a recorded history, each after the same lines as in the recording, and tells what happened. */
export function replayHistory(
  history: History,
  seed: number,
): { readonly recorded: readonly Segment[]; readonly played: Played } {
  const { segments, end } = courseOf(history);
  const replay = begin(history, seed);
  for (const segment of segments) play(replay, segment);
  runUntil(replay, end + replay.clock.drift);
  return { recorded: segments, played: { segments: replay.outcomes, rejected: refusalsOf(replay.cluster) } };
}

/** What the API server refused to the StatefulSet controller; what it refused to the user shows in exit codes. */
function refusalsOf({ state }: Cluster): readonly string[] {
  return state.log.flatMap(({ who, refused }) =>
    who === 'statefulset' && refused
      ? [`statefulset-controller ${refused.verb} ${refused.target} ${refused.code}`]
      : [],
  );
}

function begin(history: History, seed: number): Replay {
  const cluster = newCluster(settingsOf(history, seed), seed);
  const { namespace } = history;
  const object = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } };
  if (namespace !== 'default') submit(cluster, { verb: 'create', object });
  const clock = { drift: 0, balance: new Map(), missing: 0, seenAt: new Map() };
  return {
    history,
    cluster,
    names: newRevisionNames(),
    outcomes: [],
    running: new Map(),
    clock,
    unnoticed: [],
    places: new Map(),
    settled: new Map(),
  };
}

function play(replay: Replay, segment: Segment): void {
  runUntil(replay, segment.at + replay.clock.drift);
  replay.outcomes.push({ lines: [] });
  if ('do' in segment.step) command(replay, segment.step);
  else fault(replay, segment.step);
  const { standing, lines } = segment;
  if (!standing) return awaitLines(replay, lines);
  awaitLines(replay, lines.slice(0, standing.after));
  findPlaces(replay, standing.is);
  runUntil(replay, standing.at + replay.clock.drift);
  const outcome = replay.outcomes.at(-1);
  if (outcome) outcome.standing = standingOf(replay.cluster, replay.history.namespace, replay.names);
  awaitLines(replay, lines.slice(standing.after));
}

/** Our node in the place of a recorded one, from now on for good. */
function settle({ places, settled }: Replay, name: string): string {
  const place = places.get(name) ?? name;
  settled.set(name, place);
  return place;
}

/** A command as the terminal would get it. In transcripts it is recorded so; elsewhere without quotes, and blanks show in `argv`. */
function lineOf(replay: Replay, { argv, do: line }: DoStep): string {
  const ours = (word: string): string => (replay.history.node.names.includes(word) ? settle(replay, word) : word);
  if (replay.history.family === 'transcript') return withOurPods(replay, line);
  return (argv ?? line.split(' ')).map((word) => quoted(ours(word))).join(' ');
}

/** A transcript names pods as chance had named them. */
function withOurPods({ history, outcomes }: Replay, line: string): string {
  if (!line.split(' ').some(isFree)) return line;
  const at = history.steps.findIndex((step) => 'do' in step && step.do === line);
  const recorded = history.steps.slice(0, at).flatMap((step) => ('e' in step ? step.e : []));
  const played = outcomes.flatMap(({ lines }) => lines);
  return line.replace(/\S+/g, (word) => ourName(word, podsAfter(recorded), podsAfter(played)));
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** What a command can read: files by name, and `-` for what came on its standard input. */
function filesOf({ manifests }: History, { manifest, stdin }: DoStep): Readonly<Record<string, string>> {
  const files = Array.isArray(manifests) ? {} : (manifests as Readonly<Record<string, string>>);
  const input = manifest === undefined ? stdin : JSON.stringify((manifests as readonly ApiObject[])[manifest]);
  return input === undefined ? files : { ...files, '-': input };
}

function command(replay: Replay, step: DoStep): void {
  const answer = kubectl(replay.cluster, {
    line: lineOf(replay, step),
    files: filesOf(replay.history, step),
    namespace: replay.history.namespace,
  });
  const number = replay.outcomes.length - 1;
  if (answer.follow) replay.running.set(number, answer.follow);
  if (answer.code !== undefined) ends(replay, number, answer.code);
  hear(replay, answer.changes);
}

function ends({ outcomes, running }: Replay, number: number, code: number): void {
  running.delete(number);
  const outcome = outcomes[number];
  if (outcome) outcome.code = code;
}

const faultsOfPods: Readonly<Record<string, string>> = {
  unready: 'readiness',
  fail: 'evict',
  succeed: 'exit0',
  hang: 'hang',
};

function fault(replay: Replay, { fault, on }: FaultStep): void {
  const [, word = '', name = ''] = /^(\w+?)-(.*)$/.exec(fault) ?? [];
  const kind = word === 'dead' ? 'node' : 'pod';
  const what = kind === 'node' ? 'freeze' : faultsOfPods[word];
  if (!faults.some((known) => known.target === kind && known.name === what) || !what) {
    throw new Error(`The fault ${fault} is not simulated: there is no ${kind} ${what ?? word}.`);
  }
  const target = kind === 'node' ? `node/${settle(replay, name)}` : `pod/${replay.history.namespace}/${name}`;
  const noticeMs = (replay.history.kubelet.pollInterval * 1000) / 2;
  const take = (): readonly Change[] => (on ? breakTarget : healTarget)(replay.cluster, target, what);
  replay.unnoticed.push({ at: replay.cluster.state.now + noticeMs, take });
}

/** Looks where our pods are, and which node therefore plays the part of which recorded one. */
function findPlaces(replay: Replay, { nodes = {} }: Standing): void {
  const { cluster, history, names, settled } = replay;
  const ours = standingOf(cluster, history.namespace, names).nodes ?? {};
  replay.places = placesOf(history.node.names, nodes, ours, settled);
}

/** Writes down what changed, and lets the running commands hear it. */
function hear(replay: Replay, changes: readonly Change[]): void {
  const { cluster, names, clock } = replay;
  for (const line of changes.flatMap((change) => eventLines(change, names))) {
    replay.outcomes.at(-1)?.lines.push(line);
    for (const core of coreLines(line)) {
      count(clock, core, 1);
      clock.seenAt.set(core, cluster.state.now);
    }
  }
  const own: Change[] = [];
  for (const [number, follow] of replay.running) {
    const answer = goOn(cluster, follow, changes);
    if (answer.follow) replay.running.set(number, answer.follow);
    if (answer.code !== undefined) ends(replay, number, answer.code);
    own.push(...answer.changes);
  }
  if (own.length > 0) hear(replay, own);
}

function count(clock: Clock, line: string, by: 1 | -1): void {
  const before = clock.balance.get(line) ?? 0;
  clock.balance.set(line, before + by);
  if (by > 0 && before < 0) clock.missing -= 1;
  if (by < 0 && before <= 0) clock.missing += 1;
}

function runUntil(replay: Replay, at: Millis, more: () => boolean = () => true): void {
  const next = replay.unnoticed[0];
  const until = Math.min(at, next?.at ?? at);
  const isThere = runTo(replay.cluster, until, (changes) => {
    hear(replay, changes);
    return more();
  });
  hear(replay, []);
  if (!isThere || !next || next.at > at) return;
  replay.unnoticed.shift();
  hear(replay, next.take());
  if (more()) runUntil(replay, at, more);
}

// Claims wait for a class up to 15 s, collectors up to 20 s; a try after an error may come this much later than recorded.
const patienceMs = 30_000;

/** Lets time pass until everything has happened that the recording shows, or for so long that it will not happen any more. */
function awaitLines(replay: Replay, lines: readonly TimedLine[]): void {
  const { clock } = replay;
  const awaited = lines.flatMap(({ at, text }) => coreLines(text).map((core) => ({ at, core })));
  for (const { core } of awaited) count(clock, core, -1);
  const last = awaited.at(-1);
  if (!last) return;
  if (clock.missing > 0) runUntil(replay, last.at + clock.drift + patienceMs, () => clock.missing > 0);
  if (clock.missing > 0) return forgive(clock);
  clock.drift = (clock.seenAt.get(last.core) ?? last.at) - last.at;
}

/** What did not come is no longer awaited; the comparison will tell. */
function forgive(clock: Clock): void {
  for (const [line, balance] of clock.balance) if (balance < 0) clock.balance.delete(line);
  clock.missing = 0;
}
