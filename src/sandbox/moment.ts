/** What the invariants look at: a moment of a cluster, and the turns of StatefulSet controllers that led to it. */
import type { Change, Cluster } from '../cluster/index.ts';
import { list } from '../cluster/index.ts';
import {
  conditionOf,
  controllerOf,
  firstOrdinal,
  isRunningAndReady,
  isTerminating,
  keyOf,
  millisOf,
  parentAndOrdinal,
  selects,
} from '../objects/index.ts';
import type { ApiObject, ObjectKey, Pod, Revision, StatefulSet } from '../objects/index.ts';

/** The cluster as it stands after a tick or an act, what that changed, and what the learner asked to go before. */
export interface Moment {
  readonly cluster: Cluster;
  readonly changes: readonly Change[];
  /** The uids of objects whose deletion the learner has asked for. */
  readonly askedToGo: ReadonlySet<string>;
}

/** What must hold after every tick: answers with a sentence for each thing that breaks it. */
export type Invariant = (moment: Moment) => readonly string[];

/** Every StatefulSet there is. */
export function setsOf({ cluster }: Moment): readonly StatefulSet[] {
  return list<StatefulSet>(cluster, 'StatefulSet');
}

/** The pods that the set controls now. */
export function podsOf({ cluster }: Moment, set: StatefulSet): readonly Pod[] {
  const pods = list<Pod>(cluster, 'Pod', set.metadata.namespace);
  return pods.filter((pod) => controllerOf(pod)?.uid === set.metadata.uid && fits(set, pod));
}

/** A pod that has lost the labels is released, or, by a set that is being deleted, no longer looked at; nor is one whose number is too long. */
function fits({ spec }: StatefulSet, pod: Pod): boolean {
  return selects(spec.selector, pod.metadata.labels) && ordinalOf(pod) >= 0;
}

/** The number in the pod's name. */
export function ordinalOf({ metadata }: Pod): number {
  return parentAndOrdinal(metadata.name).ordinal;
}

/** One turn of a set's controller: what it saw at its start, and what it wrote. */
export interface SetTurn {
  readonly set: StatefulSet;
  /** The set with the status that the turn has written. */
  readonly after: StatefulSet;
  /** The name of the newest revision: the one that an update leads to. */
  readonly updateRevision: string | undefined;
  /** One place for each ordinal in range; empty where there was no pod. */
  readonly replicas: readonly (Pod | undefined)[];
  /** Pods out of range, the highest ordinal first. */
  readonly condemned: readonly Pod[];
  readonly changes: readonly Change[];
  /** Virtual time as a date. */
  readonly now: number;
  /** Any object as it was at the turn's start. */
  readonly get: (key: ObjectKey) => ApiObject | undefined;
  /** Any object as it was at the turn's end. */
  readonly getNow: (key: ObjectKey) => ApiObject | undefined;
}

const controller = 'statefulset';

/** Many promises ask for the turns of one moment. */
const known = new WeakMap<Moment, readonly SetTurn[]>();

/** The turns of StatefulSet controllers at this moment in which a set or a pod was changed. */
export function turnsOf(moment: Moment): readonly SetTurn[] {
  const turns = known.get(moment) ?? findTurns(moment);
  known.set(moment, turns);
  return turns;
}

/** A turn's writes stand side by side. */
function findTurns(moment: Moment): readonly SetTurn[] {
  const { changes } = moment;
  const turns: SetTurn[] = [];
  for (let from = 0; from < changes.length; from++) {
    const id = setIdOf(changes[from]!);
    if (id === undefined) continue;
    let end = from + 1;
    while (end < changes.length && changes[end]!.who === controller && [id, undefined].includes(setIdOf(changes[end]!)))
      end++;
    turns.push(...turnBetween(moment, id, from, end));
    from = end - 1;
  }
  return turns;
}

/** The key of the set whose turn wrote the change; nothing for what other parts wrote, and for claims, revisions and Events. */
function setIdOf({ who, object }: Change): ObjectKey | undefined {
  if (who !== controller) return undefined;
  if (object.kind === 'StatefulSet') return keyOf(object);
  return object.kind === 'Pod'
    ? `StatefulSet/${object.metadata.namespace}/${parentAndOrdinal(object.metadata.name).parent}`
    : undefined;
}

