import type { Volume } from '../../objects/index.ts';
import { isTerminating } from '../../objects/index.ts';
import { age } from '../durations.ts';
import type { Columns } from './columns.ts';
import { accessModesText } from './columns.ts';

/** The columns of volumes (printers.go, printPersistentVolume). */
export const volumeColumns: Columns<Volume> = [
  ['NAME', (volume) => volume.metadata.name],
  ['CAPACITY', ({ spec }) => spec.capacity?.['storage'] ?? '0'],
  ['ACCESS MODES', ({ spec }) => accessModesText(spec.accessModes)],
  ['RECLAIM POLICY', ({ spec }) => spec.persistentVolumeReclaimPolicy ?? ''],
  ['STATUS', (volume) => (isTerminating(volume) ? 'Terminating' : (volume.status?.phase ?? ''))],
  ['CLAIM', ({ spec: { claimRef } }) => (claimRef ? `${claimRef.namespace ?? ''}/${claimRef.name ?? ''}` : '')],
  ['STORAGECLASS', ({ spec }) => spec.storageClassName ?? ''],
  ['VOLUMEATTRIBUTESCLASS', () => '<unset>'],
  ['REASON', ({ status }) => status?.reason ?? ''],
  ['AGE', age],
  ['VOLUMEMODE', ({ spec }) => spec.volumeMode ?? '<unset>', 'wide'],
];
