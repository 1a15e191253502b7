/** Whose an address is at this moment. */
import { hasEnded, keyFor, keyOf, openAddresses } from '../../objects/index.ts';
import type { Node, ObjectKey, Pod, Service } from '../../objects/index.ts';
import { found, list } from '../read.ts';
import type { Reader } from '../read.ts';

/** The object behind an address; `range` is the machine from whose range an address of nobody comes. */
export interface Owner {
  readonly key?: ObjectKey;
  readonly range?: string;
  /** It can be reached from outside of the cluster. */
  readonly isOpen?: true;
}

/** The API server's own Service: behind it is no pod. */
export const apiService: ObjectKey = keyFor('Service', 'default', 'kubernetes');

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
  if (machine) return { key: keyOf(machine), isOpen: true };
  return serviceWith(list<Service>(reader, 'Service'), address);
}

function serviceWith(services: readonly Service[], address: string): Owner {
  const inside = services.find(({ spec }) => spec.clusterIP === address);
  if (inside) return { key: keyOf(inside) };
  const open = services.find((service) => openAddresses(service).includes(address));
  return open ? { key: keyOf(open), isOpen: true } : {};
}

/** The Service that has a port on every machine, and which of its own ports that stands for. */
export function nodePortOwner(
  reader: Reader,
  nodePort: number,
): { readonly key: ObjectKey; readonly port: number } | undefined {
  for (const service of list<Service>(reader, 'Service')) {
    const port = service.spec.ports?.find((each) => each.nodePort === nodePort && (each.protocol ?? 'TCP') === 'TCP');
    if (port) return { key: keyOf(service), port: port.port };
  }
  return undefined;
}

function isInRange({ spec }: Node, address: string): boolean {
  const range = spec.podCIDR;
  return range !== undefined && address.startsWith(range.replace(/\d+\/\d+$/, ''));
}

/** Processes keep their address on a machine that is cut off, also when the object of their pod is gone. */
function podOn(reader: Reader, node: string, address: string): Pod | undefined {
  const has = (pod: Pod): boolean => pod.status?.podIP === address && !hasEnded(pod);
  return (
    found<Pod>(reader, reader.index.byAddress, address).find((pod) => pod.spec.nodeName === node && has(pod)) ??
    Object.values(reader.state.apart).find((pod) => pod.spec.nodeName === node && has(pod))
  );
}
