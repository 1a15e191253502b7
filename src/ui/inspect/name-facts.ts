import type { Cluster, Pod } from '../../sandbox/index.ts';
import { resolve } from '../../sandbox/index.ts';
import * as words from '../paraglide/messages.js';
import type { Fact } from './fact.ts';

/** The name of a pod that has one of its own, with the address that it has now, or the reason why it has none. */
export function nameFacts(cluster: Cluster, { metadata, spec }: Pod): readonly Fact[] {
  const { hostname, subdomain } = spec;
  if (hostname === undefined || subdomain === undefined) return [];
  const name = `${hostname}.${subdomain}.${metadata.namespace}.svc.cluster.local`;
  const { answer, why } = resolve(cluster, name, 'A', 0);
  const address = answer[0]?.data;
  if (address !== undefined) return [{ name, value: address, tone: 'ok' }];
  return [{ name, value: words.facts_name_none(), tone: 'bad', ...(why && { because: why }) }];
}
