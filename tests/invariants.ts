import type { Change, Cluster, Index } from '../src/cluster/index.ts';
import { indexOf, list } from '../src/cluster/index.ts';
import type { ApiObject, Claim, Pod, StatefulSet } from '../src/objects/index.ts';
import {
  claimNames,
  controllerOf,
  firstOrdinal,
  isRunningAndReady,
  isTerminating,
  parentAndOrdinal,
} from '../src/objects/index.ts';

/** A moment: the cluster as it stands after a tick or an act, what that changed, and what the learner asked to go before. */
export interface Moment {
  readonly cluster: Cluster;
  readonly changes: readonly Change[];
  /** The uids of objects whose deletion the learner has asked for. */
  readonly askedToGo: ReadonlySet<string>;
}

/** What must hold after every tick: answers with a sentence for each thing that breaks it. */
export type Invariant = (moment: Moment) => readonly string[];

function setsOf({ cluster }: Moment): readonly StatefulSet[] {
  return list<StatefulSet>(cluster, 'StatefulSet');
}

function podsOf({ cluster }: Moment, set: StatefulSet): readonly Pod[] {
  const pods = list<Pod>(cluster, 'Pod', set.metadata.namespace);
  return pods.filter((pod) => controllerOf(pod)?.uid === set.metadata.uid);
}

function ordinalOf(pod: Pod): number {
  return parentAndOrdinal(pod.metadata.name).ordinal;
}

/** A set has at most one pod for each ordinal, and at most one kubelet runs a pod of one name. */
export const atMostOnePodPerIdentity: Invariant = (moment) => {
  const owners = setsOf(moment).flatMap((set) =>
    repeated(podsOf(moment, set).map((pod) => `${set.metadata.name} ${ordinalOf(pod)}`)),
  );
  const workers = Object.keys(moment.cluster.state.machines).filter((id) => id.startsWith('kubelet:'));
  return [...owners, ...repeated(workers.map((id) => id.slice(0, id.lastIndexOf('/'))))].map(
    (id) => `two pods of ${id}`,
  );
};

function repeated(names: readonly string[]): readonly string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}

/** When a set in OrderedReady creates a pod, every lower ordinal in range is there, Ready and not going. */
export const lowerPodsAreReadyAtCreation: Invariant = (moment) =>
  moment.changes.flatMap(({ type, object, who }) => {
    if (type !== 'added' || object.kind !== 'Pod' || who !== 'statefulset') return [];
    const set = setsOf(moment).find(({ metadata }) => metadata.uid === controllerOf(object)?.uid);
    if (set?.spec.podManagementPolicy !== 'OrderedReady') return [];
    const pods = new Map(podsOf(moment, set).map((pod) => [ordinalOf(pod), pod]));
    const { ordinal } = parentAndOrdinal(object.metadata.name);
    const lower = Array.from(
      { length: Math.max(0, ordinal - firstOrdinal(set)) },
      (_, index) => firstOrdinal(set) + index,
    );
    const missing = lower.filter((number) => !isThere(pods.get(number)));
    return missing.map(
      (number) => `${object.metadata.name} is created while ${set.metadata.name}-${number} is not Ready`,
    );
  });

function isThere(pod: Pod | undefined): boolean {
  return pod !== undefined && isRunningAndReady(pod) && !isTerminating(pod);
}

/** A claim goes only when the learner asked for it, or when a retention policy had given it an owner. */
export const noClaimIsLost: Invariant = ({ changes, askedToGo }) =>
  changes.flatMap(({ type, object, before }) => {
    if (type !== 'deleted' || object.kind !== 'PersistentVolumeClaim') return [];
    const owners = (before ?? object).metadata.ownerReferences ?? [];
    const isAsked = askedToGo.has(object.metadata.uid ?? '');
    return isAsked || owners.length > 0 ? [] : [`the claim ${object.metadata.name} is lost`];
  });

