import type { Millis } from '../../objects/index.ts';

/** A process as its program sees it, as plain data: what it was started with, and where. */
export interface Process {
  readonly host: string;
  readonly pid: number;
  readonly env: Readonly<Record<string, string>>;
  readonly command: readonly string[];
  /** Where its volumes are mounted. */
  readonly mounts: readonly string[];
}

/** A change of a file that a program asks for; without a text the file goes. */
export interface FileChange {
  readonly path: string;
  readonly text?: string;
  readonly isAppended?: true;
}

/** What a process will do of itself: nothing but run, unless it says otherwise. */
export interface Run {
  /** It ends after so long with this code. */
  readonly ends?: { readonly afterMs: Millis; readonly exitCode: number; readonly output?: string };
  /** What it does to files, and when. */
  readonly changes?: readonly (FileChange & { readonly afterMs: Millis })[];
  /** It cannot be started: there is no such executable in the image. */
  readonly missing?: string;
}

/** What is asked of a process over HTTP. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
}

/** What a process answers, and what it writes down with it. */
export interface Reply {
  readonly status: number;
  readonly body: string;
  readonly changes?: readonly FileChange[];
}

/** The text of a file as the process sees it. */
export type ReadFile = (path: string) => string | undefined;

/** A simulated program: pure functions over its process and files. What it leaves out, it does like any server. */
export interface Program {
  /** The ports it listens on; every port where none are named. */
  readonly ports?: readonly number[];
  /** From its start until it listens. */
  readonly startUpMs?: (read: ReadFile, process: Process) => Millis;
  /** What it needs of memory; a lower limit kills it. */
  readonly memory?: string;
  /** The size of its image, in bytes. */
  readonly size?: number;
  /** It has no handler for SIGTERM: it is killed when the grace period is over. */
  readonly ignoresSigterm?: true;
  /** It is a shell: what it does stands in its command alone. */
  readonly isShell?: true;
  readonly run?: (process: Process, read: ReadFile) => Run;
  readonly serve?: (request: Request, process: Process, read: ReadFile) => Reply;
  /** What it writes down each second. */
  readonly eachSecond?: (process: Process, read: ReadFile, now: string) => FileChange;
}
