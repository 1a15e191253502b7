import { podsWithClaim } from '../../cluster/index.ts';
import type { Claim } from '../../objects/index.ts';
import { accessModesText } from '../printers/index.ts';
import type { Describer } from './describer.ts';
import { phaseText } from './describer.ts';
import { annotationLines, column, labelLines, pair } from './lines.ts';

/** A claim (describePersistentVolumeClaim): what comes from the volume is empty until there is one. */
export const describeClaim: Describer<Claim> = (claim, cluster, now) => {
  const { metadata, spec, status } = claim;
  const users = podsWithClaim(cluster, metadata.namespace ?? '', metadata.name).map((pod) => pod.metadata.name);
  const isBound = Boolean(spec.volumeName);
  return [
    pair('Name', metadata.name),
    pair('Namespace', metadata.namespace),
    pair('StorageClass', spec.storageClassName),
    pair('Status', phaseText(claim, status?.phase, now)),
    pair('Volume', spec.volumeName),
    ...labelLines('Labels', metadata.labels),
    ...annotationLines(metadata.annotations),
    pair('Finalizers', `[${(metadata.finalizers ?? []).join(' ')}]`),
    pair('Capacity', isBound ? (status?.capacity?.['storage'] ?? '0') : ''),
    pair('Access Modes', isBound ? accessModesText(status?.accessModes) : ''),
    ...(spec.volumeMode ? [pair('VolumeMode', spec.volumeMode)] : []),
    ...column('Used By', users),
  ];
};
