/** Read first: the only door to the simulation for the page and the command line. */
import { hasLearntParts, isAtRest, newCluster, nextDue, runTo, tick } from '../cluster/index.ts';
import type { Cluster } from '../cluster/index.ts';
import { checkManifest } from '../objects/index.ts';
import type { Millis, Problem } from '../objects/index.ts';
import { interrupt as interruptThere, isPlain, promptOf, typeInto } from '../kubectl/index.ts';
import { carryOut, complete } from './acts.ts';
import { beginJob, endJob, foregroundOf, newTerminal, takeAnswer, tellJobs } from './jobs.ts';
import type { Terminal, TerminalEntry } from './jobs.ts';
import { settingsOf, withNamedFiles } from './recording.ts';
import type { Act, Recording } from './recording.ts';

/** What an act came to at once; without a code the command is still running. */
export interface Reply {
  readonly job: number;
  readonly out: string;
  readonly err: string;
  readonly code?: number;
}

/** A cluster in somebody's hands: to look at, to act on, to let time pass in. */
export interface Sandbox {
  readonly now: Millis;
  /** Where the recorded history ends. */
  readonly end: Millis;
  /** To read; its objects are replaced, never changed. */
  readonly cluster: Cluster;
  readonly recording: Recording;
  /** Everything typed and printed; it only grows. */
  readonly transcript: readonly TerminalEntry[];
  /** The job that holds the prompt, if one does. */
  readonly foreground: number | undefined;
  /** What stands before the line that can be typed now; nothing while a command runs that hears no lines. */
  readonly prompt: string | undefined;
  /** Does time stand still until the late parts of the cluster have been learnt (`learnLateParts`)? */
  readonly isHeld: boolean;
  act(act: Act): Reply;
  /** What is wrong with a manifest, while it is being typed; nothing as long as what it names has not been learnt. */
  check(manifest: string): readonly Problem[];
  complete(line: string): readonly string[];
  /** Lets time pass up to a moment, as long as `more` allows; answers whether it got there. */
  seek(to: Millis, more?: () => boolean): boolean;
  /** Lets the next thing happen that is not a heartbeat; false when nothing is due. */
  tick(): boolean;
  subscribe(changed: () => void): () => void;
}

interface Held {
  cluster: Cluster;
  readonly terminal: Terminal;
  readonly listeners: Set<() => void>;
  recording: Recording;
}

/** Opens a recording and plays it up to its last act. Throws when its start cannot be applied: that is its author's mistake. */
export function openSandbox(recording: Recording): Sandbox {
  const { start, seed, acts } = recording;
  const cluster = newCluster(settingsOf(start), seed);
  for (const manifest of start.manifests ?? []) begin(cluster, manifest);
  comeToRest(cluster);
  const held: Held = {
    cluster,
    terminal: newTerminal(),
    listeners: new Set(),
    recording: { ...recording, acts: [] },
  };
  for (const { at, act } of acts) {
    if (!seek(held, at)) throw new Error('This recording needs late parts of the cluster, which have not been learnt.');
    perform(held, act);
  }
  return doorTo(held);
}

function begin(cluster: Cluster, manifest: string): void {
  const { err, code } = carryOut(cluster, { line: 'kubectl apply -f start.yaml', files: { 'start.yaml': manifest } });
  if (code !== 0) throw new Error(`The start cannot be applied: ${err}`);
}

/** A start is what the learner finds: a cluster at rest, unless it never comes to rest. */
function comeToRest(cluster: Cluster): void {
  while (!isAtRest(cluster) && !cluster.isHeld && cluster.state.now < startMsMax) tick(cluster);
}

const startMsMax = 600_000;

/** A cluster that was held is made again from its recording as soon as it can go on. */
function goOn(held: Held): Held {
  const { cluster, recording } = held;
  if (!cluster.isHeld || !hasLearntParts()) return held;
  held.cluster = openSandbox(recording).cluster;
  runTo(held.cluster, cluster.state.now);
  return held;
}

