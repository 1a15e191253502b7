/** What a kubelet watches while a container runs: its program's end, its probes, what it writes. */
import { isReady } from '../../objects/index.ts';
import type { Millis } from '../../objects/index.ts';
import { hasFault } from '../faults.ts';
import { say } from '../log.ts';
import type { Answer, Deed } from '../part.ts';
import { found } from './container-status.ts';
import type { Exit } from './container-status.ts';
import { nameOf, report, tell } from './container-look.ts';
import type { ContainerLook, Memory, Running } from './container-look.ts';
import { mainEnd } from './main-command.ts';
import { reportStatus, withContainer } from './pod-status.ts';
import { askProbes, nextProbes } from './probes.ts';
import type { Round } from './probes.ts';
import { processOf, reading, writesOf } from './process.ts';

/** Everything that may have happened by now: an end, a file written, a probe's result. */
export function watch(look: ContainerLook): Answer {
  const { running } = look.memory;
  if (!running) return undefined;
  const { now } = look.reader.state;
  const fault = faultEnd(look);
  const code = mainEnd(look, running);
  const own = code === undefined ? undefined : { exitCode: code, reason: code === 0 ? 'Completed' : 'Error' };
  const end: Exit | undefined = fault ?? own ?? (running.ends && running.ends.at <= now ? running.ends : undefined);
  const changed = changeFiles(look, running);
  if (end) {
    const { exitCode, reason, message, output } = end;
    const exit: Exit = { exitCode, reason, ...(message !== undefined && { message }), ...(output && { output }) };
    return { do: [...changed.deeds, ...(fault?.deeds ?? [])], signal: { type: 'ends', memory: { exit } } };
  }
  const round = askProbes(look, changed.running);
  const deeds = [...changed.deeds, ...round.deeds];
  if (round.turn === 'kills') return kill(look, round, deeds);
  const memory = { running: round.running, ...nextWatch(look, round.running) };
  return { do: deeds, signal: { type: round.turn ?? 'settles', memory } };
}

const crashMs = 300;

/** A fault ends the program of the pod's first container: at once, or soon after each start. */
function faultEnd({ reader, pod, container, memory }: ContainerLook): (Exit & { deeds: readonly Deed[] }) | undefined {
  if (pod.spec.containers[0] !== container) return undefined;
  const { namespace, name } = pod.metadata;
  for (const [fault, exitCode] of [
    ['crash', 1],
    ['exit0', 0],
  ] as const) {
    if (!hasFault(reader, 'pod', pod, fault)) continue;
    const deeds: Deed[] = [{ writes: [{ verb: 'useUp', target: `pod/${namespace}/${name}`, fault }] }];
    return { exitCode, reason: exitCode === 0 ? 'Completed' : 'Error', deeds };
  }
  const isLooping = hasFault(reader, 'pod', pod, 'crashloop');
  const isDue = reader.state.now >= (memory.running?.startedAt ?? 0) + crashMs;
  return isLooping && isDue ? { exitCode: 1, reason: 'Error', deeds: [] } : undefined;
}

function changeFiles(
  look: ContainerLook,
  running: Running,
): { readonly running: Running; readonly deeds: readonly Deed[] } {
  const { now } = look.reader.state;
  const { changes, ...rest } = running;
  const due = changes?.filter(({ at }) => at <= now) ?? [];
  if (due.length === 0) return { running, deeds: [] };
  const later = changes?.filter(({ at }) => at > now) ?? [];
  const left = later.length > 0 ? { ...rest, changes: later } : rest;
  return { running: left, deeds: [{ writes: writesOf(look, due) }] };
}

function kill(look: ContainerLook, { by, running }: Round, deeds: readonly Deed[]): Answer {
  const { container, pod } = look;
  const own = container[`${by}Probe`]?.terminationGracePeriodSeconds;
  const graceMs = (own ?? pod.spec.terminationGracePeriodSeconds ?? 30) * 1000;
  const message = `Container ${container.name} failed ${by} probe, will be restarted`;
  const killing = tell(look, 'Killing', message);
  return { do: [...deeds, killing], signal: { type: 'kills', memory: { running, graceMs } } };
}

// What is so far away does not keep a cluster from being at rest.
const farMs = 600_000;

/** Until something may change of itself, and whether that is only more of the same. */
export function nextWatch(look: ContainerLook, running: Running): Pick<Memory, 'watchMs' | 'isRepeating'> {
  const { now } = look.reader.state;
  const isFirst = look.pod.spec.containers[0] === look.container;
  const crashes = isFirst && hasFault(look.reader, 'pod', look.pod, 'crashloop') ? [running.startedAt + crashMs] : [];
  const once =
    isFirst && ['crash', 'exit0'].some((fault) => hasFault(look.reader, 'pod', look.pod, fault)) ? [now] : [];
  const ends = running.ends ? [running.ends.at] : [];
  const changes = running.changes?.map(({ at }) => at) ?? [];
  const own = [...crashes, ...once, ...ends, ...changes].map((at) => ({ at, isRepeating: at - now > farMs }));
  const all = [...own, ...nextProbes(look, running)];
  if (all.length === 0) return { watchMs: undefined };
  const at: Millis = Math.min(...all.map((next) => next.at));
  return { watchMs: Math.max(0, at - now), isRepeating: all.every(({ isRepeating }) => isRepeating) };
}

/** Its startup probe has passed. */
export function started(look: ContainerLook): Answer {
  const heard: Deed = { writes: [], tells: [[`kubelet:${look.worker}`, { type: 'heard' }]] };
  return { do: [report(look, found({ started: true })), heard] };
}

/** It is ready, and so perhaps is its pod. */
export function ready(look: ContainerLook): Answer {
  const { pod, container, now } = look;
  const status = withContainer(pod, now, container.name, found({ ready: true }));
  // What is told is that the pod is ready; of one container of several only as long as others are not.
  const name = isReady({ ...pod, status }) ? pod.metadata.name : nameOf(look);
  return { do: [reportStatus(pod, status, { what: say('{pod} is Ready', { pod: name }) })] };
}

/** It is not ready any more. */
export function notReady(look: ContainerLook): Answer {
  const what = say('{pod} is not Ready', { pod: nameOf(look) });
  return { do: [report(look, found({ ready: false }), { what, because: say('its readiness probe fails') })] };
}

/** Its program writes down what it writes each time. */
export function write(look: ContainerLook): Answer {
  const { memory, image, now } = look;
  const { running } = memory;
  const change = running && image.program.eachSecond?.(processOf(look, running.env, running.pid), reading(look), now);
  return change ? { do: [{ writes: writesOf(look, [change]) }] } : undefined;
}
