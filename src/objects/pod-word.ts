/** How a pod stands, in the words that `kubectl get pods` has for it (pkg/printers/internalversion/printers.go, printPod). */
import { isTerminating } from './meta.ts';
import type { ContainerStatus, Pod } from './pod.ts';
import { conditionOf, isReady } from './pod.ts';

/** What a line of `kubectl get pods` says of a pod. */
export interface Standing {
  /** STATUS: `Running`, `Init:1/2`, `CrashLoopBackOff` … */
  readonly word: string;
  /** How many of its containers are ready, of how many; init containers that go on running count. */
  readonly ready: number;
  readonly containers: number;
  readonly restarts: number;
  /** When a container ended last. */
  readonly lastEnd: string | undefined;
}

type Look = Omit<Standing, 'containers'>;

/** How the pod stands: its reason or phase, unless a container has something more urgent to tell. */
export function standingOf(pod: Pod): Standing {
  const look = lookAt(pod);
  return { ...look, word: wordOf(pod, look), containers: pod.spec.containers.length + sidecarsOf(pod).length };
}

function wordOf(pod: Pod, { word }: Look): string {
  if (!isTerminating(pod)) return word;
  if (pod.status?.reason === 'NodeLost') return 'Unknown';
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed' ? word : 'Terminating';
}

function lookAt(pod: Pod): Look {
  const isGated = conditionOf(pod, 'PodScheduled')?.reason === 'SchedulingGated';
  const reason = isGated ? 'SchedulingGated' : pod.status?.reason || (pod.status?.phase ?? '');
  const init = lookAtInit(pod);
  const isInitialized = conditionOf(pod, 'Initialized')?.status === 'True';
  if (init.word !== undefined && !isInitialized) return { ...init, word: init.word };
  return lookAtContainers(pod, init.word ?? reason, init.ready);
}

/** Init containers run one after the other; the first that is not done gives the word. */
function lookAtInit(pod: Pod): Omit<Look, 'word'> & { word: string | undefined } {
  const statuses = pod.status?.initContainerStatuses ?? [];
  let ready = 0;
  for (const [index, status] of statuses.entries()) {
    const isSidecar = sidecarsOf(pod).includes(status.name);
    const word = initWord(status, isSidecar, index, statuses.length);
    const counted = statuses.slice(0, index + 1);
    if (word !== undefined) return { word, ready, ...restartsOf(counted) };
    if (isSidecar && status.ready) ready++;
  }
  return { word: undefined, ready, restarts: 0, lastEnd: undefined };
}

function initWord(status: ContainerStatus, isSidecar: boolean, index: number, count: number): string | undefined {
  const { waiting, terminated } = status.state ?? {};
  if (terminated?.exitCode === 0 || (isSidecar && status.started)) return undefined;
  if (terminated) return `Init:${terminated.reason || exitWord(terminated)}`;
  if (waiting?.reason && waiting.reason !== 'PodInitializing') return `Init:${waiting.reason}`;
  return `Init:${index}/${count}`;
}

/** From the last to the first, so that the first container's word wins. */
function lookAtContainers(pod: Pod, reason: string, readySidecars: number): Look {
  const statuses = pod.status?.containerStatuses ?? [];
  let word = reason;
  let ready = readySidecars;
  let isRunning = false;
  for (const { ready: isContainerReady, state } of statuses.toReversed()) {
    if (state?.waiting?.reason) word = state.waiting.reason;
    else if (state?.terminated) word = state.terminated.reason || exitWord(state.terminated);
    else if (isContainerReady && state?.running) {
      isRunning = true;
      ready++;
    }
  }
  if (word === 'Completed' && isRunning) word = isReady(pod) ? 'Running' : 'NotReady';
  const sidecars = (pod.status?.initContainerStatuses ?? []).filter(({ name }) => sidecarsOf(pod).includes(name));
  return { word, ready, ...restartsOf([...sidecars, ...statuses]) };
}

function exitWord({ signal, exitCode }: { readonly signal?: number; readonly exitCode: number }): string {
  return signal ? `Signal:${signal}` : `ExitCode:${exitCode}`;
}

function restartsOf(statuses: readonly ContainerStatus[]): Pick<Look, 'restarts' | 'lastEnd'> {
  const ends = statuses.flatMap(({ lastState }) => lastState?.terminated?.finishedAt ?? []).sort();
  return { restarts: statuses.reduce((sum, { restartCount }) => sum + restartCount, 0), lastEnd: ends.at(-1) };
}

/** The init containers that go on running beside the others. */
function sidecarsOf({ spec }: Pod): readonly string[] {
  const sidecars = (spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  return sidecars.map(({ name }) => name);
}