function turnBetween(moment: Moment, id: ObjectKey, from: number, end: number): readonly SetTurn[] {
  const before = backTo(moment, from);
  const set = before.get(id) as StatefulSet | undefined;
  const { get: getNow } = backTo(moment, end);
  const after = getNow(id) as StatefulSet | undefined;
  if (!set || !after) return [];
  const changes = moment.changes.slice(from, end);
  const pods = podsSeen(moment, before, set, changes);
  const replicas = Array.from({ length: set.spec.replicas }, (_, place) =>
    pods.find((pod) => ordinalOf(pod) === firstOrdinal(set) + place),
  );
  const condemned = pods.filter((pod) => !replicas.includes(pod)).sort((a, b) => ordinalOf(b) - ordinalOf(a));
  const { settings, now } = moment.cluster.state;
  const updateRevision = newestRevision(moment, after);
  return [
    {
      set,
      after,
      updateRevision,
      replicas,
      condemned,
      changes,
      now: millisOf(settings.start) + now,
      get: before.get,
      getNow,
    },
  ];
}

/**
 * The newest revision of the set. A set that is made again at once finds its revision under the old set's ownership, and uses it
 * until that is collected.
 */
function newestRevision({ cluster }: Moment, { metadata, status }: StatefulSet): string | undefined {
  const revisions = list<Revision>(cluster, 'ControllerRevision', metadata.namespace);
  const isOwn = (revision: Revision): boolean => controllerOf(revision)?.uid === metadata.uid;
  const borrowed = revisions.find((revision) => revision.metadata.name === status?.updateRevision && !isOwn(revision));
  const newest = revisions.filter(isOwn).sort((a, b) => b.revision - a.revision)[0];
  return (borrowed ?? newest)?.metadata.name;
}

interface Past {
  readonly get: (key: ObjectKey) => ApiObject | undefined;
  /** What was another object then, or none. */
  readonly differing: ReadonlyMap<ObjectKey, ApiObject | undefined>;
}

/** The objects as they were before the change at this place. */
function backTo({ cluster: { state }, changes }: Moment, place: number): Past {
  const differing = new Map<ObjectKey, ApiObject | undefined>();
  for (let index = changes.length - 1; index >= place; index--) {
    const { key, type, object, before } = changes[index]!;
    differing.set(key, type === 'added' ? undefined : (before ?? object));
  }
  return { differing, get: (key) => (differing.has(key) ? differing.get(key) : state.objects[key]) };
}

/** The pods that the turn took for its own: those it had, with those it adopted and without those it released. */
function podsSeen({ cluster }: Moment, past: Past, set: StatefulSet, changes: readonly Change[]): readonly Pod[] {
  const keys = new Set(list<Pod>(cluster, 'Pod', set.metadata.namespace).map(keyOf));
  for (const key of past.differing.keys()) keys.add(key);
  const pods = [...keys].flatMap((key) => past.get(key) ?? []).filter((object): object is Pod => object.kind === 'Pod');
  const owned = new Map(changes.filter(changesOwner).map(({ key, object }) => [key, object]));
  return pods.filter((pod) => controllerOf(owned.get(keyOf(pod)) ?? pod)?.uid === set.metadata.uid && fits(set, pod));
}

function changesOwner({ type, object, before }: Change): boolean {
  return (
    type === 'modified' && object.kind === 'Pod' && controllerOf(object)?.uid !== (before && controllerOf(before)?.uid)
  );
}

/** Has the pod been Running and Ready for as long as the set demands? */
export function isAvailable({ set, now }: SetTurn, pod: Pod): boolean {
  const { minReadySeconds = 0 } = set.spec;
  const since = millisOf(conditionOf(pod, 'Ready')?.lastTransitionTime ?? '');
  return isRunningAndReady(pod) && (minReadySeconds === 0 || since + minReadySeconds * 1000 <= now);
}

/** Is there a pod that serves, and is to go on serving? */
export function isFit(turn: SetTurn, pod: Pod | undefined): boolean {
  return pod !== undefined && !isTerminating(pod) && isAvailable(turn, pod);
}

/** The name of the revision that the pod was made from. */
export function revisionOf({ metadata }: Pod): string | undefined {
  return metadata.labels?.['controller-revision-hash'];
}
