import type { Millis } from '../../objects/index.ts';
import type { Sentence } from '../log.ts';
import type { Ask, Told } from '../network/message.ts';
import type { FileChange, Reply, Request } from './request.ts';

/** A process as its program sees it, as plain data: what it was started with, and where. */
export interface Process {
  readonly host: string;
  readonly pid: number;
  readonly env: Readonly<Record<string, string>>;
  readonly command: readonly string[];
  /** Where its volumes are mounted. */
  readonly mounts: readonly string[];
  /** The domain of its pod, after its host name: `kubia.default.svc.cluster.local`; only where the pod has a subdomain. */
  readonly domain?: string;
  /** The pod's own address. */
  readonly address?: string;
  /** The moment, RFC 3339. */
  readonly now?: string;
  /** The seed of the process: the same only for this start of this container. */
  readonly seed?: string;
}

/** What a process will do of itself: nothing but run, unless it says otherwise. */
export interface Run {
  /** It ends after so long with this code. */
  readonly ends?: { readonly afterMs: Millis; readonly exitCode: number; readonly output?: string };
  /** What it does to files, and when. */
  readonly changes?: readonly (FileChange & { readonly afterMs: Millis })[];
  /** It is more than can be foreseen: a command that runs step by step. */
  readonly isLive?: true;
  /** What it writes to its log when it starts. */
  readonly output?: string;
  /** It cannot be started: there is no such executable in the image. */
  readonly missing?: string;
}

/** Before it can answer it must know these itself; it is called again with everything that it was told so far. */
export interface Asks {
  readonly asks: readonly Ask[];
  /** What it writes down before that. */
  readonly changes?: readonly FileChange[];
  readonly log?: readonly string[];
}

/** The text of a file as the process sees it. */
export type ReadFile = (path: string) => string | undefined;

/**
 * What a process answers to a request. It is called with nothing told first, then, while it answers that it asks, again with what was told
 * to all its asks, in the order of asking: it keeps nothing itself.
 */
export type Serve = (request: Request, process: Process, read: ReadFile, told: readonly Told[]) => Reply | Asks;

/** Why a process does something of itself. */
export interface Cause {
  /** What it was told to something that it had asked. */
  readonly heard?: { readonly ask: Ask; readonly told: Told };
  /** All that it asked has been answered, and nothing else has happened since. */
  readonly isAfterAsking: boolean;
  /** The addresses of its connections that have been closed: who was there has ended, or is silent. */
  readonly closed: readonly string[];
  /** It has been told to stop (SIGTERM). */
  readonly isStopping: boolean;
}

/** What a process does of itself; nothing at all is fine. */
export interface Working {
  /** What the cluster's log says of it. */
  readonly says?: Sentence;
  readonly changes?: readonly FileChange[];
  readonly log?: readonly string[];
  /** It asks these all at once, hears of each when it is answered, and is called once more after the last. */
  readonly asks?: readonly Ask[];
  /** It goes on after so long. */
  readonly pauseMs?: Millis;
  /** It tries again in a second, as often as needed. */
  readonly isTryingAgain?: true;
  /** It holds connections to these addresses, and hears when who was there has ended. */
  readonly links?: readonly string[];
  /** It ends. */
  readonly exitCode?: number;
}

/** What a process does that nobody waits for: copying from a primary, leaving a cluster. What it remembers it keeps in files. */
export type Work = (process: Process, read: ReadFile, cause: Cause) => Working;

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
  /** It does things of itself (`working.ts`): the part `program` hears of its start, of SIGTERM and of its end. */
  readonly works?: true;
  /** On SIGTERM it has things to do, and ends when they are done. */
  readonly stopsItself?: true;
  /** It is a shell: what it does stands in its command alone. */
  readonly isShell?: true;
  readonly run?: (process: Process, read: ReadFile) => Run;
  /** With which status it answers the GET of a kubelet's probe; 200 where it does not say. */
  readonly status?: (path: string, process: Process, read: ReadFile) => number;
  /** What it writes down each second. */
  readonly eachSecond?: (process: Process, read: ReadFile, now: string) => FileChange;
}
