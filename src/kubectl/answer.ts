import type { Change, Told } from '../cluster/index.ts';
import type { Millis } from '../objects/index.ts';
import type { Sheet } from './table.ts';

/** A line as typed (without `$ `), the files it can see (`-` is standard input) and the namespace it starts in. */
export interface Call {
  readonly line: string;
  readonly files: Readonly<Record<string, string>>;
  readonly namespace: string;
  /** What the commands remember that still run in this terminal. */
  readonly running?: readonly Follow[];
}

/** What has been printed; each `''` or ending in a line feed. */
export interface Printed {
  readonly out: string;
  readonly err: string;
}

/** What a call, or the time since, has come to. A `code` says that it is finished, `follow` that it goes on. */
export interface Answer extends Printed {
  readonly code?: number;
  readonly follow?: Follow;
  readonly changes: readonly Change[];
  /** A sentence of ours about the commonest mistakes; never part of `err`, which is kubectl's own. */
  readonly hint?: string;
}

/** What a running command remembers: plain data, part of the history. */
export type Follow =
  | WatchFollow
  | DeletionFollow
  | RolloutFollow
  | DrainFollow
  | WaitFollow
  | ExecFollow
  | LogsFollow
  | UnheardFollow
  | ProxyFollow
  | ForwardFollow
  | RunFollow
  | CurlFollow;

/** An `exec` or `attach`: the command in the container, and how much of what it has written has been shown. */
export interface ExecFollow {
  readonly verb: 'exec';
  readonly command: string;
  readonly shown: number;
  /** What is typed goes to the command. */
  readonly hasInput: boolean;
  /** Only looked at: its end is not the end of what was asked for, and says nothing. */
  readonly isAttached?: true;
}

/** A `logs -f`: the containers whose logs are shown, and how many lines of each have been. */
export interface LogsFollow {
  readonly verb: 'logs';
  readonly sources: readonly {
    readonly log: string;
    readonly pod: string;
    readonly container: string;
    readonly shown: number;
    readonly prefix: string;
  }[];
  readonly hasTimes: boolean;
}

/** A `proxy`: the port on which it listens. */
export interface ProxyFollow {
  readonly verb: 'proxy';
  readonly port: number;
}

/** A `port-forward`: its pod, its ports, and the last exchange that it has seen. */
export interface ForwardFollow {
  readonly verb: 'port-forward';
  readonly pod: string;
  readonly uid: string;
  readonly ports: readonly { readonly local: number; readonly remote: number }[];
  /** The last exchange before it began, and the last that it has told of. */
  readonly since: number;
  readonly seen: number;
}

/** A `run` that attaches: it waits for its pod, then shows it, then waits for its end, and removes it. */
export interface RunFollow {
  readonly verb: 'run';
  readonly pod: string;
  readonly uid: string;
  readonly container: string;
  readonly stage: 'waits' | 'shows' | 'ends';
  readonly hasInput: boolean;
  readonly hasTerminal: boolean;
  readonly isQuiet: boolean;
  readonly removes: boolean;
  /** While it shows: what it shows. */
  readonly showing?: ExecFollow | LogsFollow;
  readonly until: Millis;
}

/** A program of the learner's own machine that waits for answers. */
export interface CurlFollow {
  readonly verb: 'curl';
  readonly args: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  readonly told: readonly Told[];
  /** What ran beside it when it was typed: it may lead to a listener of theirs. */
  readonly running: readonly Follow[];
  /** The number of the exchange that it waits for. */
  readonly exchange: number;
}

/** A request to a kubelet that cannot be heard: it hangs, and then it is an error. */
export interface UnheardFollow {
  readonly verb: 'unheard';
  readonly until: Millis;
  readonly error: string;
}

/** A `get --watch`: what it watches, and how wide its columns have become. */
export interface WatchFollow {
  readonly verb: 'get';
  readonly kind: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly labels: string;
  readonly fields: string;
  readonly sheet: Sheet;
  readonly until?: Millis;
}

/** A `delete` that waits: the objects, by key and uid, that are still to go. */
export interface DeletionFollow {
  readonly verb: 'delete';
  readonly left: readonly { readonly key: string; readonly uid: string }[];
  /** The code to end with, since some of the objects may have failed before. */
  readonly code: number;
  readonly until?: Millis;
}

/** A `rollout status` that waits: the sets, by key, that are not done yet; the first is the one that is spoken of. */
export interface RolloutFollow {
  readonly verb: 'rollout';
  readonly left: readonly string[];
  /** One look at each, without waiting. */
  readonly isBrief: boolean;
  /** The code to end with, since some of the objects may not have been there. */
  readonly code: number;
  readonly until?: Millis;
}

/** A `drain` under way: one node after the other, all pods of a node at once. */
export interface DrainFollow {
  readonly verb: 'drain';
  /** The nodes that are not done yet; the first is being drained if `pods` is there. */
  readonly nodes: readonly string[];
  readonly pods?: readonly DrainedPod[];
  /** When the patience with the node under way ends. */
  readonly until?: Millis;
  /** Why pods of the node under way could not be sent away. */
  readonly errors: readonly string[];
  /** The nodes that could not be drained, and why. */
  readonly failed: readonly { readonly node: string; readonly errors: readonly string[] }[];
  readonly manner: DrainManner;
}

/** A pod that a drain sends away: when to look at it next, and whether it has been asked to go. */
export interface DrainedPod {
  readonly key: string;
  readonly uid: string;
  readonly at: Millis;
  readonly isAsked: boolean;
}

/** How a drain sends pods away, from its flags. */
export interface DrainManner {
  readonly podSelector: string;
  readonly graceSeconds?: number;
  readonly timeout?: Millis;
  /** Pods that have been terminating for longer than this are left alone. */
  readonly skipSeconds: number;
  readonly deletesEmptyDirs: boolean;
  readonly ignoresDaemonSets: boolean;
  readonly isForced: boolean;
  /** Deletes pods instead of evicting them, whatever their budgets say. */
  readonly deletes: boolean;
  readonly isDry: boolean;
  /** ` (dry run)` where it is one. */
  readonly suffix: string;
}

/** A `wait`: what is asked of the objects, and those of which it is not yet so. */
export interface WaitFollow {
  readonly verb: 'wait';
  readonly test:
    | { readonly is: 'delete' }
    | { readonly is: 'create' }
    | { readonly is: 'condition'; readonly type: string; readonly status: string }
    | { readonly is: 'path'; readonly path: string; readonly value?: string };
  readonly left: readonly { readonly key: string; readonly uid: string; readonly name: string }[];
  /** The code to end with, since some of the objects may not have been there. */
  readonly code: number;
  readonly until: Millis;
}

/** The answer of a command that only prints. */
export function printed(out: string): Answer {
  return { out, err: '', code: 0, changes: [] };
}

/** The answer of a command that goes no further. */
export function refuse(err: string, code = 1, hint?: string): Answer {
  return { out: '', err, code, changes: [], ...(hint === undefined ? {} : { hint }) };
}
