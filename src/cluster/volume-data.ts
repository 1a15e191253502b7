/**
 * What is kept on volumes, as plain text: it is there for the next pod that mounts the same backing, and only for it.
 * Left out: directories, links, owners and modes of files, and that writes take time.
 */
import { keyOf, withFields } from '../objects/index.ts';
import type { ApiError, Pod } from '../objects/index.ts';
import type { Reader } from './read.ts';
import type { BackingId, ClusterState, Files, Mounts } from './state.ts';
import { layerOf, logOf } from './volume-backing.ts';
import type { Backing } from './volume-backing.ts';

/** A text for a file, in place of what was there or behind it. */
export interface Storing {
  readonly verb: 'store';
  readonly backing: Backing;
  readonly path: string;
  readonly text: string;
  readonly isAppended?: true;
}

/** Everything on a backing goes, or one file of it. */
export interface Scrubbing {
  readonly verb: 'scrub';
  readonly backing: BackingId;
  readonly path?: string;
}

/** From now on the machine shows these volumes to the pod's containers. */
export interface Mounting {
  readonly verb: 'mount';
  readonly pod: Pod;
  readonly mounts: Mounts;
}

/** The machine has taken the pod's volumes away; what was for the pod alone goes if the pod is gone. */
export interface Unmounting {
  readonly verb: 'unmount';
  readonly pod: Pod;
}

/** The files on a backing. */
export function filesOn({ state }: Reader, { id, projected }: Backing): Files {
  return projected ?? state.data[id] ?? {};
}

/** Writes the file, or says why not in the words of a program whose write failed. */
export function storeFile(state: ClusterState, { backing, path, text, isAppended }: Storing): ApiError | undefined {
  if (backing.isReadOnly) return refusal(`${path}: Read-only file system`);
  const files = state.data[backing.id] ?? {};
  const whole = isAppended ? (files[path] ?? '') + text : text;
  if (lengthOf({ ...files, [path]: whole }) > backing.roomMax) return refusal(`${path}: No space left on device`);
  state.data[backing.id] = { ...files, [path]: whole };
  return undefined;
}

function lengthOf(files: Files): number {
  let length = 0;
  for (const path in files) length += path.length + (files[path]?.length ?? 0);
  return length;
}

function refusal(message: string): ApiError {
  return { kind: 'Status', code: 403, reason: 'Forbidden', message };
}

/** Takes away what a backing keeps; nothing there is fine. */
export function scrub({ data }: ClusterState, id: BackingId, path?: string): void {
  const { [path ?? '']: _, ...left } = path === undefined ? {} : (data[id] ?? {});
  if (Object.keys(left).length > 0) data[id] = left;
  else delete data[id];
}

/** Notes what is mounted for the pod. */
export function mount({ mounts }: ClusterState, { pod, mounts: now }: Mounting): void {
  const node = pod.spec.nodeName ?? '';
  mounts[node] = withFields(mounts[node] ?? {}, { [pod.metadata.uid ?? '']: now });
}

/** Notes that nothing is mounted for the pod any more. */
export function unmount(state: ClusterState, { pod }: Unmounting): void {
  const node = pod.spec.nodeName ?? '';
  const { [pod.metadata.uid ?? '']: _, ...left } = state.mounts[node] ?? {};
  if (Object.keys(left).length > 0) state.mounts[node] = left;
  else delete state.mounts[node];
  const there = state.objects[keyOf(pod)];
  if (there?.metadata.uid !== pod.metadata.uid) endRoomOf(state, pod);
}

/** A machine without power shows nothing to anybody. */
export function unmountAll({ mounts }: ClusterState, node: string): void {
  delete mounts[node];
}

/** Where the object of a pod goes, its volumes and its own room go with it, but not under processes that nobody hears of. */
export function forgetPod(state: ClusterState, pod: Pod): void {
  const { namespace, name, uid = '' } = pod.metadata;
  if (!state.apart[`${namespace}/${name}/${uid}`]) unmount(state, { verb: 'unmount', pod });
}

/** The room that a pod has for itself (emptyDir volumes, the layers and logs of its containers) ends with it, but not under its processes. */
function endRoomOf(state: ClusterState, pod: Pod): void {
  const { metadata, spec } = pod;
  for (const { name, emptyDir } of spec.volumes ?? []) {
    if (emptyDir) delete state.data[`emptyDir/${metadata.uid}/${name}`];
  }
  for (const container of [...spec.containers, ...(spec.initContainers ?? [])]) {
    delete state.data[layerOf(pod, container.name)];
    delete state.logs[logOf(pod, container.name)];
  }
}
