/** Is there nothing here? A null written in YAML counts as left out, as it does for the API server. */
export function isMissing(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

/** The object with the fields that it lacks; the very same object when it lacks none. */
export function fill<T extends object>(object: T, defaults: { readonly [K in keyof T]?: T[K] | undefined }): T {
  let missing: { [K in keyof T]?: T[K] } | undefined;
  for (const key in defaults) {
    const value = defaults[key];
    if (value === undefined || !isMissing(object[key])) continue;
    missing ??= {};
    missing[key] = value;
  }
  return missing ? withFields(object, missing) : object;
}

/**
 * A copy of the object with some fields new or replaced. Where fields may be new this is many times faster than a literal that spreads
 * the object: engines give each such copy a shape of its own, and are slow with it ever after.
 */
export function withFields<T extends object>(object: T, fields: { readonly [K in keyof T]?: T[K] | undefined }): T {
  return Object.assign({}, object, fields);
}

/** The object with one field replaced by what `change` makes of it; the same object when the field is missing or stays. */
export function changeField<T extends object, K extends keyof T>(
  object: T,
  key: K,
  change: (value: NonNullable<T[K]>) => NonNullable<T[K]>,
): T {
  const value = object[key];
  if (isMissing(value)) return object;
  const changed = change(value as NonNullable<T[K]>);
  return changed === value ? object : withFields(object, { [key]: changed } as unknown as Partial<T>);
}

/** Like `map`, and the same list when no item changed, so that unchanged parts stay shared. */
export function mapSame<T>(list: readonly T[], change: (item: T) => T): readonly T[] {
  let changed: T[] | undefined;
  list.forEach((item, index) => {
    const next = change(item);
    if (next === item) return;
    changed ??= [...list];
    changed[index] = next;
  });
  return changed ?? list;
}

/**
 * Remembers the answer for each object asked about. Objects are never changed in place, so the answer stays right;
 * pods of one template share its containers, so that most questions of a large cluster have been asked before.
 */
export function remembered<K extends object, V>(answer: (question: K) => V): (question: K) => V {
  const known = new WeakMap<K, V>();
  return (question) => {
    const found = known.get(question);
    if (found !== undefined) return found;
    const value = answer(question);
    known.set(question, value);
    return value;
  };
}
