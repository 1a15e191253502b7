/**
 * Connects disks to the machines whose pods need them, and takes them away again, one instance for each pair.
 * Models pkg/controller/volume/attachdetach (reconciler.go) and, for the disk itself, the external-attacher of its driver.
 * Left out: limits of disks for each machine, failures of the driver, retries with back-off.
 */
import { setup } from 'xstate';
import { conditionOf, hasEnded, isTerminating, keyFor, keyOf, withFields } from '../../objects/index.ts';
import type { Node, Pod, Volume, VolumeAttachment } from '../../objects/index.ts';
import { attachmentsOf, isInUse, isShared, newAttachment, uniqueName } from '../attachments.ts';
import { jittered } from '../chance.ts';
import { say } from '../log.ts';
import type { Sentence } from '../log.ts';
import type { Answer, Deed, Part } from '../part.ts';
import { get, podsWithClaim } from '../read.ts';
import type { Reader } from '../read.ts';
import { attachWakes } from './attach-wakes.ts';

interface Attaching {
  readonly turnMs: number;
  readonly attachMs: number;
}

interface AttachSignal {
  type: 'wake' | 'next' | 'attach' | 'detach' | 'wait' | 'hold' | 'again' | 'fail';
}

const reconcile = { type: 'step', params: 'reconcile' } as const;

const machine = setup({
  types: { context: {} as Attaching, input: {} as Attaching, events: {} as AttachSignal },
  actions: { step: (_, _name: string) => undefined },
  delays: {
    turn: ({ context }) => context.turnMs,
    attach: ({ context }) => context.attachMs,
    // reconciler.go, maxWaitForUnmountDuration
    force: 360_000,
  },
}).createMachine({
  id: 'attach-detach',
  context: ({ input }) => input,
  initial: 'asleep',
  states: {
    asleep: { on: { wake: 'queued' } },
    queued: { after: { turn: 'reconciling' } },
    reconciling: {
      entry: reconcile,
      on: {
        next: 'asleep',
        attach: 'attaching',
        detach: 'detaching',
        wait: 'waiting',
        hold: 'holding',
        fail: 'queued',
      },
    },
    waiting: { on: { wake: 'queued' } },
    attaching: { after: { attach: 'attached' } },
    attached: { entry: { type: 'step', params: 'attached' }, on: { next: 'asleep', again: 'queued', fail: 'queued' } },
    // The six minutes count from the first attempt, whatever is heard of the node meanwhile.
    holding: {
      on: { wake: { actions: reconcile }, next: 'asleep', attach: 'attaching', detach: 'detaching', fail: 'queued' },
      after: { force: 'overdue' },
    },
    overdue: {
      entry: { type: 'step', params: 'force' },
      on: { wake: { target: 'overdue', reenter: true }, next: 'asleep', detach: 'detaching', fail: 'queued' },
    },
    detaching: { after: { attach: 'detached' } },
    detached: { entry: { type: 'step', params: 'detached' }, on: { next: 'queued', fail: 'queued' } },
  },
});

interface Look {
  readonly reader: Reader;
  readonly name: string;
  readonly node: Node | undefined;
  readonly nodeName: string;
  readonly volume: Volume | undefined;
  readonly attachment: VolumeAttachment | undefined;
  /** The other machines that have the volume. */
  readonly others: readonly VolumeAttachment[];
  /** The pods on this machine that need it. */
  readonly pods: readonly Pod[];
}

/** The part that attaches and detaches disks; an instance is named `volume/node`. */
export const attachDetach: Part<Look> = {
  name: 'attach-detach',
  machine,
  wakesOn: attachWakes,
  begin: ({ state: { chance, settings } }, of) => {
    const { controller, attach, jitter } = settings.durations;
    const took = (ms: number, purpose: string): number => jittered(chance, ms, jitter, `attach-detach:${of}`, purpose);
    return { turnMs: took(controller, 'turn'), attachMs: took(attach, 'attach') };
  },
  look,
  steps: { reconcile: step, attached, force, detached },
};

function look(reader: Reader, of: string): Look | undefined {
  const [name = '', nodeName = ''] = of.split('/');
  const volume = get<Volume>(reader, keyFor('PersistentVolume', undefined, name));
  const all = attachmentsOf(reader, name);
  const attachment = all.find(({ spec }) => spec.nodeName === nodeName);
  const pods = volume ? podsNeeding(reader, volume).filter(({ spec }) => spec.nodeName === nodeName) : [];
  if (!attachment && pods.length === 0) return undefined;
  const node = get<Node>(reader, keyFor('Node', undefined, nodeName));
  return { reader, name, node, nodeName, volume, attachment, others: all.filter((each) => each !== attachment), pods };
}

/** The pods that have a node and have not ended (desired_state_of_world_populator.go). */
function podsNeeding(reader: Reader, { spec: { claimRef } }: Volume): readonly Pod[] {
  if (claimRef?.uid === undefined) return [];
  return podsWithClaim(reader, claimRef.namespace ?? '', claimRef.name ?? '').filter(
    (pod) => pod.spec.nodeName !== undefined && !hasEnded(pod),
  );
}

