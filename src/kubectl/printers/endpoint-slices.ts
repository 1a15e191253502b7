import type { EndpointSlice } from '../../objects/index.ts';
import { age } from '../durations.ts';
import type { Columns } from './columns.ts';
import { firstThree } from './columns.ts';

/** The columns of EndpointSlices (printers.go, printEndpointSlice); addresses that are not ready are listed too. */
export const endpointSliceColumns: Columns<EndpointSlice> = [
  ['NAME', (slice) => slice.metadata.name],
  ['ADDRESSTYPE', ({ addressType }) => addressType],
  ['PORTS', ({ ports }) => firstThree((ports ?? []).map(({ port }) => (port === undefined ? '*' : String(port))))],
  ['ENDPOINTS', ({ endpoints }) => firstThree((endpoints ?? []).flatMap(({ addresses }) => addresses))],
  ['AGE', age],
];
