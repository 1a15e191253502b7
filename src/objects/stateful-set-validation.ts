import { type Causes, each, fine, forbidden, misshapen, notNegative, oneOf, required, wrong } from './causes.ts';
import { remembered } from './fill.ts';
import { dnsLabel } from './formats.ts';
import { type LabelSelector, selects } from './meta.ts';
import { metaCauses, metaUpdateCauses, selectorCauses } from './meta-validation.ts';
import type { PodTemplate } from './pod.ts';
import { templateCauses } from './pod-spec-validation.ts';
import { same } from './same.ts';
import type { StatefulSet, StatefulSetSpec, UpdateStrategy } from './stateful-set.ts';
import { claimSpecCauses } from './storage-validation.ts';
import { isEmptySelector, mismatch, onlyAlways } from './workload-validation.ts';

/* pkg/apis/apps/validation/validation.go (v1.36), ValidateStatefulSet and ValidateStatefulSetUpdate, in their order. */

function policyCauses(policy: string | undefined): Causes {
  if (policy === 'OrderedReady' || policy === 'Parallel') return fine;
  return [wrong('spec.podManagementPolicy', policy, "must be 'OrderedReady' or 'Parallel'")];
}

type RollingUpdate = NonNullable<UpdateStrategy['rollingUpdate']>;

/** Values are printed with the field names of upstream's internal types. */
function asInternal(rolling: RollingUpdate | undefined): object | null {
  if (!rolling) return null;
  return { Partition: rolling.partition ?? 0, MaxUnavailable: rolling.maxUnavailable ?? null };
}

function maxUnavailableCauses(path: string, amount: number | string | undefined): Causes {
  if (amount === undefined) return fine;
  if (typeof amount === 'number')
    return amount === 0 ? [wrong(path, amount, 'cannot be 0')] : notNegative(path, amount);
  const percent = /^([0-9]+)%$/.exec(amount)?.[1];
  if (percent === undefined) {
    const sentence = "a valid percent string must be a numeric string followed by an ending '%'";
    return [wrong(path, amount, `${sentence} (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')`)];
  }
  if (Number(percent) > 100) return [wrong(path, amount, 'must not be greater than 100%')];
  return Number(percent) === 0 ? [wrong(path, amount, 'cannot be 0')] : fine;
}

function strategyCauses({ type, rollingUpdate }: UpdateStrategy): Causes {
  const path = 'spec.updateStrategy';
  if (type === 'RollingUpdate') {
    return [
      ...notNegative(`${path}.rollingUpdate.partition`, rollingUpdate?.partition),
      ...maxUnavailableCauses(`${path}.rollingUpdate.maxUnavailable`, rollingUpdate?.maxUnavailable),
    ];
  }
  if (type === 'OnDelete') {
    if (!rollingUpdate) return fine;
    const detail = "only allowed for updateStrategy 'RollingUpdate'";
    return [wrong(`${path}.rollingUpdate`, asInternal(rollingUpdate), detail)];
  }
  const value = { Type: type, RollingUpdate: asInternal(rollingUpdate) };
  return [wrong(path, value, "must be 'RollingUpdate' or 'OnDelete'")];
}

function retentionCauses(policy: StatefulSetSpec['persistentVolumeClaimRetentionPolicy']): Causes {
  const path = 'spec.persistentVolumeClaimRetentionPolicy';
  const choices = ['Retain', 'Delete'];
  return [
    ...oneOf(`${path}.whenDeleted`, policy?.whenDeleted, choices),
    ...oneOf(`${path}.whenScaled`, policy?.whenScaled, choices),
  ];
}

function matchCauses(selector: LabelSelector | undefined, template: PodTemplate): Causes {
  if (!selector) return [required('spec.selector'), mismatch(template)];
  const causes = selectorCauses('spec.selector', selector);
  if (isEmptySelector(selector))
    return [...causes, wrong('spec.selector', selector, 'empty selector is invalid for statefulset')];
  return selects(selector, template.metadata?.labels) ? causes : [...causes, mismatch(template)];
}

/** The template as its pods will have it: the claims are volumes too, before those of the template. */
function withClaims({ template, volumeClaimTemplates = [] }: StatefulSetSpec): PodTemplate {
  const claims = volumeClaimTemplates.map(({ metadata: { name } }) => ({
    name,
    persistentVolumeClaim: { claimName: name },
  }));
  const names = new Set(claims.map(({ name }) => name));
  const others = (template.spec.volumes ?? []).filter(({ name }) => !names.has(name));
  return { ...template, spec: { ...template.spec, volumes: [...claims, ...others] } };
}

/** The claim templates and the Service's name never change, so that only new sets are asked about them (StatefulSetValidationOptions). */
function specCauses(spec: StatefulSetSpec, isNew: boolean): Causes {
  const { serviceName, volumeClaimTemplates: claims } = spec;
  return [
    ...policyCauses(spec.podManagementPolicy),
    ...strategyCauses(spec.updateStrategy),
    ...retentionCauses(spec.persistentVolumeClaimRetentionPolicy),
    ...(isNew
      ? each('spec.volumeClaimTemplates', claims, (path, { spec: claim }) => claimSpecCauses(`${path}.spec`, claim))
      : fine),
    ...notNegative('spec.replicas', spec.replicas),
    ...notNegative('spec.minReadySeconds', spec.minReadySeconds),
    ...notNegative('spec.ordinals.start', spec.ordinals?.start),
    ...notNegative('spec.revisionHistoryLimit', spec.revisionHistoryLimit),
    ...(isNew && serviceName ? misshapen('spec.serviceName', serviceName, dnsLabel) : fine),
    ...matchCauses(spec.selector, spec.template),
    ...templateCauses('spec.template', withClaims(spec)),
    ...onlyAlways(spec.template.spec, 'StatefulSet'),
  ];
}

const newSpecCauses = remembered((spec: StatefulSetSpec) => specCauses(spec, true));
const changedSpecCauses = remembered((spec: StatefulSetSpec) => specCauses(spec, false));

const fixed = ['selector', 'serviceName', 'podManagementPolicy', 'volumeClaimTemplates'] as const;

const onlyThese =
  "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', " +
  "'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";

/** The causes for refusing a set. */
export function validateStatefulSet({ metadata, spec }: StatefulSet, old?: StatefulSet): Causes {
  if (!old) return [...metaCauses(metadata, dnsLabel), ...newSpecCauses(spec)];
  const isForbidden = fixed.some((field) => !same(spec[field], old.spec[field]));
  const causes = [...metaUpdateCauses(metadata, old.metadata), ...changedSpecCauses(spec)];
  return isForbidden ? [...causes, forbidden('spec', onlyThese)] : causes;
}

const counts = ['replicas', 'readyReplicas', 'currentReplicas', 'updatedReplicas', 'availableReplicas'] as const;

/** The causes for refusing a status (ValidateStatefulSetStatus): a controller can count itself below zero. */
export function validateStatefulSetStatus({ status }: StatefulSet): Causes {
  if (!status) return fine;
  const causes: string[] = counts.flatMap((count) => notNegative(`status.${count}`, status[count]));
  for (const count of counts) {
    const amount = status[count] ?? 0;
    if (amount > status.replicas)
      causes.push(wrong(`status.${count}`, amount, 'cannot be greater than status.replicas'));
  }
  const { availableReplicas, readyReplicas = 0 } = status;
  if (availableReplicas > readyReplicas) {
    causes.push(wrong('status.availableReplicas', availableReplicas, 'cannot be greater than status.readyReplicas'));
  }
  return causes;
}
