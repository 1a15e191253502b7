/**
 * What is kept on volumes, as plain text: it is there for the next pod that mounts the same backing, and only for it.
 * Left out: directories, links, owners and modes of files, and that writes take time.
 */
import type { ApiError, Pod } from '../objects/index.ts';
import type { Reader } from './read.ts';
import type { BackingId, ClusterState, Files } from './state.ts';
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

/** The room that a pod has for itself ends with it: its emptyDir volumes and the layers of its containers. */
export function endRoomOf(state: ClusterState, { metadata: { uid }, spec }: Pod): void {
  for (const { name, emptyDir } of spec.volumes ?? []) if (emptyDir) delete state.data[`emptyDir/${uid}/${name}`];
  for (const { name } of spec.containers) delete state.data[`container/${uid}/${name}`];
}
