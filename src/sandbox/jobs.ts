/** Commands that go on after they were typed: what they print while time passes. */
import type { Change, Cluster } from '../cluster/index.ts';
import { goOn } from '../kubectl/index.ts';
import type { Answer, Follow } from '../kubectl/index.ts';
import type { Millis } from '../objects/index.ts';

/** One line of what was typed and printed. `hint` is ours, `end` says that the command has finished, and with which code. */
export interface TerminalEntry {
  readonly at: Millis;
  readonly job: number;
  readonly stream: 'in' | 'out' | 'err' | 'hint' | 'end';
  readonly text: string;
  readonly code?: number;
  /** What stood before a line that was typed, where it was not the prompt of the learner's own machine. */
  readonly prompt?: string;
}

/** The terminal: what it has shown, and which commands are still running. */
export interface Terminal {
  readonly transcript: TerminalEntry[];
  readonly running: Map<number, { readonly follow: Follow; readonly isBeside: boolean }>;
  jobs: number;
}

/** A terminal in which nothing has been typed. */
export function newTerminal(): Terminal {
  return { transcript: [], running: new Map(), jobs: 0 };
}

/** The youngest running command that holds the prompt. */
export function foregroundOf({ running }: Terminal): number | undefined {
  return [...running].findLast(([, { isBeside }]) => !isBeside)?.[0];
}

/** Shows the line as typed and gives it a number. */
export function beginJob(terminal: Terminal, at: Millis, line: string): number {
  const job = ++terminal.jobs;
  terminal.transcript.push({ at, job, stream: 'in', text: line });
  return job;
}

/** Shows what a command answered, and keeps it running or ends it. */
export function takeAnswer(terminal: Terminal, at: Millis, job: number, answer: Answer, isBeside: boolean): void {
  const { transcript, running } = terminal;
  const { out, err, hint, code, follow } = answer;
  if (out) transcript.push({ at, job, stream: 'out', text: out });
  if (err) transcript.push({ at, job, stream: 'err', text: err });
  if (hint) transcript.push({ at, job, stream: 'hint', text: `${hint}\n` });
  if (follow) running.set(job, { follow, isBeside });
  else endJob(terminal, at, job, code ?? 0);
}

/** Ends a command, by itself or by an interruption (code 130). */
export function endJob({ transcript, running }: Terminal, at: Millis, job: number, code: number): void {
  running.delete(job);
  transcript.push({ at, job, stream: 'end', text: '', code });
}

/** Lets every running command see what has changed, and then what the commands themselves have changed. */
export function tellJobs(terminal: Terminal, cluster: Cluster, changes: readonly Change[]): void {
  const own: Change[] = [];
  for (const [job, { follow, isBeside }] of terminal.running) {
    const answer = goOn(cluster, follow, changes);
    takeAnswer(terminal, cluster.state.now, job, answer, isBeside);
    own.push(...answer.changes);
  }
  if (own.length > 0) tellJobs(terminal, cluster, own);
}
