/**
 * What containers have written to their standard output and error, as a kubelet keeps it: the last lines of the process that runs now, and
 * of the one before it. Models pkg/kubelet/logs (container_log_manager.go) by one rule: a log has a length, and old lines go.
 * Left out: files, their rotation by size and their number, compression, and that error output is kept apart.
 */
import type { Millis } from '../objects/index.ts';

/** A line of a log; one without a line feed so far is continued by what comes next. */
export interface LogLine {
  readonly at: Millis;
  readonly text: string;
  readonly isOpen?: true;
}

/** The log of one container. */
export interface ContainerLog {
  readonly lines: readonly LogLine[];
  /** How many lines before these have gone. */
  readonly gone: number;
  /** What the process wrote that ran before the last restart. */
  readonly previous?: readonly LogLine[];
}

/** A container's name among logs: `uid of its pod/container`. */
export type LogId = string;

/** A process writes something, or a new one begins with an empty log. */
export type Logging =
  | { readonly verb: 'log'; readonly log: LogId; readonly text: string }
  | { readonly verb: 'newLog'; readonly log: LogId };

/** The part of the cluster's state that is meant here. */
interface Kept {
  readonly logs: Record<LogId, ContainerLog>;
  readonly now: Millis;
}

const linesMax = 1000;
const charactersMax = 4096;

/** Adds what was written, line by line. */
export function writeLog({ logs, now }: Kept, id: LogId, text: string): void {
  if (text === '') return;
  const { lines = [], gone = 0, previous } = logs[id] ?? {};
  const pieces = text.split('\n');
  const last = lines.at(-1);
  const open = last?.isOpen ? last : undefined;
  const kept = open ? lines.slice(0, -1) : [...lines];
  pieces.forEach((piece, place) => {
    const isOpen = place === pieces.length - 1;
    const whole = (place === 0 && open ? open.text : '') + piece;
    if (isOpen && whole === '') return;
    kept.push({ at: now, text: whole.slice(0, charactersMax), ...(isOpen && { isOpen }) });
  });
  const over = Math.max(0, kept.length - linesMax);
  logs[id] = { lines: kept.slice(over), gone: gone + over, ...(previous && { previous }) };
}

/** The process is a new one: what the last one wrote becomes the previous log. */
export function beginLog({ logs }: Kept, id: LogId): void {
  const { lines } = logs[id] ?? {};
  if (lines) logs[id] = { lines: [], gone: 0, previous: lines };
}
