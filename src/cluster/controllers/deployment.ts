/**
 * Moves pods from one template to the next: one ReplicaSet for each template, the new one growing as the old ones shrink.
 * Models pkg/controller/deployment (v1.36): syncDeployment, rolloutRolling, rolloutRecreate, sync and cleanupDeployment.
 * Left out: rollback by annotation, conflicts between the controller's own writes of one turn, and the count of hash collisions.
 * The deadline for progress is in `deployment-progress.ts`.
 */
import { conditionOf, hasEnded, isTerminating, keyOf, revisionAnnotation, revisionOf } from '../../objects/index.ts';
import type { ApiObject, Deployment, DeploymentStatus, Pod, ReplicaSet } from '../../objects/index.ts';
import { nowOf } from '../store.ts';
import { equal } from '../equal.ts';
import { say } from '../log.ts';
import type { Sentence } from '../log.ts';
import type { Answer, Answers, Deed, Wait, Wake } from '../part.ts';
import { get, ownedBy } from '../read.ts';
import type { Reader } from '../read.ts';
import type { Change } from '../state.ts';
import { controllerPart } from './controller.ts';
import { divide, freshSet, scaleSet, scalingEvent, unversioned, upToDate } from './deployment-replica-sets.ts';
import { availableOf, boundsOf, isResized, newSize, resized, sizeOf, smallerSizes } from './deployment-sizes.ts';
import { countsOf, hasDeadline, isComplete, progressing, withCondition } from './deployment-status.ts';
import { withFailure, withProgress } from './deployment-status.ts';
import type { Conditions } from './deployment-status.ts';
import { claimed, ownersConcerned } from './ownership.ts';
import type { Claimed } from './ownership.ts';

/** Everything a turn sees, taken once at its start. */
interface Turn {
  readonly reader: Reader;
  readonly deployment: Deployment;
  readonly sets: Claimed<ReplicaSet>;
  /** The set with the Deployment's template, as it should be; nothing before it is made. */
  readonly newSet: ReplicaSet | undefined;
  /** The same as it is. */
  readonly found: ReplicaSet | undefined;
  readonly oldSets: readonly ReplicaSet[];
  /** Is it paused, or was its number changed? Then nothing is rolled out in this turn. */
  readonly isOnlySized: boolean;
  readonly now: string;
}

/** The part that keeps Deployments, one instance for each. */
export const deploymentController = controllerPart<Turn>({
  name: 'deployment',
  wakesOn: { Deployment: hearDeployment, ReplicaSet: hearReplicaSet, Pod: hearPod },
  look,
  steps: { observe, revision, resize, retire, create, scaleUp, scaleDown },
  afterwards: ['status', status],
  rest,
});

function hearDeployment({ type, object, before }: Change): readonly Wake[] {
  const { namespace, name, annotations } = object.metadata;
  const isSame = object.spec === before?.spec && equal(annotations, before?.metadata.annotations);
  return type === 'deleted' || (isSame && !isTerminating(object)) ? [] : [{ of: `${namespace}/${name}` }];
}

function hearReplicaSet(change: Change, reader: Reader): readonly Wake[] {
  return ownersConcerned<Deployment>(change, reader, 'Deployment');
}

/** With Recreate the last old pod's end is what is waited for. */
function hearPod({ type, object }: Change, reader: Reader): readonly Wake[] {
  const hash = object.metadata.ownerReferences?.find(({ kind }) => kind === 'ReplicaSet');
  if (type !== 'deleted' || !hash) return [];
  const { namespace = '' } = object.metadata;
  const owner = get(reader, `ReplicaSet/${namespace}/${hash.name}`)?.metadata.ownerReferences?.[0];
  const deployment = get<Deployment>(reader, `Deployment/${namespace}/${owner?.name ?? ''}`);
  return deployment?.spec.strategy.type === 'Recreate' ? [{ of: `${namespace}/${deployment.metadata.name}` }] : [];
}

