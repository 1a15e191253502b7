/**
 * Keeps one pod per ordinal: created upwards, removed and updated downwards, one at a time; in Parallel all at once.
 * Models pkg/controller/statefulset/stateful_set_control.go (v1.36): updateStatefulSet, processReplica, processCondemned and
 * updateStatefulSetAfterInvariantEstablished. Left out: nothing.
 */
import { firstOrdinal, isTerminating, keyOf, podName } from '../../objects/index.ts';
import type { Revision } from '../../objects/index.ts';
import { equal } from '../equal.ts';
import { say } from '../log.ts';
import type { Sentence } from '../log.ts';
import type { Answer, Answers, Batches, Deed, Doing, Wait } from '../part.ts';
import { controllerPart } from './controller.ts';
import { missingClaims, staleClaim } from './stateful-set-claims.ts';
import type { Member } from './stateful-set-members.ts';
import { createDeed, deleteDeed, repairDeeds, revisionFor } from './stateful-set-pods.ts';
import { retentionDeeds, retentionRepairs } from './stateful-set-retention.ts';
import { forgettable } from './stateful-set-revisions.ts';
import { statusOf } from './stateful-set-status.ts';
import { isUnavailable, look, millisToAvailable, unsettledPods } from './stateful-set-turn.ts';
import type { Turn } from './stateful-set-turn.ts';
import { updateTargets } from './stateful-set-update.ts';
import { nextToUpdate, waitFor, waitForUpdate, whatRests } from './stateful-set-waits.ts';
import { hearPod, hearSet } from './stateful-set-wakes.ts';

/** The part that keeps StatefulSets, one instance for each. */
export const statefulSetController = controllerPart<Turn>({
  name: 'statefulset',
  wakesOn: { StatefulSet: hearSet, Pod: hearPod },
  look,
  steps: { observe, revisions, podsInOrder, scaleDown, updateInOrder },
  afterwards: ['status', status],
  endsOnRefusal: ['observe', 'revisions'],
  rest,
});

/** The steps in the order in which a turn takes them, as the page names them. */
export const statefulSetSteps = [
  'observe',
  'revisions',
  'podsInOrder',
  'scaleDown',
  'updateInOrder',
  'status',
] as const;

/** Only when it is so: a turn of Parallel or OnDelete can have nothing to do while pods are still on their way. */
function rest(turn: Turn): Sentence | undefined {
  const { replicas, unsettled, condemned } = turn;
  const isDone = condemned.length === 0 && !unsettled.some((place) => isUnavailable(turn, replicas[place]));
  return isDone ? whatRests(turn) : undefined;
}

/** Takes what fits and has no controller; lets go what no longer fits. */
function observe({ ownership: { deeds } }: Turn): Answer {
  return deeds.length > 0 ? { do: deeds } : undefined;
}

/** Writes the revision of a template that is new, or new again. */
function revisions({ revisions: { change } }: Turn): Answer {
  if (!change) return undefined;
  const { verb, revision } = change;
  const it = { number: revision.revision };
  const because =
    verb === 'create'
      ? say('the template is new: this is revision {number}', it)
      : say('the template is back: its old revision is now number {number}', it);
  const what = say('records {revision}', { revision: revision.metadata.name });
  const deed: Deed = { what, because, writes: [{ verb, object: revision }], object: keyOf(revision) };
  return { do: [deed] };
}

/** Walks the ordinals upwards; creates the first missing pod or waits for the first that is not ready. Parallel takes all at once. */
function podsInOrder(turn: Turn): Answer {
  const { set, isOrdered } = turn;
  if (isTerminating(set)) return { do: [], signal: 'end' };
  if (!isOrdered) return inParallel(turn);
  const deeds: Deed[] = [];
  for (const place of placesInOrder(turn)) {
    const answer = processReplica(turn, place);
    deeds.push(...answer.do);
    if (answer.then || answer.signal === 'end') return { ...answer, do: deeds };
  }
  return deeds.length > 0 ? { do: deeds } : undefined;
}

