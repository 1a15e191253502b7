/**
 * What a machine knows and does while nobody can reach it. A kubelet that is cut off goes on with its pods and keeps to itself
 * what it would have told the API server; one that stands still does nothing until it goes on where it was; one without
 * power forgets everything but what is on its disks.
 */
import { podsOnNode } from './read.ts';
import type { Reader } from './read.ts';
import type { Write } from './api-server.ts';
import { restartTimers, takeTimers } from './clock.ts';
import type { ClusterState, PartId } from './state.ts';
import { unmountAll } from './volume-data.ts';
import type { Pod } from '../objects/index.ts';

/** Can the machine be reached, is it cut off and runs on, or does nothing on it run? */
export type Reach = 'up' | 'cut' | 'still';

const reaches: Readonly<Record<string, Reach>> = {
  cutOff: 'cut',
  frozen: 'still',
  poweredOff: 'still',
  booting: 'still',
};

/** How the node of this name can be reached now, as its own machine says. */
export function reachOf({ machines }: ClusterState, node: string): Reach {
  return reaches[machines[`node:${node}`]?.value ?? ''] ?? 'up';
}

/** The name under which a kubelet knows this pod: a successor of the same name is another one. */
export function workerOf({ metadata }: Pod): string {
  return `${metadata.namespace}/${metadata.name}/${metadata.uid}`;
}

/** From now on the kubelet of the node has only its own copies of its pods. */
export function cutOff(reader: Reader, node: string): void {
  const { apart, machines } = reader.state;
  for (const pod of podsOnNode(reader, node)) {
    const of = workerOf(pod);
    if (`kubelet:${of}` in machines) apart[of] ??= pod;
  }
}

/** Nothing on the node runs any more; what was due there keeps what it had left to wait. */
export function standStill(reader: Reader, node: string): void {
  const { state } = reader;
  if (state.still[node]) return;
  cutOff(reader, node);
  state.still[node] = takeTimers(state, (part) => isOn(state, part, node));
}

/** What stood still goes on where it was. */
export function goOn({ state }: Reader, node: string): void {
  const due = state.still[node] ?? [];
  delete state.still[node];
  restartTimers(state, due);
}

/** The node's processes are gone, and with them all that its kubelet knew and had not told. */
export function losePower({ state, index }: Reader, node: string): void {
  delete state.still[node];
  unmountAll(state, node);
  takeTimers(state, (part) => isOn(state, part, node));
  for (const part of Object.keys(state.machines)) if (isOn(state, part, node)) delete state.machines[part];
  reachAgain({ state, index }, node);
}

/** The kubelet can be heard again: it needs no copies any more. */
export function reachAgain({ state }: Reader, node: string): void {
  for (const of of apartOn(state, node)) delete state.apart[of];
}

function isOn({ machines }: ClusterState, part: PartId, node: string): boolean {
  return machines[part]?.context['node'] === node;
}

/** The pods that the node's kubelet knows for itself, by the names of their workers, sorted. */
export function apartOn({ apart }: ClusterState, node: string): readonly string[] {
  const names = Object.keys(apart).filter((of) => apart[of]?.spec.nodeName === node);
  return names.sort();
}

/** What a kubelet that is cut off would have told the API server of a pod, it keeps to itself; the rest is lost. */
export function keepApart({ apart }: ClusterState, write: Write): void {
  if (write.verb !== 'update' || write.object.kind !== 'Pod') return;
  const pod = write.object as Pod;
  apart[workerOf(pod)] = pod;
}