function doorTo(held: Held): Sandbox {
  const { terminal, listeners } = held;
  const told = <Result>(result: Result): Result => {
    for (const changed of listeners) changed();
    return result;
  };
  return {
    get now() {
      return held.cluster.state.now;
    },
    get end() {
      return held.cluster.state.now;
    },
    get cluster() {
      return held.cluster;
    },
    get recording() {
      return held.recording;
    },
    transcript: terminal.transcript,
    get foreground() {
      return foregroundOf(terminal);
    },
    get prompt() {
      return promptIn(held);
    },
    get isHeld() {
      return held.cluster.isHeld;
    },
    act: (act) => told(perform(goOn(held), act)),
    check: (manifest) => (isPlain(manifest) ? checkManifest(manifest) : []),
    complete: (line) => complete(held.cluster, line),
    seek: (to, more) => told(seek(goOn(held), to, more)),
    tick: () => told(tickOn(goOn(held))),
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}

/** The recording has a limit, so that every recording fits a link and opens in a moment. */
function perform(held: Held, given: Act): Reply {
  const { cluster, terminal, recording } = held;
  const at = cluster.state.now;
  // What is due at this very moment comes before the act, here as when the recording is played.
  seek(held, at);
  const act = withNamedFiles(given);
  const { acts: actsMax } = cluster.state.settings.limits;
  const isFull = recording.acts.length >= actsMax;
  const keep = (kept = act): void =>
    void (held.recording = { ...recording, acts: [...recording.acts, { at, act: kept }] });
  const session = sessionIn(held);
  if (act.line === '^C' || (session && !isFull)) {
    // What is typed to a container names files that lie there.
    if (!isFull) keep({ line: act.line });
    return act.line === '^C' ? interrupt(held) : typeLine(held, session!, act.line);
  }
  const job = beginJob(terminal, at, act.line);
  const before = terminal.transcript.length;
  if (isFull) {
    const err = `error: this cluster remembers ${actsMax} acts (limits.acts), and that many have been done\n`;
    takeAnswer(terminal, at, job, { out: '', err, code: 1, changes: [] }, false);
    return replyOf(terminal, job, before);
  }
  const isBeside = /(^|[^&])&\s*$/.test(act.line);
  const running = [...terminal.running.values()].map(({ follow }) => follow);
  const answer = carryOut(cluster, isBeside ? { ...act, line: act.line.replace(/&\s*$/, '') } : act, running);
  if (answer.changes.length > 0 || lengthOf(act) <= keptLengthMax) keep();
  tellJobs(terminal, cluster, answer.changes);
  takeAnswer(terminal, at, job, answer, isBeside);
  return replyOf(terminal, job, before);
}

/** What has changed nothing and is longer than this is not worth a place in the recording. */
const keptLengthMax = 64 * 1024;

function lengthOf({ line, files = {} }: Act): number {
  return Object.values(files).reduce((sum, text) => sum + text.length, line.length);
}

/** The command that hears what is typed, if one does. */
function sessionIn({ cluster, terminal }: Held): number | undefined {
  const job = foregroundOf(terminal);
  const { follow } = terminal.running.get(job ?? 0) ?? {};
  return follow && promptOf(cluster, follow) !== undefined ? job : undefined;
}

function promptIn({ cluster, terminal }: Held): string | undefined {
  const job = foregroundOf(terminal);
  if (job === undefined) return '$ ';
  const { follow } = terminal.running.get(job) ?? {};
  return follow && promptOf(cluster, follow);
}

/** A line for the command that hears them; `^D` is the end of all lines. A recording keeps it as an act like any other. */
function typeLine({ cluster, terminal }: Held, job: number, line: string): Reply {
  const { transcript, running } = terminal;
  const before = transcript.length;
  const { follow } = running.get(job)!;
  const prompt = promptOf(cluster, follow);
  transcript.push({ at: cluster.state.now, job, stream: 'in', text: line, ...(prompt !== undefined && { prompt }) });
  tellJobs(terminal, cluster, typeInto(cluster, follow, line === '^D' ? undefined : line));
  return replyOf(terminal, job, before);
}

/** What runs in a container ends there; any other command ends here. */
function interrupt({ cluster, terminal }: Held): Reply {
  const job = foregroundOf(terminal) ?? 0;
  const before = terminal.transcript.length;
  const { follow } = terminal.running.get(job) ?? {};
  const changes = follow && interruptThere(cluster, follow);
  if (changes) {
    tellJobs(terminal, cluster, changes);
    return replyOf(terminal, job, before);
  }
  if (job > 0) endJob(terminal, cluster.state.now, job, 130);
  return { job, out: '', err: '', code: 130 };
}

function replyOf({ transcript, running }: Terminal, job: number, from: number): Reply {
  const own = transcript.slice(from).filter((entry) => entry.job === job);
  const textOf = (stream: TerminalEntry['stream']): string =>
    own.flatMap((entry) => (entry.stream === stream ? entry.text : [])).join('');
  const code = own.find(({ stream }) => stream === 'end')?.code;
  const reply = { job, out: textOf('out'), err: textOf('err') };
  return running.has(job) || code === undefined ? reply : { ...reply, code };
}

/** Time is counted in whole milliseconds: with parts of them sums are not exact, and what is due could be a breath away for ever. */
function seek({ cluster, terminal }: Held, to: Millis, more: () => boolean = () => true): boolean {
  if (!more()) return to <= cluster.state.now;
  const arrived = runTo(cluster, Math.floor(to), (changes) => {
    tellJobs(terminal, cluster, changes);
    return more();
  });
  if (arrived) tellJobs(terminal, cluster, []);
  return arrived;
}

function tickOn({ cluster, terminal }: Held): boolean {
  if (isAtRest(cluster)) return false;
  for (;;) {
    const timer = nextDue(cluster);
    if (!timer || cluster.isHeld) return false;
    tellJobs(terminal, cluster, tick(cluster));
    if (!timer.periodic) return true;
  }
}
