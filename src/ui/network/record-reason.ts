import type { Cluster } from '../../sandbox/index.ts';
import { resolve } from '../../sandbox/index.ts';
import type { Column } from '../../stage/index.ts';
import { inWords } from '../sentences.svelte.ts';

const known = new WeakMap<Column, string>();

/** Why DNS has no record for the name of an identity, in a sentence; a column is made anew whenever the cluster changes. */
export function recordReason(cluster: Cluster, column: Column): string {
  const { fullName, address } = column.record;
  if (fullName === undefined || address !== undefined) return '';
  const before = known.get(column);
  if (before !== undefined) return before;
  const { why } = resolve(cluster, fullName, 'A', 0);
  const reason = why ? inWords(why) : '';
  known.set(column, reason);
  return reason;
}
