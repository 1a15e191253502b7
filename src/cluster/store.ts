/**
 * Puts objects into the state and takes them out: their versions, the index, and what the watchers are to be told.
 * Models the storage below the API server (k8s.io/apiserver pkg/storage/etcd3) and, of its registry, deleteWithoutFinalizers. Left out:
 * old versions, compaction, leases of keys.
 */
import { isTerminating, keyOf, millisOf, timestamp, withFields } from '../objects/index.ts';
import type { ApiObject, Event, Namespace, ObjectKey, Pod } from '../objects/index.ts';
import { uidOf } from './chance.ts';
import { reindex } from './index-of-objects.ts';
import { forgetSessions } from './network/asking.ts';
import type { Reader } from './read.ts';
import type { Change } from './state.ts';
import { forgetPod } from './volume-data.ts';

/** What the API server works on: the state, its index, and the changes nobody has been told of yet. */
export interface Registry extends Reader {
  readonly untold: Change[];
}

/** A copy that is still its maker's own. */
export type Draft<T> = { -readonly [Field in keyof T]: T[Field] };

/** The date of the virtual now, as the API writes it. */
export function nowOf({ state }: Reader): string {
  return timestamp(millisOf(state.settings.start), state.now);
}

/** Stores an object for the first time, with its uid and its date. */
export function insert(
  registry: Registry,
  key: ObjectKey,
  next: Draft<ApiObject>,
  countsGenerations: boolean,
  who: string,
): ApiObject {
  const { uid, creationTimestamp, resourceVersion } = marksFor(registry, key);
  const given = countsGenerations
    ? { uid, creationTimestamp, generation: 1, resourceVersion }
    : { uid, creationTimestamp, resourceVersion };
  next.metadata = withFields(next.metadata, given);
  return put(registry, key, undefined, next, who);
}

/** What only the store can say of a new object. */
interface Marks {
  readonly uid: string;
  readonly creationTimestamp: string;
  readonly resourceVersion: string;
}

function marksFor(registry: Registry, key: ObjectKey): Marks {
  const { chance, lives } = registry.state;
  const uid = uidOf(chance, key, lives[key] ?? 0);
  return { uid, creationTimestamp: nowOf(registry), resourceVersion: nextVersion(registry) };
}

/** Stores an Event, which is its maker's own so far. There are more of them than of everything else: each is kept as small as can be. */
export function insertEvent(registry: Registry, key: ObjectKey, event: Draft<Event>, who: string): void {
  const { name, namespace = '' } = event.metadata;
  const { uid, creationTimestamp, resourceVersion } = marksFor(registry, key);
  event.metadata = { name, namespace, uid, creationTimestamp, resourceVersion };
  put(registry, key, undefined, event, who);
}

/** Puts the next state of an object in its place; a terminating one without finalizers and without grace goes. */
export function store(registry: Registry, before: ApiObject, next: Draft<ApiObject>, who: string): ApiObject {
  const { metadata } = next;
  const isDone =
    isTerminating(next) && metadata.deletionGracePeriodSeconds === 0 && !metadata.finalizers?.length && !isFull(next);
  return isDone ? erase(registry, next, who, before) : replace(registry, before, next, who);
}

/** Puts the next state of an object in its place. */
export function replace(registry: Registry, before: ApiObject, next: Draft<ApiObject>, who: string): ApiObject {
  next.metadata = withFields(next.metadata, { resourceVersion: nextVersion(registry) });
  return put(registry, keyOf(next), before, next, who);
}

function nextVersion({ state }: Registry): string {
  return String(++state.version);
}

function put(
  { state, index, untold }: Registry,
  key: ObjectKey,
  before: ApiObject | undefined,
  object: ApiObject,
  who: string,
): ApiObject {
  state.objects[key] = object;
  reindex(index, key, before, object);
  const at = state.now;
  untold.push(before ? { at, type: 'modified', key, object, before, who } : { at, type: 'added', key, object, who });
  return object;
}

/** A namespace stays until its controller has emptied it and taken the finalizer from its spec. */
export function isFull({ kind, spec }: ApiObject): boolean {
  return kind === 'Namespace' && ((spec as Namespace['spec'])?.finalizers ?? []).length > 0;
}

/** Takes an object out of the state; its last state is `object`, and `before` the one that stood there. */
export function erase(registry: Registry, object: ApiObject, who: string, before = object): ApiObject {
  const { state, index, untold } = registry;
  const key = keyOf(object);
  delete state.objects[key];
  if (object.kind === 'Pod') forgetPod(state, object as Pod);
  else if (object.kind === 'Service') forgetSessions(state, key);
  state.lives[key] = (state.lives[key] ?? 0) + 1;
  state.version++;
  reindex(index, key, before, undefined);
  untold.push({ at: state.now, type: 'deleted', key, object, before, who });
  return object;
}
