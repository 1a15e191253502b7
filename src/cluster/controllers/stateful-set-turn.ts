/** What a turn of a set's controller sees: taken once at its start, the same for all its steps. */
import { millisOf } from '../../objects/index.ts';
import type { StatefulSet } from '../../objects/index.ts';
import { claimSignOf } from '../news.ts';
import type { ClaimSign } from '../news.ts';
import { get } from '../read.ts';
import type { Reader } from '../read.ts';
import { millisToAvailable as millisToAvailableAt } from './stateful-set-members.ts';
import type { Member } from './stateful-set-members.ts';
import { ownershipOf } from './stateful-set-ownership.ts';
import type { Ownership } from './stateful-set-ownership.ts';
import { pickRevisions } from './stateful-set-revisions.ts';
import type { Revisions } from './stateful-set-revisions.ts';
import type { Roster } from './stateful-set-roster.ts';

/** A set, its pods and its revisions, as the turn found them. */
export interface Turn extends Roster {
  readonly reader: Reader;
  readonly set: StatefulSet;
  /** Virtual time as a date. */
  readonly now: number;
  readonly isOrdered: boolean;
  readonly ownership: Ownership;
  readonly revisions: Revisions;
  /** Stands for the claims that are there. */
  readonly claimSign: ClaimSign;
  /** May the owners of claims have to change? Not where nothing is ever deleted and neither the set nor a pod owns a claim. */
  readonly mayOwnClaims: boolean;
}

/** Looks at the set named `namespace/name`. */
export function look(reader: Reader, of: string): Turn | undefined {
  const set = get<StatefulSet>(reader, `StatefulSet/${of}`);
  if (!set) return undefined;
  const now = millisOf(reader.state.settings.start) + reader.state.now;
  const ownership = ownershipOf(reader, set, now);
  const { replicas, condemned, unsettled, done, settled } = ownership.roster;
  const { whenDeleted, whenScaled } = set.spec.persistentVolumeClaimRetentionPolicy ?? {};
  const isDeleting = whenDeleted === 'Delete' || whenScaled === 'Delete';
  return {
    reader,
    set,
    now,
    isOrdered: set.spec.podManagementPolicy === 'OrderedReady',
    ownership,
    revisions: pickRevisions(reader, set, ownership.revisions),
    replicas,
    condemned,
    unsettled,
    done,
    settled,
    claimSign: claimSignOf(reader.index),
    mayOwnClaims: isDeleting || ownership.hasClaims || reader.index.claimsOfPods.size > 0,
  };
}

/** The pods that have to be looked at: those at unsettled places, then the condemned. */
export function unsettledPods({ replicas, unsettled, condemned }: Turn): readonly Member[] {
  const there: Member[] = [];
  for (const place of unsettled) {
    const member = replicas[place];
    if (member) there.push(member);
  }
  return there.concat(condemned);
}

/** How long until the pod has been Ready for minReadySeconds. */
export function millisToAvailable({ set, now }: Turn, member: Member): number {
  return millisToAvailableAt(set, member, now);
}

/** Not available, on its way out, or not there at all (isUnavailable). */
export function isUnavailable(turn: Turn, member: Member | undefined): boolean {
  return !member || member.isTerminating || millisToAvailable(turn, member) > 0;
}
