import type { Reader } from '../cluster/index.ts';
import { list } from '../cluster/index.ts';
import type { Pod } from '../objects/index.ts';
import { keyOf } from '../objects/index.ts';
import type { Group } from './columns.ts';
import type { PodSeen } from './pods.ts';
import { podSeen } from './pods.ts';
import type { Row } from './rows.ts';

/** The pods that stand in no column: they have a name, but no identity that would outlive them. */
export function looseOf(cluster: Reader, groups: readonly Group[], rows: readonly Row[]): readonly PodSeen[] {
  const inColumns = new Set(groups.flatMap(({ columns }) => columns.map(({ pod }) => pod?.key)));
  return list<Pod>(cluster, 'Pod')
    .filter((pod) => !inColumns.has(keyOf(pod)))
    .map((pod) => podSeen(pod, { cluster, rows }));
}
