/** What must always hold, as named functions: storms and tests ask them after every tick. */
import { doubledWriters, indexOf, list, podsByNode } from '../cluster/index.ts';
import type { Index } from '../cluster/index.ts';
import { isRunningAndReady, isTerminating, keyFor, keyOf, parentAndOrdinal } from '../objects/index.ts';
import type { ApiObject, Claim, OwnerReference } from '../objects/index.ts';
import { lostNodesHaveNoReadyPods, nobodyElseConfirms, taintsSayWhatNodesAre } from './invariants-of-nodes.ts';
import {
  createsOnlyWhatIsAskedFor,
  currentMovesOnlyWhenComplete,
  lowerPodsAreAvailableAtCreation,
} from './invariants-of-turns.ts';
import {
  newPodsAreOfTheirRevision,
  newPodsHaveTheirIdentity,
  oneThingAtATime,
  removesFromTheTop,
} from './invariants-of-turns.ts';
import { statusCountsThePods, updatesKeepToMaxUnavailable, updatesOneByOneFromTheTop } from './invariants-of-turns.ts';
import { ordinalOf, podsOf, setsOf } from './moment.ts';
import type { Invariant, Moment } from './moment.ts';

/**
 * A set has at most one pod for each ordinal, and at most one kubelet runs a pod of one name; what runs on a machine that cannot be
 * reached, after its pod was deleted by force, is another matter.
 */
const atMostOnePodPerIdentity: Invariant = (moment) => {
  const { machines, apart, objects } = moment.cluster.state;
  const owners = setsOf(moment).flatMap((set) =>
    repeated(podsOf(moment, set).map((pod) => `${set.metadata.name} ${ordinalOf(pod)}`)),
  );
  const isLeft = (of: string): boolean => objects[keyOf(apart[of]!)]?.metadata.uid !== apart[of]?.metadata.uid;
  const left = new Set(
    Object.keys(apart)
      .filter(isLeft)
      .map((of) => `kubelet:${of}`),
  );
  const workers = Object.keys(machines).filter((id) => id.startsWith('kubelet:') && !left.has(id));
  return [...owners, ...repeated(workers.map((id) => id.slice(0, id.lastIndexOf('/'))))].map(
    (id) => `two pods of ${id}`,
  );
};

function repeated(names: readonly string[]): readonly string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}

/** A claim goes only when somebody has asked for it: the learner, or who collects after its owners. */
const noClaimIsLost: Invariant = ({ changes, askedToGo }) =>
  changes.flatMap(({ type, object, before = object }) => {
    if (type !== 'deleted' || object.kind !== 'PersistentVolumeClaim') return [];
    const isAsked = isTerminating(before) || askedToGo.has(object.metadata.uid ?? '');
    return isAsked ? [] : [`the claim ${object.metadata.name} is lost`];
  });

/** A claim that the learner has not asked to go is asked to only after all its owners: they are gone, or going. */
const claimsGoOnlyAfterTheirOwners: Invariant = ({ cluster, changes }) =>
  changes.flatMap(({ object, before = object, who }) => {
    if (object.kind !== 'PersistentVolumeClaim' || who === 'you' || !isTerminating(object) || isTerminating(before))
      return [];
    const { name, namespace, ownerReferences = [] } = before.metadata;
    const living = ownerReferences.filter((owner) => {
      const found = cluster.state.objects[keyFor(owner.kind, namespace, owner.name)];
      return found?.metadata.uid === owner.uid && !isTerminating(found);
    });
    if (ownerReferences.length === 0) return [`${name} has no owner and is asked to go by ${who}`];
    return living.map((owner) => `${name} is asked to go while ${owner.kind}/${owner.name} is there`);
  });

