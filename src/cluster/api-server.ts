/**
 * Carries writes out: admission, defaults, validation, quotas, optimistic concurrency. What deletion does stands in removal.ts, what is
 * kept and under which version in store.ts.
 * Models the generic registry (k8s.io/apiserver pkg/registry/generic/registry/store.go) and the pods' strategy.
 * Left out: server-side apply, field managers, admission webhooks, dry run (kubectl has it done by a copy of the cluster).
 */
import {
  alreadyExists,
  conflict,
  forbidden,
  invalid,
  isApiError,
  isTerminating,
  keyFor,
  keyOf,
  withFields,
} from '../objects/index.ts';
import { groupOf, kindOf, notFound, readKey, resourceOf } from '../objects/index.ts';
import type {
  ApiError,
  ApiObject,
  Condition,
  Event,
  Meta,
  Node,
  ObjectKey,
  OwnerReference,
  Pod,
} from '../objects/index.ts';
import { allotmentOf } from './allotment.ts';
import { admit, beforeDefaults, gated, kept, resizeRefusal } from './admission.ts';
import { suffix } from './chance.ts';
import { equal } from './equal.ts';
import { evict } from './eviction.ts';
import type { Eviction } from './eviction.ts';
import { countOf } from './index-of-objects.ts';
import { overQuota } from './quota.ts';
import { remove } from './removal.ts';
import type { Removal } from './removal.ts';
import { insert, insertEvent, nowOf, store } from './store.ts';
import type { Draft, Registry } from './store.ts';

/** A change asked of the API server, as plain data. `own` sets the owners alone. */
export type Write =
  | { readonly verb: 'create'; readonly object: ApiObject }
  | { readonly verb: 'update'; readonly object: ApiObject; readonly subresource?: 'status' }
  | { readonly verb: 'bind'; readonly pod: Pod; readonly node: Node }
  | { readonly verb: 'own'; readonly key: ObjectKey; readonly uid?: string; readonly owners: readonly OwnerReference[] }
  | Eviction
  | Removal;

/** Carries out a write for `who`; answers with the object as it then is (or last was), or with the refusal. */
export function carryOut(registry: Registry, write: Write, who: string): ApiObject | ApiError {
  if (write.verb === 'create') return create(registry, write.object, who);
  if (write.verb === 'own') return own(registry, write.key, write.uid, write.owners, who);
  if (write.verb === 'bind') return bind(registry, write.pod, write.node, who);
  if (write.verb === 'update') return update(registry, write.object, write.subresource, who);
  // An eviction's two writes are the API server's own.
  if (write.verb === 'evict') return evict(registry, write, nowOf(registry), (step) => carryOut(registry, step, ''));
  return remove(registry, write, who);
}

function create(registry: Registry, given: ApiObject, who: string): ApiObject | ApiError {
  const { state } = registry;
  const kind = kindOf(given.kind);
  const named = withName(registry, given, kind.namespaced);
  const key = keyOf(named);
  const nowhere = homeless(registry, named);
  if (nowhere) return nowhere;
  const taken = state.objects[key];
  if (taken) return nameTaken(taken, named);
  const room = hasRoom(registry, named);
  if (room) return room;
  const asked = beforeDefaults(registry, named);
  const filled = admit(registry, kind.defaults?.(asked) ?? asked);
  const causes = kind.validate?.(filled) ?? [];
  if (causes.length > 0) return refused(filled, causes);
  const full = overQuota(registry, filled);
  if (full) return full;
  const whole = allotted(registry, filled);
  if (isApiError(whole)) return whole;
  return insert(registry, key, { ...whole }, countsGenerations.has(given.kind), who);
}

/** Lets in an Event that a part records, which has nothing that could be wrong: only its namespace and its quotas can refuse it. */
export function createEvent(registry: Registry, key: ObjectKey, event: Draft<Event>, who: string): void {
  if (!homeless(registry, event) && !overQuota(registry, event)) insertEvent(registry, key, event, who);
}

/** The object with what the API server hands out to its kind. */
function allotted(registry: Registry, object: ApiObject): ApiObject | ApiError {
  const given = allotmentOf(object.kind)?.give(registry, object) ?? object;
  return 'kind' in given ? given : refused(object, given);
}

