/**
 * Which endpoint of a Service a connection goes to: any that is ready, by chance, for each connection anew.
 * Models pkg/proxy/topology.go (CategorizeEndpoints) and the iptables mode of kube-proxy.
 */
import { keyFor, keyOf } from '../../objects/index.ts';
import type { Endpoint, EndpointSlice, ObjectKey, Service, ServicePort } from '../../objects/index.ts';
import { draw } from '../chance.ts';
import { whyNoName } from '../dns-reasons.ts';
import type { Sentence } from '../log.ts';
import { ownedBy } from '../read.ts';
import type { Reader } from '../read.ts';

/** Where a connection goes, or why it goes nowhere. */
export type Choice =
  | { readonly key: ObjectKey; readonly address: string; readonly port: number }
  | { readonly why: Sentence; readonly isDropped?: true };

interface Candidate {
  readonly endpoint: Endpoint;
  readonly port: number;
}

/** The port of a Service by its number. */
export function portOf({ spec }: Service, port: number): ServicePort | undefined {
  return spec.ports?.find((each) => each.port === port && (each.protocol ?? 'TCP') === 'TCP');
}

/** The endpoint that the connection with this number goes to. */
export function chooseEndpoint(reader: Reader, service: Service, port: ServicePort, number: number): Choice {
  const usable = usableOf(reader, service, port);
  const place = Math.floor(draw(reader.state.chance, keyOf(service), `connection ${number}`) * usable.length);
  const chosen = usable[place];
  if (!chosen) return { why: whyNoName(reader, service, undefined) };
  const { addresses, targetRef } = chosen.endpoint;
  const { namespace, name = '' } = targetRef ?? {};
  return { key: keyFor('Pod', namespace, name), address: addresses[0] ?? '', port: chosen.port };
}

/** All that are ready; where none is, those that are on their way out but still pass their probe. */
function usableOf(reader: Reader, service: Service, { name }: ServicePort): readonly Candidate[] {
  const all = ownedBy<EndpointSlice>(reader, service.metadata.uid ?? '', 'EndpointSlice').flatMap(
    ({ endpoints, ports }) =>
      ports
        .filter((each) => each.name === name)
        .flatMap(({ port }) => endpoints.map((endpoint): Candidate => ({ endpoint, port }))),
  );
  const ready = all.filter(({ endpoint }) => endpoint.conditions.ready);
  if (ready.length > 0) return ready;
  return all.filter(({ endpoint: { conditions } }) => conditions.serving && conditions.terminating);
}
