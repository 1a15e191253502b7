/** How a container is told to stop, and how it ends. Models kuberuntime_container.go (v1.36), killContainer. */
import { withFields } from '../../objects/index.ts';
import type { Millis } from '../../objects/index.ts';
import { hasFault } from '../faults.ts';
import type { Answer, Deed } from '../part.ts';
import { ended } from './container-status.ts';
import type { Exit } from './container-status.ts';
import { report, tell, wakeProgram } from './container-look.ts';
import type { ContainerLook, Memory, Running } from './container-look.ts';
import { hookMsOf } from './pre-stop.ts';

// A process gets this long even when the preStop hook has used up the grace period.
const leastMs = 2000;

/** First the preStop hook, then SIGTERM; what still runs when the grace period is over is killed. */
export function terminate(look: ContainerLook): Answer {
  const { memory, pod, container, reader } = look;
  const { now } = reader.state;
  const { running, graceMs, stopMs } = memory;
  if (!running)
    return { do: [], signal: { type: 'stops', memory: { watchMs: Math.min(stopMs, graceMs), isRepeating: false } } };
  const before = running.stopping;
  const hookMs = Math.min(hookMsOf(container), graceMs);
  const leftMs = graceMs === 0 ? 0 : Math.max(graceMs - hookMs, hookMs > 0 ? leastMs : 0);
  const stopping = before
    ? { ...before, killAt: Math.min(before.killAt, now + graceMs) }
    : { termAt: now + hookMs, obeysAt: now + hookMs + stopMs, killAt: now + hookMs + leftMs };
  const isNews = !before && pod.metadata.deletionTimestamp !== undefined;
  const told: Deed[] = isNews ? [tell(look, 'Killing', `Stopping container ${container.name}`)] : [];
  const next = withFields(running, { stopping });
  return {
    do: [...told, ...wakeProgram(look)],
    signal: { type: 'stops', memory: { running: next, ...untilNext(look, next) } },
  };
}

function untilNext(look: ContainerLook, { stopping }: Running): Pick<Memory, 'watchMs' | 'isRepeating'> {
  const { now } = look.reader.state;
  const { obeysAt, killAt } = stopping ?? { obeysAt: now, killAt: now };
  const at: Millis = obeysAt > now && obeys(look) ? Math.min(obeysAt, killAt) : killAt;
  return { watchMs: Math.max(0, at - now), isRepeating: false };
}

/** Does its program end on SIGTERM, without more ado? */
function obeys({ image, reader, pod }: ContainerLook): boolean {
  const { ignoresSigterm, stopsItself } = image.program;
  return !image.slowterm && !ignoresSigterm && !stopsItself && !hasFault(reader, 'pod', pod, 'hang');
}

/** Has it stopped of itself by now, or has it to be killed? */
export function obey(look: ContainerLook): Answer {
  const { now } = look.reader.state;
  const { running } = look.memory;
  const { obeysAt, killAt } = running?.stopping ?? { obeysAt: now, killAt: now };
  if (!running || (obeysAt <= now && obeys(look))) return ends({ exitCode: 0, reason: 'Completed' });
  if (killAt <= now) return ends({ exitCode: 137, reason: 'Error' });
  return { do: [], signal: { type: 'settles', memory: untilNext(look, running) } };
}

function ends(exit: Exit): Answer {
  return { do: [], signal: { type: 'ends', memory: { exit } } };
}

/** It has stopped because its pod goes. What did not run says nothing. */
export function stopped(look: ContainerLook): Answer {
  const { memory, now, worker, isInit } = look;
  const heard: Deed = { writes: [], tells: [[`kubelet:${worker}`, { type: 'heard' }]] };
  const { running, exit = { exitCode: 137, reason: 'Error' } } = memory;
  if (!running) return { do: [heard] };
  return { do: [report(look, ended(exit, now, isInit && exit.exitCode === 0)), heard, ...wakeProgram(look)] };
}
