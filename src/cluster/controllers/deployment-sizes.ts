/**
 * How large each ReplicaSet of a Deployment is to be next; arithmetic alone.
 * Models pkg/controller/deployment/rolling.go and sync.go (scale), and NewRSNewReplicas, ResolveFenceposts and
 * GetReplicaSetProportion of pkg/controller/deployment/util/deployment_util.go (v1.36).
 */
import { amountOf } from '../../objects/index.ts';
import type { Deployment, ReplicaSet } from '../../objects/index.ts';

/** How many pods there may be beyond the number asked for, and how many of them may be missing. */
export interface Bounds {
  readonly surge: number;
  readonly unavailable: number;
}

/** Shares of pods are rounded up for the surge and down for what may be missing; one of the two is never zero. */
export function boundsOf({ spec: { strategy, replicas } }: Deployment): Bounds {
  if (strategy.type !== 'RollingUpdate') return { surge: 0, unavailable: 0 };
  const { maxSurge = 0, maxUnavailable = 0 } = strategy.rollingUpdate ?? {};
  const surge = amountOf(maxSurge, replicas);
  const unavailable = amountOf(maxUnavailable, replicas, Math.floor);
  return { surge, unavailable: surge + unavailable === 0 ? Math.min(1, replicas) : Math.min(unavailable, replicas) };
}

/** What the sets are asked for in sum. */
export function sizeOf(sets: readonly ReplicaSet[]): number {
  return sets.reduce((sum, { spec }) => sum + spec.replicas, 0);
}

/** How many pods of the sets are available in sum. */
export function availableOf(sets: readonly ReplicaSet[]): number {
  return sets.reduce((sum, { status }) => sum + (status?.availableReplicas ?? 0), 0);
}

/** How large the new set may be beside the old ones: as many as the surge leaves room for. */
export function newSize(deployment: Deployment, current: number, total: number): number {
  const { replicas, strategy } = deployment.spec;
  if (strategy.type !== 'RollingUpdate') return replicas;
  const room = replicas + boundsOf(deployment).surge - total;
  return room <= 0 ? current : current + Math.min(room, replicas - current);
}

/** A set and the size that it is to have. */
export interface Sizing {
  readonly set: ReplicaSet;
  readonly size: number;
}

/** Takes up to `count` from the sets in order, from each as many as it can spare. */
function takeFrom(
  sizes: Map<ReplicaSet, number>,
  count: number,
  spare: (set: ReplicaSet, size: number) => number,
): readonly Sizing[] {
  const taken: Sizing[] = [];
  let left = count;
  for (const [set, size] of sizes) {
    const part = Math.min(left, Math.max(0, spare(set, size)));
    if (part <= 0) continue;
    left -= part;
    sizes.set(set, size - part);
    taken.push({ set, size: size - part });
  }
  return taken;
}

/** The old sets that can be made smaller now: first by their unhealthy pods, then by as many as enough others are available. */
export function smallerSizes(
  deployment: Deployment,
  newSet: ReplicaSet,
  oldSets: readonly ReplicaSet[],
): readonly Sizing[] {
  const least = deployment.spec.replicas - boundsOf(deployment).unavailable;
  const active = oldSets.filter(({ spec }) => spec.replicas > 0);
  const all = [...oldSets, newSet];
  const unavailableNew = newSet.spec.replicas - availableOf([newSet]);
  const most = sizeOf(all) - least - unavailableNew;
  if (active.length === 0 || most <= 0) return [];
  const sizes = new Map(oldestFirst(active).map((set) => [set, set.spec.replicas]));
  const unhealthy = takeFrom(sizes, most, (set, size) => size - availableOf([set]));
  const healthy = takeFrom(sizes, availableOf(all) - least, (_, size) => size);
  return [...unhealthy, ...healthy];
}

/** The sets by age, the oldest first. */
export function oldestFirst(sets: readonly ReplicaSet[]): readonly ReplicaSet[] {
  return [...sets].sort(
    (a, b) =>
      (a.metadata.creationTimestamp ?? '').localeCompare(b.metadata.creationTimestamp ?? '') ||
      a.metadata.name.localeCompare(b.metadata.name),
  );
}

