import type { Lease } from '../../objects/index.ts';
import { age } from '../durations.ts';
import type { Columns } from './columns.ts';

/** The columns of leases (printers.go, printLease). */
export const leaseColumns: Columns<Lease> = [
  ['NAME', (lease) => lease.metadata.name],
  ['HOLDER', ({ spec }) => spec.holderIdentity ?? ''],
  ['AGE', age],
];
