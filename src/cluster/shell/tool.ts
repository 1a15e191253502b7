import type { Millis } from '../../objects/index.ts';
import type { Ask, Told } from '../network/message.ts';

/** A process of a container, as `ps` lists it. */
export interface Listed {
  readonly pid: number;
  readonly line: string;
  readonly startedAt: Millis;
}

/** Where a command runs: its container as it sees it. */
export interface Here {
  readonly host: string;
  /** Behind the host name, where the pod has a domain. */
  readonly domain?: string;
  readonly namespace: string;
  readonly address: string;
  /** The moment, RFC 3339, and as milliseconds since the cluster began. */
  readonly now: string;
  readonly ms: Millis;
  /** A number from 0 (inclusive) to 1 by the seed and a purpose. */
  readonly chance: (purpose: string) => number;
  /** The image's repository, and which shell and tools it has. */
  readonly image: string;
  readonly userland: Userland;
  readonly has: (tool: string) => boolean;
  readonly processes: readonly Listed[];
  readonly read: (path: string) => string | undefined;
  /** What lies directly in a directory; directories end in a slash. Nothing where there is no such directory. */
  readonly list: (path: string) => readonly string[] | undefined;
  /** Writes or appends; answers with what is wrong, such as `Read-only file system`. */
  readonly write: (path: string, text: string, isAppended: boolean) => string | undefined;
  /** Takes a file away; answers with what is wrong. */
  readonly remove: (path: string) => string | undefined;
  readonly makeDirectory: (path: string) => void;
}

/** Whose tools an image has: their messages and layouts differ. */
export type Userland = 'busybox' | 'debian';

/** A call of a tool: it is called again with more whenever what it waited for has come, and keeps nothing but `memory`. */
export interface ToolCall {
  readonly name: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly here: Here;
  /** Its path, seen from the directory in which it runs. */
  readonly path: (name: string) => string;
  /** What has been written to it; nothing where somebody may still type. */
  readonly stdin?: string;
  /** What it was told to what it asked, in order. */
  readonly told: readonly Told[];
  /** The line that it waited for; `null` when there will be none. */
  readonly line?: string | null;
  readonly memory?: unknown;
  /** What it writes goes to a terminal. */
  readonly isTerminal: boolean;
}

/** What a tool has done: written something, and then ended, or begun to wait. */
export interface Did {
  readonly out?: string;
  readonly err?: string;
  readonly code?: number;
  readonly asks?: Ask;
  readonly sleepMs?: Millis;
  /** It waits for a line, and shows this prompt. */
  readonly reads?: string;
  readonly memory?: unknown;
  /** What it was told so far need not be kept. */
  readonly forgets?: true;
}

/** A tool: a pure function of its call, but for the files that it changes. */
export type Tool = (call: ToolCall) => Did;