function step(look: Look): Answer {
  const { attachment, pods, volume } = look;
  if (attachment && isTerminating(attachment)) return { do: [], signal: 'detach' };
  if (attachment && pods.length > 0) return undefined;
  return attachment || !volume ? release(look, false) : attach(look, volume);
}

/** A disk is on one machine at a time, unless all of its machines only read it or share it. */
function attach({ nodeName, others, pods, ...look }: Look, volume: Volume): Answer {
  const [other] = others;
  if (other && !isShared(volume)) return refuse(look.reader, volume, other, pods);
  const it = { volume: volume.metadata.name, node: nodeName };
  const because = say('{pod} on this node needs it', { pod: pods[0]?.metadata.name ?? '' });
  const object = newAttachment(volume, nodeName);
  const what = say('attaches {volume} to {node}', it);
  return { do: [{ what, because, writes: [{ verb: 'create', object }], object: keyOf(volume) }], signal: 'attach' };
}

function refuse(reader: Reader, volume: Volume, { spec }: VolumeAttachment, pods: readonly Pod[]): Answer {
  const users = podsNeeding(reader, volume).filter((pod) => pod.spec.nodeName === spec.nodeName);
  const names = users.map(({ metadata }) => metadata.name).join(', ');
  const why =
    names === ''
      ? "Volume is already exclusively attached to one node and can't be attached to another"
      : `Volume is already used by pod(s) ${names}`;
  const message = `Multi-Attach error for volume "${volume.metadata.name}" ${why}`;
  const it = { volume: volume.metadata.name, node: spec.nodeName };
  const wait = say('{volume} is still attached to {node}, and it can be on one node only', it);
  const [first] = pods;
  if (!first) return { wait };
  return {
    wait,
    object: keyOf(first),
    event: { about: first, type: 'Warning', reason: 'FailedAttachVolume', message },
  };
}

/** The disk is there: the pods may mount it, unless nobody wants it any more. */
function attached({ volume, attachment, node, pods }: Look): Answer {
  if (!attachment || !volume) return { do: [], signal: 'again' };
  const object: VolumeAttachment = { ...attachment, status: { attached: true } };
  const message = `AttachVolume.Attach succeeded for volume "${volume.metadata.name}" `;
  const told = pods.map((about): Deed => ({ writes: [], event: { about, reason: 'SuccessfulAttachVolume', message } }));
  const what = say('{volume} is attached to {node}', { volume: volume.metadata.name, node: attachment.spec.nodeName });
  const known = node ? reported(node, uniqueName(volume), true) : [];
  const write = { verb: 'update', object, subresource: 'status' } as const;
  const deeds = [{ what, writes: [...known, write], object: keyOf(volume) }, ...told];
  return { do: deeds, signal: pods.length > 0 ? 'next' : 'again' };
}

/** The node's object says what has been attached to it, so that its kubelet knows. */
function reported(node: Node, name: string, isThere: boolean): readonly Deed['writes'][number][] {
  const before = node.status?.volumesAttached ?? [];
  const others = before.filter((volume) => volume.name !== name);
  const volumesAttached = isThere ? [...others, { name, devicePath: '' }] : others;
  return [
    {
      verb: 'update',
      object: withFields(node, { status: withFields(node.status ?? {}, { volumesAttached }) }),
      subresource: 'status',
    },
  ];
}

const outOfService = 'node.kubernetes.io/out-of-service';

/** Nobody here needs the disk: it is taken away when the machine has unmounted it; by force after six minutes, never from a healthy one. */
function release(look: Look, isOverdue: boolean): Answer {
  const { volume, node, nodeName, attachment, name } = look;
  if (!attachment) return undefined;
  const it = { volume: name, node: nodeName };
  if (!volume || (node && !isInUse(volume, node))) return detach(look, say('no pod on this node needs it'));
  if (node?.spec.taints?.some(({ key }) => key === outOfService))
    return detach(look, say('{node} is out of service', it));
  const isHealthy = node !== undefined && conditionOf(node, 'Ready')?.status === 'True';
  if (isOverdue && !isHealthy)
    return detach(look, say('{node} is not Ready and has not unmounted it for six minutes', it));
  const because = isHealthy
    ? say('a disk is never taken by force from a node that is Ready')
    : say('after six minutes it is taken from a node that is not Ready');
  return { wait: say('{volume} stays attached to {node} until it is unmounted there', it), because, signal: 'hold' };
}

function force(look: Look): Answer {
  return look.pods.length > 0 ? undefined : release(look, true);
}

function detach({ volume, node, nodeName, attachment, name }: Look, because: Sentence): Answer {
  if (!attachment) return undefined;
  const what = say('detaches {volume} from {node}', { volume: name, node: nodeName });
  const forgotten = volume && node ? reported(node, uniqueName(volume), false) : [];
  const writes = [...forgotten, { verb: 'delete', key: keyOf(attachment) } as const];
  return { do: [{ what, because, writes, object: keyFor('PersistentVolume', undefined, name) }], signal: 'detach' };
}

/** The disk is free: its driver lets the attachment go. */
function detached({ attachment }: Look): Answer {
  if (!attachment) return { do: [] };
  const { resourceVersion: _, ...metadata } = attachment.metadata;
  return {
    do: [{ writes: [{ verb: 'update', object: { ...attachment, metadata: { ...metadata, finalizers: [] } } }] }],
  };
}