/** A place that must wait holds up no other; what the first such place waits for is said at the end. */
function inParallel(turn: Turn): Batches {
  const todo: Todo[] = [];
  let waiting: Wait | undefined;
  for (const place of placesInOrder(turn)) {
    const member = turn.replicas[place];
    if (member && isFine(turn, member)) continue;
    const { do: deeds, then } = processReplica(turn, place);
    if (deeds.length > 0) todo.push([place, deeds]);
    else if (member) noteFine(turn, member);
    if (then && !member) waiting ??= { ...then, signal: 'next' };
  }
  return { ...inBatches(todo), ...(waiting && { then: waiting }) };
}

/** Was nothing to be done for this very pod, and has nothing changed since that could have to do with it? */
function isFine({ set, claimSign, mayOwnClaims }: Turn, { fineForSpec, fineForClaims }: Member): boolean {
  return fineForSpec === set.spec && fineForClaims === claimSign && !mayOwnClaims;
}

function noteFine({ set, claimSign }: Turn, member: Member): void {
  member.fineForSpec = set.spec;
  member.fineForClaims = claimSign;
}

/** What is to be done at a place. */
type Todo = readonly [place: number, deeds: readonly Deed[]];

/** A settled pod needs nothing itself, but the owners of its claims may have to change. */
function placesInOrder({ replicas, unsettled, mayOwnClaims }: Turn): readonly number[] {
  return mayOwnClaims ? [...replicas.keys()] : unsettled;
}

/**
 * What is to be done at these places, in batches of 1, 2, 4 … up to 500 places, whether there is something to do at a place or not
 * (slowStartBatch).
 */
function inBatches(todo: readonly Todo[]): Batches {
  const batches: Deed[][] = [];
  let [end, size] = [0, 1];
  for (const [place, deeds] of todo) {
    if (place >= end) batches.push([]);
    for (; place >= end; size = Math.min(2 * size, 500)) end += size;
    batches.at(-1)?.push(...deeds);
  }
  return { batches };
}

/** What one place needs, and what OrderedReady waits for there before it goes on. */
function processReplica(turn: Turn, place: number): Doing {
  const { reader, set, isOrdered } = turn;
  const member = turn.replicas[place];
  if (!member) return createReplica(turn, firstOrdinal(set) + place);
  const { pod, ordinal, isPending } = member;
  if (member.hasEnded) {
    const because = say('its phase is {phase}, so it is replaced', { phase: pod.status?.phase ?? '' });
    return member.isTerminating
      ? { do: [], then: waitFor(turn, place, member) }
      : { do: [deleteDeed(set, pod, because)], signal: 'end' };
  }
  const { mayOwnClaims } = turn;
  const claims = isPending
    ? missingClaims(reader, set, member, mayOwnClaims ? retentionDeeds(reader, set, ordinal, pod) : [])
    : [];
  if (isOrdered && isUnavailable(turn, member)) return { do: claims, then: waitFor(turn, place, member) };
  const owners = mayOwnClaims && !isPending ? retentionRepairs(reader, set, ordinal, pod) : [];
  const repairs = repairDeeds(reader, set, member, owners);
  return claims.length + repairs.length === 0 ? nothing : { do: [...claims, ...repairs] };
}

const nothing: Doing = { do: [] };

function createReplica(turn: Turn, ordinal: number): Doing {
  const { reader, set, isOrdered, revisions } = turn;
  const it = { pod: podName(set, ordinal) };
  const stale = staleClaim(reader, set, ordinal);
  if (stale !== undefined) {
    const because = say('{claim} still belongs to the pod of this name that was scaled away', { claim: stale });
    return { do: [], then: { wait: say('{pod} cannot be created yet', it), because } };
  }
  const because = isOrdered
    ? say('it is the lowest missing ordinal')
    : say('it is missing, and Parallel does not wait');
  return { do: [createDeed(turn, ordinal, revisionFor(set, ordinal, revisions), because)], signal: 'end' };
}

/** Removes what is out of range, the highest ordinal first, after its claims have the owners they should have. */
function scaleDown(turn: Turn): Answer {
  const { reader, set, condemned, isOrdered } = turn;
  if (condemned.length === 0) return undefined;
  const claims = condemned.flatMap(({ pod, ordinal }) => retentionRepairs(reader, set, ordinal, pod));
  if (isOrdered) return processCondemned(turn, condemned, claims);
  const because = say('it is out of range, and Parallel does not wait');
  const removals = condemned.flatMap(({ pod, isTerminating }, place): readonly Todo[] =>
    isTerminating ? [] : [[place, [deleteDeed(set, pod, because)]]],
  );
  return { batches: [claims, ...inBatches(removals).batches] };
}

