/**
 * Finds a volume for every claim: one that is there, the smallest that is enough; or one that its class makes.
 * Models pkg/controller/volume/persistentvolume/pv_controller.go (syncClaim, bind). Left out: claims whose annotations or volumes a
 * user has edited by hand, and that each resync records its Event anew.
 */
import { setup } from 'xstate';
import { keyFor, keyOf, selectedNodeAnnotation } from '../../objects/index.ts';
import type { Claim, Node, StorageClass, Volume } from '../../objects/index.ts';
import { defaultClassOf } from '../admission.ts';
import { draw, jittered } from '../chance.ts';
import { say } from '../log.ts';
import type { Answer, Part, Wake } from '../part.ts';
import { noProvisioner } from '../provisioners.ts';
import { found, get, podsWithClaim } from '../read.ts';
import type { Reader } from '../read.ts';
import type { Change } from '../state.ts';
import { isReservedForOther, misfitOf, volumeFor } from '../volume-match.ts';
import { bindDeed } from './volume-binding.ts';
import { provisioning } from './volume-provisioner.ts';
import type { Look } from './volume-provisioner.ts';

/** How long a turn and the making of a volume take for this claim, and how often making it has failed. */
interface Binding {
  readonly turnMs: number;
  readonly provisionMs: number;
  readonly failures: number;
  readonly nextResyncMs: number;
}

// pv_controller_base.go, --pvclaimbinder-sync-period
const resyncMs = 15_000;

interface BinderSignal {
  type: 'wake' | 'free' | 'end' | 'next' | 'wait' | 'fail' | 'again';
}

const toolkit = setup({
  types: { context: {} as Binding, input: {} as Binding, events: {} as BinderSignal },
  actions: { step: (_, _name: string) => undefined },
  // A claim that waits is looked at again by the resync of every 15 s, not when a class or a volume appears.
  delays: {
    resync: resyncMs,
    // Somewhere within those 15 s; not periodic, because something will come of it.
    nextResync: ({ context }) => context.nextResyncMs,
    turn: ({ context }) => context.turnMs,
    provision: ({ context }) => context.provisionMs,
    // external-provisioner, --retry-interval-start and --retry-interval-max
    backOff: ({ context }) => Math.min(1000 * 2 ** (context.failures - 1), 300_000),
  },
});

