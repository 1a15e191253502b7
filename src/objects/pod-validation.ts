import { type Causes, fine, forbidden, required } from './causes.ts';
import { dnsSubdomain } from './formats.ts';
import { metaCauses, metaUpdateCauses } from './meta-validation.ts';
import type { Container, Pod, PodSpec, Toleration } from './pod.ts';
import { runningSpecCauses } from './pod-spec-validation.ts';
import { same } from './same.ts';

const changeable = [
  '`spec.containers[*].image`',
  '`spec.initContainers[*].image`',
  '`spec.activeDeadlineSeconds`',
  '`spec.tolerations` (only additions to existing tolerations)',
  '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
].join(',');

function withoutImages(containers: readonly Container[] = []): readonly Container[] {
  return containers.map((container) => ({ ...container, image: '' }));
}

/** The spec with everything taken out that may change. */
function fixedPart(spec: PodSpec): PodSpec {
  const { containers, initContainers, activeDeadlineSeconds: _, tolerations: __, schedulingGates: ___, ...rest } = spec;
  return { ...rest, containers: withoutImages(containers), initContainers: withoutImages(initContainers) };
}

function keeps(tolerations: readonly Toleration[], old: readonly Toleration[]): boolean {
  return old.every((toleration) => tolerations.some((one) => same(one, toleration)));
}

/**
 * ValidatePodUpdate; upstream adds a listing of the differences, which is left out, and lets a gated pod ask more of its node.
 */
function specUpdateCauses(spec: PodSpec, old: PodSpec): Causes {
  if (spec === old) return fine;
  for (const list of ['containers', 'initContainers'] as const) {
    const containers = spec[list] ?? [];
    if (containers.length !== (old[list] ?? []).length) {
      return [forbidden(`spec.${list}`, 'pod updates may not add or remove containers')];
    }
    const nameless = containers.findIndex(({ image }) => !image);
    if (nameless >= 0) return [required(`spec.${list}[${nameless}].image`)];
  }
  const gate = (spec.schedulingGates ?? []).find(({ name }) => !old.schedulingGates?.some((one) => one.name === name));
  if (gate) {
    return [
      forbidden('spec.schedulingGates', `only deletion is allowed, but found new scheduling gate '${gate.name}'`),
    ];
  }
  const isAllowed = keeps(spec.tolerations ?? [], old.tolerations ?? []) && same(fixedPart(spec), fixedPart(old));
  return isAllowed ? fine : [forbidden('spec', `pod updates may not change fields other than ${changeable}`)];
}

/** The causes for refusing a pod. */
export function validatePod({ metadata, spec }: Pod, old?: Pod): Causes {
  if (old) return [...metaUpdateCauses(metadata, old.metadata), ...specUpdateCauses(spec, old.spec)];
  const causes = metaCauses(metadata, dnsSubdomain);
  const ofSpec = runningSpecCauses('spec', spec);
  return causes.length === 0 ? ofSpec : [...causes, ...ofSpec];
}
