/** The promises of a StatefulSet's controller, turn by turn: what it may create, delete and count, given what it saw. */
import {
  claimNames,
  firstOrdinal,
  hasEnded,
  isTerminating,
  keyFor,
  isRunningAndReady,
  keyOf,
  podName,
} from '../objects/index.ts';
import type { ApiObject, Pod } from '../objects/index.ts';
import { isAvailable, isFit, ordinalOf, revisionOf, turnsOf } from './moment.ts';
import type { Invariant, Moment, SetTurn } from './moment.ts';

type Promised = (turn: SetTurn) => readonly string[];

function inEveryTurn(holds: Promised): Invariant {
  return (moment) => turnsOf(moment).flatMap(holds);
}

function isPod(object: ApiObject): object is Pod {
  return object.kind === 'Pod';
}

function created({ changes }: SetTurn): readonly Pod[] {
  return changes.filter(({ type }) => type === 'added').flatMap(({ object }) => (isPod(object) ? object : []));
}

/** The pods, as the turn saw them, whose deletion it asked for. */
function deleted({ changes }: SetTurn): readonly Pod[] {
  return changes.flatMap(({ type, object, before = object }) => {
    const isAsked = type === 'deleted' || (type === 'modified' && isTerminating(object));
    return isAsked && isPod(before) && !isTerminating(before) ? before : [];
  });
}

/** Pods in range that had not ended: the only reason to delete them is an update. */
function deletedForUpdate(turn: SetTurn): readonly Pod[] {
  const keys = new Set(turn.replicas.flatMap((pod) => (pod && !hasEnded(pod) ? [keyOf(pod)] : [])));
  return deleted(turn).filter((pod) => keys.has(keyOf(pod)));
}

function isOrdered({ set }: SetTurn): boolean {
  return set.spec.podManagementPolicy === 'OrderedReady';
}

function unfitNames(turn: SetTurn, from = 0, to = turn.replicas.length): readonly string[] {
  const places = turn.replicas.map((pod, place) => ({ pod, place })).slice(from, to);
  return places
    .filter(({ pod }) => !isFit(turn, pod))
    .map(({ place }) => podName(turn.set, firstOrdinal(turn.set) + place));
}

/** In OrderedReady a pod is created only when every lower ordinal in range is there, available and not going. */
export const lowerPodsAreAvailableAtCreation = inEveryTurn((turn) =>
  !isOrdered(turn)
    ? []
    : created(turn).flatMap((pod) => {
        const missing = unfitNames(turn, 0, ordinalOf(pod) - firstOrdinal(turn.set));
        return missing.map((name) => `${pod.metadata.name} is created while ${name} is not available`);
      }),
);

/** Only pods in range are created, and none by a set that is being deleted. */
export const createsOnlyWhatIsAskedFor = inEveryTurn((turn) => {
  const { set, replicas } = turn;
  const isWanted = (pod: Pod): boolean => !isTerminating(set) && ordinalOf(pod) - firstOrdinal(set) in replicas;
  return created(turn).flatMap((pod) =>
    isWanted(pod) ? [] : [`${pod.metadata.name} is created, and nobody asked for it`],
  );
});

/** In OrderedReady a turn creates or deletes one pod and no more; with the gate open an update may take several. */
export const oneThingAtATime: Invariant = (moment) =>
  turnsOf(moment).flatMap((turn) => {
    const updated = new Set(hasBudget(moment) ? deletedForUpdate(turn) : []);
    const others = deleted(turn).filter((pod) => !updated.has(pod));
    const names = [...created(turn), ...others].map(({ metadata }) => metadata.name);
    return isOrdered(turn) && names.length > 1 ? [`${names.join(' and ')} in one turn`] : [];
  });

/** With its gate open maxUnavailable says how many pods an update may take at a time. */
function hasBudget({ cluster }: Moment): boolean {
  return cluster.state.settings.gates['MaxUnavailableStatefulSet'] === true;
}

/** In OrderedReady the highest pod out of range goes first, alone, and only when all in range are available. */
export const removesFromTheTop = inEveryTurn((turn) => {
  const { condemned } = turn;
  if (!isOrdered(turn)) return [];
  const going = deleted(turn).filter((pod) => condemned.some((other) => keyOf(other) === keyOf(pod)));
  return going.flatMap((pod) => {
    const { name } = pod.metadata;
    const higher = condemned.filter((other) => ordinalOf(other) > ordinalOf(pod));
    const lower = condemned.filter((other) => ordinalOf(other) < ordinalOf(pod) && !isFit(turn, other));
    return [
      ...higher.map((other) => `${name} is removed while ${other.metadata.name} is there`),
      ...unfitNames(turn).map((other) => `${name} is removed while ${other} is not available`),
      ...(isFit(turn, pod)
        ? []
        : lower.map((other) => `${name}, which is out, is removed before ${other.metadata.name}, which is out too`)),
    ];
  });
});

