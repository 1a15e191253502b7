/** Whose an address is at this moment. */
import { hasEnded, keyFor, keyOf } from '../../objects/index.ts';
import type { Node, ObjectKey, Pod, Service } from '../../objects/index.ts';
import { list, podsOnNode } from '../read.ts';
import type { Reader } from '../read.ts';

/** The object behind an address; `range` is the machine from whose range an address of nobody comes. */
export interface Owner {
  readonly key?: ObjectKey;
  readonly range?: string;
}

/** Is it an address, and not a name? */
export function isAddress(host: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(host);
}

/** Who has the address now: a pod, a Service, a machine, or nobody. */
export function ownerOf(reader: Reader, address: string): Owner {
  const node = reader.index.nodes.find((each) => isInRange(each, address));
  if (node) {
    const pod = podOn(reader, node.metadata.name, address);
    return { ...(pod && { key: keyOf(pod) }), range: node.metadata.name };
  }
  const machine = reader.index.nodes.find(({ status }) => status?.addresses?.some((each) => each.address === address));
  if (machine) return { key: keyOf(machine) };
  const service = list<Service>(reader, 'Service').find(({ spec }) => spec.clusterIP === address);
  return service ? { key: keyOf(service) } : {};
}

function isInRange({ spec }: Node, address: string): boolean {
  const range = spec.podCIDR;
  return range !== undefined && address.startsWith(range.replace(/\d+\/\d+$/, ''));
}

/** Processes keep their address on a machine that is cut off, also when the object of their pod is gone. */
function podOn(reader: Reader, node: string, address: string): Pod | undefined {
  const has = (pod: Pod): boolean => pod.status?.podIP === address && !hasEnded(pod);
  return (
    podsOnNode(reader, node).find(has) ??
    Object.values(reader.state.apart).find((pod) => pod.spec.nodeName === node && has(pod))
  );
}

/** The API server's own Service: behind it is no pod. */
export const apiService = keyFor('Service', 'default', 'kubernetes');
