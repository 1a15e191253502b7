/** Disks that have to be connected to a machine before its pods can mount them. */
import type { Node, Volume, VolumeAttachment } from '../objects/index.ts';
import { hexOf } from './chance.ts';
import { found } from './read.ts';
import type { Reader } from './read.ts';

interface Disk {
  readonly driver: string;
  readonly volumeHandle: string;
}

function diskOf({ spec }: Volume): Disk | undefined {
  return (spec as { readonly csi?: Disk }).csi;
}

/** Does the volume have to be attached? Directories of servers and of machines do not. */
export function isAttachable(volume: Volume): boolean {
  return diskOf(volume) !== undefined;
}

/** May several machines have it at once? (IsMultiAttachAllowed) */
export function isShared({ spec: { accessModes = [] } }: Volume): boolean {
  return accessModes.includes('ReadWriteMany') || accessModes.includes('ReadOnlyMany');
}

/** How a node's status calls the volume. */
export function uniqueName(volume: Volume): string {
  const { driver, volumeHandle } = diskOf(volume) ?? { driver: '', volumeHandle: '' };
  return `kubernetes.io/csi/${driver}^${volumeHandle}`;
}

/** A volume's connection to a node, as it is asked for, under the name that upstream gives it (pkg/volume/csi, getAttachmentName). */
export function newAttachment(volume: Volume, node: string): VolumeAttachment {
  const { driver: attacher, volumeHandle } = diskOf(volume) ?? { driver: '', volumeHandle: '' };
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'VolumeAttachment',
    metadata: {
      name: `csi-${hexOf(`${volumeHandle}${attacher}${node}`, 64)}`,
      finalizers: [`external-attacher/${attacher.replaceAll('.', '-').replaceAll('/', '-')}`],
    },
    spec: { attacher, nodeName: node, source: { persistentVolumeName: volume.metadata.name } },
    status: { attached: false },
  };
}

/** Is the volume connected to the node, and to stay so? */
export function isAttached(reader: Reader, volume: Volume, node: string): boolean {
  return attachmentsOf(reader, volume.metadata.name).some(
    ({ spec, status, metadata }) =>
      spec.nodeName === node && status?.attached === true && metadata.deletionTimestamp === undefined,
  );
}

/** All machines that the volume is or was to be connected to. */
export function attachmentsOf(reader: Reader, volume: string): readonly VolumeAttachment[] {
  return found<VolumeAttachment>(reader, reader.index.attachments, volume);
}

/** All volumes that are or were to be connected to the node. */
export function attachmentsOn(reader: Reader, node: string): readonly VolumeAttachment[] {
  return found<VolumeAttachment>(reader, reader.index.attachmentsOn, node);
}

/** Does the node say that it has the volume mounted? */
export function isInUse(volume: Volume, node: Node | undefined): boolean {
  return node?.status?.volumesInUse?.includes(uniqueName(volume)) ?? false;
}
