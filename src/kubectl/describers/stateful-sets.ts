import type { ClaimTemplate, StatefulSet } from '../../objects/index.ts';
import { selectorText } from '../selector-text.ts';
import type { Describer } from './describer.ts';
import type { Lines } from './lines.ts';
import { annotationLines, column, date, labelLines, pair } from './lines.ts';
import { podTemplateLines } from './pod-templates.ts';
import { phasesText } from './workloads.ts';

/** A StatefulSet (describeStatefulSet). */
export const describeStatefulSet: Describer<StatefulSet> = (statefulSet, cluster) => {
  const { metadata, spec, status } = statefulSet;
  const { type, rollingUpdate: { partition, maxUnavailable } = {} } = spec.updateStrategy;
  return [
    pair('Name', metadata.name),
    pair('Namespace', metadata.namespace),
    pair('CreationTimestamp', date(metadata.creationTimestamp)),
    pair('Selector', selectorText(spec.selector)),
    ...labelLines('Labels', metadata.labels),
    ...annotationLines(metadata.annotations),
    pair('Replicas', `${spec.replicas} desired | ${status?.replicas ?? 0} total`),
    pair('Update Strategy', type),
    ...(partition === undefined ? [] : [`  ${pair('Partition', partition)}`]),
    ...(maxUnavailable === undefined ? [] : [`  ${pair('MaxUnavailable', maxUnavailable)}`]),
    pair('Pods Status', phasesText(cluster, statefulSet)),
    ...podTemplateLines(spec.template),
    ...claimTemplateLines(spec.volumeClaimTemplates ?? []),
  ];
};

function claimTemplateLines(templates: readonly ClaimTemplate[]): Lines {
  if (templates.length === 0) return ['Volume Claims:\t<none>'];
  const each = templates.flatMap(({ metadata, spec }) => [
    `  ${pair('Name', metadata.name)}`,
    `  ${pair('StorageClass', spec.storageClassName)}`,
    ...labelLines('Labels', metadata.labels, '  '),
    ...column(
      'Annotations',
      Object.entries(metadata.annotations ?? {}).map(([key, value]) => `${key}=${value}`),
      '  ',
    ),
    `  ${pair('Capacity', spec.resources?.requests?.['storage'] ?? '<default>')}`,
    `  ${pair('Access Modes', `[${(spec.accessModes ?? []).join(' ')}]`)}`,
  ]);
  return ['Volume Claims:', ...each];
}
