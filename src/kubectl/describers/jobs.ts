import type { Job } from '../../objects/index.ts';
import { jobDuration } from '../printers/index.ts';
import { selectorText } from '../selector-text.ts';
import type { Describer } from './describer.ts';
import { annotationLines, date, labelLines, pair } from './lines.ts';
import { podTemplateLines } from './pod-templates.ts';
import { controllerLines } from './workloads.ts';

/** A Job (describeJob). */
export const describeJob: Describer<Job> = (job, _, now) => {
  const { metadata, spec, status = {} } = job;
  const given = (title: string, value: string | number | boolean | undefined): readonly string[] =>
    value === undefined ? [] : [pair(title, value)];
  const pods = `${status.active ?? 0} Active (${status.ready ?? 0} Ready)`;
  const seconds = spec.activeDeadlineSeconds;
  return [
    pair('Name', metadata.name),
    pair('Namespace', metadata.namespace),
    pair('Selector', selectorText(spec.selector)),
    ...labelLines('Labels', metadata.labels),
    ...annotationLines(metadata.annotations),
    ...controllerLines(job),
    pair('Parallelism', spec.parallelism),
    pair('Completions', spec.completions ?? '<unset>'),
    pair('Completion Mode', spec.completionMode),
    ...given('Suspend', spec.suspend),
    pair('Backoff Limit', spec.backoffLimit),
    ...given('TTL Seconds After Finished', spec.ttlSecondsAfterFinished),
    ...given('Start Time', status.startTime && date(status.startTime)),
    ...given('Completed At', status.completionTime && date(status.completionTime)),
    ...given('Duration', status.completionTime && jobDuration(job, now)),
    ...given('Active Deadline Seconds', seconds === undefined ? undefined : `${seconds}s`),
    pair('Pods Statuses', `${pods} / ${status.succeeded ?? 0} Succeeded / ${status.failed ?? 0} Failed`),
    ...(spec.completionMode === 'Indexed' ? [pair('Completed Indexes', status.completedIndexes || '<none>')] : []),
    ...podTemplateLines(spec.template),
  ];
};
