import type { Ask, Told } from '../network/message.ts';
import type { Phrase } from './script.ts';

/** Where what is written goes: into a text that somebody waits for, a file, nowhere, or where the other stream goes. */
export type Sink =
  | { readonly to: 'text' }
  | { readonly to: 'file'; readonly path: string }
  | { readonly to: 'nowhere' }
  | { readonly to: 'other'; readonly stream: 1 | 2; readonly isOutside: boolean };

/** A tool that has been called and has not ended. */
export interface Calling {
  words: readonly string[];
  env: Readonly<Record<string, string>>;
  stdin?: string;
  told: readonly Told[];
  line?: string | null;
  memory?: unknown;
  waitsFor?: 'told' | 'line' | 'time';
  /** What it shows while it waits for a line. */
  prompt?: string;
}

/** What a subshell gives back when it ends. */
export interface Saved {
  readonly vars: Readonly<Record<string, string>>;
  readonly exported: readonly string[];
  readonly args: readonly string[];
  readonly cwd: string;
}

/** A place where the shell is in the middle of something; the last one is the innermost. */
export interface Frame {
  phrase?: Phrase;
  /** How far it has come, in the terms of its kind. */
  at: number;
  /** What its scripts have printed, so far. */
  printed?: string[];
  /** The values that a `for` goes through. */
  values?: readonly string[];
  /** What the member of a pipe before this one has written. */
  carry?: string;
  /** What the frame above it has handed down when it ended. */
  handed?: string;
  out?: Sink;
  err?: Sink;
  stdin?: string;
  text?: string;
  saved?: Saved;
  /** `exit` ends here. */
  isShell?: true;
  /** Lines are read and run one after the other; what has been read of one that is not complete. */
  session?: string;
  calling?: Calling;
}

/** A shell in the middle of its work: plain data. */
export interface Shell {
  frames: Frame[];
  vars: Record<string, string>;
  exported: string[];
  args: string[];
  cwd: string;
  status: number;
  /** `set -e`. */
  isStrict?: boolean;
  /** Steps since time has passed. */
  steps: number;
  /** Directories that it has made, and nothing is in them yet. */
  directories: string[];
}

/** What a shell waits for, or how it has ended. */
export type Standing =
  | { readonly is: 'over'; readonly code: number }
  | { readonly is: 'asleep'; readonly ms: number; readonly isEndless: boolean }
  | { readonly is: 'asking'; readonly ask: Ask }
  | { readonly is: 'listening'; readonly prompt: string };
