/**
 * Finds a volume for every claim: one that is there, the smallest that is enough; or one that its class makes.
 * Models pkg/controller/volume/persistentvolume/pv_controller.go (syncUnboundClaim, bind) and volume/util.go.
 * Left out: expansion, volumes tied to nodes, lost volumes.
 */
import { setup } from 'xstate';
import { keyFor, keyOf, selectedNodeAnnotation } from '../../objects/index.ts';
import type { Claim, Node, StorageClass, Volume } from '../../objects/index.ts';
import { jittered } from '../chance.ts';
import { say } from '../log.ts';
import type { Answer, Deed, Part, Wake } from '../part.ts';
import { found, get } from '../read.ts';
import type { Reader } from '../read.ts';
import type { Change } from '../state.ts';
import { isReservedForOther, misfitOf, volumeFor } from '../volume-match.ts';

interface Look {
  readonly reader: Reader;
  readonly claim: Claim;
  readonly className: string;
  readonly volume: Volume | undefined;
}

/** How long a turn and the making of a volume take for this claim. */
interface Binding {
  readonly turnMs: number;
  readonly provisionMs: number;
}

interface BinderSignal {
  type: 'wake' | 'end' | 'next' | 'wait' | 'fail';
}

const machine = setup({
  types: { context: {} as Binding, input: {} as Binding, events: {} as BinderSignal },
  actions: { step: (_, _name: string) => undefined },
  // A claim that waits for its class is looked at again by the resync of every 15 s, not when the class appears.
  delays: { resync: 15_000, turn: ({ context }) => context.turnMs, provision: ({ context }) => context.provisionMs },
}).createMachine({
  id: 'claim',
  context: ({ input }) => input,
  initial: 'asleep',
  states: {
    asleep: { on: { wake: 'observe' } },
    observe: { after: { turn: 'bind' } },
    bind: {
      entry: { type: 'step', params: 'bind' },
      on: { end: 'bound', next: 'provisioning', wait: 'pending', fail: 'observe' },
    },
    pending: { on: { wake: 'observe' }, after: { resync: 'bind' } },
    provisioning: { entry: { type: 'step', params: 'announce' }, after: { provision: 'provisioned' } },
    provisioned: { entry: { type: 'step', params: 'provision' }, on: { next: 'bound', fail: 'observe' } },
    bound: { type: 'final' },
  },
});

/** The part that binds claims, one instance for each claim without a volume. */
export const volumeBinder: Part<Look> = {
  name: 'volume-binder',
  machine,
  wakesOn: { PersistentVolumeClaim: hearClaim, PersistentVolume: hearVolume },
  begin: ({ state: { chance, settings } }, of) => {
    const { controller, provision, jitter } = settings.durations;
    const took = (ms: number, purpose: string): number => jittered(chance, ms, jitter, `volume-binder:${of}`, purpose);
    return { turnMs: took(controller, 'turn'), provisionMs: took(provision, 'provision') };
  },
  look,
  steps: { bind, announce, provision },
};

function hearClaim({ type, object, before }: Change): readonly Wake[] {
  const claim = object as Claim;
  const isNews = type === 'added' || (before !== undefined && selectedNode(claim) !== selectedNode(before as Claim));
  return type !== 'deleted' && isNews && claim.status?.phase !== 'Bound' ? [{ of: nameOf(claim) }] : [];
}

/** The node that the scheduler has chosen for the first pod of a claim whose class waits for it. */
function selectedNode({ metadata }: Claim): string | undefined {
  return metadata.annotations?.[selectedNodeAnnotation];
}

/** A volume that has become free may be what claims of its class are waiting for. */
function hearVolume({ type, object, before }: Change, reader: Reader): readonly Wake[] {
  const volume = object as Volume;
  const wasFree = (before as Volume | undefined)?.status?.phase === 'Available';
  if (type === 'deleted' || wasFree || volume.status?.phase !== 'Available') return [];
  const reserved = volume.spec.claimRef;
  if (reserved?.name !== undefined) return [{ of: `${reserved.namespace}/${reserved.name}` }];
  const open = found<Claim>(reader, reader.index.openClaims, volume.spec.storageClassName ?? '');
  return open.map((claim) => ({ of: nameOf(claim) }));
}

function nameOf({ metadata }: Claim): string {
  return `${metadata.namespace}/${metadata.name}`;
}

function look(reader: Reader, of: string): Look | undefined {
  const claim = get<Claim>(reader, `PersistentVolumeClaim/${of}`);
  if (!claim || claim.status?.phase === 'Bound') return undefined;
  const className = claim.spec.storageClassName ?? '';
  return { reader, claim, className, volume: volumeAskedFor(reader, claim) };
}

/** The volume that the claim names, if it may have it; or the one that fits best. */
function volumeAskedFor(reader: Reader, claim: Claim): Volume | undefined {
  const { volumeName } = claim.spec;
  const node = get<Node>(reader, keyFor('Node', undefined, selectedNode(claim) ?? ''));
  if (volumeName === undefined) return volumeFor(reader, claim, node);
  const volume = get<Volume>(reader, keyFor('PersistentVolume', undefined, volumeName));
  return volume && !isReservedForOther(volume, claim) && !misfitOf(volume, claim) ? volume : undefined;
}