/** A name made from a prefix could have been another one, and the API server says so. */
function nameTaken(taken: ApiObject, { kind, metadata: { name, generateName } }: ApiObject): ApiError {
  const error = alreadyExists(resourceOf(kind), name);
  if (!generateName) return error;
  const before = isTerminating(taken) ? 'object is being deleted: ' : '';
  return {
    ...error,
    message: `${before}${error.message}, the server was not able to generate a unique name for the object`,
  };
}

/** A cluster of the page holds so many pods and no more. */
function hasRoom({ state, index }: Registry, { kind, metadata: { name } }: ApiObject): ApiError | undefined {
  const { pods } = state.settings.limits;
  if (kind !== 'Pod' || countOf(index, 'Pod') < pods) return undefined;
  return forbidden('pods', name, `this cluster holds at most ${pods} pods (limits.pods)`);
}

/** Nothing new comes into a namespace that is not there, or that is going (plugin namespace/lifecycle). */
function homeless({ state }: Registry, { kind, metadata: { name, namespace } }: ApiObject): ApiError | undefined {
  if (namespace === undefined) return undefined;
  const home = state.objects[keyFor('Namespace', undefined, namespace)];
  if (!home) return notFound('namespaces', namespace);
  if (!isTerminating(home)) return undefined;
  const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
  return forbidden(resourceOf(kind), name, why);
}

function withName(registry: Registry, object: ApiObject, namespaced: boolean): ApiObject {
  const { metadata } = object;
  if (metadata.name && namespaced === (metadata.namespace !== undefined)) return object;
  const { namespace: given, ...rest } = metadata;
  const namespace = namespaced ? { namespace: given ?? 'default' } : {};
  if (metadata.name) return { ...object, metadata: { ...rest, ...namespace } };
  const stem = metadata.generateName ?? '';
  const name = stem + suffix(registry.state.chance, `${object.kind}/${stem}`, String(registry.state.version));
  return { ...object, metadata: { ...rest, ...namespace, name } };
}

function update(
  registry: Registry,
  given: ApiObject,
  subresource: 'status' | undefined,
  who: string,
): ApiObject | ApiError {
  const { name, resourceVersion, uid } = given.metadata;
  const old = registry.state.objects[keyOf(given)];
  if (!old) return notFound(resourceOf(given.kind), name);
  const isStale = resourceVersion !== undefined && resourceVersion !== old.metadata.resourceVersion;
  if (isStale || (uid !== undefined && uid !== old.metadata.uid)) return conflict(resourceOf(given.kind), name);
  if (subresource === 'status') {
    const causes = kindOf(given.kind).validateStatus?.(given) ?? [];
    if (causes.length > 0) return refused(given, causes);
    const noted = withNotes(old, given);
    if (noted === old && equal(given.status, old.status)) return old;
    return store(registry, old, withFields(noted, { status: given.status }), who);
  }
  const kind = kindOf(given.kind);
  const filled = kept(gated(registry, kind.defaults?.(given) ?? given, old), old);
  const status = old.status === undefined ? undefined : { status: old.status };
  const asked = { ...filled, metadata: withKept(filled.metadata, old.metadata), ...status } as ApiObject;
  const causes = kind.validate?.(asked, old) ?? [];
  if (causes.length > 0) return refused(asked, causes);
  const merged = allotted(registry, asked);
  if (isApiError(merged)) return merged;
  const tooSmall = resizeRefusal(registry, merged, old);
  if (tooSmall !== undefined) return forbidden(resourceOf(given.kind), name, tooSmall);
  if (!equal(merged.spec, old.spec) || hasNewNotes(merged, old)) {
    return store(registry, old, withNextGeneration(merged, old), who);
  }
  return equal(merged, old) ? old : store(registry, old, { ...merged, spec: old.spec }, who);
}

function withNextGeneration(next: ApiObject, old: ApiObject): ApiObject {
  if (old.metadata.generation === undefined) return next;
  return { ...next, metadata: { ...next.metadata, ...nextGeneration(old) } };
}

