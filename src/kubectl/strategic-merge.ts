/**
 * Patches as `kubectl apply` makes them and the API server applies them: maps merge, lists merge by key where Kubernetes says so.
 * Models apimachinery pkg/util/strategicpatch (CreateThreeWayMergePatch, StrategicMergePatch). The merge keys are those of the
 * built-in types (`patchMergeKey` in k8s.io/api); lists that are not named here are replaced as a whole.
 */

/** A JSON object. */
export type Json = Readonly<Record<string, unknown>>;

/** Merge keys by the last two names of the path, or by the last one. */
const mergeKeys: Readonly<Record<string, string>> = {
  containers: 'name',
  initContainers: 'name',
  ephemeralContainers: 'name',
  volumes: 'name',
  volumeMounts: 'mountPath',
  volumeDevices: 'devicePath',
  env: 'name',
  'containers.ports': 'containerPort',
  'initContainers.ports': 'containerPort',
  'spec.ports': 'port',
  imagePullSecrets: 'name',
  hostAliases: 'ip',
  topologySpreadConstraints: 'topologyKey',
  resourceClaims: 'name',
  ownerReferences: 'uid',
  conditions: 'type',
};

/** Lists of plain values whose items are added and removed one by one. */
const plainLists = new Set(['finalizers', 'podCIDRs']);

/** Lists whose items say which of their fields are to stay. */
const withRetainedKeys = new Set(['volumes']);

function mergeKeyOf(path: readonly string[]): string | undefined {
  return mergeKeys[path.slice(-2).join('.')] ?? mergeKeys[path.at(-1) ?? ''];
}

/** What turns `current` into `modified`, and takes away what `original` had and `modified` has no more. Empty: nothing to do. */
export function threeWayPatch(original: Json, modified: Json, current: Json): Json {
  return patchMap(original, modified, current, []);
}

function patchMap(original: Json, modified: Json, current: Json, path: readonly string[]): Json {
  const patch: Record<string, unknown> = {};
  for (const [key, wanted] of Object.entries(modified)) {
    Object.assign(patch, patchField(original[key], wanted, current[key], [...path, key]));
  }
  for (const key of Object.keys(original)) {
    if (!(key in modified)) patch[key] = null;
  }
  return patch;
}

function patchField(original: unknown, wanted: unknown, current: unknown, path: readonly string[]): Json {
  const key = path.at(-1)!;
  if (isMap(wanted) && (isMap(current) || current === undefined)) {
    const inner = patchMap(isMap(original) ? original : {}, wanted, isMap(current) ? current : {}, path);
    return current === undefined || Object.keys(inner).length > 0 ? { [key]: inner } : {};
  }
  if (Array.isArray(wanted) && Array.isArray(current)) {
    const before: readonly unknown[] = Array.isArray(original) ? original : [];
    if (plainLists.has(key)) return patchPlainList(key, before, wanted, current);
    const mergeKey = mergeKeyOf(path);
    if (mergeKey && [...wanted, ...current, ...before].every(isMap)) {
      return patchList(before as Json[], wanted as Json[], current as Json[], path, mergeKey);
    }
  }
  return isEqual(wanted, current) ? {} : { [key]: wanted };
}

function patchPlainList(
  key: string,
  original: readonly unknown[],
  wanted: readonly unknown[],
  current: readonly unknown[],
): Json {
  const added = wanted.filter((item) => !current.includes(item));
  const removed = original.filter((item) => !wanted.includes(item));
  return {
    ...(added.length > 0 ? { [key]: added } : {}),
    ...(removed.length > 0 ? { [`$deleteFromPrimitiveList/${key}`]: removed } : {}),
    ...(added.length > 0 || removed.length > 0 ? { [`$setElementOrder/${key}`]: wanted } : {}),
  };
}

function patchList(original: Json[], wanted: Json[], current: Json[], path: readonly string[], mergeKey: string): Json {
  const key = path.at(-1)!;
  const items: Json[] = [];
  for (const item of wanted) {
    const name = item[mergeKey];
    const there = current.find((other) => isEqual(other[mergeKey], name));
    const before = original.find((other) => isEqual(other[mergeKey], name));
    const inner = there ? patchMap(before ?? {}, item, there, path) : item;
    if (Object.keys(inner).length === 0) continue;
    const retained = withRetainedKeys.has(key) ? { $retainKeys: Object.keys(item).sort() } : {};
    items.push({ ...retained, ...inner, [mergeKey]: name });
  }
  const gone = original.filter((item) => !wanted.some((other) => isEqual(other[mergeKey], item[mergeKey])));
  for (const item of gone) items.push({ $patch: 'delete', [mergeKey]: item[mergeKey] });
  const order = { [`$setElementOrder/${key}`]: wanted.map((item) => ({ [mergeKey]: item[mergeKey] })) };
  if (items.length > 0) return { ...order, [key]: items };
  return isInOrder(wanted, current, mergeKey) ? {} : order;
}

