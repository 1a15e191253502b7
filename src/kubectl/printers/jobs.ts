import type { Job } from '../../objects/index.ts';
import { conditionOf, isTerminating, millisOf } from '../../objects/index.ts';
import type { Moment } from '../durations.ts';
import { age, humanDuration } from '../durations.ts';
import { selectorText } from '../selector-text.ts';
import type { Columns } from './columns.ts';
import { containerNames, imageNames } from './deployments.ts';

/** The columns of Jobs (printers.go, printJob). */
export const jobColumns: Columns<Job> = [
  ['NAME', ({ metadata }) => metadata.name],
  ['STATUS', statusWord],
  ['COMPLETIONS', completions],
  ['DURATION', jobDuration],
  ['AGE', age],
  ['CONTAINERS', ({ spec }) => containerNames(spec.template), 'wide'],
  ['IMAGES', ({ spec }) => imageNames(spec.template), 'wide'],
  ['SELECTOR', ({ spec }) => selectorText(spec.selector), 'wide'],
];

function statusWord(job: Job): string {
  const is = (type: string): boolean => conditionOf(job, type)?.status === 'True';
  if (is('Complete') || is('Failed')) return is('Complete') ? 'Complete' : 'Failed';
  if (isTerminating(job)) return 'Terminating';
  return ['Suspended', 'FailureTarget', 'SuccessCriteriaMet'].find(is) ?? 'Running';
}

function completions({ spec, status }: Job): string {
  const succeeded = status?.succeeded ?? 0;
  if (spec.completions !== undefined) return `${succeeded}/${spec.completions}`;
  return spec.parallelism > 1 ? `${succeeded}/1 of ${spec.parallelism}` : `${succeeded}/1`;
}

/** From its start to its end, or to now. */
export function jobDuration({ status }: Job, now: Moment): string {
  if (status?.startTime === undefined) return '';
  const end = status.completionTime === undefined ? now : millisOf(status.completionTime);
  return humanDuration(end - millisOf(status.startTime));
}
