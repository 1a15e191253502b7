/** What a kubelet does at each station of a pod's life. */
import { conditionOf, isSidecar, isTerminating, keyOf } from '../../objects/index.ts';
import type { ContainerStatus, Millis, Node, Pod } from '../../objects/index.ts';
import { equal } from '../equal.ts';
import { hasFault } from '../faults.ts';
import { say } from '../log.ts';
import type { Answer, Call, Deed } from '../part.ts';
import type { Reader } from '../read.ts';
import type { Signal } from '../state.ts';
import { mounting, mountObstacle, unmounting } from './mounts.ts';
import { arrived, asItIs, evicted, reportStatus, stopped as stoppedStatus } from './pod-status.ts';

/** What the worker of a pod remembers. */
export interface PodMemory {
  /** The machine on which it runs. */
  readonly node: string;
  readonly removeMs: Millis;
  /** Its containers and those that initialize it. */
  readonly containers: readonly string[];
  /** Init containers that run on beside the others. */
  readonly sidecars: readonly string[];
  readonly graceMs: Millis;
  readonly killAt: Millis;
}

/** The pod as its kubelet sees it; nothing when it is not there any more. */
export interface PodLook {
  readonly reader: Reader;
  readonly of: string;
  readonly pod: Pod | undefined;
  readonly node: Node | undefined;
  readonly now: string;
  readonly memory: PodMemory;
}

interface Here extends PodLook {
  readonly pod: Pod;
}

type PodStep = (look: PodLook) => Answer;

/** A pod that is gone is left, whatever was to be done. */
function here(step: (look: Here) => Answer): PodStep {
  return (look) => (look.pod ? step(look as Here) : { do: [], signal: 'forget' });
}

/** The steps of a pod worker, by the names that its machine uses. */
export const podSteps: Readonly<Record<string, PodStep>> = {
  mount: here(mount),
  create: here(create),
  initialize: here(initialize),
  startContainers: here(startContainers),
  gather: here(gather),
  stopSidecars: here(stopSidecars),
  evict: here(evict),
  stop: here(stop),
  shorten: here(shorten),
  stopped: here(stopped),
  remove: here(remove),
  unmount: here(unmount),
  lookAgain: here(lookAgain),
  leave,
};

function mount({ reader, pod, node, now }: Here): Answer {
  if (hasFault(reader, 'pod', pod, 'evict')) return { do: [], signal: 'evict' };
  const obstacle = mountObstacle(reader, pod);
  if (!obstacle) return { do: [mounting(reader, pod)] };
  return { do: pod.status?.startTime ? [] : [reportStatus(pod, arrived(pod, now, hostAddress(node)))], then: obstacle };
}

function create({ reader, pod, node, now }: Here): Answer {
  const name = pod.spec.nodeName ?? '';
  const range = rangeOf(node);
  const number = nextAddress(reader, name, range);
  const status = arrived(pod, now, hostAddress(node), `${range}.${number}`);
  const what = say('{pod} is being created on {node}', { pod: pod.metadata.name, node: name });
  return { do: [{ writes: [{ verb: 'reserve', node: name, number }] }, reportStatus(pod, status, { what })] };
}

function statusOf({ status }: Pod, name: string): ContainerStatus | undefined {
  return [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])].find(
    (each) => each.name === name,
  );
}

/** The first init container that is not done has its turn; a sidecar is done when it has started. */
function initialize({ pod, of }: Here): Answer {
  for (const container of pod.spec.initContainers ?? []) {
    const { state, started } = statusOf(pod, container.name) ?? {};
    if (isSidecar(container) ? started : state?.terminated?.exitCode === 0) continue;
    if (state?.terminated && pod.spec.restartPolicy === 'Never') return { do: [], signal: 'fails' };
    return { do: [tellAll(of, [container.name], { type: 'wake' })] };
  }
  return { do: [], signal: 'initialized' };
}

function startContainers({ pod, of }: Here): Answer {
  const names = pod.spec.containers.map(({ name }) => name).filter((name) => !isDone(pod, name));
  return { do: [tellAll(of, names, { type: 'wake' })] };
}

/** After a boot of its machine: has the container ended before, for good? */
function isDone(pod: Pod, name: string): boolean {
  const exitCode = statusOf(pod, name)?.state?.terminated?.exitCode;
  const { restartPolicy } = pod.spec;
  return exitCode !== undefined && (restartPolicy === 'Never' || (restartPolicy === 'OnFailure' && exitCode === 0));
}

/** When the last of its containers has ended for good, so has the pod. */
function gather(look: Here): Answer {
  return living(look, look.memory.containers).length > 0 ? undefined : { do: [], signal: 'ends' };
}

function living({ reader, of }: PodLook, names: readonly string[]): readonly string[] {
  return names.filter((name) => `container:${of}/${name}` in reader.state.machines);
}

