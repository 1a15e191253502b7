import type { Endpoint, EndpointSlice } from '../../objects/index.ts';
import type { Describer } from './describer.ts';
import type { Lines } from './lines.ts';
import { annotationLines, labelLines, pair } from './lines.ts';

/** A slice (describeEndpointSliceV1). */
export const describeEndpointSlice: Describer<EndpointSlice> = ({ metadata, addressType, ports, endpoints }) => [
  pair('Name', metadata.name),
  pair('Namespace', metadata.namespace),
  ...labelLines('Labels', metadata.labels),
  ...annotationLines(metadata.annotations),
  pair('AddressType', addressType),
  ...(ports.length === 0 ? ['Ports: <unset>'] : ['Ports:', '  Name\tPort\tProtocol', '  ----\t----\t--------']),
  ...ports.map(({ name, port, protocol }) => `  ${name ? name : '<unset>'}\t${port}\t${protocol}`),
  ...(endpoints.length === 0 ? ['Endpoints: <none>'] : ['Endpoints:', ...endpoints.flatMap(endpointLines)]),
];

function endpointLines({ addresses, conditions, hostname, targetRef, nodeName, zone }: Endpoint): Lines {
  return [
    `  - ${pair('Addresses', addresses.join(', '))}`,
    '    Conditions:',
    `      ${pair('Ready', conditions.ready)}`,
    `    ${pair('Hostname', hostname ?? '<unset>')}`,
    ...(targetRef ? [`    ${pair('TargetRef', `${targetRef.kind}/${targetRef.name}`)}`] : []),
    `    ${pair('NodeName', nodeName ?? '<unset>')}`,
    `    ${pair('Zone', zone ?? '<unset>')}`,
  ];
}