const machine = toolkit.createMachine({
  id: 'claim',
  context: ({ input }) => input,
  initial: 'asleep',
  states: {
    asleep: { on: { wake: 'observe' } },
    observe: { after: { turn: 'bind' } },
    bind: {
      entry: { type: 'step', params: 'bind' },
      on: { end: 'bound', next: 'provisioning', wait: 'pending', fail: 'observe', again: 'observe' },
    },
    pending: { on: { wake: 'observe', free: 'expecting' }, after: { resync: 'bind' } },
    expecting: { on: { wake: 'observe' }, after: { nextResync: 'bind' } },
    provisioning: { entry: { type: 'step', params: 'announce' }, after: { provision: 'provisioned' } },
    provisioned: {
      entry: { type: 'step', params: 'provision' },
      on: {
        next: 'bound',
        fail: 'observe',
        again: 'observe',
        wait: { target: 'failed', actions: toolkit.assign({ failures: ({ context }) => context.failures + 1 }) },
      },
    },
    failed: { after: { backOff: 'bind' } },
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
    const nextResyncMs = Math.ceil(draw(chance, `volume-binder:${of}`, 'resync') * resyncMs);
    return { turnMs: took(controller, 'turn'), provisionMs: took(provision, 'provision'), failures: 0, nextResyncMs };
  },
  look,
  steps: { bind, ...provisioning },
};

function hearClaim({ type, object, before }: Change): readonly Wake[] {
  const claim = object as Claim;
  const isNews = type === 'added' || (before !== undefined && selectedNode(claim) !== selectedNode(before as Claim));
  return type !== 'deleted' && isNews && isOpen(claim) ? [{ of: nameOf(claim) }] : [];
}

function isOpen({ status }: Claim): boolean {
  return status?.phase !== 'Bound' && status?.phase !== 'Lost';
}

/** The node that the scheduler has chosen for the first pod of a claim whose class waits for it. */
function selectedNode({ metadata }: Claim): string | undefined {
  return metadata.annotations?.[selectedNodeAnnotation];
}

/** A volume that is gone is lost to its claim; one that has become free may be what claims of its class are waiting for. */
function hearVolume({ type, object, before }: Change, reader: Reader): readonly Wake[] {
  const volume = object as Volume;
  const { claimRef, storageClassName = '' } = volume.spec;
  if (type === 'deleted') return claimRef?.uid === undefined ? [] : [{ of: `${claimRef.namespace}/${claimRef.name}` }];
  const wasFree = (before as Volume | undefined)?.status?.phase === 'Available';
  if (wasFree || volume.status?.phase !== 'Available') return [];
  const open = found<Claim>(reader, reader.index.openClaims, storageClassName);
  const wanting = open.filter((claim) => !isReservedForOther(volume, claim));
  return wanting.map((claim) => ({ of: nameOf(claim), signal: { type: 'free' } }));
}

function nameOf({ metadata }: Claim): string {
  return `${metadata.namespace}/${metadata.name}`;
}

function look(reader: Reader, of: string): Look | undefined {
  const claim = get<Claim>(reader, `PersistentVolumeClaim/${of}`);
  if (!claim || claim.status?.phase === 'Lost') return undefined;
  const asked = get<Volume>(reader, keyFor('PersistentVolume', undefined, claim.spec.volumeName ?? ''));
  if (claim.status?.phase === 'Bound' && asked) return undefined;
  const node = get<Node>(reader, keyFor('Node', undefined, selectedNode(claim) ?? ''));
  const storageClass = get<StorageClass>(reader, `StorageClass/${claim.spec.storageClassName ?? ''}`);
  const volume = claim.spec.volumeName === undefined ? volumeFor(reader, claim, node) : asked;
  return { reader, claim, storageClass, volume, node };
}

function bind(look: Look): Answer {
  const { reader, claim, volume, storageClass } = look;
  if (claim.status?.phase === 'Bound') return lose(claim);
  const givenClass = claim.spec.storageClassName === undefined ? defaultClassOf(reader) : undefined;
  if (givenClass) return giveClass(claim, givenClass);
  if (claim.spec.volumeName !== undefined) return bindToNamed(claim, claim.spec.volumeName, volume);
  const isDelayed = storageClass?.volumeBindingMode === 'WaitForFirstConsumer';
  if (isDelayed && selectedNode(claim) === undefined) return waitForConsumer(look);
  if (!volume) return storageClass && storageClass.provisioner !== noProvisioner ? undefined : waitForVolume(look);
  const it = { claim: claim.metadata.name, volume: volume.metadata.name };
  const because =
    volume.spec.claimRef !== undefined
      ? say('{volume} is reserved for it', it)
      : say('{volume} is the smallest free volume of its class that is enough', it);
  return { do: [bindDeed(claim, volume, because)], signal: 'end' };
}

/** Its volume is gone, and with it what was written (syncBoundClaim). */
function lose(claim: Claim): Answer {
  const { name } = claim.metadata;
  const message = 'Bound claim has lost its PersistentVolume. Data on the volume is lost!';
  const object: Claim = { ...claim, status: { phase: 'Lost' } };
  return {
    do: [
      {
        what: say('{claim} has lost its volume', { claim: name }),
        because: say('there is no {volume} any more', { volume: claim.spec.volumeName ?? '' }),
        writes: [{ verb: 'update', object, subresource: 'status' }],
        object: keyOf(claim),
        event: { about: claim, type: 'Warning', reason: 'ClaimLost', message },
      },
    ],
    signal: 'end',
  };
}

/** A default class that came later than the claim (assignDefaultStorageClass). */
function giveClass(claim: Claim, { metadata }: StorageClass): Answer {
  const object: Claim = { ...claim, spec: { ...claim.spec, storageClassName: metadata.name } };
  const what = say('gives {claim} the class {class}', { claim: claim.metadata.name, class: metadata.name });
  const because = say('it names none, and this is now the default');
  return { do: [{ what, because, writes: [{ verb: 'update', object }], object: keyOf(claim) }], signal: 'again' };
}

/** The volume that the claim names, if it may have it, and no other. */
function bindToNamed(claim: Claim, name: string, volume: Volume | undefined): Answer {
  const it = { claim: claim.metadata.name, volume: name };
  if (!volume) return { wait: say('{claim} waits for {volume}, which it names and which is not there', it) };
  const isReserved = volume.spec.claimRef !== undefined;
  const misfit = isReserved ? undefined : misfitOf(volume, claim);
  const about = { about: claim, type: 'Warning' } as const;
  if (isReservedForOther(volume, claim)) {
    const message = `volume "${name}" already bound to a different claim.`;
    const event = { ...about, reason: 'FailedBinding', message };
    return { wait: say('{claim} waits for {volume}, which belongs to another claim', it), event };
  }
  if (misfit === undefined) return { do: [bindDeed(claim, volume, say('it names {volume}', it))], signal: 'end' };
  const event = { ...about, reason: 'VolumeMismatch', message: `Cannot bind to requested volume "${name}": ${misfit}` };
  return { wait: say('{claim} cannot have {volume}, which it names: {misfit}', { ...it, misfit }), event };
}

function waitForConsumer({ reader, claim }: Look): Answer {
  const { name, namespace = '' } = claim.metadata;
  const pods = podsWithClaim(reader, namespace, name).filter(({ spec }) => spec.nodeName === undefined);
  const names = pods.map((pod) => pod.metadata.name).join(',');
  const message =
    names === ''
      ? 'waiting for first consumer to be created before binding'
      : `waiting for pod${pods.length > 1 ? 's' : ''} ${names} to be scheduled`;
  const event = { about: claim, reason: names === '' ? 'WaitForFirstConsumer' : 'WaitForPodScheduled', message };
  return { wait: say('{claim} waits until a pod that uses it has a node', { claim: name }), event };
}

/** Nothing fits, and nobody makes volumes of this class. */
function waitForVolume({ claim, storageClass }: Look): Answer {
  const { name } = claim.metadata;
  const { storageClassName: className = '' } = claim.spec;
  const it = { claim: name, class: className };
  if (storageClass)
    return { wait: say('{claim} waits: no free volume of {class} is enough, and nobody makes any', it) };
  if (className === '') {
    const message = 'no persistent volumes available for this claim and no storage class is set';
    const event = { about: claim, reason: 'FailedBinding', message };
    return {
      wait: say('{claim} waits: no free volume is enough, and it names no class that makes one', { claim: name }),
      event,
    };
  }
  const message = `storageclass.storage.k8s.io "${className}" not found`;
  const event = { about: claim, type: 'Warning', reason: 'ProvisioningFailed', message } as const;
  return { wait: say('{claim} waits: there is no class {class}', it), event };
}
