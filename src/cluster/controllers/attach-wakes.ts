/** What wakes the pairs of disks and machines: pods that come and go, disks that become free, machines that report. */
import { claimNames, conditionOf, hasEnded, keyFor } from '../../objects/index.ts';
import type { Claim, Node, Pod, Volume, VolumeAttachment } from '../../objects/index.ts';
import { attachmentsOn, isAttachable, uniqueName } from '../attachments.ts';
import type { Wake } from '../part.ts';
import { get, getBeside, podsWithClaim } from '../read.ts';
import type { Reader } from '../read.ts';
import type { Change } from '../state.ts';

/** By kind of object, the pairs of volume and node that a change of it concerns. */
export const attachWakes = {
  Pod: hearPod,
  PersistentVolumeClaim: hearClaim,
  VolumeAttachment: hearAttachment,
  Node: hearNode,
} as const;

function pair(volume: string, node: string): Wake {
  return { of: `${volume}/${node}` };
}

function hearPod({ type, object, before }: Change, reader: Reader): readonly Wake[] {
  const [pod, old] = [object as Pod, before as Pod | undefined];
  const { nodeName } = pod.spec;
  if (nodeName === undefined) return [];
  const isNews =
    type === 'deleted' || old?.spec.nodeName !== nodeName || hasEnded(pod) !== (old !== undefined && hasEnded(old));
  return isNews ? claimNames(pod).flatMap((name) => ofClaim(reader, pod, name, nodeName)) : [];
}

function ofClaim(reader: Reader, pod: Pod, name: string, node: string): readonly Wake[] {
  const claim = getBeside<Claim>(reader, pod, 'PersistentVolumeClaim', name);
  const volume = claim && diskOf(reader, claim);
  return volume ? [pair(volume.metadata.name, node)] : [];
}

function diskOf(reader: Reader, { spec: { volumeName } }: Claim): Volume | undefined {
  const volume = get<Volume>(reader, keyFor('PersistentVolume', undefined, volumeName ?? ''));
  return volume && isAttachable(volume) ? volume : undefined;
}

/** A pod may have come to its node before its claim had a volume. */
function hearClaim({ type, object, before }: Change, reader: Reader): readonly Wake[] {
  const claim = object as Claim;
  if (type === 'deleted' || claim.status?.phase !== 'Bound' || (before as Claim | undefined)?.status?.phase === 'Bound')
    return [];
  return usersOf(reader, claim);
}

function usersOf(reader: Reader, claim: Claim): readonly Wake[] {
  const volume = diskOf(reader, claim);
  if (!volume) return [];
  const pods = podsWithClaim(reader, claim.metadata.namespace ?? '', claim.metadata.name);
  return pods.flatMap(({ spec }) => (spec.nodeName === undefined ? [] : [pair(volume.metadata.name, spec.nodeName)]));
}

/** A disk that is free again may be what other machines wait for; one that somebody deletes by hand is to be detached. */
function hearAttachment({ type, object, before }: Change, reader: Reader): readonly Wake[] {
  const { spec, metadata } = object as VolumeAttachment;
  const name = spec.source.persistentVolumeName ?? '';
  if (type === 'modified') {
    const isNews = metadata.deletionTimestamp !== undefined && before?.metadata.deletionTimestamp === undefined;
    return isNews ? [pair(name, spec.nodeName)] : [];
  }
  const volume = get<Volume>(reader, keyFor('PersistentVolume', undefined, name));
  const { namespace, name: claimName = '' } = volume?.spec.claimRef ?? {};
  const claim = get<Claim>(reader, keyFor('PersistentVolumeClaim', namespace, claimName));
  return type === 'deleted' && claim ? usersOf(reader, claim) : [];
}

/** What a machine has unmounted, or all that it has when it falls ill, recovers, is out of service or gone. */
function hearNode({ type, object, before }: Change, reader: Reader): readonly Wake[] {
  const [node, old] = [object as Node, before as Node | undefined];
  if (type === 'added' || !old) return [];
  const isOther = type === 'deleted' || healthOf(node) !== healthOf(old) || node.spec.taints !== old.spec.taints;
  const unmounted = unmountedSince(old, node);
  if (!isOther && unmounted.size === 0) return [];
  const { name } = node.metadata;
  const volumes = attachmentsOn(reader, name).map(({ spec }) => spec.source.persistentVolumeName ?? '');
  return volumes.filter((each) => isOther || isAmong(reader, each, unmounted)).map((each) => pair(each, name));
}

function unmountedSince({ status: before }: Node, { status }: Node): ReadonlySet<string> {
  if (before?.volumesInUse === undefined || before.volumesInUse === status?.volumesInUse) return noDisks;
  const inUse = new Set(status?.volumesInUse);
  return new Set(before.volumesInUse.filter((name) => !inUse.has(name)));
}

const noDisks: ReadonlySet<string> = new Set();

function isAmong(reader: Reader, name: string, unmounted: ReadonlySet<string>): boolean {
  const volume = get<Volume>(reader, keyFor('PersistentVolume', undefined, name));
  return volume !== undefined && unmounted.has(uniqueName(volume));
}

function healthOf(node: Node): string | undefined {
  return conditionOf(node, 'Ready')?.status;
}
