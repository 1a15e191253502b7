/**
 * The claims of a set's pods: made before the pod, kept or given an owner as the retention policy says.
 * Models getPersistentVolumeClaims, claimOwnerMatchesSetAndPod and updateClaimOwnerRefForSetAndPod of
 * pkg/controller/statefulset/stateful_set_utils.go, and createPersistentVolumeClaims and PodClaimIsStale of stateful_pod_control.go.
 */
import {
  claimName,
  controllerOf,
  controllerReference,
  isTerminating,
  keyFor,
  keyOf,
  podName,
} from '../../objects/index.ts';
import type { ApiObject, Claim, ClaimTemplate, OwnerReference, Pod, StatefulSet } from '../../objects/index.ts';
import { equal } from '../equal.ts';
import { say } from '../log.ts';
import type { Deed } from '../part.ts';
import type { ClaimSign } from '../index-of-objects.ts';
import { getBeside } from '../read.ts';
import type { Reader } from '../read.ts';
import type { Member } from './stateful-set-members.ts';

/** The claims that a pod of this ordinal mounts, as the templates name them. */
export function templatesOf(set: StatefulSet): readonly ClaimTemplate[] {
  return set.spec.volumeClaimTemplates ?? [];
}

/** Those claims of the ordinal that are there. */
function claimsOf(reader: Reader, set: StatefulSet, ordinal: number): readonly Claim[] {
  return templatesOf(set).flatMap(
    (template) => getBeside<Claim>(reader, set, 'PersistentVolumeClaim', claimName(set, template, ordinal)) ?? [],
  );
}

/** The first claim of the ordinal that is being deleted: no pod may be made for it. */
export function claimBeingDeleted(reader: Reader, set: StatefulSet, ordinal: number): string | undefined {
  return claimsOf(reader, set, ordinal).find(isTerminating)?.metadata.name;
}

/** Is one of the claims that the pod at this place mounts not there? Their keys are worked out once for each spec. */
export function lacksClaim({ state }: Reader, set: StatefulSet, member: Member, sign: ClaimSign): boolean {
  if (member.claims?.spec !== set.spec) {
    const keys = templatesOf(set).map((template) =>
      keyFor('PersistentVolumeClaim', set.metadata.namespace, claimName(set, template, member.ordinal)),
    );
    member.claims = { spec: set.spec, keys };
  }
  if (member.claims.foundUnder === sign) return false;
  if (member.claims.keys.some((key) => !state.objects[key])) return true;
  member.claims.foundUnder = sign;
  return false;
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
    event: { about: set, reason: 'SuccessfulCreate', message, refused: { reason: 'FailedCreate', head } },
  };
}

function newClaim(set: StatefulSet, template: ClaimTemplate, ordinal: number): Claim {
  const { metadata } = template;
  const { namespace } = set.metadata;
  const labels = { ...metadata.labels, ...set.spec.selector.matchLabels };
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { ...metadata, name: claimName(set, template, ordinal), ...(namespace && { namespace }), labels },
    spec: template.spec,
  };
}

/** Gives the claims of a new pod to the set where they are to go with it. */
export function ownNewClaims(set: StatefulSet, ordinal: number): readonly Deed[] {
  if (set.spec.persistentVolumeClaimRetentionPolicy?.whenDeleted !== 'Delete') return [];
  return templatesOf(set).map((template) => {
    const claim = newClaim(set, template, ordinal);
    return ownDeed(claim, [controllerReference(set)]);
  });
}

/** One deed for each claim of the pod whose owners are not what the retention policy wants. */
export function retentionDeeds(
  reader: Reader,
  set: StatefulSet,
  ordinal: number,
  pod: Pod,
  isCondemned: boolean,
): readonly Deed[] {
  return claimsOf(reader, set, ordinal).flatMap((claim) => {
    const owners = ownersWanted(set, claim, pod, isCondemned);
    return equal(owners, claim.metadata.ownerReferences ?? []) ? [] : [ownDeed(claim, owners)];
  });
}

/** Set and pod own the claim or not, by policy; other owners stay, and with another controller nothing is touched. */
function ownersWanted(set: StatefulSet, claim: Claim, pod: Pod, isCondemned: boolean): readonly OwnerReference[] {
  const { ownerReferences = [] } = claim.metadata;
  const controller = controllerOf(claim);
  const isOurs = (reference: OwnerReference): boolean => isReferenceTo(reference, set) || isReferenceTo(reference, pod);
  if (controller && !isOurs(controller)) return ownerReferences;
  const { whenDeleted, whenScaled } = set.spec.persistentVolumeClaimRetentionPolicy ?? {};
  const goesWithPod = whenScaled === 'Delete' && isCondemned;
  const goesWithSet = whenDeleted === 'Delete' && !goesWithPod;
  const wanted = [...(goesWithSet ? [set] : []), ...(goesWithPod ? [pod] : [])];
  const kept = ownerReferences.filter(
    (reference) => !isOurs(reference) || wanted.some((owner) => owner.metadata.uid === reference.uid),
  );
  const added = wanted.filter((owner) => !kept.some(({ uid }) => uid === owner.metadata.uid));
  return [...kept, ...added.map(controllerReference)];
}

function isReferenceTo({ kind, name }: OwnerReference, owner: ApiObject): boolean {
  return kind === owner.kind && name === owner.metadata.name;
}

function ownDeed(claim: Claim, owners: readonly OwnerReference[]): Deed {
  const { name, uid } = claim.metadata;
  const owner = owners[0];
  const it = { claim: name, owner: owner ? `${owner.kind}/${owner.name}` : '' };
  const key = keyOf(claim);
  return {
    what: owner
      ? say('lets {claim} go with {owner}', it)
      : say('keeps {claim} whatever becomes of its pod', { claim: name }),
    because: say('persistentVolumeClaimRetentionPolicy says so'),
    object: key,
    writes: [{ verb: 'own', key, owners, ...(uid !== undefined && { uid }) }],
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