function processCondemned(turn: Turn, condemned: readonly Member[], claims: readonly Deed[]): Doing {
  const { set } = turn;
  const highest = condemned[0]!;
  const it = { pod: highest.pod.metadata.name };
  const object = keyOf(highest.pod);
  if (highest.isTerminating) {
    const next = condemned[1]?.pod.metadata.name;
    const because = next === undefined ? {} : { because: say('OrderedReady removes {next} only after it', { next }) };
    return { do: claims, then: { wait: say('{pod} is still terminating', it), ...because, object } };
  }
  // The pods in range are all available, or podsInOrder would have waited.
  const first = condemned.findLast((pod) => isUnavailable(turn, pod));
  if (isUnavailable(turn, highest) && highest !== first) {
    const wait = say('{pod} is to be removed next, but it is not Ready', it);
    const because = say('OrderedReady removes only one unready pod, the lowest: {first}', {
      first: first?.pod.metadata.name ?? '',
    });
    return { do: claims, then: { wait, because, object } };
  }
  return {
    do: [...claims, deleteDeed(set, highest.pod, say('it is the highest ordinal out of range'))],
    signal: 'end',
  };
}

/**
 * Replaces pods of an old revision from the highest ordinal down to the partition. In Parallel one that had ended was deleted earlier
 * in this turn: it is not found, and counts as taken.
 */
function updateInOrder(turn: Turn, { podsInOrder: before }: Answers): Answer {
  const { reader, set, replicas, revisions } = turn;
  const { type, rollingUpdate } = set.spec.updateStrategy;
  if (type === 'OnDelete') return undefined;
  const hasGate = reader.state.settings.gates['MaxUnavailableStatefulSet'] ?? false;
  const { targets, waitsFor, out } = updateTargets(
    turn,
    (pod) => isUnavailable(turn, pod),
    revisions.update.metadata.name,
    rollingUpdate ?? {},
    hasGate,
  );
  // What keeps a missing pod from being made has been said already.
  const obstacle = before && 'batches' in before ? before.then : undefined;
  if (obstacle && waitsFor !== undefined && !replicas[waitsFor]) return { ...obstacle, signal: 'wait' };
  // So has what makes it, when that was done a moment ago and there is nothing to be updated.
  if (waitsFor !== undefined && !replicas[waitsFor] && !nextToUpdate(turn)) return undefined;
  if (waitsFor !== undefined) return waitForUpdate(turn, waitsFor, out);
  const because = say('it is the highest ordinal that is not on {revision}', {
    revision: revisions.update.metadata.name,
  });
  return targets.length > 0
    ? { do: targets.map(({ pod }) => ({ ...deleteDeed(set, pod, because), mayBeGone: true })) }
    : undefined;
}

/** Counts, also when an earlier step had to wait; then forgets revisions beyond the history limit. */
function status(turn: Turn, answers: Answers): Answer {
  const { set, replicas, condemned, revisions } = turn;
  const updated = answers['updateInOrder'];
  const deletedForUpdate = updated && 'do' in updated ? updated.do.length : 0;
  const next = statusOf(turn, deletedForUpdate);
  const counts: Deed[] = equal(next, set.status)
    ? []
    : [{ writes: [{ verb: 'update', object: { ...set, status: next }, subresource: 'status' }] }];
  const old = forgettable(set, revisions, () => [...replicas, ...condemned].map((pod) => pod?.revision));
  const deeds = [...counts, ...old.map(forget)];
  const againMs = set.spec.minReadySeconds
    ? Math.min(
        ...unsettledPods(turn)
          .map((pod) => millisToAvailable(turn, pod))
          .filter((ms) => ms > 0),
      )
    : Infinity;
  if (againMs < Infinity) return { do: deeds, againMs };
  return deeds.length > 0 ? { do: deeds } : undefined;
}

function forget(revision: Revision): Deed {
  const { name } = revision.metadata;
  const key = keyOf(revision);
  const because = say('revisionHistoryLimit keeps no more');
  return {
    what: say('forgets {revision}', { revision: name }),
    because,
    writes: [{ verb: 'delete', key }],
    object: key,
  };
}
