import type { Reader } from '../../cluster/index.ts';
import { get, list } from '../../cluster/index.ts';
import type { EndpointSlice, Ingress } from '../../objects/index.ts';
import { classNameOf, keyFor, openAddresses } from '../../objects/index.ts';
import type { Describer } from './describer.ts';
import type { Lines } from './lines.ts';
import { annotationLines, labelLines, orNone, pair } from './lines.ts';

type Spec = NonNullable<Ingress['spec']>;
type Backend = NonNullable<Spec['defaultBackend']>;

/** An Ingress (describeIngressV1). */
export const describeIngress: Describer<Ingress> = (ingress, cluster) => {
  const { metadata, spec = {} } = ingress;
  const { namespace = '' } = metadata;
  const { defaultBackend, rules = [] } = spec;
  const hosts = rules.flatMap(({ host, http }) => [
    `  ${host ?? '*'}\t`,
    ...(http?.paths ?? []).map(
      ({ path, backend }) => `    \t${path ?? ''} \t${backendText(cluster, namespace, backend)}`,
    ),
  ]);
  return [
    pair('Name', metadata.name),
    ...labelLines('Labels', metadata.labels),
    pair('Namespace', namespace),
    pair('Address', openAddresses(ingress).join(',')),
    pair('Ingress Class', orNone(classNameOf(ingress))),
    pair('Default backend', defaultBackend ? backendText(cluster, namespace, defaultBackend) : '<default>'),
    ...(hosts.length > 0 ? ['Rules:', '  Host\tPath\tBackends', '  ----\t----\t--------', ...hosts] : []),
    ...annotationLines(metadata.annotations),
  ];
};

/** The Service, its port, and the ready addresses behind it. */
function backendText(cluster: Reader, namespace: string, { service }: Backend): string {
  if (!service) return '';
  const { number, name } = service.port ?? {};
  const isThere = get(cluster, keyFor('Service', namespace, service.name)) !== undefined;
  const behind = isThere
    ? readyText(cluster, namespace, service.name)
    : `<error: services "${service.name}" not found>`;
  return `${service.name}:${number ?? name ?? ''} (${behind})`;
}

function readyText(cluster: Reader, namespace: string, service: string): Lines[number] {
  const slices = list<EndpointSlice>(cluster, 'EndpointSlice', namespace).filter(
    ({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === service,
  );
  const ready = slices.flatMap(({ endpoints, ports }) =>
    (endpoints ?? [])
      .filter(({ conditions }) => conditions.ready)
      .flatMap(({ addresses }) => addresses.flatMap((address) => ports.map(({ port }) => `${address}:${port}`))),
  );
  const shown = ready.slice(0, 3).join(',');
  return ready.length > 3 ? `${shown} + ${ready.length - 3} more...` : shown;
}