/**
 * An update takes one pod of an old revision from the partition up, the highest, while all above it are available and done; in
 * OrderedReady while all are. With maxUnavailable (behind its gate) there are other rules.
 */
export const updatesOneByOneFromTheTop: Invariant = (moment) => {
  if (hasBudget(moment)) return [];
  return turnsOf(moment).flatMap((turn) => {
    const pods = deletedForUpdate(turn);
    const more = pods.slice(1).map((pod) => `${pod.metadata.name} is taken for the update together with another`);
    return [...more, ...pods.flatMap((pod) => wrongInUpdate(turn, pod))];
  });
};

/** With the gate open an update and what is out anyway are together no more pods than maxUnavailable allows. */
export const updatesKeepToMaxUnavailable: Invariant = (moment) => {
  if (!hasBudget(moment)) return [];
  return turnsOf(moment).flatMap((turn) => {
    const taken = deletedForUpdate(turn);
    const { maxUnavailable = 1 } = turn.set.spec.updateStrategy.rollingUpdate ?? {};
    const share = (Number.parseInt(String(maxUnavailable), 10) * turn.replicas.length) / 100;
    const budget = Math.max(1, typeof maxUnavailable === 'number' ? maxUnavailable : Math.floor(share));
    const out = unfitNames(turn).length;
    const isTooMuch = taken.length > 0 && taken.length + out > budget;
    return isTooMuch ? [`an update takes ${taken.length} pods while ${out} are out, and ${budget} may be`] : [];
  });
};

function wrongInUpdate(turn: SetTurn, pod: Pod): readonly string[] {
  const { set, replicas, updateRevision } = turn;
  const { type, rollingUpdate: { partition = 0 } = {} } = set.spec.updateStrategy;
  const { name } = pod.metadata;
  const place = ordinalOf(pod) - firstOrdinal(set);
  const higher = replicas
    .slice(place + 1)
    .filter((other) => other && revisionOf(other) !== updateRevision && !isTerminating(other));
  const isEarly = isOrdered(turn) && turn.condemned.length > 0;
  return [
    ...(type === 'OnDelete' ? [`${name} is deleted, though only its user may do that`] : []),
    ...(place < partition ? [`${name} is updated below the partition`] : []),
    ...(revisionOf(pod) === updateRevision ? [`${name} is deleted though it is on the revision`] : []),
    ...(isEarly ? [`${name} is updated while pods out of range are there`] : []),
    ...unfitNames(turn, isOrdered(turn) ? 0 : place + 1)
      .filter((other) => other !== name)
      .map((other) => `${name} is updated while ${other} is not available`),
    ...higher.map((other) => `${name} is updated before ${other?.metadata.name}`),
  ];
}

/** A new pod is of the current revision below the partition (a place), and of the next one elsewhere. */
export const newPodsAreOfTheirRevision = inEveryTurn((turn) =>
  created(turn).flatMap((pod) => {
    const wanted = revisionWanted(turn, ordinalOf(pod) - firstOrdinal(turn.set));
    const found = revisionOf(pod);
    return found === wanted ? [] : [`${pod.metadata.name} is created at ${found}, not at ${wanted}`];
  }),
);

function revisionWanted({ set, updateRevision, get }: SetTurn, place: number): string | undefined {
  const { type, rollingUpdate } = set.spec.updateStrategy;
  const { currentRevision = '', currentReplicas = 0 } = set.status ?? {};
  const isKept = get(`ControllerRevision/${set.metadata.namespace}/${currentRevision}`) !== undefined;
  const isBelow = rollingUpdate
    ? place < (rollingUpdate.partition ?? 0)
    : type === 'RollingUpdate' && place < currentReplicas;
  return isBelow && isKept ? currentRevision : updateRevision;
}

