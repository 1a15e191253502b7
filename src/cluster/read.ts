import { keyFor } from '../objects/index.ts';
import type { ApiObject, ObjectKey, Pod } from '../objects/index.ts';
import type { Index } from './index-of-objects.ts';
import { keysUnder } from './lookup.ts';
import type { Lookup } from './lookup.ts';
import type { Entry } from './log.ts';
import type { ClusterState } from './state.ts';

/** The cluster as those see it who only look: the state and where to find things in it. */
export interface Reader {
  readonly state: ClusterState;
  readonly index: Index;
}

/** The object under this key, if it is there. */
export function get<T extends ApiObject>({ state }: Reader, key: ObjectKey): T | undefined {
  return state.objects[key] as T | undefined;
}

/** The objects of a kind, in one namespace or in all, sorted by namespace and name. */
export function list<T extends ApiObject>(reader: Reader, kind: string, namespace?: string): readonly T[] {
  const homes = reader.index.byKind.get(kind);
  if (!homes) return [];
  if (namespace !== undefined) return found<T>(reader, homes, namespace);
  return [...homes.keys()].sort().flatMap((each) => found<T>(reader, homes, each));
}

/** What the owner with this uid has, of one kind or of all, sorted by key. */
export function ownedBy<T extends ApiObject>(reader: Reader, uid: string, kind?: string): readonly T[] {
  const owned = found<T>(reader, reader.index.byOwner, uid);
  return kind === undefined ? owned : owned.filter((object) => object.kind === kind);
}

/** The pods bound to a node, sorted by key. */
export function podsOnNode(reader: Reader, node: string): readonly Pod[] {
  return found<Pod>(reader, reader.index.byNode, node);
}

/** The pods that mount a claim, sorted by key. */
export function podsWithClaim(reader: Reader, namespace: string, claim: string): readonly Pod[] {
  return found<Pod>(reader, reader.index.byClaim, keyFor('PersistentVolumeClaim', namespace, claim));
}

/** The latest log entry of a part: what `who` last said about what it looks after. */
export function decisionOf({ index }: Reader, who: string, of: string): Entry | undefined {
  return index.lastEntry.get(`${who}:${of}`);
}

/** The objects under one name of a lookup, sorted by key, because the order inside the index means nothing. */
export function found<T extends ApiObject>({ state }: Reader, lookup: Lookup, name: string): readonly T[] {
  return keysUnder(lookup, name).map((key) => state.objects[key] as T);
}

/** The object in the namespace of another one. */
export function getBeside<T extends ApiObject>(
  reader: Reader,
  object: ApiObject,
  kind: string,
  name: string,
): T | undefined {
  return get<T>(reader, keyFor(kind, object.metadata.namespace, name));
}

/** The pod as the kubelet of its node knows it, by the name of its worker: its own copy while it is cut off, else the object. */
export function podHere({ state }: Reader, of: string): Pod | undefined {
  const end = of.lastIndexOf('/');
  const pod = state.apart[of] ?? (state.objects[`Pod/${of.slice(0, end)}`] as Pod | undefined);
  return pod?.metadata.uid === of.slice(end + 1) ? pod : undefined;
}