/** A pod that its set has made mounts the claims of its own ordinal, and carries its own name as a label. */
export const ordinalsAndClaimsMatch: Invariant = (moment) =>
  setsOf(moment).flatMap((set) =>
    podsOf(moment, set).flatMap((pod) => {
      const { name, labels } = pod.metadata;
      if (labels?.['controller-revision-hash'] === undefined) return [];
      const wanted = (set.spec.volumeClaimTemplates ?? []).map((template) => `${template.metadata.name}-${name}`);
      const strange = wanted.filter((claim) => !claimNames(pod).includes(claim));
      const isNamed = labels['statefulset.kubernetes.io/pod-name'] === name;
      return [
        ...strange.map((claim) => `${name} does not mount ${claim}`),
        ...(isNamed ? [] : [`${name} is labelled for another`]),
      ];
    }),
  );

/** Every owner exists; where one is gone, something is still due that will collect what it leaves behind. */
export const everyOwnerExists: Invariant = ({ cluster }) => {
  const { objects, due } = cluster.state;
  if (due.some((timer) => timer.periodic !== true)) return [];
  const all = Object.values(objects);
  const uids = new Set(all.map((object) => object.metadata.uid));
  const isLeft = ({ metadata }: ApiObject): boolean =>
    metadata.ownerReferences?.some((owner) => !uids.has(owner.uid)) ?? false;
  return all.filter(isLeft).map((object) => `${object.kind} ${object.metadata.name} is left behind by its owner`);
};

/** No count of a status is larger than the one it is part of, and none is below zero. */
export const statusAddsUp: Invariant = (moment) =>
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
export const statusIsTrueAtRest: Invariant = (moment) => {
  if (moment.cluster.state.due.some((timer) => timer.periodic !== true)) return [];
  return setsOf(moment).flatMap((set) => {
    const pods = podsOf(moment, set);
    const counted = [set.status?.replicas ?? 0, set.status?.readyReplicas ?? 0];
    const there = [pods.length, pods.filter(isRunningAndReady).length];
    return counted.join() === there.join() ? [] : [`${set.metadata.name} counts ${counted.join()} of ${there.join()}`];
  });
};

/** Every timer that a machine waits for is in the due list, nothing there is in the past, and it is a heap. */
export const dueListAndMachinesAgree: Invariant = ({ cluster: { state } }) => {
  const orders = new Set(state.due.map(({ order }) => order));
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
export const indexIsRight: Invariant = ({ cluster }) => {
  const [kept, rebuilt] = [cluster.index, indexOf(cluster.state)].map(plainIndex);
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
export const claimsAndVolumesAgree: Invariant = ({ cluster }) => {
  const { objects } = cluster.state;
  return list<Claim>(cluster, 'PersistentVolumeClaim').flatMap(({ metadata, spec, status }) => {
    if (status?.phase !== 'Bound') return [];
    const volume = objects[`PersistentVolume/${spec.volumeName}`];
    const { claimRef } = (volume?.spec ?? {}) as { claimRef?: { uid?: string } };
    return claimRef?.uid === metadata.uid
      ? []
      : [`${metadata.name} is bound to ${spec.volumeName}, which is not its own`];
  });
};

/** THE TABLE of invariants, each named as the promise that it guards. */
export const invariants: Readonly<Record<string, Invariant>> = {
  atMostOnePodPerIdentity,
  lowerPodsAreReadyAtCreation,
  noClaimIsLost,
  ordinalsAndClaimsMatch,
  everyOwnerExists,
  statusAddsUp,
  statusIsTrueAtRest,
  dueListAndMachinesAgree,
  indexIsRight,
  claimsAndVolumesAgree,
};

/** Everything that is broken at this moment, a line each. */
export function brokenAt(moment: Moment): readonly string[] {
  return Object.entries(invariants).flatMap(([name, holds]) => holds(moment).map((what) => `${name}: ${what}`));
}
