import type { PodSpec, PodTemplate, Toleration } from '../../objects/index.ts';
import { containerLines } from './containers.ts';
import type { Lines } from './lines.ts';
import { annotationLines, column, indented, labelLines, pair } from './lines.ts';

type PodVolume = NonNullable<PodSpec['volumes']>[number];

/** What `describe` and `rollout history` say of a template (DescribePodTemplate). */
export function podTemplateLines({ metadata = {}, spec }: PodTemplate): Lines {
  const { labels, annotations } = metadata;
  const serviceAccount = spec['serviceAccountName'];
  return [
    'Pod Template:',
    ...labelLines('Labels', labels, '  '),
    ...(Object.keys(annotations ?? {}).length > 0 ? annotationLines(annotations, '  Annotations') : []),
    ...(serviceAccount ? [`  ${pair('Service Account', String(serviceAccount))}`] : []),
    ...(spec.initContainers?.length ? containerLines('Init Containers', spec.initContainers, [], '  ') : []),
    ...containerLines('Containers', spec.containers, [], '  '),
    ...volumeLines(spec.volumes, '  '),
    ...labelLines('Node-Selectors', spec.nodeSelector, '  '),
    ...tolerationLines(spec.tolerations, '  '),
  ];
}

/** The volumes of a pod or a template; `space` is what stands before the title. */
export function volumeLines(volumes: readonly PodVolume[] = [], space = ''): Lines {
  if (volumes.length === 0) return [`${space}Volumes:\t<none>`];
  const each = volumes.flatMap((volume) => [
    `${space === '' ? '  ' : '   '}${volume.name}:`,
    ...indented(sourceLines(volume), '    '),
  ]);
  return [`${space}Volumes:`, ...each];
}

function sourceLines(volume: PodVolume): Lines {
  const { persistentVolumeClaim: claim } = volume;
  if (claim) {
    return [
      pair('Type', 'PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)'),
      pair('ClaimName', claim.claimName),
      pair('ReadOnly', claim.readOnly ?? false),
    ];
  }
  const { emptyDir, configMap, secret, hostPath } = volume as Record<string, unknown> as Readonly<
    Record<string, Readonly<Record<string, unknown>> | undefined>
  >;
  const text = (source: Readonly<Record<string, unknown>>, field: string, otherwise: string): string =>
    String(source[field] ?? otherwise);
  if (emptyDir) {
    return [
      pair('Type', "EmptyDir (a temporary directory that shares a pod's lifetime)"),
      pair('Medium', text(emptyDir, 'medium', '')),
      pair('SizeLimit', text(emptyDir, 'sizeLimit', '<unset>')),
    ];
  }
  if (configMap) {
    return [
      pair('Type', 'ConfigMap (a volume populated by a ConfigMap)'),
      pair('Name', text(configMap, 'name', '')),
      pair('Optional', text(configMap, 'optional', 'false')),
    ];
  }
  if (secret) {
    return [
      pair('Type', 'Secret (a volume populated by a Secret)'),
      pair('SecretName', text(secret, 'secretName', '')),
      pair('Optional', text(secret, 'optional', 'false')),
    ];
  }
  if (!hostPath) return ['<unknown>'];
  return [
    pair('Type', 'HostPath (bare host directory volume)'),
    pair('Path', text(hostPath, 'path', '')),
    pair('HostPathType', text(hostPath, 'type', '')),
  ];
}

/** Tolerations, by key; `indent` is what stands before the title (printPodTolerationsMultiline). */
export function tolerationLines(tolerations: readonly Toleration[] = [], indent = ''): Lines {
  const byKey = [...tolerations].sort((a, b) => ((a.key ?? '') < (b.key ?? '') ? -1 : 1));
  return column('Tolerations', byKey.map(tolerationText), indent);
}

function tolerationText({ key = '', value = '', effect = '', operator, tolerationSeconds }: Toleration): string {
  const what = `${key}${value === '' ? '' : `=${value}`}${effect === '' ? '' : `:${effect}`}`;
  const isBare = operator === 'Exists' && value === '';
  const words = [what, isBare ? 'op=Exists' : '', tolerationSeconds === undefined ? '' : `for ${tolerationSeconds}s`];
  return words.filter((word) => word !== '').join(' ');
}