/** A set gives a claim to itself or to a pod only where its retention policy says so, and to a pod only out of range. */
const claimsAreOwnedAsThePolicySays: Invariant = (moment) =>
  moment.changes.flatMap(({ type, object, before, who }) => {
    if (object.kind !== 'PersistentVolumeClaim' || who !== 'statefulset' || type !== 'modified') return [];
    const old = new Set(before?.metadata.ownerReferences?.map(({ uid }) => uid));
    const added = object.metadata.ownerReferences?.filter(({ uid }) => !old.has(uid)) ?? [];
    const isRight = ({ kind, uid, name }: OwnerReference): boolean =>
      setsOf(moment).some(({ metadata, spec }) => {
        const { whenDeleted, whenScaled } = spec.persistentVolumeClaimRetentionPolicy ?? {};
        if (kind === 'StatefulSet') return metadata.uid === uid && whenDeleted === 'Delete';
        const { parent, ordinal } = parentAndOrdinal(name);
        const place = ordinal - (spec.ordinals?.start ?? 0);
        return parent === metadata.name && whenScaled === 'Delete' && (place < 0 || place >= spec.replicas);
      });
    return added
      .filter((owner) => !isRight(owner))
      .map((owner) => `${object.metadata.name} is given to ${owner.kind}/${owner.name}`);
  });

/** Every owner exists; where one is gone, something is still due that will collect what it leaves behind, or that is already asked to go. */
const everyOwnerExists: Invariant = ({ cluster }) => {
  const { objects, due } = cluster.state;
  if (due.some((timer) => timer.periodic !== true)) return [];
  const all = Object.values(objects);
  const uids = new Set(all.map((object) => object.metadata.uid));
  const isLeft = (object: ApiObject): boolean =>
    !isTerminating(object) && (object.metadata.ownerReferences?.some((owner) => !uids.has(owner.uid)) ?? false);
  return all.filter(isLeft).map((object) => `${object.kind} ${object.metadata.name} is left behind by its owner`);
};

/** No count of a status is larger than the one it is part of, and none is below zero. */
const statusAddsUp: Invariant = (moment) =>
  setsOf(moment).flatMap(({ metadata, status }) => {
    if (!status) return [];
    const { replicas, readyReplicas = 0, availableReplicas, currentReplicas = 0, updatedReplicas = 0 } = status;
    const counts = [replicas, readyReplicas, availableReplicas, currentReplicas, updatedReplicas];
    const chains = [
      availableReplicas <= readyReplicas,
      readyReplicas <= replicas,
      currentReplicas <= replicas,
      updatedReplicas <= replicas,
    ];
    const isFine = counts.every((count) => count >= 0) && chains.every(Boolean);
    return isFine ? [] : [`the status of ${metadata.name} does not add up: ${counts.join(', ')}`];
  });

/** When nothing but periodic work is due, a set's status counts the pods that are there. */
const statusIsTrueAtRest: Invariant = (moment) => {
  if (moment.cluster.state.due.some((timer) => timer.periodic !== true)) return [];
  return setsOf(moment).flatMap((set) => {
    const pods = podsOf(moment, set);
    const counted = [set.status?.replicas ?? 0, set.status?.readyReplicas ?? 0];
    const there = [pods.length, pods.filter(isRunningAndReady).length];
    return counted.join() === there.join() ? [] : [`${set.metadata.name} counts ${counted.join()} of ${there.join()}`];
  });
};

/** Every timer that a machine waits for is in the due list, or kept while its machine stands still; nothing there is in the past, and it is a heap. */
const dueListAndMachinesAgree: Invariant = ({ cluster: { state } }) => {
  const orders = new Set([...state.due, ...Object.values(state.still).flat()].map(({ order }) => order));
  const lost = Object.entries(state.machines).flatMap(([part, { timers = {} }]) =>
    Object.entries(timers).flatMap(([signal, order]) =>
      orders.has(order) ? [] : [`${part} waits for ${signal} in vain`],
    ),
  );
  const wrong = state.due.flatMap((timer, place) => {
    const above = state.due[(place - 1) >> 1];
    const isHeap =
      place === 0 || above === undefined || above.at < timer.at || (above.at === timer.at && above.order < timer.order);
    return isHeap && timer.at >= state.now ? [] : [`${timer.part} ${timer.signal} is out of order in the due list`];
  });
  return [...lost, ...wrong];
};

