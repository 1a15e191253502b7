import type { Condition, Container, ContainerState, ContainerStatus, Pod, PodStatus } from '../../objects/index.ts';

/** What the kubelet says of every container of the pod, in turn. */
interface Report {
  readonly phase: NonNullable<PodStatus['phase']>;
  readonly isReady: boolean;
  readonly hasSandbox: boolean;
  readonly state: (before: ContainerStatus | undefined) => ContainerState;
}

function statusOf(pod: Pod, now: string, report: Report): PodStatus {
  const before = pod.status?.containerStatuses ?? [];
  const containerStatuses = pod.spec.containers.map((container, place) =>
    containerStatus(container, before[place], report),
  );
  const unready = report.isReady ? undefined : containersNotReady(pod.spec.containers);
  const conditions = [
    condition(pod, now, 'PodReadyToStartContainers', report.hasSandbox),
    condition(pod, now, 'Initialized', true),
    condition(pod, now, 'Ready', report.isReady, unready),
    condition(pod, now, 'ContainersReady', report.isReady, unready),
    condition(pod, now, 'PodScheduled', true),
  ];
  return { ...pod.status, phase: report.phase, conditions, containerStatuses };
}

function containerStatus(container: Container, before: ContainerStatus | undefined, report: Report): ContainerStatus {
  const state = report.state(before);
  return {
    name: container.name,
    image: container.image,
    imageID: state.waiting ? '' : container.image,
    ready: report.isReady,
    started: state.running !== undefined,
    restartCount: before?.restartCount ?? 0,
    state,
    ...(before?.lastState && { lastState: before.lastState }),
  };
}

function containersNotReady(containers: readonly Container[]): Pick<Condition, 'reason' | 'message'> {
  const names = containers.map(({ name }) => name).join(' ');
  return { reason: 'ContainersNotReady', message: `containers with unready status: [${names}]` };
}

/** A condition keeps the moment of its last change. */
function condition(
  pod: Pod,
  now: string,
  type: string,
  isTrue: boolean,
  why: Pick<Condition, 'reason' | 'message'> = {},
): Condition {
  const status = isTrue ? 'True' : 'False';
  const before = pod.status?.conditions?.find((condition) => condition.type === type);
  const lastTransitionTime = (before?.status === status ? before.lastTransitionTime : undefined) ?? now;
  return { type, status, lastProbeTime: null, lastTransitionTime, ...why };
}

/** The pod has come to its node: containers are being created, its address is known. */
export function creating(pod: Pod, now: string, podIP: string, hostIP: string): PodStatus {
  const state = (): ContainerState => ({ waiting: { reason: 'ContainerCreating' } });
  const status = statusOf(restarted(pod), now, { phase: 'Pending', isReady: false, hasSandbox: true, state });
  return { ...status, hostIP, podIP, podIPs: [{ ip: podIP }], startTime: now };
}

/** A pod whose machine has booted anew: its containers have been there before and count one restart more. */
function restarted(pod: Pod): Pod {
  const { status } = pod;
  const containerStatuses = status?.containerStatuses?.map((container) => ({
    ...container,
    restartCount: container.restartCount + 1,
  }));
  return containerStatuses ? { ...pod, status: { ...status, containerStatuses } } : pod;
}

/** Its containers run; whether they are ready shows in the condition. */
export function running(pod: Pod, now: string, isReady: boolean): PodStatus {
  const state = (before: ContainerStatus | undefined): ContainerState =>
    before?.state?.running ? before.state : { running: { startedAt: now } };
  return statusOf(pod, now, { phase: 'Running', isReady, hasSandbox: true, state });
}

/** Its containers wait, for an image or for their next start. */
export function waiting(pod: Pod, now: string, reason: string, message: string): PodStatus {
  const state = (): ContainerState => ({ waiting: { reason, message } });
  return statusOf(pod, now, { phase: pod.status?.phase ?? 'Pending', isReady: false, hasSandbox: true, state });
}

/** Its program has ended with exit code 1 and will be started again; the pod goes on being Running. */
export function crashed(pod: Pod, now: string): PodStatus {
  const status = waiting(pod, now, 'CrashLoopBackOff', 'back-off restarting failed container');
  const containerStatuses = status.containerStatuses?.map((container, place) => {
    const startedAt = pod.status?.containerStatuses?.[place]?.state?.running?.startedAt;
    const terminated = { exitCode: 1, reason: 'Error', ...(startedAt && { startedAt }), finishedAt: now };
    return { ...container, restartCount: container.restartCount + 1, lastState: { terminated } };
  });
  return { ...status, ...(containerStatuses && { containerStatuses }) };
}

/** Its containers have stopped: those that ran with exit code 0, those that never did with 137. */
export function stopped(pod: Pod, now: string): PodStatus {
  return pod.status?.phase === 'Running' ? terminated(pod, now, 0, 'Completed') : killed(pod, now);
}

/** Its containers were killed. */
export function killed(pod: Pod, now: string): PodStatus {
  return terminated(pod, now, 137, 'Error');
}

function terminated(pod: Pod, now: string, exitCode: number, reason: string): PodStatus {
  const state = (before: ContainerStatus | undefined): ContainerState => {
    const startedAt = before?.state?.running?.startedAt;
    return { terminated: { exitCode, reason, finishedAt: now, ...(startedAt === undefined ? {} : { startedAt }) } };
  };
  return statusOf(pod, now, {
    phase: exitCode === 0 ? 'Succeeded' : 'Failed',
    isReady: false,
    hasSandbox: false,
    state,
  });
}
