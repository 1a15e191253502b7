/**
 * Which pods and revisions are the set's: it adopts those that fit and have no controller, and releases those that no longer fit.
 * Models PodControllerRefManager of pkg/controller/controller_ref_manager.go and adoptOrphanRevisions of pkg/controller/statefulset/stateful_set.go.
 */
import { isTerminating, selects } from '../../objects/index.ts';
import type { ApiObject, ObjectKey, Pod, Revision, StatefulSet } from '../../objects/index.ts';
import type { Deed } from '../part.ts';
import type { Reader } from '../read.ts';
import { adopt, asAdopted, release, unclaimed } from './ownership.ts';
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
  // Neither is done for a set that is being deleted (ClaimObject).
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
      ...(canAdopt ? inOrder(own.misfits).map((pod) => release(set, pod)) : []),
    ],
  };
}

/** By key: in which order the roster came to know of them must not show. */
function inOrder(pods: ReadonlyMap<ObjectKey, Pod>): readonly Pod[] {
  return [...pods].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, pod]) => pod);
}

/** Could the set be the one to take this pod, which nobody controls? */
export function wouldAdopt(set: StatefulSet, pod: Pod): boolean {
  return isChosen(set, pod);
}

function isChosen(set: StatefulSet, { metadata }: ApiObject): boolean {
  return selects(set.spec.selector, metadata.labels);
}
