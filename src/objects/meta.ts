/** A duration or a moment of virtual time, in milliseconds; moments count from the start of the cluster. */
export type Millis = number;

/** `Kind/namespace/name`, or `Kind/name` where the kind has no namespace: how everything here speaks of an object. */
export type ObjectKey = string;

/** Labels and annotations: text to text. */
export type Labels = Readonly<Record<string, string>>;

/** Who an object belongs to; the owner whose `controller` is true is the one that manages it. */
export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
  readonly blockOwnerDeletion?: boolean;
}

/** What every object carries, as the API server keeps it. Times are RFC 3339 with whole seconds, as in Kubernetes. */
export interface Meta {
  readonly name: string;
  readonly generateName?: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly generation?: number;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
  readonly deletionGracePeriodSeconds?: number;
  readonly labels?: Labels;
  readonly annotations?: Labels;
  readonly ownerReferences?: readonly OwnerReference[];
  readonly finalizers?: readonly string[];
}

/** Any object of the API. The files of the kinds narrow `spec` and `status`. */
export interface ApiObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Meta;
  readonly spec?: unknown;
  readonly status?: unknown;
  readonly [field: string]: unknown;
}

/** How a workload names its pods: every pair and every expression must hold. */
export interface LabelSelector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
    readonly values?: readonly string[];
  }[];
}

/** The key of a name; give no namespace for a kind that has none. */
export function keyFor(kind: string, namespace: string | undefined, name: string): ObjectKey {
  if (kind === 'Event') return newKey(kind, namespace, name);
  const known = keys
    .get(kind)
    ?.get(namespace ?? '')
    ?.get(name);
  if (known !== undefined) return known;
  if (keyCount >= keysMax) forgetKeys();
  const key = newKey(kind, namespace, name);
  inner(inner(keys, kind), namespace ?? '').set(name, key);
  keyCount += 1;
  return key;
}

function newKey(kind: string, namespace: string | undefined, name: string): ObjectKey {
  return namespace ? `${kind}/${namespace}/${name}` : `${kind}/${name}`;
}

// By kind, namespace and name. Engines find an object several times faster under a text that they have seen than under one newly made;
// Events are hardly ever looked for.
const keys = new Map<string, Map<string, Map<string, ObjectKey>>>();
const keysMax = 200_000;
let keyCount = 0;

function forgetKeys(): void {
  keys.clear();
  keyCount = 0;
}

function inner<T>(outer: Map<string, Map<string, T>>, name: string): Map<string, T> {
  const known = outer.get(name);
  if (known) return known;
  const made = new Map<string, T>();
  outer.set(name, made);
  return made;
}

/** The key of an object. */
export function keyOf(object: ApiObject): ObjectKey {
  return keyFor(object.kind, object.metadata.namespace, object.metadata.name);
}

/** The kind, namespace and name inside a key. */
export function readKey(key: ObjectKey): { kind: string; namespace: string | undefined; name: string } {
  const [kind = '', second = '', third] = key.split('/');
  return third === undefined ? { kind, namespace: undefined, name: second } : { kind, namespace: second, name: third };
}

/** The owner that manages the object, if it has one. */
export function controllerOf(object: ApiObject): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find((owner) => owner.controller);
}

/** Does the object belong to the owner with this uid, and is that owner its controller? */
export function isControlledBy(object: ApiObject, owner: ApiObject): boolean {
  return controllerOf(object)?.uid === owner.metadata.uid;
}

/** The reference that makes `owner` the controller of a new object. */
export function controllerReference(owner: ApiObject): OwnerReference {
  const { apiVersion, kind, metadata } = owner;
  return {
    apiVersion,
    blockOwnerDeletion: true,
    controller: true,
    kind,
    name: metadata.name,
    uid: metadata.uid ?? '',
  };
}

/** Has deletion been asked for, while the object is still there? */
export function isTerminating(object: ApiObject): boolean {
  return object.metadata.deletionTimestamp !== undefined;
}

/** Does every pair of a plain selector (a Service's) occur in the labels? An empty selector matches nothing here. */
export function hasLabels(labels: Labels | undefined, wanted: Labels | undefined): boolean {
  const pairs = Object.entries(wanted ?? {});
  return pairs.length > 0 && pairs.every(([name, value]) => labels?.[name] === value);
}

/** Does a label selector select these labels? An empty selector selects everything (apimachinery labels.Selector). */
export function selects(selector: LabelSelector, labels: Labels = {}): boolean {
  const pairs = Object.entries(selector.matchLabels ?? {});
  if (!pairs.every(([name, value]) => labels[name] === value)) return false;
  return (selector.matchExpressions ?? []).every(({ key, operator, values = [] }) => {
    const value = labels[key];
    if (operator === 'Exists') return value !== undefined;
    if (operator === 'DoesNotExist') return value === undefined;
    if (operator === 'In') return value !== undefined && values.includes(value);
    return value === undefined || !values.includes(value);
  });
}

/** A moment of virtual time as the API writes it: RFC 3339, whole seconds, UTC. `startMs` is the date of the virtual zero. */
export function timestamp(startMs: number, at: Millis): string {
  const second = Math.floor((startMs + at) / 1000);
  if (second !== lastWritten.second) {
    lastWritten = { second, text: `${new Date(second * 1000).toISOString().slice(0, 19)}Z` };
  }
  return lastWritten.text;
}

// Most writes of a tick fall into one second.
let lastWritten = { second: NaN, text: '' };

/** The milliseconds of a timestamp since 1970; NaN when it is not one. */
export function millisOf(timestamp: string): number {
  const known = parsed.get(timestamp);
  if (known !== undefined) return known;
  const ms = Date.parse(timestamp);
  if (parsed.size >= parsedMax) parsed.clear();
  parsed.set(timestamp, ms);
  return ms;
}

// The start of the cluster is asked for at every write, and the pods of a set became Ready at few different seconds.
const parsed = new Map<string, number>();
const parsedMax = 1000;
