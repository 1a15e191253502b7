import { claimNames, controllerOf, hasEnded, isTerminating, keyFor } from '../objects/index.ts';
import type { ApiObject, Claim, Node, ObjectKey, Pod, Service, Volume, VolumeAttachment } from '../objects/index.ts';
import type { Entry } from './log.ts';
import { countUnder, follow, put, take } from './lookup.ts';
import type { Lookup } from './lookup.ts';
import { addUse } from './node-use.ts';
import type { NodeUse } from './node-use.ts';
import { emptyCounts, followCounts, pairsOf } from './pod-counts.ts';
import type { PodCounts } from './pod-counts.ts';
import { followNews, noteLostClaim } from './news.ts';
import type { ClusterState, PartId } from './state.ts';

/**
 * Where to find things without looking at everything. Derived from the state alone and rebuilt from it at any time,
 * so it is never stored. The order inside a set means nothing: readers sort.
 */
export interface Index {
  /** Kind to the namespaces that have some of it, the empty one where the kind has none, to keys. */
  readonly byKind: Map<string, Lookup>;
  readonly byOwner: Lookup;
  /** Uid of a pod to the claims that go with it. */
  readonly claimsOfPods: Lookup;
  /** `kind/namespace` to pods, revisions and ReplicaSets that nobody controls. */
  readonly uncontrolled: Lookup;
  /** Node name to the pods bound to it; the empty name to pods without a node. */
  readonly byNode: Lookup;
  /** The empty name to the pods without a node whose place depends on where other pods are. */
  readonly choosy: Lookup;
  /** `namespace label=value` to pods. */
  readonly byLabel: Lookup;
  /** Key of a claim to the pods that mount it. */
  readonly byClaim: Lookup;
  /** Address to the pods that have it, or had it when they ended. */
  readonly byAddress: Lookup;
  /** `namespace label=value`, the first pair of a selector, to Services. */
  readonly servicesBySelector: Lookup;
  /** Class to the volumes that nobody has claimed. */
  readonly freeVolumes: Lookup;
  /** Class to the claims that have no volume. */
  readonly openClaims: Lookup;
  /** Volume to the attachments that it has, and node to those that are there. */
  readonly attachments: Lookup;
  readonly attachmentsOn: Lookup;
  readonly nodeUse: Map<string, NodeUse>;
  readonly podCounts: PodCounts;
  /** All nodes, sorted by name. */
  readonly nodes: Node[];
  /** The latest log entry of each part. */
  readonly lastEntry: Map<PartId, Entry>;
}

/** The index of a state, from the ground up. */
export function indexOf(state: ClusterState): Index {
  const index: Index = {
    byKind: new Map(),
    byOwner: new Map(),
    claimsOfPods: new Map(),
    uncontrolled: new Map(),
    byNode: new Map(),
    choosy: new Map(),
    byLabel: new Map(),
    byClaim: new Map(),
    byAddress: new Map(),
    servicesBySelector: new Map(),
    freeVolumes: new Map(),
    openClaims: new Map(),
    attachments: new Map(),
    attachmentsOn: new Map(),
    nodeUse: new Map(),
    podCounts: emptyCounts(),
    nodes: [],
    lastEntry: new Map(),
  };
  for (const [key, object] of Object.entries(state.objects)) reindex(index, key, undefined, object);
  for (const entry of state.log) noteEntry(index, entry);
  return index;
}

/** Remembers the entry as the latest of its part; kubelets, of which there are most, never wait and need not be asked. */
export function noteEntry(index: Index, entry: Entry, part: PartId = `${entry.who}:${entry.of}`): void {
  if (entry.of !== undefined && entry.who !== 'kubelet') index.lastEntry.set(part, entry);
}

/** Follows one change of the object under this key; either side may be missing. */
export function reindex(
  index: Index,
  key: ObjectKey,
  before: ApiObject | undefined,
  after: ApiObject | undefined,
): void {
  const object = after ?? before;
  if (!object) return;
  if (!before !== !after) followKind(index.byKind, key, object, after !== undefined);
  if (before?.metadata.ownerReferences !== after?.metadata.ownerReferences) {
    follow(index.byOwner, key, ownersOf(before), ownersOf(after));
  }
  followNews(index, key, before, after);
  if (adoptable.has(object.kind)) {
    follow(index.uncontrolled, key, freeFor(before), freeFor(after));
  }
  if (object.kind === 'Pod') followPod(index, key, before as Pod | undefined, after as Pod | undefined);
  if (object.kind === 'Node') followNode(index.nodes, object.metadata.name, after as Node | undefined);
  if (object.kind === 'Service') {
    follow(index.servicesBySelector, key, selectorOf(before as Service), selectorOf(after as Service));
  }
  if (object.kind === 'PersistentVolume') {
    follow(index.freeVolumes, key, freeIn(before as Volume), freeIn(after as Volume));
  }
  if (object.kind === 'VolumeAttachment') {
    const [old, now] = [before as VolumeAttachment | undefined, after as VolumeAttachment | undefined];
    follow(
      index.attachments,
      key,
      old && [old.spec.source.persistentVolumeName ?? ''],
      now && [now.spec.source.persistentVolumeName ?? ''],
    );
    follow(index.attachmentsOn, key, old && [old.spec.nodeName], now && [now.spec.nodeName]);
  }
  if (object.kind === 'PersistentVolumeClaim') {
    if (!after || isTerminating(after)) noteLostClaim(index);
    follow(index.claimsOfPods, key, podsOwning(before), podsOwning(after));
    follow(index.openClaims, key, openIn(before as Claim), openIn(after as Claim));
  }
}

