/**
 * What becomes of an object whose deletion is asked for.
 * Models Delete and BeforeDelete (k8s.io/apiserver pkg/registry/generic/registry/store.go, pkg/registry/rest/delete.go) and the pods' own
 * CheckGracefulDelete. Left out: preconditions but the uid.
 */
import {
  conflict,
  forbidden,
  hasEnded,
  isTerminating,
  keyFor,
  millisOf,
  notFound,
  readKey,
  resourceOf,
  timestamp,
  withFields,
} from '../objects/index.ts';
import type { ApiError, ApiObject, Meta, ObjectKey, Pod } from '../objects/index.ts';
import { equal } from './equal.ts';
import { erase, isFull, replace, store } from './store.ts';
import type { Registry } from './store.ts';

/** A deletion; without `graceSeconds` a pod gets its own, `uid` protects its successor. */
export interface Removal {
  readonly verb: 'delete';
  readonly key: ObjectKey;
  readonly graceSeconds?: number;
  readonly uid?: string;
  readonly propagation?: 'Background' | 'Foreground' | 'Orphan';
  /** Only the first of the two changes by which a pod without grace goes: marked, then gone. */
  readonly isOnlyMarked?: true;
}

/** Carries out a deletion for `who`: at once, or marked and left to those whose grace or finalizers it has to wait for. */
export function remove(registry: Registry, removal: Removal, who: string): ApiObject | ApiError {
  const { kind, name } = readKey(removal.key);
  const object = registry.state.objects[removal.key];
  if (!object) return notFound(resourceOf(kind), name);
  if (removal.uid !== undefined && removal.uid !== object.metadata.uid) return conflict(resourceOf(kind), name);
  const graceSeconds = kind === 'Pod' ? graceOf(object as Pod, removal.graceSeconds) : 0;
  const { finalizers: before = [], ...rest } = object.metadata;
  const finalizers = withPropagation(before, removal.propagation);
  if (immortal.has(removal.key)) return forbidden('namespaces', name, 'this namespace may not be deleted');
  const goesNow = graceSeconds === 0 && finalizers.length === 0 && !isFull(object);
  if (goesNow && !removal.isOnlyMarked) return erase(registry, object, who);
  const { deletionGracePeriodSeconds: graceBefore } = object.metadata;
  const isNoSooner = isTerminating(object) && graceBefore !== undefined && graceSeconds >= graceBefore;
  if (isNoSooner && equal(finalizers, before)) return object;
  const metadata = withFields<Meta>(rest, {
    ...marks(registry, object, graceSeconds),
    ...(finalizers.length > 0 && { finalizers }),
  });
  const going = kind === 'Namespace' ? { status: { phase: 'Terminating' } } : {};
  return (goesNow ? replace : store)(registry, object, { ...object, metadata, ...going }, who);
}

/** What says that the object is to go, and when; asked again, it goes by another grace, counted from the first time. */
function marks({ state }: Registry, { metadata }: ApiObject, graceSeconds: number): Partial<Meta> {
  const { generation, deletionTimestamp, deletionGracePeriodSeconds: graceBefore = 0 } = metadata;
  if (deletionTimestamp !== undefined) {
    const at = timestamp(millisOf(deletionTimestamp), (graceSeconds - graceBefore) * 1000);
    return { deletionTimestamp: at, deletionGracePeriodSeconds: graceSeconds };
  }
  const at = timestamp(millisOf(state.settings.start), state.now + graceSeconds * 1000);
  return {
    ...(generation !== undefined && { generation: generation + 1 }),
    deletionTimestamp: at,
    deletionGracePeriodSeconds: graceSeconds,
  };
}

const immortal = new Set(['default', 'kube-system', 'kube-public'].map((name) => keyFor('Namespace', undefined, name)));

/** Nothing to wait for where no kubelet has the pod, or where it has ended (pkg/registry/core/pod/strategy.go, CheckGracefulDelete). */
function graceOf(pod: Pod, asked: number | undefined): number {
  if (pod.spec.nodeName === undefined || hasEnded(pod)) return 0;
  const grace = asked ?? pod.spec.terminationGracePeriodSeconds ?? 30;
  return Math.min(grace, pod.metadata.deletionGracePeriodSeconds ?? grace);
}

/** The newest policy counts: what an earlier deletion asked of the collector is forgotten (deletionFinalizersForGarbageCollection). */
function withPropagation(finalizers: readonly string[], propagation: Removal['propagation']): readonly string[] {
  if (propagation === undefined) return finalizers;
  const others = finalizers.filter((finalizer) => finalizer !== 'foregroundDeletion' && finalizer !== 'orphan');
  const added = { Foreground: ['foregroundDeletion'], Orphan: ['orphan'], Background: [] }[propagation];
  return [...others, ...added];
}
