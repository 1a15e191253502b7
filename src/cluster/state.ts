import type { ApiObject, Millis, ObjectKey, Pod } from '../objects/index.ts';
import type { Command } from './commands.ts';
import type { ContainerLog, LogId } from './container-logs.ts';
import type { Entry } from './log.ts';
import type { Exchange } from './network/message.ts';
import type { DnsAnswer } from './network/records.ts';
import type { Settings } from './settings.ts';

/** `part name:key of what it looks after`, such as `statefulset:default/kubia`. */
export type PartId = string;

/** A signal to a machine: its type and, where it needs one, plain data. */
export interface Signal {
  readonly type: string;
  readonly [data: string]: unknown;
}

/** Where data lie: two volumes with the same backing show the same files. */
export type BackingId = string;

/** Files by their path, without a slash at the beginning. */
export type Files = Readonly<Record<string, string>>;

/** The volumes of one pod as its machine has mounted them. */
export interface Mounts {
  readonly pod: ObjectKey;
  readonly volumes: readonly MountedVolume[];
}

/** `volume` names the PersistentVolume where there is one, `disk` is what the node's status calls it if it is attached. */
export interface MountedVolume {
  readonly backing: BackingId;
  readonly isReadOnly: boolean;
  readonly volume?: string;
  readonly disk?: string;
}

/** One row of the due list: at this moment the part gets the signal. Equal moments: lower `order` first. */
export interface Timer {
  readonly at: Millis;
  readonly order: number;
  readonly part: PartId;
  readonly signal: string;
  /** Work that healthy parts repeat for ever (heartbeats); it does not keep a cluster from being at rest. */
  readonly periodic?: true;
}

/** Where a machine stands; `timers` names its rows in the due list that still count, by signal. */
export interface MachineState {
  readonly value: string;
  readonly context: Readonly<Record<string, unknown>>;
  readonly timers?: Readonly<Record<string, number>>;
}

/**
 * Everything there is, as one plain JSON value: stored, sent and read back at any moment, it goes on to the identical history.
 * `cluster.ts` alone moves it. The containers are filled in place; what lies in them is replaced, never changed.
 */
export interface ClusterState {
  settings: Settings;
  now: Millis;
  /** The seed; each draw is keyed by object, purpose and count, so that nobody's luck depends on others. */
  readonly chance: number;
  /** The last resourceVersion given. */
  version: number;
  /** The last timer's order. */
  order: number;
  /** Ticks at this moment since something was asked from outside: a cluster that never comes to rest is a finding. */
  ticksHere: number;
  readonly objects: Record<ObjectKey, ApiObject>;
  /** How many objects of this key have been deleted: a successor has other luck and another uid. */
  readonly lives: Record<ObjectKey, number>;
  /** The last number of its range that each node gave to a pod. */
  readonly addresses: Record<string, number>;
  readonly machines: Record<PartId, MachineState>;
  /** A binary heap by `at`, then `order`. */
  readonly due: Timer[];
  /** What is broken now: a target such as `pod/default/kubia-1` to the names of its faults. */
  readonly faults: Record<string, readonly string[]>;
  /** What is kept on volumes: backing to the texts of its files. */
  readonly data: Record<BackingId, Files>;
  /** What each machine has mounted for pods, by uid; a pod whose object is gone while its processes run on is here too. */
  readonly mounts: Record<string, Readonly<Record<string, Mounts>>>;
  /** Pods as the kubelet of a machine that is cut off or stands still knows them, by `namespace/name/uid`. */
  readonly apart: Record<string, Pod>;
  /** What was due on a machine that stands still, by its name; `at` is what was left to wait. */
  readonly still: Record<string, readonly Timer[]>;
  /** What travels between programs, names and Services, and the last of what did, by its number. */
  readonly exchanges: Record<string, Exchange>;
  /** Where Services with session affinity sent their clients last, by Service, port and client. */
  readonly sessions: Record<string, { readonly address: string; readonly at: Millis }>;
  /** What DNS keeps of its answers, by name and type, where it keeps any. */
  readonly answers: Record<string, { readonly answer: DnsAnswer; readonly at: Millis }>;
  /** The last exchange's number. */
  exchanged: number;
  /** What containers have written, by the uid of their pod and their name. */
  readonly logs: Record<LogId, ContainerLog>;
  /** The command lines that run in containers, and the last that did, by their number. */
  readonly commands: Record<string, Command>;
  /** The last command's number. */
  commanded: number;
  readonly log: Entry[];
}

/** One change of one object, as a watch reports it; `object` is the last state when it was deleted. */
export interface Change {
  readonly at: Millis;
  readonly type: 'added' | 'modified' | 'deleted';
  readonly key: ObjectKey;
  readonly object: ApiObject;
  readonly before?: ApiObject;
  /** The name of the part that wrote, or `you`. */
  readonly who: string;
}
