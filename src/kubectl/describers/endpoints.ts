import type { EndpointAddress, Endpoints } from '../../objects/index.ts';
import type { Describer } from './describer.ts';
import type { Lines } from './lines.ts';
import { annotationLines, labelLines, pair } from './lines.ts';

/** What a Service knows, in the older form (describeEndpoints). */
export const describeEndpoints: Describer<Endpoints> = ({ metadata, subsets }) => [
  pair('Name', metadata.name),
  pair('Namespace', metadata.namespace),
  ...labelLines('Labels', metadata.labels),
  ...annotationLines(metadata.annotations),
  'Subsets:',
  ...subsets.flatMap(subsetLines),
];

function subsetLines({ addresses = [], notReadyAddresses = [], ports }: Endpoints['subsets'][number]): Lines {
  return [
    `  ${pair('Addresses', listed(addresses))}`,
    `  ${pair('NotReadyAddresses', listed(notReadyAddresses))}`,
    ...(ports.length === 0 ? [] : ['  Ports:', '    Name\tPort\tProtocol', '    ----\t----\t--------']),
    ...ports.map(({ name, port, protocol }) => `    ${name ? name : '<unset>'}\t${port}\t${protocol}`),
    '',
  ];
}

function listed(addresses: readonly EndpointAddress[]): string {
  return addresses.length === 0 ? '<none>' : addresses.map(({ ip }) => ip).join(',');
}
