/** How one container stands, from one moment to the next. Models kubelet_pods.go, convertToAPIContainerStatuses. */
import type { ContainerState, ContainerStatus } from '../../objects/index.ts';

/** What becomes of a container's status. */
export type StatusChange = (before: ContainerStatus) => ContainerStatus;

/** How a container ended. */
export interface Exit {
  readonly exitCode: number;
  readonly reason: string;
  readonly message?: string;
  /** The last thing that it writes to its log. */
  readonly output?: string;
}

function lastOf({ state, lastState }: ContainerStatus): { readonly lastState?: ContainerState } {
  if (state?.terminated) return { lastState: state };
  return lastState ? { lastState } : {};
}

/** One more, if it has run before in this pod. */
function countOf({ restartCount, state, lastState }: ContainerStatus): number {
  return restartCount + (state?.terminated || lastState?.terminated ? 1 : 0);
}

/** It waits: for its image, its configuration, its next start. */
export function waitingFor(reason: string, message?: string): StatusChange {
  return (before) => {
    const waiting = message === undefined ? { reason } : { reason, message };
    return { ...before, ready: false, started: false, state: { waiting }, ...lastOf(before) };
  };
}

/** It runs; a container that has run before in this pod has been restarted. */
export function running(now: string, started: boolean): StatusChange {
  return (before) => ({
    ...before,
    imageID: before.image,
    ready: false,
    started,
    restartCount: countOf(before),
    state: { running: { startedAt: now } },
    ...lastOf(before),
  });
}

/** Its probes have found out something. */
export function found(verdict: Partial<Pick<ContainerStatus, 'ready' | 'started'>>): StatusChange {
  return (before) => ({ ...before, ...verdict });
}

/** It has ended. */
export function ended({ exitCode, reason, message }: Exit, now: string, isDone: boolean): StatusChange {
  return (before) => {
    const startedAt = before.state?.running?.startedAt;
    const terminated = {
      exitCode,
      reason,
      ...(message !== undefined && { message }),
      ...(startedAt !== undefined && { startedAt }),
      finishedAt: now,
    };
    return { ...before, ready: isDone, started: false, state: { terminated } };
  };
}

/** It could not even be started: it waits, and says so as its last end. */
export function unstartable(message: string, now: string): StatusChange {
  return (before) => {
    const terminated = { exitCode: 128, reason: 'StartError', message, finishedAt: now };
    const waiting = { reason: 'RunContainerError', message };
    const restartCount = countOf(before);
    return { ...before, ready: false, started: false, restartCount, state: { waiting }, lastState: { terminated } };
  };
}
