/** What the kubelet says of a pod, made from what it knows of its containers. Models kubelet_pods.go, generateAPIPodStatus. */
import { isTerminating, keyOf, withFields } from '../../objects/index.ts';
import type { Container, ContainerStatus, Pod, PodStatus } from '../../objects/index.ts';
import type { Deed } from '../part.ts';
import { conditionsOf } from './conditions.ts';
import { phaseOf } from './phase.ts';
import { waitingFor } from './container-status.ts';
import type { StatusChange } from './container-status.ts';

interface Statuses {
  readonly inits: readonly ContainerStatus[];
  readonly containers: readonly ContainerStatus[];
}

function statusOf(pod: Pod, now: string, statuses: Statuses, isOver: boolean, addresses?: Addresses): PodStatus {
  const { inits, containers } = statuses;
  const phase = phaseOf(pod, inits, containers, isOver);
  const isGone = phase === 'Succeeded' || phase === 'Failed';
  const hasSandbox = !isGone && (addresses?.podIP ?? pod.status?.podIP) !== undefined;
  const conditions = conditionsOf(pod, now, { phase, hasSandbox, inits, containers });
  return withFields<PodStatus>(pod.status ?? {}, {
    phase,
    conditions,
    ...addresses,
    ...(inits.length > 0 && { initContainerStatuses: inits }),
    containerStatuses: containers,
  });
}

/** Says of a pod what has changed; with words it is a line of the log. */
export function reportStatus(pod: Pod, status: PodStatus, words: Pick<Deed, 'what' | 'because'> = {}): Deed {
  const object = withFields(pod, { status });
  return { writes: [{ verb: 'update', object, subresource: 'status' }], object: keyOf(pod), ...words };
}

interface Addresses {
  readonly hostIP: string;
  readonly hostIPs: readonly { readonly ip: string }[];
  readonly podIP?: string;
  readonly podIPs?: readonly { readonly ip: string }[];
  readonly startTime: string;
}

/** The pod has come to its node; it has an address as soon as its sandbox is there. What ran before the node went down is lost. */
export function arrived(pod: Pod, now: string, hostIP: string, podIP?: string): PodStatus {
  const { initContainers = [], containers } = pod.spec;
  const reason = initContainers.length > 0 ? 'PodInitializing' : 'ContainerCreating';
  const { initContainerStatuses = [], containerStatuses = [] } = pod.status ?? {};
  const statuses = {
    inits: initContainers.map((container, place) => fresh(container, initContainerStatuses[place], reason)),
    containers: containers.map((container, place) => fresh(container, containerStatuses[place], reason)),
  };
  const { startTime = now } = pod.status ?? {};
  const own = podIP === undefined ? {} : { podIP, podIPs: [{ ip: podIP }] };
  return statusOf(pod, now, statuses, false, { hostIP, hostIPs: [{ ip: hostIP }], ...own, startTime });
}

function fresh({ name, image }: Container, before: ContainerStatus | undefined, reason: string): ContainerStatus {
  const blank = { name, image, imageID: '', ready: false, started: false, restartCount: 0, state: {} };
  if (!before?.state?.running) return before ?? waitingFor(reason)(blank);
  const { startedAt } = before.state.running;
  const lost = { exitCode: 255, reason: 'Unknown', ...(startedAt !== undefined && { startedAt }) };
  return { ...waitingFor(reason)(before), lastState: { terminated: lost } };
}

/** One container has changed; `isOver` when it ends and nothing will be started again. */
export function withContainer(pod: Pod, now: string, name: string, change: StatusChange, isOver = false): PodStatus {
  const { initContainerStatuses = [], containerStatuses = [] } = pod.status ?? {};
  const changed = (status: ContainerStatus): ContainerStatus => (status.name === name ? change(status) : status);
  const statuses = { inits: initContainerStatuses.map(changed), containers: containerStatuses.map(changed) };
  const hasStopped = statuses.containers.every(({ state }) => state?.terminated);
  return statusOf(pod, now, statuses, hasStopped && (isOver || isTerminating(pod)));
}

/** The same containers, looked at again: what others have written of them is put right. */
export function asItIs(pod: Pod, now: string): PodStatus {
  return withContainer(pod, now, '', (status) => status);
}

/** Nothing of the pod runs any more. Models status_manager.go, TerminatePod. */
export function stopped(pod: Pod, now: string): PodStatus {
  const { initContainerStatuses = [], containerStatuses = [] } = pod.status ?? {};
  const hasRun = containerStatuses.some(({ state, lastState }) => state?.terminated ?? lastState?.terminated);
  const end = (status: ContainerStatus): ContainerStatus => endOf(status, now, hasRun);
  const statuses = { inits: initContainerStatuses.map(closed), containers: containerStatuses.map(end) };
  return statusOf(pod, now, statuses, true);
}

function closed(status: ContainerStatus): ContainerStatus {
  return status.state?.running ? { ...status, ready: false, started: false } : status;
}

/** A container that waited for its next start says how it last ended; one that never ran could not be found. */
function endOf(status: ContainerStatus, now: string, hasRun: boolean): ContainerStatus {
  const { state, lastState } = status;
  if (state?.terminated) return status;
  const { lastState: _, ...rest } = status;
  if (lastState?.terminated) return { ...rest, state: lastState };
  const reason = hasRun ? 'ContainerStatusUnknown' : 'Error';
  return { ...rest, ready: false, started: false, state: { terminated: { exitCode: 137, reason, finishedAt: now } } };
}

/** All its containers were killed at once, and it will not come back; of them nothing more is said. */
export function evicted(pod: Pod, now: string, message: string): PodStatus {
  const condition = { type: 'DisruptionTarget', status: 'True', reason: 'TerminationByKubelet', message } as const;
  const others = pod.status?.conditions?.filter(({ type }) => type !== condition.type) ?? [];
  const conditions = [...others, { ...condition, lastProbeTime: null, lastTransitionTime: now }];
  const before = { ...pod, status: { ...pod.status, conditions } };
  const { containerStatuses: _, initContainerStatuses: __, ...status } = stopped(before, now);
  return { ...status, phase: 'Failed', reason: 'Evicted', message };
}
