import { hexDraw } from './chance.ts';
import { carryOut, createEvent } from './api-server.ts';
import { nowOf } from './store.ts';
import type { Registry } from './store.ts';
import type { DeedEvent } from './part.ts';
import { keyFor } from '../objects/index.ts';
import type { ApiObject, Event } from '../objects/index.ts';

/** The names under which Kubernetes' own components record Events. */
const components: Readonly<Record<string, string>> = {
  disruption: 'controllermanager',
  'eviction-manager': 'kubelet',
  'node-lifecycle': 'node-controller',
  'node-eviction': 'node-controller',
  'taint-eviction': 'taint-eviction-controller',
  statefulset: 'statefulset-controller',
  deployment: 'deployment-controller',
  replicaset: 'replicaset-controller',
  daemonset: 'daemonset-controller',
  job: 'job-controller',
  scheduler: 'default-scheduler',
  kubelet: 'kubelet',
  'attach-detach': 'attachdetach-controller',
  'volume-binder': 'persistentvolume-controller',
  'volume-reclaimer': 'persistentvolume-controller',
};

/**
 * Records an Event, or counts one up that says the same of the same object.
 * Models client-go tools/record. Left out: the series of similar Events and the spam filter, and that Events end after an hour.
 */
export function recordEvent(registry: Registry, event: DeedEvent, part: string, refusal?: string): void {
  const { about, fieldPath } = event;
  if (refusal !== undefined && !event.refused) return;
  const reason = refusal === undefined ? event.reason : (event.refused?.reason ?? event.reason);
  const message = refusal === undefined ? event.message : `${event.refused?.head ?? ''}${refusal}`;
  const type = refusal === undefined ? (event.type ?? 'Normal') : 'Warning';
  const { name, namespace = 'default', uid = '' } = about.metadata;
  const hash = hexDraw(0, `${uid}${fieldPath ?? ''}`, `${part} ${type} ${reason} ${message}`);
  const eventName = `${name}.${hash}`;
  const now = nowOf(registry);
  const key = keyFor('Event', namespace, eventName);
  const before = registry.state.objects[key] as Event | undefined;
  if (before) {
    const again: Event = { ...before, count: before.count + 1, lastTimestamp: now };
    carryOut(registry, { verb: 'update', object: again }, part);
    return;
  }
  const component = event.from ?? components[part] ?? part;
  const host = part === 'kubelet' ? nodeOf(about) : undefined;
  const object: Event = {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: eventName, namespace },
    involvedObject: referenceTo(about, fieldPath),
    type,
    reason,
    message,
    source: sourceOf(component, host),
    count: 1,
    firstTimestamp: now,
    lastTimestamp: now,
  };
  createEvent(registry, key, object, part);
}

function referenceTo(
  { apiVersion, kind, metadata }: ApiObject,
  fieldPath: string | undefined,
): Event['involvedObject'] {
  const { name, namespace, uid } = metadata;
  if (namespace === undefined || !uid) {
    return { apiVersion, kind, name, ...(namespace !== undefined && { namespace }), ...(uid && { uid }) };
  }
  return fieldPath === undefined
    ? { apiVersion, kind, name, namespace, uid }
    : { apiVersion, kind, name, namespace, uid, fieldPath };
}

const sources = new Map<string, Event['source']>();

/** The same object for the same source: each kubelet alone writes thousands of Events. */
function sourceOf(component: string, host: string | undefined): Event['source'] {
  const name = host === undefined ? component : `${component} ${host}`;
  const known = sources.get(name);
  if (known) return known;
  const source = host === undefined ? { component } : { component, host };
  sources.set(name, source);
  return source;
}

function nodeOf({ spec }: { readonly spec?: unknown }): string | undefined {
  return (spec as { nodeName?: string } | undefined)?.nodeName;
}