/** What a controller takes that finds it without one. */
const adoptable = new Set(['Pod', 'ControllerRevision', 'ReplicaSet']);

function followKind(byKind: Index['byKind'], key: ObjectKey, { kind, metadata }: ApiObject, isThere: boolean): void {
  const { namespace = '' } = metadata;
  const homes: Lookup = byKind.get(kind) ?? new Map();
  if (isThere) put(homes, namespace, key);
  else take(homes, namespace, key);
  if (homes.size > 0) byKind.set(kind, homes);
  else byKind.delete(kind);
}

/** Are there objects of the kind in the namespace? */
export function hasAny({ byKind }: Pick<Index, 'byKind'>, kind: string, namespace = ''): boolean {
  return byKind.get(kind)?.has(namespace) ?? false;
}

/** How many objects of the kind there are, in all namespaces. */
export function countOf({ byKind }: Index, kind: string): number {
  const homes: Lookup = byKind.get(kind) ?? new Map();
  let count = 0;
  for (const namespace of homes.keys()) count += countUnder(homes, namespace);
  return count;
}

function followNode(nodes: Node[], name: string, after: Node | undefined): void {
  let low = 0;
  for (let high = nodes.length; low < high;) {
    const middle = (low + high) >> 1;
    if (nodes[middle]!.metadata.name < name) low = middle + 1;
    else high = middle;
  }
  const isListed = nodes[low]?.metadata.name === name;
  nodes.splice(low, isListed ? 1 : 0, ...(after ? [after] : []));
}

function followPod(index: Index, key: ObjectKey, before: Pod | undefined, after: Pod | undefined): void {
  if (before?.spec !== after?.spec) {
    follow(index.byNode, key, before && [before.spec.nodeName ?? ''], after && [after.spec.nodeName ?? '']);
    follow(index.choosy, key, choosyOf(before), choosyOf(after));
    follow(index.byClaim, key, claimsOf(before), claimsOf(after));
  }
  if (before?.metadata.labels !== after?.metadata.labels) {
    follow(index.byLabel, key, labelsOf(before), labelsOf(after));
  }
  if (before?.status?.podIP !== after?.status?.podIP) follow(index.byAddress, key, addressOf(before), addressOf(after));
  const usedBefore = before && usesRoom(before);
  const usesNow = after && usesRoom(after);
  followCounts(index.podCounts, before, after);
  if (usedBefore && usesNow && before.spec === after.spec) return;
  if (usedBefore) addUse(index.nodeUse, before, -1);
  if (usesNow) addUse(index.nodeUse, after, 1);
}

function ownersOf(object: ApiObject | undefined): readonly string[] | undefined {
  return object?.metadata.ownerReferences?.map((owner) => owner.uid);
}

function podsOwning(object: ApiObject | undefined): readonly string[] | undefined {
  return object?.metadata.ownerReferences?.flatMap(({ kind, uid }) => (kind === 'Pod' ? uid : []));
}

function freeFor(object: ApiObject | undefined): readonly string[] | undefined {
  return object && !controllerOf(object) ? [`${object.kind}/${object.metadata.namespace}`] : undefined;
}

function labelsOf(pod: Pod | undefined): readonly string[] | undefined {
  return pod && pairsOf(pod.metadata.namespace, pod.metadata.labels);
}

function choosyOf(pod: Pod | undefined): readonly string[] | undefined {
  if (!pod || pod.spec.nodeName !== undefined) return undefined;
  const { affinity, topologySpreadConstraints } = pod.spec;
  return affinity?.podAffinity || affinity?.podAntiAffinity || topologySpreadConstraints ? [''] : undefined;
}

function addressOf(pod: Pod | undefined): readonly string[] | undefined {
  const address = pod?.status?.podIP;
  return address === undefined ? undefined : [address];
}

function claimsOf(pod: Pod | undefined): readonly string[] | undefined {
  return pod && claimNames(pod).map((name) => keyFor('PersistentVolumeClaim', pod.metadata.namespace, name));
}

function selectorOf(service: Service | undefined): readonly string[] | undefined {
  return service && pairsOf(service.metadata.namespace, service.spec.selector).slice(0, 1);
}

function freeIn(volume: Volume | undefined): readonly string[] | undefined {
  const isFree = volume?.status?.phase === 'Available' && !isTerminating(volume);
  return isFree ? [volume.spec.storageClassName ?? ''] : undefined;
}

function openIn(claim: Claim | undefined): readonly string[] | undefined {
  return claim && claim.status?.phase !== 'Bound' && claim.status?.phase !== 'Lost'
    ? [claim.spec.storageClassName ?? '']
    : undefined;
}

function usesRoom(pod: Pod): boolean {
  return pod.spec.nodeName !== undefined && !hasEnded(pod);
}
