import type { StorageClass } from '../../objects/index.ts';
import { defaultClassAnnotation } from '../../objects/index.ts';
import { age } from '../durations.ts';
import type { Columns } from './columns.ts';

/** The columns of StorageClasses (printers.go, printStorageClass). */
export const storageClassColumns: Columns<StorageClass> = [
  [
    'NAME',
    ({ metadata }) =>
      metadata.annotations?.[defaultClassAnnotation] === 'true' ? `${metadata.name} (default)` : metadata.name,
  ],
  ['PROVISIONER', ({ provisioner }) => provisioner],
  ['RECLAIMPOLICY', ({ reclaimPolicy }) => reclaimPolicy ?? 'Delete'],
  ['VOLUMEBINDINGMODE', ({ volumeBindingMode }) => volumeBindingMode ?? 'Immediate'],
  ['ALLOWVOLUMEEXPANSION', ({ allowVolumeExpansion }) => String(allowVolumeExpansion ?? false)],
  ['AGE', age],
];