function look(reader: Reader, of: string): Turn | undefined {
  const deployment = get<Deployment>(reader, `Deployment/${of}`);
  if (!deployment) return undefined;
  const sets = claimed<ReplicaSet>(reader, deployment, deployment.spec.selector, 'ReplicaSet');
  const { newSet: found, oldSets } = divide(deployment, sets.own);
  const newSet = found && !isTerminating(deployment) ? upToDate(deployment, found, oldSets) : found;
  const isOnlySized = deployment.spec.paused === true || isResized(deployment, sets.own);
  return { reader, deployment, sets, found, newSet, oldSets, isOnlySized, now: nowOf(reader) };
}

function rest({ deployment: { spec, status = {} } }: Turn): Sentence | undefined {
  const isDone = status.availableReplicas === spec.replicas && status.updatedReplicas === spec.replicas;
  return isDone ? say('{count} of {count} pods are as they should be', { count: spec.replicas }) : undefined;
}

/** Takes ReplicaSets that fit and have no controller; lets go what no longer fits. */
function observe({ deployment, sets: { deeds } }: Turn): Answer {
  if (isTerminating(deployment)) return { do: [], signal: 'end' };
  return deeds.length > 0 ? { do: deeds } : undefined;
}

/** Gives the set with the Deployment's template the highest number: a template that was there before is the newest again. */
function revision(turn: Turn): Answer {
  const { deployment, found, newSet } = turn;
  const deeds: Deed[] = [];
  if (found && newSet && found !== newSet) {
    const it = { replicaSet: newSet.metadata.name, number: revisionOf(newSet) };
    const what = say('notes that {replicaSet} is revision {number}', it);
    deeds.push({ what, object: keyOf(newSet), writes: [{ verb: 'update', object: unversioned(newSet) }] });
  }
  const noted = notedOn(turn, newSet, false);
  if (!equal(noted, deployment)) deeds.push(noteDeed(noted));
  return deeds.length > 0 ? { do: deeds } : undefined;
}

function noteDeed(noted: Deployment): Deed {
  return { writes: [{ verb: 'update', object: unversioned(noted), subresource: 'status' }] };
}

/** The Deployment with what a turn notes on it before it counts: its revision, and that a set was found or made, or a pause. */
function notedOn(turn: Turn, newSet: ReplicaSet | undefined, isMade: boolean): Deployment {
  const { deployment } = turn;
  const number = newSet && String(revisionOf(newSet));
  const annotations = { ...deployment.metadata.annotations, ...(number && { [revisionAnnotation]: number }) };
  const conditions = conditionsNoted(turn, newSet, isMade);
  return {
    ...deployment,
    ...(newSet && { metadata: { ...deployment.metadata, annotations } }),
    ...(deployment.status && { status: { ...deployment.status, ...(conditions.length > 0 && { conditions }) } }),
  };
}

function conditionsNoted({ deployment, now }: Turn, newSet: ReplicaSet | undefined, isMade: boolean): Conditions {
  const { conditions = [] } = deployment.status ?? {};
  if (!hasDeadline(deployment)) return conditions;
  const known = conditionOf(deployment, 'Progressing');
  const isPaused = deployment.spec.paused === true;
  const isNews = known?.reason !== 'ProgressDeadlineExceeded' && isPaused !== (known?.reason === pausedReason);
  const noted = isNews ? withCondition(conditions, now, pauseOf(isPaused)) : conditions;
  if (!newSet) return noted;
  const { name } = newSet.metadata;
  if (isMade) {
    return withCondition(noted, now, progressing('True', 'NewReplicaSetCreated', `Created new replica set "${name}"`));
  }
  if (conditionOf({ status: { conditions: noted } }, 'Progressing')) return noted;
  return withCondition(noted, now, progressing('True', 'FoundNewReplicaSet', `Found new replica set "${name}"`));
}

