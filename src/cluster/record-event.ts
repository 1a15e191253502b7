import { draw } from './chance.ts';
import { carryOut, nowOf } from './api-server.ts';
import type { Registry } from './api-server.ts';
import type { DeedEvent } from './part.ts';
import { keyFor } from '../objects/index.ts';
import type { Event } from '../objects/index.ts';

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
  const hash = Math.floor(draw(0, `${uid}${fieldPath ?? ''}`, `${part} ${type} ${reason} ${message}`) * 2 ** 32);
  const eventName = `${name}.${hash.toString(16).padStart(8, '0')}`;
  const now = nowOf(registry);
  const before = registry.state.objects[keyFor('Event', namespace, eventName)] as Event | undefined;
  if (before) {
    const again: Event = { ...before, count: before.count + 1, lastTimestamp: now };
    carryOut(registry, { verb: 'update', object: again }, part);
    return;
  }
  const { apiVersion, kind } = about;
  const host = part === 'kubelet' ? nodeOf(about) : undefined;
  const object: Event = {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: eventName, namespace },
    involvedObject: {
      apiVersion,
      kind,
      name,
      ...(about.metadata.namespace === undefined ? {} : { namespace }),
      ...(uid === '' ? {} : { uid }),
      ...(fieldPath === undefined ? {} : { fieldPath }),
    },
    type,
    reason,
    message,
    source: { component: event.from ?? components[part] ?? part, ...(host === undefined ? {} : { host }) },
    count: 1,
    firstTimestamp: now,
    lastTimestamp: now,
  };
  carryOut(registry, { verb: 'create', object }, part);
}

function nodeOf({ spec }: { readonly spec?: unknown }): string | undefined {
  return (spec as { nodeName?: string } | undefined)?.nodeName;
}
