import type { Endpoints } from '../../objects/index.ts';
import { age } from '../durations.ts';
import type { Columns } from './columns.ts';

/** The columns of Endpoints (printers.go, printEndpoints): the addresses that are ready, with each of their ports. */
export const endpointsColumns: Columns<Endpoints> = [
  ['NAME', ({ metadata }) => metadata.name],
  ['ENDPOINTS', readyText],
  ['AGE', age],
];

/** The first three, and how many more there are (formatEndpoints). */
function readyText({ subsets }: Endpoints): string {
  const all = subsets.flatMap(({ addresses = [], ports }) => {
    if (ports.length === 0) return addresses.map(({ ip }) => ip);
    return ports.flatMap(({ port }) => addresses.map(({ ip }) => `${ip}:${port}`));
  });
  if (all.length === 0) return '<none>';
  const more = all.length - 3;
  return more > 0 ? `${all.slice(0, 3).join(',')} + ${more} more...` : all.join(',');
}
