import type { ObjectKey } from '../objects/index.ts';

/** A name to the keys found under it. One alone stands there by itself: most names have but one, and sets are large. */
export type Lookup = Map<string, ObjectKey | Set<ObjectKey>>;

/** A lookup to read in. */
export type Found = ReadonlyMap<string, ObjectKey | ReadonlySet<ObjectKey>>;

const none: readonly ObjectKey[] = [];

/** The keys under the name, in order. */
export function keysUnder(lookup: Found | undefined, name: string): readonly ObjectKey[] {
  const keys = lookup?.get(name);
  if (keys === undefined) return none;
  return typeof keys === 'string' ? [keys] : inOrder(keys);
}

/** How many keys there are under the name. */
export function countUnder(lookup: Found, name: string): number {
  const keys = lookup.get(name);
  if (keys === undefined) return 0;
  return typeof keys === 'string' ? 1 : keys.size;
}

/** Follows a change of the key's names. */
export function follow(
  lookup: Lookup,
  key: ObjectKey,
  before: readonly string[] = none,
  after: readonly string[] = none,
): void {
  for (const name of before) if (!after.includes(name)) take(lookup, name, key);
  for (const name of after) if (!before.includes(name)) put(lookup, name, key);
}

/** Puts the key under the name. */
export function put(lookup: Lookup, name: string, key: ObjectKey): void {
  const keys = lookup.get(name);
  if (keys === undefined) return void lookup.set(name, key);
  if (typeof keys === 'string') return keys === key ? undefined : void lookup.set(name, new Set([keys, key]));
  const { size } = keys;
  if (keys.add(key).size === size) return;
  const sorted = sortedKeys.get(keys);
  sorted?.splice(placeOf(sorted, key), 0, key);
}

/** Takes the key away from under the name. */
export function take(lookup: Lookup, name: string, key: ObjectKey): void {
  const keys = lookup.get(name);
  if (keys === key) return void lookup.delete(name);
  if (keys === undefined || typeof keys === 'string' || !keys.delete(key)) return;
  const [only] = keys;
  if (keys.size === 1 && only !== undefined) return void lookup.set(name, only);
  const sorted = sortedKeys.get(keys);
  sorted?.splice(placeOf(sorted, key), 1);
}

/** The keys in order, for those sets that somebody reads: sorted once, then kept so. */
const sortedKeys = new WeakMap<ReadonlySet<ObjectKey>, ObjectKey[]>();

function inOrder(keys: ReadonlySet<ObjectKey>): readonly ObjectKey[] {
  let sorted = sortedKeys.get(keys);
  if (!sorted) {
    sorted = [...keys].sort();
    sortedKeys.set(keys, sorted);
  }
  return sorted;
}

function placeOf(sorted: readonly ObjectKey[], key: ObjectKey): number {
  let low = 0;
  for (let high = sorted.length; low < high;) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
