import { existsSync, readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { readDuration } from '../src/cli/durations.ts';
import type { Change, Cluster, Settings } from '../src/cluster/index.ts';
import {
  breakTarget,
  decisionOf,
  defaultSettings,
  healTarget,
  isAtRest,
  list,
  newCluster,
  nextDue,
  runTo,
  spell,
  tick,
} from '../src/cluster/index.ts';
import type { Follow } from '../src/kubectl/index.ts';
import { goOn, kubectl } from '../src/kubectl/index.ts';
import type { Claim, Pod, Volume } from '../src/objects/index.ts';
import { isReady, isTerminating } from '../src/objects/index.ts';
import { brokenAt, oneWriter } from './invariants.ts';

/** What a test may want to be other than usual. */
export interface Options {
  readonly settings?: Partial<Settings>;
  readonly seed?: number;
  /** Called after every tick and every act, with what it changed. */
  readonly each?: (changes: readonly Change[]) => void;
}

/** A cluster and the hands of its user; every sentence of a test is one call. The invariants are checked after every tick. */
export interface World {
  readonly cluster: Cluster;
  /** All that has been printed, by the last line typed. */
  readonly printed: { readonly out: string; readonly err: string; readonly code?: number };
  readonly changes: readonly Change[];
  /** Promises that a learner may break, each at the moment when it was first seen broken. */
  readonly findings: ReadonlyMap<string, number>;
  /** `kubectl apply -f` of a file in tests/inputs, or of a text. */
  apply(manifest: string): World;
  /** Types a line that must not fail; it may go on in the background. */
  act(line: string, files?: Readonly<Record<string, string>>): World;
  /** Types a line that must be refused with this text in its error. */
  refuses(line: string, error: string, files?: Readonly<Record<string, string>>): World;
  breaks(target: string, what: string): World;
  heals(target: string, what: string): World;
  run(duration: string): World;
  /** Lets time pass until nothing is due but periodic work. */
  rest(): World;
  /** All pods and how they stand: `kubia-0 Ready, kubia-1 Pending`; `kubia-0..4 Ready` for several; `none`. */
  expectPods(pods: string): World;
  expectClaims(claims: string): World;
  expectVolumes(volumes: string): World;
  /** The last thing that the part said is that it waits, in these words. */
  expectWait(part: string, words: string, of?: string): World;
  /** The part has said these words about something it did. */
  expectDone(part: string, words: string): World;
}

interface Play {
  readonly cluster: Cluster;
  readonly options: Options;
  readonly changes: Change[];
  readonly findings: Map<string, number>;
  readonly askedToGo: Set<string>;
  printed: { out: string; err: string; code?: number };
  follow: Follow | undefined;
}

/** A new cluster; every option has a default, so that every option in a test means something. */
export function world(options: Options = {}): World {
  const cluster = newCluster({ ...defaultSettings, ...options.settings }, options.seed ?? 1);
  const play: Play = {
    cluster,
    options,
    changes: [],
    findings: new Map(),
    askedToGo: new Set(),
    printed: { out: '', err: '' },
    follow: undefined,
  };
  const self: World = {
    cluster,
    changes: play.changes,
    findings: play.findings,
    get printed() {
      return play.printed;
    },
    apply: (manifest) => self.act('kubectl apply -f manifest.yaml', { 'manifest.yaml': textOf(manifest) }),
    act: (line, files) => then(() => expectSuccess(play, line, files)),
    refuses: (line, error, files) => then(() => expectRefusal(play, line, error, files)),
    breaks: (target, what) => then(() => hear(play, breakTarget(cluster, target, what))),
    heals: (target, what) => then(() => hear(play, healTarget(cluster, target, what))),
    run: (duration) => then(() => pass(play, msOf(duration))),
    rest: () => then(() => rest(play)),
    expectPods: (pods) => then(() => expectAll(podWords(cluster), pods)),
    expectClaims: (claims) => then(() => expectAll(claimWords(cluster), claims)),
    expectVolumes: (volumes) => then(() => expectAll(volumeWords(cluster), volumes)),
    expectWait: (part, words, of = 'default/kubia') => then(() => expectWait(cluster, part, of, words)),
    expectDone: (part, words) => then(() => expect(said(cluster, part)).toContain(words)),
  };
  const then = (step: () => void): World => {
    step();
    return self;
  };
  return self;
}

function textOf(manifest: string): string {
  const file = new URL(`inputs/${manifest}`, import.meta.url);
  return /^[\w-]+\.yaml$/.test(manifest) && existsSync(file) ? readFileSync(file, 'utf8') : manifest;
}

function msOf(duration: string): number {
  const ms = readDuration(duration);
  if (ms === undefined) throw new Error(`"${duration}" is not a duration.`);
  return ms;
}

function type(play: Play, line: string, files: Readonly<Record<string, string>> = {}): void {
  const { out, err, code, follow, changes } = kubectl(play.cluster, { line, files, namespace: 'default' });
  play.printed = code === undefined ? { out, err } : { out, err, code };
  play.follow = follow;
  hear(play, changes);
}

function expectSuccess(play: Play, line: string, files?: Readonly<Record<string, string>>): void {
  type(play, line, files);
  const { err, code = 0 } = play.printed;
  expect(code, `${line}\n${err}`).toBe(0);
}

function expectRefusal(play: Play, line: string, error: string, files?: Readonly<Record<string, string>>): void {
  type(play, line, files);
  expect(play.printed.err).toContain(error);
  expect(play.printed.code, line).not.toBe(0);
}

/** Keeps the changes, lets the running command hear them, and checks what must always hold. */
function hear(play: Play, changes: readonly Change[]): void {
  const { cluster, askedToGo } = play;
  play.changes.push(...changes);
  for (const { who, object } of changes) {
    if (who === 'you' && isTerminating(object)) askedToGo.add(object.metadata.uid ?? '');
  }
  play.options.each?.(changes);
  for (const what of oneWriter({ cluster })) if (!play.findings.has(what)) play.findings.set(what, cluster.state.now);
  expect(brokenAt({ cluster, changes, askedToGo }), `at ${cluster.state.now} ms`).toEqual([]);
  if (play.follow) listen(play, play.follow, changes);
}

function listen(play: Play, running: Follow, changes: readonly Change[]): void {
  const { out, err, code, follow, changes: own } = goOn(play.cluster, running, changes);
  const printed = { out: play.printed.out + out, err: play.printed.err + err };
  play.printed = code === undefined ? printed : { ...printed, code };
  play.follow = follow;
  if (own.length > 0) hear(play, own);
}

function pass(play: Play, duration: number): void {
  runTo(play.cluster, play.cluster.state.now + duration, (changes) => {
    hear(play, changes);
    return true;
  });
}

const restMaxMs = 3_600_000;

function rest(play: Play): void {
  const { cluster } = play;
  const until = cluster.state.now + restMaxMs;
  while (!isAtRest(cluster) && (nextDue(cluster)?.at ?? until) < until) hear(play, tick(cluster));
  expect(isAtRest(cluster), 'the cluster comes to rest').toBe(true);
}

function expectAll(found: readonly string[], wanted: string): void {
  const all = wanted === 'none' ? [] : wanted.split(/,\s*/).flatMap(spread);
  expect(found).toEqual(all);
}

/** `kubia-0..2 Ready` stands for three. */
function spread(words: string): readonly string[] {
  const [, before, from, to, after] = /^(.*?)(\d+)\.\.(\d+)(.*)$/.exec(words) ?? [];
  if (from === undefined) return [words];
  return Array.from(
    { length: Number(to) - Number(from) + 1 },
    (_, index) => `${before}${Number(from) + index}${after}`,
  );
}

function podWords(cluster: Cluster): readonly string[] {
  const word = (pod: Pod): string => {
    if (isTerminating(pod)) return 'Terminating';
    return isReady(pod) ? 'Ready' : (pod.status?.phase ?? 'Pending');
  };
  return list<Pod>(cluster, 'Pod', 'default').map((pod) => `${pod.metadata.name} ${word(pod)}`);
}

function claimWords(cluster: Cluster): readonly string[] {
  const claims = list<Claim>(cluster, 'PersistentVolumeClaim', 'default');
  return claims.map(({ metadata, status }) => `${metadata.name} ${status?.phase}`);
}

function volumeWords(cluster: Cluster): readonly string[] {
  return list<Volume>(cluster, 'PersistentVolume').map(({ metadata, status }) => `${metadata.name} ${status?.phase}`);
}

function expectWait(cluster: Cluster, part: string, of: string, words: string): void {
  const decision = decisionOf(cluster, part, of);
  expect(decision && `${decision.kind} ${spell(decision.what)}`).toBe(`waits ${words}`);
}

function said(cluster: Cluster, part: string): readonly string[] {
  return cluster.state.log.filter(({ who, kind }) => who === part && kind === 'does').map(({ what }) => spell(what));
}
