import type { VolumeAttachment } from '../../objects/index.ts';
import { age } from '../durations.ts';
import type { Columns } from './columns.ts';

/** The columns of VolumeAttachments (printers.go, printVolumeAttachment). */
export const volumeAttachmentColumns: Columns<VolumeAttachment> = [
  ['NAME', ({ metadata }) => metadata.name],
  ['ATTACHER', ({ spec }) => spec.attacher],
  ['PV', ({ spec }) => spec.source.persistentVolumeName ?? ''],
  ['NODE', ({ spec }) => spec.nodeName],
  ['ATTACHED', ({ status }) => String(status?.attached ?? false)],
  ['AGE', age],
];
