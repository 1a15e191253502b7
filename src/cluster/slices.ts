import type { Endpoint, EndpointSlice, Service } from '../objects/index.ts';
import { list, ownedBy } from './read.ts';
import type { Reader } from './read.ts';

const ready = { ready: true, serving: true, terminating: false } as const;

/**
 * What a Service knows: the slices that its controller keeps, or, for one without a selector, those that somebody has written and labelled with
 * its name; what such a slice does not say of an endpoint speaks for it.
 */
export function slicesOf(reader: Reader, { metadata, spec }: Service): readonly EndpointSlice[] {
  if (spec.selector) return ownedBy<EndpointSlice>(reader, metadata.uid ?? '', 'EndpointSlice');
  return list<EndpointSlice>(reader, 'EndpointSlice', metadata.namespace)
    .filter(({ metadata: { labels } }) => labels?.['kubernetes.io/service-name'] === metadata.name)
    .map((slice) => ({ ...slice, ports: slice.ports ?? [], endpoints: (slice.endpoints ?? []).map(whole) }));
}

function whole(endpoint: Endpoint): Endpoint {
  const { conditions } = endpoint as Partial<Endpoint>;
  return { ...endpoint, conditions: { ...ready, ...conditions } };
}