/** The index that was kept along the way finds what one built from the ground up finds. */
const indexIsRight: Invariant = ({ cluster }) => {
  const anew = indexOf(cluster.state);
  for (const tally of cluster.index.podCounts.tallies.values()) podsByNode(anew, cluster.state.objects, tally);
  const [kept, rebuilt] = [cluster.index, anew].map(plainIndex);
  return Object.keys(rebuilt ?? {})
    .filter((name) => kept?.[name] !== rebuilt?.[name])
    .map((name) => `the index ${name} is wrong`);
};

/** Each lookup as text, its names and sets sorted, because their order means nothing; empty entries are none. */
function plainIndex(index: Index): Record<string, string> {
  const entries = Object.entries(index).map(([name, lookup]) => [name, JSON.stringify(lookup, plainly)]);
  return Object.fromEntries(entries) as Record<string, string>;
}

function plainly(_: string, value: unknown): unknown {
  if (value instanceof Set) return [...(value as Set<string>)].sort();
  if (!(value instanceof Map)) return value;
  const entries = [...(value as Map<string, unknown>)].filter(([, inner]) => !isEmptyUse(inner));
  return entries.sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A node that nobody uses any more is as good as one that is not known. */
function isEmptyUse(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'pods' in value && value.pods === 0;
}

/** No claim is bound to a volume that says it belongs to another. */
const claimsAndVolumesAgree: Invariant = ({ cluster }) => {
  const { objects } = cluster.state;
  return list<Claim>(cluster, 'PersistentVolumeClaim').flatMap(({ metadata, spec, status }) => {
    if (status?.phase !== 'Bound') return [];
    const volume = objects[`PersistentVolume/${spec.volumeName}`];
    if (!volume) return [];
    const { claimRef } = (volume.spec ?? {}) as { claimRef?: { uid?: string } };
    return claimRef?.uid === metadata.uid
      ? []
      : [`${metadata.name} is bound to ${spec.volumeName}, which is not its own`];
  });
};

/** THE TABLE of invariants, each named as the promise that it guards. */
export const invariants: Readonly<Record<string, Invariant>> = {
  atMostOnePodPerIdentity,
  lowerPodsAreAvailableAtCreation,
  createsOnlyWhatIsAskedFor,
  oneThingAtATime,
  removesFromTheTop,
  updatesOneByOneFromTheTop,
  updatesKeepToMaxUnavailable,
  newPodsAreOfTheirRevision,
  newPodsHaveTheirIdentity,
  statusCountsThePods,
  currentMovesOnlyWhenComplete,
  noClaimIsLost,
  claimsGoOnlyAfterTheirOwners,
  claimsAreOwnedAsThePolicySays,
  everyOwnerExists,
  statusAddsUp,
  statusIsTrueAtRest,
  dueListAndMachinesAgree,
  indexIsRight,
  claimsAndVolumesAgree,
  lostNodesHaveNoReadyPods,
  nobodyElseConfirms,
  taintsSayWhatNodesAre,
};

/** Too dear to be asked after every tick of ten thousand storms. */
const costly: ReadonlySet<Invariant> = new Set([indexIsRight]);

/** Everything that is broken at this moment, a line each; a quick look leaves out what is costly to ask. */
export function brokenAt(moment: Moment, isQuick = false): readonly string[] {
  return Object.entries(invariants).flatMap(([name, holds]) =>
    isQuick && costly.has(holds) ? [] : holds(moment).map((what) => `${name}: ${what}`),
  );
}

/**
 * One writer: no two processes of one pod's name write to the same volume. A forced deletion on a machine that runs on can break
 * this, in Kubernetes as here; so it is reported, and nothing fails.
 */
export function oneWriter({ cluster }: Pick<Moment, 'cluster'>): readonly string[] {
  return doubledWriters(cluster).map(
    ({ pod, backing, nodes }) => `oneWriter: ${pod} writes to ${backing} on ${nodes.join(' and on ')}`,
  );
}