/** With the status of a Deployment its annotations may change: its controller writes the revision's number there (deploymentStatusStrategy). */
function withNotes(old: ApiObject, { kind, metadata: { annotations } }: ApiObject): ApiObject {
  if (kind !== 'Deployment' || !annotations || equal(annotations, old.metadata.annotations)) return old;
  return { ...old, metadata: { ...old.metadata, annotations } };
}

/** New annotations of a Deployment count as a new spec (pkg/registry/apps/deployment/strategy.go, PrepareForUpdate). */
function hasNewNotes({ kind, metadata }: ApiObject, old: ApiObject): boolean {
  return kind === 'Deployment' && !equal(metadata.annotations ?? {}, old.metadata.annotations ?? {});
}

/** The kinds whose spec has a number; claims, volumes and Services have none in Kubernetes. */
const countsGenerations = new Set([
  'Pod',
  'PodDisruptionBudget',
  'StatefulSet',
  'EndpointSlice',
  'Deployment',
  'ReplicaSet',
  'DaemonSet',
  'Job',
  'Ingress',
  'IngressClass',
]);

function nextGeneration({ metadata: { generation } }: ApiObject): { generation?: number } {
  return generation === undefined ? {} : { generation: generation + 1 };
}

/** What no writer can change. */
const keptNames = [
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
] as const;

function withKept(given: Meta, old: Meta): Meta {
  const kept: Record<string, unknown> = {};
  for (const name of keptNames) if (old[name] !== undefined) kept[name] = old[name];
  return withoutEmpty(withFields(given, kept));
}

/** Empty lists are not written down (omitempty). */
function withoutEmpty(metadata: Meta): Meta {
  const { ownerReferences, finalizers, ...rest } = metadata;
  if (ownerReferences?.length !== 0 && finalizers?.length !== 0) return metadata;
  return {
    ...rest,
    ...(ownerReferences?.length ? { ownerReferences } : {}),
    ...(finalizers?.length ? { finalizers } : {}),
  };
}

function own(
  registry: Registry,
  key: ObjectKey,
  uid: string | undefined,
  owners: readonly OwnerReference[],
  who: string,
): ApiObject | ApiError {
  const object = registry.state.objects[key];
  const { kind, name } = readKey(key);
  if (!object || (uid !== undefined && object.metadata.uid !== uid)) return notFound(resourceOf(kind), name);
  const { ownerReferences: before = [], ...metadata } = object.metadata;
  if (equal(before, owners)) return object;
  const next = owners.length > 0 ? { ...metadata, ownerReferences: owners } : metadata;
  return store(registry, object, { ...object, metadata: next }, who);
}

/** Gives the pod its node, with the node's zone as a label (pkg/registry/core/pod/storage, assignPod). */
function bind(registry: Registry, given: Pod, { metadata: node }: Node, who: string): ApiObject | ApiError {
  const pod = registry.state.objects[keyOf(given)] as Pod | undefined;
  if (!pod || pod.metadata.uid !== given.metadata.uid) return notFound('pods', given.metadata.name);
  if (pod.spec.nodeName !== undefined || isTerminating(pod)) return conflict('pods', given.metadata.name);
  const zone = node.labels?.[zoneLabel];
  const labels =
    zone === undefined ? pod.metadata.labels : withFields(pod.metadata.labels ?? {}, { [zoneLabel]: zone });
  const scheduled: Condition = { type: 'PodScheduled', status: 'True', lastTransitionTime: nowOf(registry) };
  const { nominatedNodeName: _, ...status } = pod.status ?? {};
  const bound = withFields(pod, {
    metadata: labels ? withFields(pod.metadata, { labels }) : pod.metadata,
    spec: withFields(pod.spec, { nodeName: node.name }),
    status: withFields(status, { conditions: [scheduled] }),
  });
  return store(registry, pod, bound, who);
}

const zoneLabel = 'topology.kubernetes.io/zone';

function refused(object: ApiObject, causes: readonly string[]): ApiError {
  const { kind, metadata } = object;
  const group = groupOf(kindOf(kind).apiVersion);
  return invalid(kind, group ? `${kind}.${group}` : kind, metadata.name, causes);
}
