import type { UpdateStrategy } from '../../objects/index.ts';
import type { Member } from './stateful-set-members.ts';
import { highestNotOn } from './stateful-set-roster.ts';
import type { Roster } from './stateful-set-roster.ts';

/**
 * Which pods an update takes. Models the end of updateStatefulSet, updateStatefulSetAfterInvariantEstablished and
 * getStatefulSetMaxUnavailable of pkg/controller/statefulset (v1.36). Nothing is left out.
 */

/** The pods to be deleted for the update now, or the place whose pod it waits for. */
export interface UpdateTargets {
  readonly targets: readonly Member[];
  readonly waitsFor?: number;
  /** With the gate: what uses up the budget. */
  readonly out?: Unavailable;
}

/** The places of all pods that are not available, and how many may be. */
export interface Unavailable {
  readonly places: readonly number[];
  readonly budget: number;
}

/**
 * Which pods the update takes next. The partition is a place, not an ordinal. Without the gate one pod at a time, the highest
 * that is not on the revision, and none while a higher one is out; with it as many as maxUnavailable leaves.
 */
export function updateTargets(
  roster: Roster,
  isOut: IsOut,
  revision: string,
  { partition = 0, maxUnavailable }: NonNullable<UpdateStrategy['rollingUpdate']>,
  hasGate: boolean,
): UpdateTargets {
  return hasGate
    ? withinBudget(roster.replicas, isOut, revision, partition, budgetOf(maxUnavailable, roster.replicas.length))
    : oneAtATime(roster, isOut, revision, partition);
}

/** One place for each ordinal of the range, from the lowest. */
type Replicas = readonly (Member | undefined)[];
type IsOut = (pod: Member | undefined) => boolean;

function oneAtATime(roster: Roster, isOut: IsOut, revision: string, partition: number): UpdateTargets {
  for (let place = highestNotOn(roster, revision); place >= partition; place--) {
    const pod = roster.replicas[place];
    if (pod && isOld(pod, revision)) return { targets: [pod] };
    if (isOut(pod)) return { targets: [], waitsFor: place };
  }
  return { targets: [] };
}

function withinBudget(
  replicas: Replicas,
  isOut: IsOut,
  revision: string,
  partition: number,
  budget: number,
): UpdateTargets {
  const places = replicas.flatMap((pod, place) => (isOut(pod) ? place : []));
  const old = replicas.slice(partition).flatMap((pod) => (pod && isOld(pod, revision) ? pod : []));
  const [first] = places;
  if (places.length >= budget && old.length > 0 && first !== undefined) {
    return { targets: [], waitsFor: first, out: { places, budget } };
  }
  return { targets: old.reverse().slice(0, Math.max(0, budget - places.length)) };
}

/** Is it of another revision, and not on its way out already? */
export function isOld(pod: Member, revision: string): boolean {
  return pod.revision !== revision && !pod.isTerminating;
}

/** Percentages are rounded down, and at least one pod may always be out (getStatefulSetMaxUnavailable). */
function budgetOf(maxUnavailable: number | string | undefined, replicas: number): number {
  if (typeof maxUnavailable === 'number') return Math.max(1, maxUnavailable);
  const percent = Number.parseInt(maxUnavailable ?? '0', 10);
  return Math.max(1, Math.floor((replicas * percent) / 100));
}