const pausedReason = 'DeploymentPaused';

function pauseOf(paused: boolean): ReturnType<typeof progressing> {
  return paused
    ? progressing('Unknown', pausedReason, 'Deployment is paused')
    : progressing('Unknown', 'DeploymentResumed', 'Deployment is resumed');
}

/** Follows a new number, amid a roll-out in proportion; while it is paused, nothing else is done. */
function resize({ deployment, newSet, oldSets, isOnlySized }: Turn): Answer {
  if (!isOnlySized) return undefined;
  const { replicas, paused } = deployment.spec;
  const because = say('{count} replicas are asked for', { count: replicas });
  const deeds = resized(deployment, newSet, oldSets).flatMap(({ set, size }) =>
    scaleSet(deployment, set, size, because),
  );
  const isHeld = paused && (!newSet || sizeOf(oldSets) > 0 || newSet.spec.replicas !== replicas);
  if (!isHeld) return { do: deeds, signal: 'end' };
  const wait = say('{deployment} is paused', { deployment: deployment.metadata.name });
  const why = say('nothing is rolled out until it is resumed');
  return { do: deeds, then: { wait, because: why, object: keyOf(deployment) } };
}

/** With Recreate the old pods go first, all of them. */
function retire(turn: Turn): Answer {
  const { reader, deployment, newSet, oldSets } = turn;
  if (deployment.spec.strategy.type !== 'Recreate') return undefined;
  const because = say('with Recreate all old pods go before the first new one comes');
  const deeds = oldSets.flatMap((set) => (set.spec.replicas > 0 ? scaleSet(deployment, set, 0, because) : []));
  if (deeds.length > 0) return { do: deeds, signal: 'end' };
  const left = oldSets
    .filter((set) => set !== newSet)
    .flatMap(({ metadata }) => ownedBy<Pod>(reader, metadata.uid ?? '', 'Pod'))
    .filter((pod) => !hasEnded(pod));
  if (left.length === 0) return undefined;
  return { wait: say('{count} old pods are not gone yet', { count: left.length }), because, object: keyOf(deployment) };
}

/** Makes the set of a template that is new. */
function create(turn: Turn): Answer {
  const { deployment, newSet, oldSets } = turn;
  if (newSet) return undefined;
  const made = freshSet(deployment, oldSets);
  const { replicas } = made.spec;
  const it = { replicaSet: made.metadata.name, count: replicas };
  const event = replicas > 0 ? { event: scalingEvent(deployment, made, 0, replicas) } : {};
  const making: Deed = {
    what: say('creates {replicaSet} with a size of {count}', it),
    because: say('the template is new: this is revision {number}', { number: revisionOf(made) }),
    object: keyOf(made),
    writes: [{ verb: 'create', object: made }],
    ...event,
  };
  return { do: [making, noteDeed(notedOn(turn, made, true))] };
}

/** The new set, there before or made in this turn. */
function newSetOf({ deployment, newSet, oldSets }: Turn, answers: Answers): ReplicaSet | undefined {
  return newSet ?? (answers['create'] ? freshSet(deployment, oldSets) : undefined);
}

/** Lets the new set grow as far as the surge leaves room. */
function scaleUp({ deployment, newSet, oldSets }: Turn): Answer {
  if (!newSet) return undefined;
  const { replicas } = deployment.spec;
  const current = newSet.spec.replicas;
  if (current === replicas) return undefined;
  const size = current > replicas ? replicas : newSize(deployment, current, current + sizeOf(oldSets));
  const most = replicas + boundsOf(deployment).surge;
  const because = say('{count} replicas are asked for, and with the old ones there may be {most}', {
    count: replicas,
    most,
  });
  const deeds = scaleSet(deployment, newSet, size, because);
  return size === current || deeds.length === 0 ? { do: deeds } : { do: deeds, signal: 'end' };
}

