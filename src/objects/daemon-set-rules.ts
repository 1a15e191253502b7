import { amountCauses, amountOf } from './amounts.ts';
import { type Causes, fine, notNegative, required, unsupported, wrong } from './causes.ts';
import type { DaemonSet, DaemonSetSpec, DaemonSetStrategy } from './daemon-set.ts';
import { changeField, fill, remembered } from './fill.ts';
import { dnsSubdomain } from './formats.ts';
import { metaCauses, metaUpdateCauses } from './meta-validation.ts';
import { defaultTemplate } from './pod-defaults.ts';
import { fixedSelector, selectingCauses } from './workload-validation.ts';

function defaultStrategy(strategy: DaemonSetStrategy): DaemonSetStrategy {
  const filled = fill(strategy, { type: 'RollingUpdate' as const });
  if (filled.type !== 'RollingUpdate') return filled;
  const rolling = fill(filled, { rollingUpdate: {} });
  return changeField(rolling, 'rollingUpdate', (each) => fill(each, { maxUnavailable: 1, maxSurge: 0 }));
}

function defaultSpec(spec: DaemonSetSpec): DaemonSetSpec {
  const template = { spec: { containers: [] } };
  const filled = fill(spec, { updateStrategy: {}, revisionHistoryLimit: 10, template });
  return changeField(changeField(filled, 'updateStrategy', defaultStrategy), 'template', defaultTemplate);
}

/** A DaemonSet with everything that its author left out (pkg/apis/apps/v1/defaults.go, v1.36, SetDefaults_DaemonSet). */
export function defaultDaemonSet(set: DaemonSet): DaemonSet {
  return changeField(fill(set, { spec: {} as DaemonSetSpec }), 'spec', defaultSpec);
}

function strategyCauses({ type, rollingUpdate }: DaemonSetStrategy): Causes {
  const path = 'spec.updateStrategy';
  if (type === 'OnDelete') return fine;
  if (type !== 'RollingUpdate') return [unsupported(`${path}.type`, type, ['OnDelete', 'RollingUpdate'])];
  if (!rollingUpdate) return [required(`${path}.rollingUpdate`)];
  const { maxSurge = 0, maxUnavailable = 0 } = rollingUpdate;
  const causes = [
    ...amountCauses(`${path}.rollingUpdate.maxUnavailable`, maxUnavailable),
    ...amountCauses(`${path}.rollingUpdate.maxSurge`, maxSurge),
  ];
  const [surges, spares] = [amountOf(maxSurge, 100) > 0, amountOf(maxUnavailable, 100) > 0];
  if (surges && spares) {
    const detail = 'may not be set when maxUnavailable is non-zero';
    return [...causes, wrong(`${path}.rollingUpdate.maxSurge`, maxSurge, detail)];
  }
  const isStuck = !surges && !spares;
  return isStuck
    ? [...causes, required(`${path}.rollingUpdate.maxUnavailable`, 'cannot be 0 when maxSurge is 0')]
    : causes;
}

const specCauses = remembered((spec: DaemonSetSpec): Causes => [
  ...selectingCauses(spec.selector, spec.template, 'daemonset', 'DaemonSet'),
  ...notNegative('spec.minReadySeconds', spec.minReadySeconds),
  ...strategyCauses(spec.updateStrategy),
  ...notNegative('spec.revisionHistoryLimit', spec.revisionHistoryLimit),
]);

/** The causes for refusing a DaemonSet (pkg/apis/apps/validation/validation.go, v1.36, ValidateDaemonSet). */
export function validateDaemonSet({ metadata, spec }: DaemonSet, old?: DaemonSet): Causes {
  if (!old) return [...metaCauses(metadata, dnsSubdomain), ...specCauses(spec)];
  return [
    ...metaUpdateCauses(metadata, old.metadata),
    ...specCauses(spec),
    ...fixedSelector(spec.selector, old.spec.selector),
  ];
}

/** The annotation that counts the templates of a DaemonSet. */
export const templateGenerationAnnotation = 'deprecated.daemonset.template.generation';
