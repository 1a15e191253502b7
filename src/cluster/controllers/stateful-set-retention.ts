/**
 * Who owns the claims of a set's pods, as its persistentVolumeClaimRetentionPolicy says.
 * Models hasUnexpectedController, hasNonControllerOwner, hasStaleOwnerRef, isClaimOwnerUpToDate and updateClaimOwnerRefForSetAndPod of
 * pkg/controller/statefulset/stateful_set_utils.go, and ClaimsMatchRetentionPolicy and UpdatePodClaimForRetentionPolicy of
 * stateful_pod_control.go (v1.36). Left out: nothing.
 */
import { claimName, controllerReference, firstOrdinal, keyOf } from '../../objects/index.ts';
import type { ApiObject, Claim, OwnerReference, Pod, StatefulSet } from '../../objects/index.ts';
import { say } from '../log.ts';
import type { Deed } from '../part.ts';
import { getBeside } from '../read.ts';
import type { Reader } from '../read.ts';
import { claimsOf, newClaim, templatesOf } from './stateful-set-claims.ts';

/** A claim with the set and the pod that it is for; a pod that is not there yet has no uid. */
interface Case {
  readonly set: StatefulSet;
  readonly pod: Pod;
  readonly ordinal: number;
  readonly claim: Claim;
}

/** The claims of a pod that is being made, given to the set where they are to go with it. */
export function ownersOfNewClaims(reader: Reader, set: StatefulSet, ordinal: number, pod: Pod): readonly Deed[] {
  return templatesOf(set).flatMap((template) => {
    const found = getBeside<Claim>(reader, set, 'PersistentVolumeClaim', claimName(set, template, ordinal));
    return deedsFor({ set, pod, ordinal, claim: found ?? newClaim(set, template, ordinal) });
  });
}

/** What brings the owners of the pod's claims in line with the policy, and what is to be said of claims that it cannot have. */
export function retentionDeeds(reader: Reader, set: StatefulSet, ordinal: number, pod: Pod): readonly Deed[] {
  return claimsOf(reader, set, ordinal).flatMap((claim) => deedsFor({ set, pod, ordinal, claim }));
}

/** The same, but only when something is out of line: what cannot be had is not said at each turn. */
export function retentionRepairs(reader: Reader, set: StatefulSet, ordinal: number, pod: Pod): readonly Deed[] {
  const deeds = retentionDeeds(reader, set, ordinal, pod);
  return deeds.some(({ writes }) => writes.length > 0) ? deeds : [];
}

function deedsFor(it: Case): readonly Deed[] {
  const owners = ownersWanted(it);
  const conflict = hasUnexpectedController(it) ? [conflictOf(it)] : [];
  return owners ? [...conflict, ownDeed(it.claim, owners)] : conflict;
}

/** The owners that the claim should have instead of those it has; nothing where it is as it should be, or not to be touched. */
function ownersWanted(it: Case): readonly OwnerReference[] | undefined {
  const { set, pod, claim } = it;
  const { ownerReferences: before = [] } = claim.metadata;
  if (isStale(before, set) || isStale(before, pod)) return undefined;
  const others = before.filter((reference) => !isReferenceTo(reference, set) && !isReferenceTo(reference, pod));
  const own = before.filter((reference) => !others.includes(reference));
  if (hasUnexpectedController(it)) return own.length > 0 ? others : undefined;
  const wanted = ownerWanted(it);
  const isRight = wanted
    ? own.length === 1 && own[0]?.uid === wanted.metadata.uid && own[0]?.controller === true
    : own.length === 0;
  return isRight ? undefined : [...others, ...(wanted ? [controllerReference(wanted)] : [])];
}

/** With whom the claim is to go: the pod when that is scaled away, else the set; or with nobody. */
function ownerWanted({ set, pod, ordinal }: Case): ApiObject | undefined {
  const { whenDeleted, whenScaled } = set.spec.persistentVolumeClaimRetentionPolicy ?? {};
  const place = ordinal - firstOrdinal(set);
  const isCondemned = place < 0 || place >= set.spec.replicas;
  if (whenScaled === 'Delete' && isCondemned) return pod;
  return whenDeleted === 'Delete' ? set : undefined;
}

/** Does a claim that may be deleted have a controller that is neither the set nor the pod, or an older one of their name? */
function hasUnexpectedController({ set, pod, claim }: Case): boolean {
  const { whenDeleted, whenScaled } = set.spec.persistentVolumeClaimRetentionPolicy ?? {};
  if (whenDeleted !== 'Delete' && whenScaled !== 'Delete') return false;
  return (claim.metadata.ownerReferences ?? []).some((reference) => {
    const ours = [set, pod].find((owner) => isReferenceTo(reference, owner));
    return ours ? reference.uid !== ours.metadata.uid : reference.controller === true;
  });
}

/** Does an older object of this name own it? Then the garbage collector has to say what becomes of it. */
function isStale(references: readonly OwnerReference[], owner: ApiObject): boolean {
  const found = references.find((reference) => isReferenceTo(reference, owner));
  return found !== undefined && found.uid !== owner.metadata.uid;
}

function isReferenceTo({ kind, name }: OwnerReference, owner: ApiObject): boolean {
  return kind === owner.kind && name === owner.metadata.name;
}

function conflictOf({ set, claim: { metadata } }: Case): Deed {
  const message =
    `PersistentVolumeClaim ${metadata.name} has a conflicting OwnerReference that acts as a manging controller, ` +
    'the retention policy is ignored for this claim';
  return { writes: [], event: { about: set, type: 'Warning', reason: 'ConflictingController', message } };
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
    blame: `could not update claim ${name} for delete policy ownerRefs: `,
  };
}
