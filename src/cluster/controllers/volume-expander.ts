/**
 * Makes a volume larger when its claim asks for more: first the storage, then the file system, which needs a pod that has it mounted.
 * Models external-resizer and the kubelet's MountVolume.NodeExpandVolume. Left out: failures and what follows from them, in-tree
 * volumes, changes of volume attributes.
 */
import { setup } from 'xstate';
import { conditionOf, keyFor, keyOf, quantity } from '../../objects/index.ts';
import type { Claim, Condition, Volume } from '../../objects/index.ts';
import { nowOf } from '../store.ts';
import { isAttachable } from '../attachments.ts';
import { jittered } from '../chance.ts';
import { say } from '../log.ts';
import type { Answer, Deed, Part, Wake } from '../part.ts';
import { get, podsWithClaim } from '../read.ts';
import type { Reader } from '../read.ts';
import type { Change } from '../state.ts';
import { volumeOf } from '../volume-backing.ts';
import { withoutVersion } from './volume-binding.ts';

interface Expanding {
  readonly resizeMs: number;
}

const machine = setup({
  types: { context: {} as Expanding, input: {} as Expanding, events: {} as { type: 'wake' | 'next' | 'wait' | 'end' } },
  actions: { step: (_, _name: string) => undefined },
  delays: { resize: ({ context }) => context.resizeMs },
}).createMachine({
  id: 'volume-expander',
  context: ({ input }) => input,
  initial: 'asleep',
  states: {
    asleep: { on: { wake: 'beginning' } },
    beginning: { entry: { type: 'step', params: 'begin' }, on: { next: 'resizing', wait: 'pending', end: 'asleep' } },
    resizing: { after: { resize: 'resized' } },
    resized: { entry: { type: 'step', params: 'resize' }, on: { next: 'pending', end: 'asleep' } },
    pending: {
      entry: { type: 'step', params: 'finish' },
      on: { wake: { target: 'pending', reenter: true }, end: 'asleep' },
    },
  },
});

interface Look {
  readonly reader: Reader;
  readonly claim: Claim;
  readonly volume: Volume;
  readonly asked: string;
  readonly now: string;
}

/** The part that lets volumes grow, one instance for each claim that asks for more than it has. */
export const volumeExpander: Part<Look> = {
  name: 'volume-expander',
  machine,
  wakesOn: { PersistentVolumeClaim: hearClaim, Pod: hearPod },
  begin: ({ state: { chance, settings } }, of) => {
    const { provision, jitter } = settings.durations;
    return { resizeMs: jittered(chance, provision, jitter, `volume-expander:${of}`, 'resize') };
  },
  look,
  steps: { begin, resize, finish },
};

function hearClaim({ type, object, before }: Change): readonly Wake[] {
  const claim = object as Claim;
  const isNews = type === 'modified' && claim.spec.resources !== (before as Claim).spec.resources;
  return isNews && claim.status?.phase === 'Bound' ? [wakeOf(claim)] : [];
}

function wakeOf({ metadata }: Claim): Wake {
  return { of: `${metadata.namespace}/${metadata.name}` };
}

/** A pod that has started has its volumes mounted: then the file system can grow. */
function hearPod({ type, object, before }: Change, reader: Reader): readonly Wake[] {
  const phaseOf = (pod: unknown): string | undefined =>
    (pod as { status?: { phase?: string } } | undefined)?.status?.phase;
  if (type !== 'modified' || phaseOf(object) !== 'Running' || phaseOf(before) === 'Running') return [];
  const { volumes = [] } = (object.spec ?? {}) as {
    volumes?: readonly { persistentVolumeClaim?: { claimName: string } }[];
  };
  return volumes.flatMap(({ persistentVolumeClaim }) => {
    const name = persistentVolumeClaim?.claimName;
    const claim = name && get<Claim>(reader, keyFor('PersistentVolumeClaim', object.metadata.namespace, name));
    return claim && conditionOf(claim, 'FileSystemResizePending') ? [wakeOf(claim)] : [];
  });
}

