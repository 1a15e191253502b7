import type { ContainerStatus, Pod } from '../../objects/index.ts';
import { conditionOf, isReady, isTerminating } from '../../objects/index.ts';
import { age, since } from '../durations.ts';
import type { Moment } from '../durations.ts';
import type { Columns } from './columns.ts';
import { orNone } from './columns.ts';

/** The columns of pods (pkg/printers/internalversion/printers.go, printPod). */
export const podColumns: Columns<Pod> = [
  ['NAME', (pod) => pod.metadata.name],
  ['READY', (pod) => `${lookAt(pod).ready}/${pod.spec.containers.length + sidecarsOf(pod).length}`],
  ['STATUS', (pod) => statusWord(pod)],
  ['RESTARTS', (pod, now) => restartsText(pod, now)],
  ['AGE', age],
  ['IP', (pod) => orNone(pod.status?.podIP), 'wide'],
  ['NODE', (pod) => orNone(pod.spec.nodeName), 'wide'],
  ['NOMINATED NODE', (pod) => orNone(nominatedNode(pod)), 'wide'],
  ['READINESS GATES', (pod) => readinessGates(pod), 'wide'],
];

interface Look {
  readonly word: string;
  readonly ready: number;
  readonly restarts: number;
  readonly lastEnd: string | undefined;
}

/** What STATUS says: the pod's reason or phase, unless a container has something more urgent to tell. */
function statusWord(pod: Pod): string {
  if (!isTerminating(pod)) return lookAt(pod).word;
  if (pod.status?.reason === 'NodeLost') return 'Unknown';
  const { word } = lookAt(pod);
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

function restartsText(pod: Pod, now: Moment): string {
  const { restarts, lastEnd } = lookAt(pod);
  return restarts > 0 && lastEnd !== undefined ? `${restarts} (${since(lastEnd, now)} ago)` : String(restarts);
}

/** The init containers that go on running beside the others. */
function sidecarsOf({ spec }: Pod): readonly string[] {
  const sidecars = (spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  return sidecars.map(({ name }) => name);
}

function nominatedNode({ status }: Pod): string | undefined {
  return (status as { readonly nominatedNodeName?: string } | undefined)?.nominatedNodeName;
}

function readinessGates(pod: Pod): string {
  const gates = pod.spec['readinessGates'] as readonly { readonly conditionType: string }[] | undefined;
  if (!gates?.length) return '<none>';
  return `${gates.filter(({ conditionType }) => conditionOf(pod, conditionType)?.status === 'True').length}/${gates.length}`;
}
