import type { Volume } from '../../objects/index.ts';
import { accessModesText } from '../printers/index.ts';
import type { Describer } from './describer.ts';
import { phaseText } from './describer.ts';
import type { Lines } from './lines.ts';
import { annotationLines, labelLines, pair } from './lines.ts';

/** A volume (describePersistentVolume). */
export const describeVolume: Describer<Volume> = (volume, _cluster, now) => {
  const { metadata, spec, status } = volume;
  const { claimRef } = spec;
  return [
    pair('Name', metadata.name),
    ...labelLines('Labels', metadata.labels),
    ...annotationLines(metadata.annotations),
    pair('Finalizers', `[${(metadata.finalizers ?? []).join(' ')}]`),
    pair('StorageClass', spec.storageClassName),
    pair('Status', phaseText(volume, status?.phase, now)),
    pair('Claim', claimRef ? `${claimRef.namespace ?? ''}/${claimRef.name ?? ''}` : ''),
    pair('Reclaim Policy', spec.persistentVolumeReclaimPolicy),
    pair('Access Modes', accessModesText(spec.accessModes)),
    ...(spec.volumeMode ? [pair('VolumeMode', spec.volumeMode)] : []),
    pair('Capacity', spec.capacity?.['storage'] ?? '0'),
    ...affinityLines(spec['nodeAffinity']),
    pair('Message', status?.message),
    'Source:',
    ...sourceLines(spec).map((line) => `    ${line}`),
  ];
};

interface Affinity {
  readonly required?: {
    readonly nodeSelectorTerms?: readonly {
      readonly matchExpressions?: readonly {
        readonly key: string;
        readonly operator: string;
        readonly values?: readonly string[];
      }[];
    }[];
  };
}

/** printVolumeNodeAffinity */
function affinityLines(affinity: Affinity | undefined): Lines {
  const terms = affinity?.required?.nodeSelectorTerms;
  if (!terms) return ['Node Affinity:\t<none>'];
  const each = terms.map(({ matchExpressions = [] }, place) => {
    const texts = matchExpressions.map(
      ({ key, operator, values = [] }) =>
        `${key} ${operator.toLowerCase()}${values.length > 0 ? ` [${values.join(', ')}]` : ''}`,
    );
    return `    ${pair(`Term ${place}`, texts.join(`\n      \t`))}`;
  });
  return ['Node Affinity:\t', '  Required Terms:\t', ...each];
}

type Source = Readonly<Record<string, unknown>>;

/** The kinds of storage, what each is, and its fields under their titles. */
const sources: Readonly<Record<string, readonly [what: string, fields: Readonly<Record<string, string>>]>> = {
  hostPath: ['HostPath (bare host directory volume)', { Path: 'path', HostPathType: 'type' }],
  local: ['LocalVolume (a persistent volume backed by local storage on a node)', { Path: 'path' }],
  nfs: [
    'NFS (an NFS mount that lasts the lifetime of a pod)',
    { Server: 'server', Path: 'path', ReadOnly: 'readOnly' },
  ],
  csi: [
    'CSI (a Container Storage Interface (CSI) volume source)',
    { Driver: 'driver', FSType: 'fsType', VolumeHandle: 'volumeHandle', ReadOnly: 'readOnly' },
  ],
};

function sourceLines(spec: Volume['spec']): Lines {
  const [name, [what, fields]] = Object.entries(sources).find(([field]) => field in spec) ?? ['', ['<unknown>', {}]];
  const source = (spec[name] as Source | undefined) ?? {};
  const values = Object.entries(fields).map(([title, field]) =>
    pair(title, String(source[field] ?? (field === 'readOnly' ? 'false' : ''))),
  );
  const isCsi = name === 'csi' && !source['volumeAttributes'];
  return [pair('Type', what), ...values, ...(isCsi ? [pair('VolumeAttributes', '<none>')] : [])];
}
