/** Command lines that run in containers, as plain data. What they do is the business of `shell/`, which is learnt late. */
import type { Millis, ObjectKey } from '../objects/index.ts';

/** What a command has written; both streams in the order in which it was written. */
export interface Output {
  readonly stream: 'out' | 'err';
  readonly text: string;
}

/** What is typed to a command: lines that it has not read yet, and whether more can come. */
export interface Input {
  readonly lines: readonly string[];
  readonly isOpen: boolean;
}

/** A command line that runs, or has run, in a container. */
export interface Command {
  readonly pod: ObjectKey;
  readonly uid: string;
  readonly container: string;
  readonly node: string;
  readonly words: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly begunAt: Millis;
  /** It is the container's own process: what it writes is the container's log, and its end is the container's. */
  readonly isMain?: true;
  /** It is written to as a terminal: no difference between its two outputs. */
  readonly hasTerminal?: true;
  /** Nobody can type anything where there is none. */
  readonly input?: Input;
  /** The last of what it has written. */
  readonly output: readonly Output[];
  /** How many characters it has written in all. */
  readonly written: number;
  /** What it waits for when it waits for a line: the prompt it shows. */
  readonly prompt?: string;
  /** How the interpreter stands (`shell/`); nothing before the first step. */
  readonly shell?: unknown;
  /** It is over. */
  readonly code?: number;
}

/** A command as it is from now on; without one it is forgotten. */
export interface Commanding {
  readonly verb: 'command';
  readonly id: string;
  readonly command?: Command;
}

/** The part of the cluster's state that is meant here. */
interface Kept {
  readonly commands: Record<string, Command>;
  commanded: number;
}

/** So many that are over are remembered, for those who still read what they wrote. */
const overMax = 50;

/** The id that the next command gets. */
export function nextCommand({ commanded }: Kept): string {
  return String(commanded + 1);
}

/** Keeps the command; of a new one also the count, and old ones that are over go. */
export function keepCommand(state: Kept, { id, command }: Commanding): void {
  const { commands } = state;
  if (Number(id) > state.commanded) {
    state.commanded = Number(id);
    const over = Object.keys(commands).filter((each) => commands[each]?.code !== undefined);
    for (const each of over.slice(0, Math.max(0, over.length - overMax))) delete commands[each];
  }
  if (command) commands[id] = command;
  else delete commands[id];
}
