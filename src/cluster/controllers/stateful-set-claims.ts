/**
 * The claims of a set's pods: made before the pod, and again for a pod that has not started. Who owns them: stateful-set-retention.ts.
 * Models getPersistentVolumeClaims of pkg/controller/statefulset/stateful_set_utils.go, and createPersistentVolumeClaims,
 * createMissingPersistentVolumeClaims and PodClaimIsStale of stateful_pod_control.go (v1.36).
 * Left out: nothing.
 */
import { claimName, isTerminating, keyFor, keyOf, podName, withFields } from '../../objects/index.ts';
import type { Claim, ClaimTemplate, StatefulSet } from '../../objects/index.ts';
import { say } from '../log.ts';
import type { Deed } from '../part.ts';
import { getBeside } from '../read.ts';
import type { Reader } from '../read.ts';
import type { Member } from './stateful-set-members.ts';

/** The templates of the claims that each pod of the set has. */
export function templatesOf(set: StatefulSet): readonly ClaimTemplate[] {
  return set.spec.volumeClaimTemplates ?? [];
}

/** Those claims of the ordinal that are there. */
export function claimsOf(reader: Reader, set: StatefulSet, ordinal: number): readonly Claim[] {
  return templatesOf(set).flatMap(
    (template) => getBeside<Claim>(reader, set, 'PersistentVolumeClaim', claimName(set, template, ordinal)) ?? [],
  );
}

/** Why nothing can be done with the claims of the ordinal: one of them is being deleted. */
export function claimObstacle(reader: Reader, set: StatefulSet, ordinal: number): { obstacle?: string } {
  const going = claimsOf(reader, set, ordinal).find(isTerminating);
  return going ? { obstacle: `pvc ${going.metadata.name} is being deleted` } : {};
}

/** Makes the claims again that a pod which has not started yet lacks, then sees to their owners; a claim on its way out is in the way of both. */
export function missingClaims(
  reader: Reader,
  set: StatefulSet,
  member: Member,
  owners: readonly Deed[],
): readonly Deed[] {
  if (!lacksClaim(reader, set, member)) return owners;
  const { pod, ordinal } = member;
  const before = claimDeeds(reader, set, ordinal);
  const { obstacle } = claimObstacle(reader, set, ordinal);
  if (obstacle === undefined) return [{ before, writes: [], after: owners }];
  const what = say('makes the claims of {pod} again', { pod: pod.metadata.name });
  return [{ what, object: keyOf(pod), before, writes: [], obstacle }];
}

/** Is one of the claims that the pod at this place mounts not there, or not for long? Their keys are worked out once for each spec. */
function lacksClaim({ state }: Reader, set: StatefulSet, member: Member): boolean {
  if (member.claims?.spec !== set.spec) {
    const keys = templatesOf(set).map((template) =>
      keyFor('PersistentVolumeClaim', set.metadata.namespace, claimName(set, template, member.ordinal)),
    );
    member.claims = { spec: set.spec, keys };
  }
  return member.claims.keys.some((key) => {
    const claim = state.objects[key];
    return !claim || isTerminating(claim);
  });
}

/** One deed for each claim of this ordinal that is not there. */
export function claimDeeds(reader: Reader, set: StatefulSet, ordinal: number): readonly Deed[] {
  return templatesOf(set)
    .filter((template) => !getBeside(reader, set, 'PersistentVolumeClaim', claimName(set, template, ordinal)))
    .map((template) => claimDeed(set, template, ordinal));
}

function claimDeed(set: StatefulSet, template: ClaimTemplate, ordinal: number): Deed {
  const claim = newClaim(set, template, ordinal);
  const { name } = claim.metadata;
  const pod = podName(set, ordinal);
  const message = `Create Claim ${name} Pod ${pod} in StatefulSet ${set.metadata.name} success`;
  const head = `Create Claim ${name} for Pod ${pod} in StatefulSet ${set.metadata.name} failed error: `;
  return {
    what: say('creates {claim}', { claim: name }),
    because: say('{pod} needs it, and a claim comes before its pod', { pod }),
    object: keyOf(claim),
    writes: [{ verb: 'create', object: claim }],
    blame: `failed to create PVC ${name}: `,
    event: { about: set, reason: 'SuccessfulCreate', message, refused: { reason: 'FailedCreate', head } },
  };
}

/** The claim as the template wants it for this ordinal. */
export function newClaim(set: StatefulSet, template: ClaimTemplate, ordinal: number): Claim {
  const { metadata } = template;
  const { namespace } = set.metadata;
  const labels = withFields(metadata.labels ?? {}, set.spec.selector.matchLabels ?? {});
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: withFields(metadata, {
      name: claimName(set, template, ordinal),
      ...(namespace && { namespace }),
      labels,
    }),
    spec: template.spec,
  };
}

/** A claim that still belongs to an older pod of this name is about to be deleted with it: no pod may be made for it. */
export function staleClaim(reader: Reader, set: StatefulSet, ordinal: number): string | undefined {
  if (set.spec.persistentVolumeClaimRetentionPolicy?.whenScaled !== 'Delete') return undefined;
  const pod = podName(set, ordinal);
  const isStale = (claim: Claim): boolean =>
    (claim.metadata.ownerReferences ?? []).some(({ kind, name }) => kind === 'Pod' && name === pod);
  return claimsOf(reader, set, ordinal).find(isStale)?.metadata.name;
}