/** A new pod has the name, the labels and the claims of its ordinal, and the claims are there and to stay. */
export const newPodsHaveTheirIdentity = inEveryTurn((turn) =>
  created(turn).flatMap((pod) => {
    const { name, namespace, labels = {} } = pod.metadata;
    const goesWithPod = turn.set.spec.persistentVolumeClaimRetentionPolicy?.whenScaled === 'Delete';
    const wanted = (turn.set.spec.volumeClaimTemplates ?? []).map((template) => `${template.metadata.name}-${name}`);
    const isStaying = (claim: string): boolean => {
      const key = keyFor('PersistentVolumeClaim', namespace, claim);
      const found = turn.getNow(key);
      return found !== undefined && !isTerminating(found) && !(goesWithPod && isOwnedByPod(turn.get(key), name));
    };
    const isNamed = labels['statefulset.kubernetes.io/pod-name'] === name && pod.spec.hostname === name;
    return [
      ...wanted.filter((claim) => !claimNames(pod).includes(claim)).map((claim) => `${name} does not mount ${claim}`),
      ...wanted.filter((claim) => !isStaying(claim)).map((claim) => `${name} is created without a ${claim} that stays`),
      ...(isNamed ? [] : [`${name} is labelled for another`]),
    ];
  }),
);

/** A claim that was given to an older pod of the name goes with that one. */
function isOwnedByPod(claim: ApiObject | undefined, name: string): boolean {
  return claim?.metadata.ownerReferences?.some((owner) => owner.kind === 'Pod' && owner.name === name) ?? false;
}

/** A status that is written counts the pods that the turn saw: all, ready, available, and those of each revision. */
export const statusCountsThePods = inEveryTurn((turn) => {
  const { set, after } = turn;
  if (after.status === set.status || !after.status) return [];
  const { replicas, readyReplicas = 0, availableReplicas, currentReplicas = 0, updatedReplicas = 0 } = after.status;
  const written = {
    replicas,
    readyReplicas,
    availableReplicas,
    currentReplicas,
    updatedReplicas,
    generation: after.status.observedGeneration,
  };
  const counted = countsOf(turn);
  const wrong = Object.entries(written).filter(([name, count]) => count !== counted[name]);
  return wrong.map(([name, count]) => `${name} of ${set.metadata.name} is ${count}, and it should be ${counted[name]}`);
});

function countsOf(turn: SetTurn): Record<string, number | undefined> {
  const { set, after, condemned, updateRevision } = turn;
  const { currentRevision } = after.status ?? {};
  const pods = [...turn.replicas.filter((pod) => pod !== undefined), ...condemned];
  const staying = pods.filter((pod) => !isTerminating(pod));
  const updatedReplicas = staying.filter((pod) => revisionOf(pod) === updateRevision).length;
  const readyReplicas = pods.filter(isRunningAndReady).length;
  const isRolling = set.spec.updateStrategy.type === 'RollingUpdate';
  const isComplete =
    isRolling && [updatedReplicas, readyReplicas, set.spec.replicas].every((count) => count === pods.length);
  const onCurrent = staying.filter((pod) => revisionOf(pod) === currentRevision).length - deletedForUpdate(turn).length;
  return {
    replicas: pods.length,
    readyReplicas,
    availableReplicas: pods.filter((pod) => isAvailable(turn, pod)).length,
    currentReplicas: isComplete
      ? updatedReplicas
      : isReplacedTwice(turn)
        ? (after.status?.currentReplicas ?? 0)
        : onCurrent,
    updatedReplicas,
    generation: set.metadata.generation,
  };
}

/**
 * In Parallel a turn may replace a pod that has ended, and then find it gone when the update takes the same pod: whether it came
 * so far shows only in the count of current pods itself.
 */
function isReplacedTwice(turn: SetTurn): boolean {
  return !isOrdered(turn) && deleted(turn).some(hasEnded);
}

/** The current revision becomes another one only when an update is complete: all pods updated and ready. */
export const currentMovesOnlyWhenComplete = inEveryTurn((turn) => {
  const { set, after } = turn;
  const { currentRevision = '' } = set.status ?? {};
  const next = after.status?.currentRevision;
  const wasThere = turn.get(`ControllerRevision/${set.metadata.namespace}/${currentRevision}`) !== undefined;
  if (!wasThere || next === currentRevision) return [];
  const { updatedReplicas, readyReplicas, replicas } = countsOf(turn);
  const isComplete = updatedReplicas === replicas && readyReplicas === replicas && replicas === set.spec.replicas;
  return isComplete
    ? []
    : [`the current revision of ${set.metadata.name} moves to ${next} before the update is complete`];
});
