import { resolve } from './dns.ts';
import type { Try } from './network/records.ts';
import type { Reader } from './read.ts';

/** Where a pod's resolver looks for short names, in order (dnsPolicy ClusterFirst). */
function searchPath(namespace: string): readonly string[] {
  return [`${namespace}.svc.cluster.local`, 'svc.cluster.local', 'cluster.local'];
}

/** A name with so many dots is tried as it stands first. */
const ndots = 5;

/** The names that a resolver in a pod of the namespace tries for a name, in order. */
export function namesToTry(namespace: string, name: string): readonly string[] {
  const whole = name.replace(/\.$/, '');
  const searched = name.endsWith('.') ? [] : searchPath(namespace).map((suffix) => `${whole}.${suffix}`);
  const dots = whole.split('.').length - 1;
  return dots >= ndots ? [whole, ...searched] : [...searched, whole];
}

/**
 * What a resolver in a pod of the namespace tries for a name, up to the first that has an answer; the last is what it says.
 * Models glibc's resolv/res_query.c with the options that a kubelet writes. Left out: other dnsPolicies, time-outs.
 */
export function lookUp(reader: Reader, namespace: string, name: string, type: string, count: number): readonly Try[] {
  const tries: Try[] = [];
  for (const each of namesToTry(namespace, name)) {
    const answer = resolve(reader, each, type, count);
    tries.push({ name: each, answer });
    if (answer.answer.length > 0) break;
  }
  return tries;
}
