/**
 * Empties a volume for the next claim: a pod mounts it and removes what is there.
 * Models pkg/volume/util/recyclerclient and pv_controller.go (recycleVolumeOperation). Left out: that recyclers at work at the same
 * time share one pod template upstream and may take each other's names; the time limit.
 */
import { hasEnded, isTerminating, keyOf, quantity } from '../../objects/index.ts';
import type { Claim, Event, Pod, Volume } from '../../objects/index.ts';
import { say } from '../log.ts';
import type { Answer, Deed, Wake } from '../part.ts';
import { list } from '../read.ts';
import type { Reader } from '../read.ts';
import type { Change } from '../state.ts';
import { backingOf } from '../volume-backing.ts';
import { boundByController, withoutVersion } from './volume-binding.ts';

/** A volume as its controller sees it. */
export interface Look {
  readonly reader: Reader;
  readonly volume: Volume;
  /** The claim that has it, unless it is gone. */
  readonly claim: Claim | undefined;
  /** The pod that is emptying it. */
  readonly recycler: Pod | undefined;
  readonly now: string;
}

const prefix = 'recycler-for-';

/** What happens to recyclers, and what is said of them, is heard by their volumes. */
export const recyclerWakes = {
  Pod: ({ object }: Change): readonly Wake[] => wakeOf(object.metadata.name),
  Event: ({ object }: Change): readonly Wake[] => wakeOf((object as Event).involvedObject.name),
} as const;

function wakeOf(pod: string): readonly Wake[] {
  return pod.startsWith(prefix) ? [{ of: pod.slice(prefix.length) }] : [];
}

/** Tells of the volume what is said of its recycler. */
export function retell({ reader, volume, recycler }: Look): Answer {
  if (!recycler) return undefined;
  const events = list<Event>(reader, 'Event', 'default');
  const told = new Set(
    events.filter(({ involvedObject }) => involvedObject.uid === volume.metadata.uid).map(({ message }) => message),
  );
  const news = events
    .filter(({ involvedObject }) => involvedObject.uid === recycler.metadata.uid)
    .map(({ message, type }) => ({ message: `Recycler pod: ${message}`, type }))
    .filter(({ message }) => !told.has(message));
  const deeds = news.map(({ message, type }): Deed => {
    return { writes: [], event: { about: volume, reason: 'RecyclerPod', message, type } };
  });
  return { do: deeds };
}

/** Starts a recycler, waits for it, and makes the volume available when it is done. */
export function recycle(look: Look): Answer {
  const { volume, recycler } = look;
  const it = { volume: volume.metadata.name };
  if (!('hostPath' in volume.spec) && !('nfs' in volume.spec)) {
    return failWith(look, 'VolumeFailedRecycle', 'No recycler plugin found for the volume!');
  }
  if (!recycler) {
    const what = say('sends a pod that empties {volume}', it);
    const because = say('its reclaim policy is Recycle');
    return { do: [{ what, because, writes: [{ verb: 'create', object: podFor(volume) }], object: keyOf(volume) }] };
  }
  if (!hasEnded(recycler)) {
    return { wait: say('{volume} is not free until {pod} has emptied it', { ...it, pod: recycler.metadata.name }) };
  }
  if (isTerminating(recycler)) return undefined;
  return recycler.status?.phase === 'Succeeded' ? finish(look, recycler) : giveUp(look, recycler);
}

function finish({ reader, volume, now }: Look, recycler: Pod): Answer {
  const backing = backingOf(reader, recycler, 'vol');
  const { [boundByController]: isOurs, ...annotations } = volume.metadata.annotations ?? {};
  const { claimRef: _, ...spec } = volume.spec;
  const free = withoutVersion({ ...volume, metadata: { ...volume.metadata, annotations }, spec });
  const reserved = { ...volume, spec: { ...volume.spec, claimRef: withoutUid(volume) } };
  const object = isOurs === undefined ? withoutVersion(reserved) : free;
  const status = { phase: 'Available', lastPhaseTransitionTime: now } as const;
  return {
    do: [
      {
        what: say('{volume} is empty and free again', { volume: volume.metadata.name }),
        because: say('its recycler is done'),
        writes: [
          ...(backing ? [{ verb: 'scrub', backing: backing.id } as const] : []),
          { verb: 'delete', key: keyOf(recycler) },
          { verb: 'update', object },
          { verb: 'update', object: { ...object, status }, subresource: 'status' },
        ],
        object: keyOf(volume),
        event: { about: volume, reason: 'VolumeRecycled', message: 'Volume recycled' },
      },
    ],
  };
}

/** What a user reserved for a name stays reserved for it. */
function withoutUid({ spec: { claimRef } }: Volume): NonNullable<Volume['spec']['claimRef']> {
  const { uid: _, resourceVersion: __, ...rest } = claimRef ?? {};
  return rest;
}

function giveUp(look: Look, recycler: Pod): Answer {
  const { message = 'pod failed, pod.Status.Message unknown.' } = recycler.status ?? {};
  const why = `Recycle failed: failed to recycle volume: ${message}`;
  return failWith(look, 'VolumeFailedRecycle', why, [{ writes: [{ verb: 'delete', key: keyOf(recycler) }] }]);
}

/** Marks the volume as Failed; its controller tries again when something about it changes. */
export function failWith({ volume, now }: Look, reason: string, why: string, first: readonly Deed[] = []): Answer {
  const status = { phase: 'Failed', message: why, lastPhaseTransitionTime: now } as const;
  const it = { volume: volume.metadata.name };
  if (volume.status?.phase === 'Failed') {
    return { do: first, then: { wait: say('{volume} could not be reclaimed: {why}', { ...it, why }) } };
  }
  const object = withoutVersion({ ...volume, status });
  return {
    do: [
      ...first,
      {
        what: say('{volume} is now {phase}', { ...it, phase: 'Failed' }),
        because: say('it could not be reclaimed: {why}', { why }),
        writes: [{ verb: 'update', object, subresource: 'status' }],
        object: keyOf(volume),
        event: { about: volume, type: 'Warning', reason, message: why },
      },
    ],
  };
}

const script = 'test -e /scrub && find /scrub -mindepth 1 -delete && test -z "$(ls -A /scrub)" || exit 1';

/** A directory of machines gets a minute and half a minute more for each Gi, a server five minutes. */
function podFor({ metadata, spec }: Volume): Pod {
  const { hostPath, nfs } = spec;
  const gibibytes = quantity(spec.capacity?.['storage'] ?? '0') / 2 ** 30;
  const [least, more] = hostPath ? [60, 30] : [300, 30];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `${prefix}${metadata.name}`, namespace: 'default' },
    spec: {
      activeDeadlineSeconds: Math.max(least, Math.floor(gibibytes * more)),
      restartPolicy: 'Never',
      volumes: [{ name: 'vol', ...(hostPath ? { hostPath } : { nfs }) }],
      containers: [
        {
          name: 'pv-recycler',
          image: 'registry.k8s.io/build-image/debian-base:bookworm-v1.0.6',
          command: ['/bin/sh'],
          args: ['-c', script],
          volumeMounts: [{ name: 'vol', mountPath: '/scrub' }],
        },
      ],
    },
  };
}
