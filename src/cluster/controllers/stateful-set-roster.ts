/**
 * The pods of a set by their places, kept from turn to turn: a look puts in what has changed since the last one, instead of going
 * through every pod. Between two looks the roster stands still, so that all steps of a turn see the same.
 * Models the beginning of updateStatefulSet (pkg/controller/statefulset/stateful_set_control.go), which sorts the pods into replicas
 * and condemned anew at each turn. Left out: nothing; that pods are remembered must not be seen in what a turn does.
 */
import { firstOrdinal, isControlledBy, selects } from '../../objects/index.ts';
import type { ApiObject, ObjectKey, Pod, Revision, StatefulSet } from '../../objects/index.ts';
import { keysUnder } from '../lookup.ts';
import { newsOf } from '../news.ts';
import type { Reader } from '../read.ts';
import { memberOf, millisToAvailable } from './stateful-set-members.ts';
import type { Member } from './stateful-set-members.ts';
import { isSound } from './stateful-set-pods.ts';

/** The pods by place, and how many of them need no look. */
export interface Roster {
  /** One place for each ordinal in range, from the lowest; empty where there is no pod. */
  readonly replicas: readonly (Member | undefined)[];
  /** Pods out of range, highest ordinal first. */
  readonly condemned: readonly Member[];
  /** The places that have to be looked at, from the lowest. At all others is a settled pod: available, here to stay, as its ordinal wants it. */
  readonly unsettled: readonly number[];
  /** At all places from here on is a settled pod of this revision; found out while looking for one that is not. */
  readonly done: { revision: string; from: number };
  /** How many settled pods there are of each revision, by its name. */
  readonly settled: ReadonlyMap<string | undefined, number>;
}

/** What a set controls. */
export interface Belongings extends Roster {
  readonly revisions: ReadonlyMap<ObjectKey, Revision>;
  /** The claims that it owns. */
  readonly claims: ReadonlySet<ObjectKey>;
  /** Pods that it controls, though they do not fit any more. */
  readonly misfits: ReadonlyMap<ObjectKey, Pod>;
}

interface Kept extends Belongings {
  readonly set: StatefulSet;
  readonly members: Map<ObjectKey, Member>;
  readonly replicas: (Member | undefined)[];
  readonly condemned: Member[];
  unsettled: readonly number[];
  /** Places that have to be looked at again, and are not among those yet. */
  readonly stirred: number[];
  readonly settled: Map<string | undefined, number>;
  readonly isSettledAt: boolean[];
  readonly revisions: Map<ObjectKey, Revision>;
  readonly claims: Set<ObjectKey>;
  readonly misfits: Map<ObjectKey, Pod>;
  /** Do two pods claim one place, as kubia-1 and kubia-01 do? */
  isCrowded: boolean;
}

const rosters = new WeakMap<ReadonlySet<ObjectKey>, Kept>();

/** What the set controls now. Another spec can put every pod in another light, so that all are looked at again. */
export function belongingsOf(reader: Reader, set: StatefulSet, now: number): Belongings {
  const news = newsOf(reader.index, set.metadata.uid ?? '');
  const known = rosters.get(news);
  const kept = known?.set.spec === set.spec ? withNews(known, news, reader) : undefined;
  const roster = !kept || kept.isCrowded ? fromScratch(reader, set) : kept;
  news.clear();
  rosters.set(news, roster);
  settle(roster, now);
  return roster;
}

function fromScratch(reader: Reader, set: StatefulSet): Kept {
  return withNews(emptyRoster(set), keysUnder(reader.index.byOwner, set.metadata.uid ?? ''), reader);
}

function withNews(roster: Kept, keys: Iterable<ObjectKey>, { state }: Reader): Kept {
  for (const key of keys) follow(roster, key, state.objects[key]);
  return roster;
}

/** The same with pods that are about to be adopted. */
export function withPods(roster: Roster, set: StatefulSet, adopted: readonly Member[], now: number): Roster {
  const both = emptyRoster(set);
  for (const member of [...roster.replicas, ...roster.condemned, ...adopted]) {
    if (member && member.ordinal >= 0) enter(both, member);
  }
  settle(both, now);
  return both;
}

