/**
 * Gives load balancers an address, if this cluster has any to give; without one a Service stays pending, as in a cluster without a cloud.
 * Models cloud-provider controllers/service/controller.go. Left out: the finalizer, classes, balancers that take time.
 */
import type { Service } from '../../objects/index.ts';
import { isTerminating, keyOf, openAddresses } from '../../objects/index.ts';
import { controllerPart } from '../controllers/controller.ts';
import { say } from '../log.ts';
import type { Answer } from '../part.ts';
import { get, list } from '../read.ts';
import type { Reader } from '../read.ts';

interface Look {
  readonly reader: Reader;
  readonly service: Service;
}

/** The part that gives addresses, one instance for each Service that is or was a load balancer. */
export const loadBalancer = controllerPart<Look>({
  name: 'service-lb',
  wakesOn: {
    Service: ({ type, object }) => {
      const service = object as Service;
      const isMeant = service.spec.type === 'LoadBalancer' || openAddresses(service).length > 0;
      return type !== 'deleted' && isMeant ? [{ of: `${service.metadata.namespace}/${service.metadata.name}` }] : [];
    },
  },
  look: (reader, of) => {
    const service = get<Service>(reader, `Service/${of}`);
    return service && !isTerminating(service) ? { reader, service } : undefined;
  },
  steps: { giveAddress },
});

function giveAddress({ reader, service }: Look): Answer {
  const { name } = service.metadata;
  const has = openAddresses(service);
  if (service.spec.type !== 'LoadBalancer') return has.length > 0 ? { do: [withAddresses(service, [])] } : undefined;
  if (has.length > 0) return undefined;
  const taken = new Set(list<Service>(reader, 'Service').flatMap(openAddresses));
  const free = reader.state.settings.loadBalancerAddresses.find((address) => !taken.has(address));
  const it = { service: name };
  if (free === undefined) {
    const wait = say('nobody gives {service} an address: this cluster has no load balancer that is free', it);
    return { wait, object: keyOf(service) };
  }
  const what = say('{service} gets the address {address}', { ...it, address: free });
  const event = {
    about: service,
    reason: 'EnsuredLoadBalancer',
    message: 'Ensured load balancer',
    from: 'service-controller',
  };
  return { do: [{ ...withAddresses(service, [free]), what, event, object: keyOf(service) }] };
}

function withAddresses(
  service: Service,
  addresses: readonly string[],
): { writes: readonly [{ verb: 'update'; object: Service; subresource: 'status' }] } {
  const loadBalancer = addresses.length > 0 ? { ingress: addresses.map((ip) => ({ ip, ipMode: 'VIP' })) } : {};
  return { writes: [{ verb: 'update', object: { ...service, status: { loadBalancer } }, subresource: 'status' }] };
}
