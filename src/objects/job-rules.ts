import { type Causes, fine, notNegative, required, wrong } from './causes.ts';
import { changeField, fill, remembered } from './fill.ts';
import { dnsSubdomain } from './formats.ts';
import type { Job, JobSpec } from './job.ts';
import { metaCauses, metaUpdateCauses } from './meta-validation.ts';
import { defaultTemplate } from './pod-defaults.ts';
import { templateCauses } from './pod-spec-validation.ts';
import { same } from './same.ts';

function defaultSpec(spec: JobSpec): JobSpec {
  const isSingle = spec.completions === undefined && spec.parallelism === undefined;
  const filled = fill(spec, {
    ...(isSingle && { completions: 1 }),
    parallelism: 1,
    backoffLimit: 6,
    completionMode: 'NonIndexed',
    suspend: false,
    manualSelector: false,
    podReplacementPolicy: 'TerminatingOrFailed',
    template: { spec: { containers: [] } },
  });
  return changeField(filled, 'template', defaultTemplate);
}

/** A Job with everything that its author left out (pkg/apis/batch/v1/defaults.go, v1.36, SetDefaults_Job). */
export function defaultJob(job: Job): Job {
  return changeField(fill(job, { spec: {} as JobSpec }), 'spec', defaultSpec);
}

function policyCauses({ restartPolicy }: JobSpec['template']['spec']): Causes {
  const isFit = restartPolicy === 'OnFailure' || restartPolicy === 'Never';
  return isFit ? fine : [required('spec.template.spec.restartPolicy', 'valid values: "OnFailure", "Never"')];
}

function indexCauses({ completionMode, completions }: JobSpec): Causes {
  if (completionMode !== 'Indexed' || completions !== undefined) return fine;
  return [required('spec.completions', 'when completion mode is Indexed')];
}

const specCauses = remembered((spec: JobSpec): Causes => [
  ...notNegative('spec.parallelism', spec.parallelism),
  ...notNegative('spec.completions', spec.completions),
  ...notNegative('spec.activeDeadlineSeconds', spec.activeDeadlineSeconds),
  ...notNegative('spec.backoffLimit', spec.backoffLimit),
  ...notNegative('spec.ttlSecondsAfterFinished', spec.ttlSecondsAfterFinished),
  ...indexCauses(spec),
  ...templateCauses('spec.template', spec.template),
  ...policyCauses(spec.template.spec),
]);

function fixed(path: keyof JobSpec, { spec }: Job, old: Job): Causes {
  return same(spec[path], old.spec[path]) ? fine : [wrong(`spec.${path}`, spec[path], 'field is immutable')];
}

/** The causes for refusing a Job (pkg/apis/batch/validation/validation.go, v1.36, ValidateJob). */
export function validateJob(job: Job, old?: Job): Causes {
  const { metadata, spec } = job;
  if (!old) return [...metaCauses(metadata, dnsSubdomain), ...specCauses(spec)];
  return [
    ...metaUpdateCauses(metadata, old.metadata),
    ...specCauses(spec),
    ...(spec.completionMode === 'Indexed' ? fine : fixed('completions', job, old)),
    ...fixed('selector', job, old),
    ...(old.spec.suspend ? fine : fixed('template', job, old)),
    ...fixed('completionMode', job, old),
  ];
}
