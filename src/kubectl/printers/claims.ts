import type { Claim } from '../../objects/index.ts';
import { isTerminating } from '../../objects/index.ts';
import { age } from '../durations.ts';
import type { Columns } from './columns.ts';
import { accessModesText } from './columns.ts';

/** The columns of claims (printers.go, printPersistentVolumeClaim): what comes from the volume is empty until there is one. */
export const claimColumns: Columns<Claim> = [
  ['NAME', (claim) => claim.metadata.name],
  ['STATUS', (claim) => (isTerminating(claim) ? 'Terminating' : (claim.status?.phase ?? ''))],
  ['VOLUME', ({ spec }) => spec.volumeName ?? ''],
  ['CAPACITY', ({ spec, status }) => (spec.volumeName ? (status?.capacity?.['storage'] ?? '0') : '')],
  ['ACCESS MODES', ({ spec, status }) => (spec.volumeName ? accessModesText(status?.accessModes) : '')],
  ['STORAGECLASS', ({ spec }) => spec.storageClassName ?? ''],
  ['VOLUMEATTRIBUTESCLASS', () => '<unset>'],
  ['AGE', age],
  ['VOLUMEMODE', ({ spec }) => spec.volumeMode ?? '<unset>', 'wide'],
];