/** Sidecars stop after all others, in reverse order, one after the other. */
function stopSidecars(look: Here): Answer {
  const { memory, reader, of } = look;
  if (living(look, memory.containers).length > 0) return undefined;
  const last = living(look, memory.sidecars).at(-1);
  if (last === undefined) return { do: [], signal: 'allStopped' };
  const usual = (look.pod.spec.terminationGracePeriodSeconds ?? 30) * 1000;
  const graceMs = memory.killAt > 0 ? Math.max(0, memory.killAt - reader.state.now) : usual;
  const isTold = reader.state.machines[`container:${of}/${last}`]?.value === 'stopping';
  return isTold ? undefined : { do: [tellAll(of, [last], { type: 'stop', memory: { graceMs } })] };
}

function evict({ pod, node, of, now, memory }: Here): Answer {
  const isFull = node && conditionOf(node, 'DiskPressure')?.status === 'True';
  const resource = isFull ? 'ephemeral-storage' : 'memory';
  const what = say('{pod} is evicted', { pod: pod.metadata.name });
  const because = say('{node} is short of {resource}', { node: pod.spec.nodeName ?? '', resource });
  const names = [...memory.containers, ...memory.sidecars];
  const status = evicted(pod, now, `The node was low on resource: ${resource}. `);
  const { namespace, name } = pod.metadata;
  const usedUp: Deed = { writes: [{ verb: 'useUp', target: `pod/${namespace}/${name}`, fault: 'evict' }] };
  const deeds = [usedUp, reportStatus(pod, status, { what, because }), tellAll(of, names, { type: 'forget' })];
  // Whose deletion was asked for before is removed by its kubelet (status_manager.go, canBeDeleted).
  return { do: deeds, signal: isTerminating(pod) ? 'removes' : 'next' };
}

function stop(look: Here): Answer {
  const { pod, memory, of } = look;
  const what = say('{pod} is told to stop', { pod: pod.metadata.name });
  const deed: Deed = { what, because: say('its deletion was asked for'), writes: [], object: keyOf(pod) };
  const names = living(look, memory.containers);
  if (names.length > 0)
    return { do: [deed, tellAll(of, names, { type: 'stop', memory: { graceMs: memory.graceMs } })] };
  const next = stopSidecars(look);
  return next && 'do' in next ? { ...next, do: [deed, ...next.do] } : { do: [deed] };
}

function shorten(look: Here): Answer {
  const { memory, of } = look;
  const names = [...living(look, memory.containers), ...living(look, memory.sidecars)];
  const stopping = names.filter((name) => look.reader.state.machines[`container:${of}/${name}`]?.value === 'stopping');
  return { do: [tellAll(of, stopping, { type: 'stop', memory: { graceMs: memory.graceMs } })] };
}

function stopped({ pod, now }: Here): Answer {
  const status = stoppedStatus(pod, now);
  const what = say('{pod} has stopped', { pod: pod.metadata.name });
  if (equal(status, pod.status)) return { do: [{ what, writes: [], object: keyOf(pod) }] };
  return { do: [reportStatus(pod, status, { what })] };
}

function remove({ reader, pod }: Here): Answer {
  const { name, uid } = pod.metadata;
  const key = keyOf(pod);
  const removal = { verb: 'delete', key, graceSeconds: 0, ...(uid === undefined ? {} : { uid }) } as const;
  const because = say('its containers are gone');
  return {
    do: [
      unmounting(reader, pod),
      { what: say('{pod} is removed', { pod: name }), because, writes: [removal], object: key },
    ],
  };
}

/** The kubelet hears of its pod again: what was missed meanwhile is made up for. */
function lookAgain({ pod, now }: Here): Answer {
  if (!pod.status?.containerStatuses) return undefined;
  const status = asItIs(pod, now);
  return equal(status, pod.status) ? undefined : { do: [reportStatus(pod, status)] };
}

function unmount({ reader, pod }: Here): Answer {
  return { do: [unmounting(reader, pod)] };
}

function leave(look: PodLook): Answer {
  const { containers, sidecars } = look.memory;
  return { do: [tellAll(look.of, living(look, [...containers, ...sidecars]), { type: 'forget' })] };
}

function tellAll(of: string, names: readonly string[], signal: Signal): Deed {
  return { writes: [], tells: names.map((name): Call => [`container:${of}/${name}`, signal]) };
}

function hostAddress(node: Node | undefined): string {
  return node?.status?.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? '';
}

function rangeOf(node: Node | undefined): string {
  return (node?.spec.podCIDR ?? '10.244.0.0/24').replace(/\.\d+\/\d+$/, '');
}

/** The next number of the node's range after the last one given, so that a pod that comes back has a new address (CNI host-local). */
function nextAddress({ state, index }: Reader, name: string, range: string): number {
  const last = state.addresses[name] ?? 1;
  for (let step = 0; step < 253; step++) {
    const number = 2 + ((last - 1 + step) % 253);
    if (!index.byAddress.has(`${range}.${number}`)) return number;
  }
  throw new Error(`${name} has no address left.`);
}
