import type { Container, Millis, Node, Pod } from '../../objects/index.ts';
import type { FileChange, Image } from '../programs/index.ts';
import type { Deed } from '../part.ts';
import type { Reader } from '../read.ts';
import { logOf } from '../volume-backing.ts';
import type { Exit, StatusChange } from './container-status.ts';
import { reportStatus, withContainer } from './pod-status.ts';

/** A process that runs in a container, as plain data. */
export interface Running {
  readonly startedAt: Millis;
  readonly listensAt: Millis;
  readonly pid: number;
  /** The environment as it was when it was started; nothing where that is the host name alone. */
  readonly env?: Readonly<Record<string, string>>;
  /** Its number in `state.commands`, where it is a command that could not be foreseen. */
  readonly command?: string;
  readonly ends?: Exit & { readonly at: Millis };
  readonly changes?: readonly (FileChange & { readonly at: Millis })[];
  readonly isReady: boolean;
  readonly isStarted: boolean;
  /** For each probe its next moment and how many results in a row spoke against what is held of the container. */
  readonly probes: Readonly<Record<string, { readonly at: Millis; readonly count: number }>>;
  /** When it is told to stop (SIGTERM), when it has done so, and when it is killed. */
  readonly stopping?: { readonly termAt: Millis; readonly obeysAt: Millis; readonly killAt: Millis };
}

/** What the machine of a container remembers; durations are drawn beforehand. */
export interface Memory {
  /** The machine on which it runs. */
  readonly node: string;
  readonly pullMs: Millis;
  /** How long the pull takes that is under way. */
  readonly pullingMs: Millis;
  readonly startMs: Millis;
  readonly readyMs: Millis;
  readonly stopMs: Millis;
  readonly relistMs: Millis;
  readonly retries: boolean;
  readonly pullFailures: number;
  /** How many starts in a row came after an end: the place in the table of waits. */
  readonly restarts: number;
  readonly backOffMs: Millis;
  readonly graceMs: Millis;
  /** Until something may change of itself; nothing when nothing can. */
  readonly watchMs?: Millis | undefined;
  /** What comes then is only what has come before, again and again. */
  readonly isRepeating?: boolean;
  /** Until its program writes the next time, and each time after that. */
  readonly writeMs?: Millis | undefined;
  readonly running?: Running | undefined;
  readonly exit?: Exit | undefined;
}

/** A container as its kubelet sees it. */
export interface ContainerLook {
  readonly reader: Reader;
  readonly pod: Pod;
  readonly node: Node | undefined;
  readonly now: string;
  readonly container: Container;
  readonly isInit: boolean;
  readonly memory: Memory;
  readonly image: Image;
  /** The worker of its pod. */
  readonly worker: string;
}

/** Says of the container what has changed; with words it is a line of the log. */
export function report(
  { pod, now, container }: Pick<ContainerLook, 'pod' | 'now' | 'container'>,
  change: StatusChange,
  words: Pick<Deed, 'what' | 'because'> = {},
  isOver = false,
): Deed {
  return reportStatus(pod, withContainer(pod, now, container.name, change, isOver), words);
}

/** Writes to the container's log; a text that is not there makes the log of a new process begin. */
export function logging({ pod, container, reader }: ContainerLook, text?: string): readonly Deed[] {
  const log = logOf(pod, container.name);
  if (text !== undefined) return text === '' ? [] : [{ writes: [{ verb: 'log', log, text }] }];
  return reader.state.logs[log] ? [{ writes: [{ verb: 'newLog', log }] }] : [];
}

/** What its program does of itself hears of its start, of SIGTERM and of its end. */
export function wakeProgram({ image, worker, container }: ContainerLook): readonly Deed[] {
  if (!image.program.works) return [];
  return [{ writes: [], tells: [[`program:${worker}/${container.name}`, { type: 'wake' }]] }];
}

/** An Event about the container. */
export function tell(
  { pod, container, isInit }: Pick<ContainerLook, 'pod' | 'container' | 'isInit'>,
  reason: string,
  message: string,
  type: 'Normal' | 'Warning' = 'Normal',
): Deed {
  const fieldPath = `spec.${isInit ? 'initContainers' : 'containers'}{${container.name}}`;
  return { writes: [], event: { about: pod, reason, message, type, fieldPath } };
}

/** How the log speaks of it: by its pod's name, and its own where the pod has several. */
export function nameOf({ pod, container }: Pick<ContainerLook, 'pod' | 'container'>): string {
  const { spec, metadata } = pod;
  const isAlone = spec.containers.length === 1 && spec.containers[0] === container;
  return isAlone ? metadata.name : `${metadata.name} (${container.name})`;
}

/** `web_default(uid)`, as a kubelet's messages name a pod. */
export function podWords({ metadata: { name, namespace, uid } }: Pod): string {
  return `${name}_${namespace}(${uid})`;
}

/** A duration as Go prints it: `1.562s`, `2m40s`, `340ms`. */
export function goDuration(ms: Millis): string {
  if (ms < 1000) return ms === 0 ? '0s' : `${ms}ms`;
  const [hours, minutes] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60];
  const seconds = `${(ms % 60_000) / 1000}s`;
  if (hours > 0) return `${hours}h${minutes}m${seconds}`;
  return minutes > 0 ? `${minutes}m${seconds}` : seconds;
}
