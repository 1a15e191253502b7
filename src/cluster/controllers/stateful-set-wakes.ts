/**
 * What wakes a set's controller.
 * Models addPod, updatePod, deletePod and resolveControllerRef of pkg/controller/statefulset/stateful_set.go (v1.36).
 * Left out: the resync, and wakes for mere counts.
 */
import { controllerOf, keyFor } from '../../objects/index.ts';
import type { OwnerReference, Pod, StatefulSet } from '../../objects/index.ts';
import { equal } from '../equal.ts';
import type { Wake } from '../part.ts';
import { get, list } from '../read.ts';
import type { Reader } from '../read.ts';
import type { Change } from '../state.ts';
import { wouldAdopt } from './stateful-set-ownership.ts';

/** A set that is new or has changed wakes itself. */
export function hearSet({ type, object, before }: Change, { state }: Reader): readonly Wake[] {
  const of = `${object.metadata.namespace}/${object.metadata.name}`;
  const isCounted =
    type === 'modified' && before !== undefined && isOnlyCounted(object as StatefulSet, before as StatefulSet);
  const failures = Number(state.machines[`statefulset:${of}`]?.context['failures'] ?? 0);
  return type === 'deleted' || (isCounted && failures === 0) ? [] : [{ of }];
}

/**
 * Has nothing changed but counts that no turn reads? Upstream wakes for them too, and finds nothing to do; only a turn that is refused
 * once more makes a difference: the next try comes later for it.
 */
function isOnlyCounted(set: StatefulSet, before: StatefulSet): boolean {
  const { status, metadata, spec } = set;
  const old = before.status;
  return (
    spec === before.spec &&
    equal({ ...metadata, resourceVersion: '' }, { ...before.metadata, resourceVersion: '' }) &&
    status?.currentRevision === old?.currentRevision &&
    status?.updateRevision === old?.updateRevision &&
    status?.collisionCount === old?.collisionCount &&
    (spec.updateStrategy.rollingUpdate !== undefined || status?.currentReplicas === old?.currentReplicas)
  );
}

/** A pod wakes the set that controls it and the one that did before; a pod that nobody controls wakes all that might take it. */
export function hearPod({ type, object, before }: Change, reader: Reader): readonly Wake[] {
  const { namespace = '', labels } = object.metadata;
  const [owner, old] = [controllerOf(object), before && controllerOf(before)];
  const owners = owner && (!before || old?.uid === owner.uid) ? [owner] : [owner, old];
  const wakes = owners.flatMap((each) =>
    each && isHere(reader, namespace, each) ? [{ of: `${namespace}/${each.name}` }] : [],
  );
  const isNews = type !== 'deleted' && (before === undefined || labels !== before.metadata.labels || old !== undefined);
  if (owner || !isNews) return wakes;
  const sets = list<StatefulSet>(reader, 'StatefulSet', namespace).filter((set) => wouldAdopt(set, object as Pod));
  return [...wakes, ...sets.map(({ metadata }) => ({ of: `${namespace}/${metadata.name}` }))];
}

/** Is the set that the pod names there, and not only another one of its name (resolveControllerRef)? */
function isHere(reader: Reader, namespace: string, { kind, name, uid }: OwnerReference): boolean {
  return kind === 'StatefulSet' && get(reader, keyFor(kind, namespace, name))?.metadata.uid === uid;
}