function isInOrder(wanted: readonly Json[], current: readonly Json[], mergeKey: string): boolean {
  const places = wanted.map((item) => current.findIndex((other) => isEqual(other[mergeKey], item[mergeKey])));
  return places.every((place, index) => index === 0 || (places[index - 1] ?? 0) < place);
}

/** The document with the patch carried out. */
export function applyPatch(document: Json, patch: Json): Json {
  return mergeMap(document, patch, []);
}

function mergeMap(document: Json, patch: Json, path: readonly string[]): Json {
  if (patch['$patch'] === 'replace') return withoutDirectives(patch);
  const retained = patch['$retainKeys'] as readonly string[] | undefined;
  const kept = Object.entries(document).filter(([key]) => retained?.includes(key) ?? true);
  const merged: Record<string, unknown> = Object.fromEntries(kept);
  for (const key of fieldsOf(patch)) {
    const value = mergeField(merged[key], patch, key, path);
    if (value === undefined) delete merged[key];
    else merged[key] = value;
  }
  return merged;
}

/** The fields a patch speaks of, also where it only has directives for them. */
function fieldsOf(patch: Json): ReadonlySet<string> {
  const names = Object.keys(patch).map((key) => key.replace(/^\$(?:setElementOrder|deleteFromPrimitiveList)\//, ''));
  return new Set(names.filter((name) => !name.startsWith('$')));
}

function mergeField(there: unknown, patch: Json, key: string, path: readonly string[]): unknown {
  const wanted = patch[key];
  const here = [...path, key];
  const mergeKey = mergeKeyOf(here);
  if (wanted === null) return undefined;
  if (isMap(wanted)) {
    if (wanted['$patch'] === 'delete') return undefined;
    return mergeMap(isMap(there) ? there : {}, wanted, here);
  }
  if (plainLists.has(key)) return mergePlainList((there as unknown[] | undefined) ?? [], patch, key);
  const items = wanted ?? [];
  const isKeyed =
    mergeKey && Array.isArray(items) && items.every(isMap) && (there === undefined || Array.isArray(there));
  return isKeyed ? mergeList((there as Json[] | undefined) ?? [], items, patch, here, mergeKey) : wanted;
}

function mergePlainList(there: readonly unknown[], patch: Json, key: string): unknown {
  const removed = (patch[`$deleteFromPrimitiveList/${key}`] as unknown[] | undefined) ?? [];
  const added = (patch[key] as unknown[] | undefined) ?? [];
  return [...new Set([...there.filter((item) => !removed.includes(item)), ...added])];
}

function mergeList(
  there: readonly Json[],
  items: readonly Json[],
  patch: Json,
  path: readonly string[],
  mergeKey: string,
): unknown {
  if (items.some((item) => item['$patch'] === 'replace')) return items.filter((item) => !('$patch' in item));
  const merged = [...there];
  for (const item of items) {
    const place = merged.findIndex((other) => isEqual(other[mergeKey], item[mergeKey]));
    if (item['$patch'] === 'delete') {
      if (place >= 0) merged.splice(place, 1);
    } else if (place >= 0) {
      merged[place] = mergeMap(merged[place]!, item, path);
    } else {
      merged.push(mergeMap({}, item, path));
    }
  }
  const order = (patch[`$setElementOrder/${path.at(-1)}`] as readonly Json[] | undefined)?.map(
    (item) => item[mergeKey],
  );
  return order ? inOrder(merged, order, mergeKey) : merged;
}

/** The items named in the order stand in it; items that only the server has keep their place after what they followed. */
function inOrder(items: readonly Json[], order: readonly unknown[], mergeKey: string): readonly Json[] {
  const rank = (item: Json): number => order.findIndex((name) => isEqual(name, item[mergeKey]));
  const known = items.filter((item) => rank(item) >= 0).sort((a, b) => rank(a) - rank(b));
  const result = [...known];
  for (const [index, item] of items.entries()) {
    if (rank(item) >= 0) continue;
    const place = index === 0 ? 0 : result.indexOf(items[index - 1]!) + 1;
    result.splice(place, 0, item);
  }
  return result;
}

function withoutDirectives(patch: Json): Json {
  return Object.fromEntries(Object.entries(patch).filter(([key]) => !key.startsWith('$')));
}

/** Is this a JSON object? */
export function isMap(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => isEqual(item, b[index]));
  if (!isMap(a) || !isMap(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && isEqual(a[key], b[key]));
}
