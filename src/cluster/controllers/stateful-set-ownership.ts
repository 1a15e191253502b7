/**
 * Which pods and revisions are the set's: it adopts those that fit and have no controller, and releases those that no longer fit.
 * Models PodControllerRefManager of pkg/controller/controller_ref_manager.go and adoptOrphanRevisions of pkg/controller/statefulset/stateful_set.go.
 */
import { controllerReference, isTerminating, keyOf, selects } from '../../objects/index.ts';
import type { ApiObject, Pod, Revision, StatefulSet } from '../../objects/index.ts';
import { say } from '../log.ts';
import type { Deed } from '../part.ts';
import { found } from '../read.ts';
import type { Reader } from '../read.ts';
import { memberOf } from './stateful-set-members.ts';
import { belongingsOf, fits, withPods } from './stateful-set-roster.ts';
import type { Roster } from './stateful-set-roster.ts';

/** What belongs to the set after this turn's adoptions and releases, and the deeds that make it so. */
export interface Ownership {
  readonly roster: Roster;
  readonly revisions: readonly Revision[];
  readonly deeds: readonly Deed[];
  /** Does the set own claims, so that their owners may have to change? */
  readonly hasClaims: boolean;
}

/** Looks at what the set owns and at what nobody controls in its namespace. */
export function ownershipOf(reader: Reader, set: StatefulSet, now: number): Ownership {
  const own = belongingsOf(reader, set, now);
  const canAdopt = !isTerminating(set);
  const orphans = canAdopt ? unclaimed<Pod>(reader, set, 'Pod').map(memberOf) : [];
  const adopted = orphans.filter((member) => fits(set, member) && !member.isTerminating);
  const lost = canAdopt ? unclaimed<Revision>(reader, set, 'ControllerRevision') : [];
  const revived = lost.filter((revision) => isChosen(set, revision));
  const members = adopted.map(({ pod }) => memberOf(asAdopted(set, pod)));
  return {
    roster: members.length === 0 ? own : withPods(own, set, members, now),
    hasClaims: own.claims.size > 0,
    revisions: [...own.revisions.values(), ...revived.map((revision) => asAdopted(set, revision))],
    deeds: [
      ...[...revived, ...adopted.map(({ pod }) => pod)].map((object) => adopt(set, object)),
      ...[...own.misfits.values()].map((pod) => release(set, pod)),
    ],
  };
}

/** The object as it is after the adoption, whatever version that gives it: the turn goes on with it. */
function asAdopted<T extends ApiObject>(set: StatefulSet, object: T): T {
  const { resourceVersion: _, ownerReferences = [], ...metadata } = object.metadata;
  return { ...object, metadata: { ...metadata, ownerReferences: [...ownerReferences, controllerReference(set)] } };
}

/** Could the set be the one to take this pod, which nobody controls? */
export function wouldAdopt(set: StatefulSet, pod: Pod): boolean {
  return isChosen(set, pod);
}

function unclaimed<T extends ApiObject>(reader: Reader, set: StatefulSet, kind: string): readonly T[] {
  return found<T>(reader, reader.index.uncontrolled, `${kind}/${set.metadata.namespace}`);
}

function isChosen(set: StatefulSet, { metadata }: ApiObject): boolean {
  return selects(set.spec.selector, metadata.labels);
}

function adopt(set: StatefulSet, object: ApiObject): Deed {
  const { name, uid, ownerReferences = [] } = object.metadata;
  const key = keyOf(object);
  const owners = [...ownerReferences, controllerReference(set)];
  return {
    what: say('adopts {object}', { object: name }),
    because: say('its labels match the selector, and nobody controls it'),
    object: key,
    writes: [{ verb: 'own', key, owners, ...(uid !== undefined && { uid }) }],
  };
}

function release(set: StatefulSet, pod: Pod): Deed {
  const { name, uid, ownerReferences = [] } = pod.metadata;
  const key = keyOf(pod);
  const owners = ownerReferences.filter((reference) => reference.uid !== set.metadata.uid);
  return {
    what: say('releases {pod}', { pod: name }),
    because: say('its labels no longer match the selector'),
    object: key,
    writes: [{ verb: 'own', key, owners, ...(uid !== undefined && { uid }) }],
  };
}