function bind({ reader, claim, className, volume }: Look): Answer {
  const storageClass = get<StorageClass>(reader, `StorageClass/${className}`);
  const isDelayed = storageClass?.volumeBindingMode === 'WaitForFirstConsumer' && claim.spec.volumeName === undefined;
  if (isDelayed && selectedNode(claim) === undefined) return waitForConsumer(claim);
  if (!volume) return storageClass ? undefined : wait(claim, className);
  const it = { claim: claim.metadata.name, volume: volume.metadata.name };
  const because =
    volume.spec.claimRef !== undefined
      ? say('{volume} is reserved for it', it)
      : say('{volume} is the smallest free volume of its class that is enough', it);
  return { do: [bindDeed(claim, volume, because)], signal: 'end' };
}

/** Both sides, in upstream's order: the volume names its claim, is Bound; the claim names its volume, is Bound. */
function bindDeed(claim: Claim, volume: Volume, because: NonNullable<Deed['because']>): Deed {
  const { name, namespace, uid, resourceVersion } = claim.metadata;
  const ids = { ...(uid !== undefined && { uid }), ...(resourceVersion !== undefined && { resourceVersion }) };
  const claimRef = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', name, ...(namespace && { namespace }), ...ids };
  const taken = withoutVersion({ ...marked(volume, boundByController), spec: { ...volume.spec, claimRef } });
  const own = withoutVersion(marked(claim, bindCompleted, boundByController));
  const given = { ...own, spec: { ...claim.spec, volumeName: volume.metadata.name } };
  const { accessModes = [], capacity = {} } = volume.spec;
  return {
    what: say('binds {claim} to {volume}', { claim: name, volume: volume.metadata.name }),
    because,
    object: keyOf(claim),
    writes: [
      { verb: 'update', object: taken },
      { verb: 'update', object: { ...taken, status: { ...volume.status, phase: 'Bound' } }, subresource: 'status' },
      { verb: 'update', object: given },
      {
        verb: 'update',
        object: { ...given, status: { phase: 'Bound', accessModes, capacity } },
        subresource: 'status',
      },
    ],
  };
}

const bindCompleted = 'pv.kubernetes.io/bind-completed';
const boundByController = 'pv.kubernetes.io/bound-by-controller';

function marked<T extends Claim | Volume>(object: T, ...annotations: readonly string[]): T {
  const marks = Object.fromEntries(annotations.map((annotation) => [annotation, 'yes']));
  return { ...object, metadata: { ...object.metadata, annotations: { ...object.metadata.annotations, ...marks } } };
}

/** Several writes of one deed follow each other; each would make the version of the next one stale. */
function withoutVersion<T extends Claim | Volume>(object: T): T {
  const { resourceVersion: _, ...metadata } = object.metadata;
  return { ...object, metadata };
}

function waitForConsumer(claim: Claim): Answer {
  const message = 'waiting for first consumer to be created before binding';
  const event = { about: claim, reason: 'WaitForFirstConsumer', message };
  return { wait: say('{claim} waits until a pod that uses it has a node', { claim: claim.metadata.name }), event };
}

/** Nothing fits: the claim's class makes a volume, or the claim waits for one. */
function wait(claim: Claim, className: string): Answer {
  const { name } = claim.metadata;
  const about = { about: claim, type: 'Normal' } as const;
  if (className === '') {
    const message = 'no persistent volumes available for this claim and no storage class is set';
    const event = { ...about, reason: 'FailedBinding', message };
    return {
      wait: say('{claim} waits: no free volume is enough, and it names no class that makes one', { claim: name }),
      event,
    };
  }
  const message = `storageclass.storage.k8s.io "${className}" not found`;
  const event = { about: claim, type: 'Warning', reason: 'ProvisioningFailed', message } as const;
  return { wait: say('{claim} waits: there is no class {class}', { claim: name, class: className }), event };
}

function announce({ claim, className }: Look): Answer {
  const it = { claim: claim.metadata.name, class: className };
  const what = say('{class} makes a volume for {claim}', it);
  return {
    do: [
      {
        what,
        because: say('no free volume of {class} is enough', { class: className }),
        writes: [],
        object: keyOf(claim),
      },
    ],
  };
}

function provision({ reader, claim, className, volume }: Look): Answer {
  const storageClass = get<StorageClass>(reader, `StorageClass/${className}`);
  if (volume || !storageClass) return { do: [], signal: 'fail' };
  const made = newVolume(claim, storageClass);
  const bound = bindDeed(claim, made, say('{class} made it for this claim', { class: className }));
  const message = `Successfully provisioned volume ${made.metadata.name}`;
  const event = { about: claim, reason: 'ProvisioningSucceeded', message };
  return { do: [{ ...bound, writes: [{ verb: 'create', object: made }, ...bound.writes], event }] };
}

function newVolume(claim: Claim, { metadata, provisioner, reclaimPolicy }: StorageClass): Volume {
  const name = `pvc-${claim.metadata.uid}`;
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name, annotations: { 'pv.kubernetes.io/provisioned-by': provisioner } },
    spec: {
      accessModes: claim.spec.accessModes ?? [],
      capacity: { storage: claim.spec.resources?.requests?.storage ?? '0' },
      csi: { driver: provisioner, volumeHandle: name },
      persistentVolumeReclaimPolicy: reclaimPolicy ?? 'Delete',
      storageClassName: metadata.name,
      volumeMode: claim.spec.volumeMode ?? 'Filesystem',
    },
  };
}