/** Makes the old sets smaller, as far as enough pods stay available; otherwise says what it waits for. */
function scaleDown(turn: Turn, answers: Answers): Answer {
  const { deployment, oldSets } = turn;
  const newSet = newSetOf(turn, answers);
  if (!newSet) return undefined;
  const least = deployment.spec.replicas - boundsOf(deployment).unavailable;
  const because = say('{least} pods must stay available', { least });
  const sizes = deployment.spec.strategy.type === 'Recreate' ? [] : smallerSizes(deployment, newSet, oldSets);
  const deeds = sizes.flatMap(({ set, size }) => scaleSet(deployment, set, size, because));
  return deeds.length > 0 ? { do: deeds, signal: 'end' } : waitForPods(turn, newSet, least);
}

function waitForPods({ deployment, oldSets }: Turn, newSet: ReplicaSet, least: number): Wait | undefined {
  const { replicas } = deployment.spec;
  const available = availableOf([newSet]);
  if (available >= replicas && sizeOf(oldSets) === 0) return undefined;
  const it = { available, count: replicas };
  const wait = say('{available} of {count} new pods are available', it);
  const object = keyOf(newSet);
  if (sizeOf(oldSets) === 0) return { wait, object };
  return {
    wait,
    because: say('{least} pods must stay available, so the old ones that are left stay', { least }),
    object,
  };
}

/** Counts over all sets as they were at the start of the turn; then forgets old sets beyond the history limit. */
function status(turn: Turn, answers: Answers): Answer {
  const { deployment, oldSets } = turn;
  const newSet = newSetOf(turn, answers);
  const noted = isTerminating(deployment) ? deployment : notedOn(turn, newSet, turn.newSet === undefined && !!newSet);
  const next = statusOf(turn, noted, newSet);
  const deeds: Deed[] = equal(next, noted.status)
    ? []
    : [{ writes: [{ verb: 'update', object: unversioned({ ...noted, status: next }), subresource: 'status' }] }];
  const mayForget =
    deployment.spec.paused === true || (!turn.isOnlySized && isComplete(deployment, deployment.status ?? {}));
  const forgotten = mayForget && !isTerminating(deployment) ? forgettable(deployment, oldSets).map(forget) : [];
  return deeds.length + forgotten.length > 0 ? { do: [...deeds, ...forgotten] } : undefined;
}

function statusOf(turn: Turn, noted: Deployment, newSet: ReplicaSet | undefined): DeploymentStatus {
  const { oldSets, isOnlySized, now, deployment } = turn;
  const sets = newSet ? [...oldSets, newSet] : oldSets;
  const counted = countsOf(deployment, sets, newSet, noted.status?.conditions ?? [], now);
  if (isOnlySized || isTerminating(deployment)) return counted;
  return withFailure(withProgress(deployment, counted, newSet, now), newSet, oldSets, now);
}

/** Old sets beyond the limit, those of the lowest numbers first, as long as nothing is left of them (cleanupDeployment). */
function forgettable({ spec }: Deployment, oldSets: readonly ReplicaSet[]): readonly ReplicaSet[] {
  const { revisionHistoryLimit = 2 ** 31 - 1 } = spec;
  const there = oldSets.filter((set) => !isTerminating(set));
  const count = Math.max(0, there.length - revisionHistoryLimit);
  const oldest = [...there].sort((a, b) => revisionOf(a) - revisionOf(b)).slice(0, count);
  return oldest.filter(({ spec, status, metadata }) => {
    const isCounted = (metadata.generation ?? 0) <= (status?.observedGeneration ?? 0);
    return spec.replicas === 0 && !status?.replicas && isCounted;
  });
}

function forget(set: ApiObject): Deed {
  const key = keyOf(set);
  return {
    what: say('forgets {revision}', { revision: set.metadata.name }),
    because: say('revisionHistoryLimit keeps no more'),
    object: key,
    writes: [{ verb: 'delete', key }],
  };
}