/** Could this pod be the set's? */
export function fits({ metadata, spec }: StatefulSet, { parent, pod }: Member): boolean {
  return parent === metadata.name && selects(spec.selector, pod.metadata.labels);
}

/** The highest place without a settled pod of this revision; -1 where all have one. */
export function highestNotOn({ replicas, unsettled, done }: Roster, revision: string): number {
  if (done.revision !== revision) {
    done.revision = revision;
    done.from = replicas.length;
  }
  const highestUnsettled = unsettled.at(-1) ?? -1;
  while (done.from - 1 > highestUnsettled && replicas[done.from - 1]?.revision === revision) done.from -= 1;
  return done.from - 1;
}

function emptyRoster(set: StatefulSet): Kept {
  return {
    set,
    members: new Map(),
    replicas: new Array<Member | undefined>(set.spec.replicas).fill(undefined),
    condemned: [],
    unsettled: Array.from({ length: set.spec.replicas }, (_, place) => place),
    stirred: [],
    settled: new Map(),
    isSettledAt: [],
    done: { revision: '', from: set.spec.replicas },
    revisions: new Map(),
    claims: new Set(),
    misfits: new Map(),
    isCrowded: false,
  };
}

function follow(roster: Kept, key: ObjectKey, object: ApiObject | undefined): void {
  const { set, members, revisions, claims, misfits } = roster;
  const before = members.get(key);
  if (before) {
    leave(roster, before);
    members.delete(key);
  } else {
    for (const known of [revisions, claims, misfits]) known.delete(key);
  }
  if (!object) return;
  const isOwned = object.metadata.ownerReferences?.some(({ uid }) => uid === set.metadata.uid) ?? false;
  if (object.kind === 'PersistentVolumeClaim' && isOwned) claims.add(key);
  if (!isControlledBy(object, set)) return;
  if (object.kind === 'ControllerRevision') revisions.set(key, object as Revision);
  if (object.kind !== 'Pod') return;
  const member = memberOf(object as Pod);
  if (!fits(set, member)) return void misfits.set(key, member.pod);
  // Its number is too long to be one: the pod belongs to the set, and nothing is done with it.
  if (member.ordinal < 0) return;
  members.set(key, member);
  enter(roster, member);
}

function placeOf({ set }: Kept, { ordinal }: Member): number {
  return ordinal - firstOrdinal(set);
}

function enter(roster: Kept, member: Member): void {
  const { replicas, condemned } = roster;
  const place = placeOf(roster, member);
  if (place in replicas) {
    roster.isCrowded ||= replicas[place] !== undefined;
    replicas[place] = member;
    return;
  }
  const next = condemned.findIndex((other) => goesBefore(member, other));
  condemned.splice(next < 0 ? condemned.length : next, 0, member);
}

/** The higher ordinal goes first; kubia-7 and kubia-07 have the same one, and then the name decides, not which was seen last. */
function goesBefore({ ordinal, pod }: Member, other: Member): boolean {
  return ordinal > other.ordinal || (ordinal === other.ordinal && pod.metadata.name < other.pod.metadata.name);
}

function leave(roster: Kept, member: Member): void {
  const { replicas, condemned, settled, isSettledAt, stirred, done } = roster;
  const place = placeOf(roster, member);
  if (!(place in replicas)) return void condemned.splice(condemned.indexOf(member), 1);
  replicas[place] = undefined;
  done.from = Math.max(done.from, place + 1);
  if (!isSettledAt[place]) return;
  isSettledAt[place] = false;
  settled.set(member.revision, (settled.get(member.revision) ?? 0) - 1);
  stirred.push(place);
}

/** Settles those pods that can be. */
function settle(roster: Kept, now: number): void {
  const { set, replicas, settled, isSettledAt, stirred, unsettled } = roster;
  const places = stirred.length > 0 ? [...unsettled, ...stirred.splice(0)].sort((a, b) => a - b) : unsettled;
  roster.unsettled = places.filter((place) => {
    const member = replicas[place];
    if (!member || !isSettled(set, member, now)) return true;
    isSettledAt[place] = true;
    settled.set(member.revision, (settled.get(member.revision) ?? 0) + 1);
    return false;
  });
}

function isSettled(set: StatefulSet, member: Member, now: number): boolean {
  return !member.isTerminating && millisToAvailable(set, member, now) <= 0 && isSound(set, member);
}