function look(reader: Reader, of: string): Look | undefined {
  const claim = get<Claim>(reader, `PersistentVolumeClaim/${of}`);
  const volume = claim && volumeOf(reader, claim);
  const asked = claim?.spec.resources?.requests?.['storage'] ?? '0';
  if (!volume || quantity(asked) <= quantity(claim.status?.capacity?.['storage'] ?? '0')) return undefined;
  return { reader, claim, volume, asked, now: nowOf(reader) };
}

function withConditions(claim: Claim, conditions: readonly Condition[], capacity?: string): Deed['writes'] {
  const { conditions: _, ...status } = claim.status ?? {};
  const next = { ...status, ...(capacity !== undefined && { capacity: { storage: capacity } }) };
  const object = withoutVersion({ ...claim, status: conditions.length > 0 ? { ...next, conditions } : next });
  return [{ verb: 'update', object, subresource: 'status' }];
}

function begin({ claim, volume, asked, now }: Look): Answer {
  if (quantity(volume.spec.capacity?.['storage'] ?? '0') >= quantity(asked)) return { do: [], signal: 'wait' };
  const { name } = volume.metadata;
  const resizing: Condition = { type: 'Resizing', status: 'True', lastProbeTime: null, lastTransitionTime: now };
  const event = {
    about: claim,
    reason: 'Resizing',
    message: `External resizer is resizing volume ${name}`,
    from: speakerOf(volume),
  };
  const what = say('makes {volume} larger: {size}', { volume: name, size: asked });
  const because = say('{claim} asks for it', { claim: claim.metadata.name });
  return { do: [{ what, because, writes: withConditions(claim, [resizing]), object: keyOf(claim), event }] };
}

function speakerOf(volume: Volume): string {
  return `external-resizer ${volume.metadata.annotations?.['pv.kubernetes.io/provisioned-by'] ?? ''}`;
}

/** The storage has its new size; a disk has a file system that must grow too, a directory of a server has not. */
function resize({ claim, volume, asked, now }: Look): Answer {
  const { name } = volume.metadata;
  const grown = withoutVersion({ ...volume, spec: { ...volume.spec, capacity: { storage: asked } } });
  const write = { verb: 'update', object: grown } as const;
  const about = { about: claim, from: speakerOf(volume) };
  const it = { volume: name, size: asked };
  if (!isAttachable(volume)) {
    const event = { ...about, reason: 'VolumeResizeSuccessful', message: 'Resize volume succeeded' };
    const what = say('{volume} has its new size: {size}', it);
    return {
      do: [{ what, writes: [write, ...withConditions(claim, [], asked)], object: keyOf(claim), event }],
      signal: 'end',
    };
  }
  const pending: Condition = {
    type: 'FileSystemResizePending',
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: now,
    message: 'Waiting for user to (re-)start a pod to finish file system resize of volume on node.',
  };
  const event = {
    ...about,
    reason: 'FileSystemResizeRequired',
    message: 'Require file system resize of volume on node',
  };
  return { do: [{ writes: [write, ...withConditions(claim, [pending])], event }] };
}

/** The kubelet of a pod that has the volume mounted lets the file system grow. */
function finish({ reader, claim, volume, asked }: Look): Answer {
  const { name, namespace = '' } = claim.metadata;
  const pod = podsWithClaim(reader, namespace, name).find(({ status }) => status?.phase === 'Running');
  const it = { volume: volume.metadata.name, size: asked };
  if (!pod)
    return { wait: say('{claim} shows its new size when a pod has it mounted', { claim: name }), object: keyOf(claim) };
  const message = `MountVolume.NodeExpandVolume succeeded for volume "${volume.metadata.name}"`;
  const event = { reason: 'FileSystemResizeSuccessful', message, from: 'kubelet' };
  const what = say('{volume} has its new size: {size}', it);
  const told: Deed = { writes: [], event: { ...event, about: pod } };
  const deed: Deed = {
    what,
    writes: withConditions(claim, [], asked),
    object: keyOf(claim),
    event: { ...event, about: claim },
  };
  return { do: [deed, told], signal: 'end' };
}
