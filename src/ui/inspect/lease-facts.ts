import type { Cluster, Lease } from '../../sandbox/index.ts';
import { get, keyFor, millisOf } from '../../sandbox/index.ts';
import { clockText, spanText } from '../clock.ts';
import * as words from '../paraglide/messages.js';
import type { Fact } from './fact.ts';

/** When a node last said that it is alive, and how long ago that was. */
export function leaseFacts(cluster: Cluster, node: string): readonly Fact[] {
  const { now, settings } = cluster.state;
  const renewed = get<Lease>(cluster, keyFor('Lease', 'kube-node-lease', node))?.spec.renewTime;
  if (renewed === undefined) return [];
  const at = Math.max(0, millisOf(renewed) - millisOf(settings.start));
  const ago = Math.max(0, now - at);
  const isLate = ago > settings.leaseInterval * 1.5;
  const value = words.facts_ago({ at: clockText(at), span: spanText(ago) });
  return [
    { name: 'renewTime', value, tone: isLate ? 'bad' : 'ok' },
    { name: 'interval', value: spanText(settings.leaseInterval) },
  ];
}
