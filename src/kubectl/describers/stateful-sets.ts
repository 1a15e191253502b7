import { list } from '../../cluster/index.ts';
import type { ClaimTemplate, Pod, StatefulSet } from '../../objects/index.ts';
import { isControlledBy } from '../../objects/index.ts';
import type { Describer } from './describer.ts';
import type { Lines } from './lines.ts';
import { annotationLines, column, date, labelLines, pair } from './lines.ts';
import { podTemplateLines } from './pod-templates.ts';
import { selectorText } from './selectors.ts';

/** A StatefulSet (describeStatefulSet). */
export const describeStatefulSet: Describer<StatefulSet> = (statefulSet, cluster) => {
  const { metadata, spec, status } = statefulSet;
  const pods = list<Pod>(cluster, 'Pod', metadata.namespace).filter((pod) => isControlledBy(pod, statefulSet));
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
    pair('Pods Status', phasesText(pods)),
    ...podTemplateLines(spec.template),
    ...claimTemplateLines(spec.volumeClaimTemplates ?? []),
  ];
};

/** A pod that is crashing or terminating still counts as running: only its phase is asked for. */
function phasesText(pods: readonly Pod[]): string {
  const count = (phase: string): number => pods.filter(({ status }) => status?.phase === phase).length;
  const words = { Running: 'Running', Waiting: 'Pending', Succeeded: 'Succeeded', Failed: 'Failed' };
  return Object.entries(words)
    .map(([word, phase]) => `${count(phase)} ${word}`)
    .join(' / ');
}

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