/** The annotations in which a ReplicaSet keeps how large its Deployment was when it was last sized. */
export const desiredAnnotation = 'deployment.kubernetes.io/desired-replicas';
/** The same with the surge. */
export const maxAnnotation = 'deployment.kubernetes.io/max-replicas';

/** Has the Deployment's number changed since the sets were last sized? (isScalingEvent) */
export function isResized({ spec }: Deployment, sets: readonly ReplicaSet[]): boolean {
  return sets.some((set) => {
    const desired = set.metadata.annotations?.[desiredAnnotation];
    return set.spec.replicas > 0 && desired !== undefined && Number(desired) !== spec.replicas;
  });
}

/** The sizes after the Deployment's number has changed: one set follows it; several, amid a roll-out, in proportion. */
export function resized(
  deployment: Deployment,
  newSet: ReplicaSet | undefined,
  oldSets: readonly ReplicaSet[],
): readonly Sizing[] {
  const { replicas } = deployment.spec;
  const all = newSet ? [...oldSets, newSet] : oldSets;
  const active = all.filter(({ spec }) => spec.replicas > 0);
  const only = active.length === 0 ? (newSet ?? oldestFirst(oldSets).at(-1)) : active[0];
  if (active.length <= 1) return only && only.spec.replicas !== replicas ? [{ set: only, size: replicas }] : [];
  if (newSet && isSaturated(deployment, newSet)) {
    return active.filter((set) => set !== newSet).map((set) => ({ set, size: 0 }));
  }
  return deployment.spec.strategy.type === 'RollingUpdate' ? inProportion(deployment, active) : [];
}

/** Does the new set have all that is asked for, so that the old ones are not needed? */
function isSaturated({ spec: { replicas } }: Deployment, { spec, status, metadata }: ReplicaSet): boolean {
  const desired = Number(metadata.annotations?.[desiredAnnotation]);
  return spec.replicas === replicas && desired === replicas && status?.availableReplicas === replicas;
}

function inProportion(deployment: Deployment, active: readonly ReplicaSet[]): readonly Sizing[] {
  const { replicas } = deployment.spec;
  const allowed = replicas > 0 ? replicas + boundsOf(deployment).surge : 0;
  const toAdd = allowed - sizeOf(active);
  const inOrder = largestFirst(active, toAdd > 0);
  let added = 0;
  const sizes = inOrder.map((set) => {
    const part = toAdd === 0 ? 0 : proportionOf(deployment, set, toAdd, added);
    added += part;
    return set.spec.replicas + part;
  });
  return inOrder.map((set, place) => ({ set, size: Math.max(0, sizes[place]! + (place === 0 ? toAdd - added : 0)) }));
}

/** Of equal sizes the newer first when pods are added, the older when they are taken. */
function largestFirst(sets: readonly ReplicaSet[], isUp: boolean): readonly ReplicaSet[] {
  const byAge = oldestFirst(sets);
  const ordered = isUp ? [...byAge].reverse() : byAge;
  return [...ordered].sort((a, b) => b.spec.replicas - a.spec.replicas);
}

function proportionOf(deployment: Deployment, set: ReplicaSet, toAdd: number, added: number): number {
  if (toAdd === added) return 0;
  const part = fractionOf(deployment, set);
  return toAdd > 0 ? Math.min(part, toAdd - added) : Math.max(part, toAdd - added);
}

/** By how much the set grows or shrinks when it keeps its share of the whole. */
function fractionOf(deployment: Deployment, { spec, metadata }: ReplicaSet): number {
  const { replicas } = deployment.spec;
  if (replicas === 0) return -spec.replicas;
  const before = Number(metadata.annotations?.[maxAnnotation] ?? 0) || (deployment.status?.replicas ?? 0);
  if (before === 0) return 0;
  return Math.round((spec.replicas * (replicas + boundsOf(deployment).surge)) / before) - spec.replicas;
}
