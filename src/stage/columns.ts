import type { Reader } from '../cluster/index.ts';
import { list, ownedBy } from '../cluster/index.ts';
import type { EndpointSlice, ObjectKey, Pod, Service, StatefulSet } from '../objects/index.ts';
import { claimName, firstOrdinal, isControlledBy, keyFor, keyOf, parentAndOrdinal, podName } from '../objects/index.ts';
import type { Chip } from './chips.ts';
import { chipsOf } from './chips.ts';
import type { ClaimSeen, Foot } from './claims.ts';
import type { Summary } from './fold.ts';
import type { PodSeen, Surroundings } from './pods.ts';
import { podSeen } from './pods.ts';
import type { Process } from './processes.ts';

/** What DNS says of an identity's name; `address` where it has one. */
export interface RecordSeen {
  /** `none` while nobody answers to the name, `away` after a scale-down, `noService` without a governing headless Service. */
  readonly state: 'given' | 'none' | 'away' | 'noService';
  readonly address?: string;
  /** The whole name under the governing Service, where the set names one. */
  readonly fullName?: string;
}

/** An identity: an ordinal with its name, its record, its pod if it has one now, and its claims. */
export interface Column {
  /** Namespace and name of the pod: the identity that survives. */
  readonly id: string;
  readonly ordinal: number;
  readonly name: string;
  readonly record: RecordSeen;
  readonly pod?: PodSeen;
  /** Processes of this identity that may still run although their pod objects are gone. */
  readonly processes?: readonly PodSeen[];
  readonly claims: readonly ClaimSeen[];
  /** Is only the claim left of it, after a scale-down? */
  readonly ghost: boolean;
}

/** A StatefulSet as a group of columns. */
export interface Group {
  readonly uid: string;
  readonly key: ObjectKey;
  readonly name: string;
  readonly namespace: string;
  /** The name of the governing Service, where the set names one. */
  readonly service?: string;
  /** Ordinals from here on get a new revision; 0 means all. */
  readonly partition: number;
  /** What becomes of the claims of an identity that is scaled away. */
  readonly whenScaled: string;
  /** How many pods it is to have. */
  readonly wanted: number;
  readonly columns: readonly Column[];
  readonly chips: readonly Chip[];
  readonly folded?: Summary;
}

/** What the groups are made of. */
export interface Source extends Surroundings {
  readonly sets: readonly StatefulSet[];
  readonly foot: Foot;
  readonly processes: ReadonlyMap<ObjectKey, readonly Process[]>;
}

interface Here extends Source {
  readonly set: StatefulSet;
  readonly pods: ReadonlyMap<number, Pod>;
  readonly addresses: ReadonlyMap<string, string> | undefined;
}

/** One group for each StatefulSet. */
export function groupsOf(source: Source): readonly Group[] {
  const addresses = addressesOf(source.cluster);
  const ordinals = claimOrdinals(source.foot);
  return source.sets.map((set) =>
    groupOf({ ...source, set, pods: podsOf(source, set), addresses: addresses(set) }, ordinals),
  );
}

function groupOf(here: Here, claimed: ReadonlyMap<string, readonly number[]>): Group {
  const { metadata, spec } = here.set;
  const templates = spec.volumeClaimTemplates ?? [];
  const kept = templates.flatMap(
    ({ metadata: { name } }) => claimed.get(`${metadata.namespace}/${name}-${metadata.name}`) ?? [],
  );
  const wanted = Array.from({ length: spec.replicas }, (_, index) => firstOrdinal(here.set) + index);
  const ordinals = [...new Set([...wanted, ...here.pods.keys(), ...kept, ...left(here)])].sort((a, b) => a - b);
  return {
    uid: metadata.uid ?? metadata.name,
    key: keyOf(here.set),
    name: metadata.name,
    namespace: metadata.namespace ?? '',
    partition: spec.updateStrategy.rollingUpdate?.partition ?? 0,
    whenScaled: spec.persistentVolumeClaimRetentionPolicy?.whenScaled ?? 'Retain',
    wanted: spec.replicas,
    chips: chipsOf(here.cluster, here.set, spec.template),
    columns: ordinals.map((ordinal) => columnOf(here, ordinal)),
    ...(spec.serviceName && { service: spec.serviceName }),
  };
}

/** The ordinals of which a process is left. */
function left({ processes, set }: Here): readonly number[] {
  const own = [...processes.values()].flat().filter(({ pod }) => isControlledBy(pod, set));
  return own.map(({ pod }) => parentAndOrdinal(pod.metadata.name).ordinal);
}

function columnOf(here: Here, ordinal: number): Column {
  const { set, pods, foot } = here;
  const name = podName(set, ordinal);
  const pod = pods.get(ordinal);
  const first = firstOrdinal(set);
  const processes = (here.processes.get(keyFor('Pod', set.metadata.namespace, name)) ?? [])
    .filter((process) => isControlledBy(process.pod, set))
    .map(({ seen }) => seen);
  const ghost = !pod && (ordinal < first || ordinal >= first + set.spec.replicas);
  const claimKeys = (set.spec.volumeClaimTemplates ?? []).map((template) =>
    keyFor('PersistentVolumeClaim', set.metadata.namespace, claimName(set, template, ordinal)),
  );
  return {
    id: `${set.metadata.namespace}/${name}`,
    ordinal,
    name,
    record: recordOf(here, name, ghost),
    claims: claimKeys.flatMap((key) => foot.byKey.get(key) ?? []),
    ghost,
    ...(pod && { pod: podSeen(pod, here) }),
    ...(processes.length > 0 && { processes }),
  };
}

function recordOf({ addresses, set: { metadata, spec } }: Here, name: string, ghost: boolean): RecordSeen {
  const address = addresses?.get(name);
  const fullName = spec.serviceName ? `${name}.${spec.serviceName}.${metadata.namespace}.svc.cluster.local` : undefined;
  const known = fullName === undefined ? {} : { fullName };
  if (address) return { state: 'given', address, ...known };
  if (ghost) return { state: 'away', ...known };
  return { state: addresses ? 'none' : 'noService', ...known };
}

function podsOf({ cluster }: Source, set: StatefulSet): ReadonlyMap<number, Pod> {
  const found = new Map<number, Pod>();
  for (const pod of podsIn(cluster, set)) {
    const { parent, ordinal } = parentAndOrdinal(pod.metadata.name);
    if (parent === set.metadata.name) found.set(ordinal, pod);
  }
  return found;
}

function podsIn(cluster: Reader, set: StatefulSet): readonly Pod[] {
  return ownedBy<Pod>(cluster, set.metadata.uid ?? '', 'Pod').filter((pod) => isControlledBy(pod, set));
}

/** Name to address under the set's governing Service; undefined when there is no such headless Service. */
function addressesOf(cluster: Reader): (set: StatefulSet) => ReadonlyMap<string, string> | undefined {
  const services = new Map(list<Service>(cluster, 'Service').map((service) => [keyOf(service), service]));
  const slices = new Map<string, EndpointSlice[]>();
  for (const slice of list<EndpointSlice>(cluster, 'EndpointSlice')) {
    const of = keyFor('Service', slice.metadata.namespace, slice.metadata.labels?.['kubernetes.io/service-name'] ?? '');
    slices.set(of, [...(slices.get(of) ?? []), slice]);
  }
  return ({ metadata, spec }) => {
    const key = keyFor('Service', metadata.namespace, spec.serviceName ?? '');
    if (services.get(key)?.spec.clusterIP !== 'None') return undefined;
    return new Map((slices.get(key) ?? []).flatMap((slice) => slice.endpoints).flatMap(answer));
  };
}

function answer({
  conditions,
  hostname,
  targetRef,
  addresses,
}: EndpointSlice['endpoints'][number]): [string, string][] {
  const name = hostname ?? targetRef?.name;
  return conditions.ready && name && addresses[0] ? [[name, addresses[0]]] : [];
}

/** Namespace and name without ordinal, of all claims, to the ordinals that there are. */
function claimOrdinals({ claims }: Foot): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const { key, name } of claims) {
    const { parent, ordinal } = parentAndOrdinal(name);
    const at = `${key.split('/')[1]}/${parent}`;
    if (!found.has(at)) found.set(at, []);
    found.get(at)?.push(ordinal);
  }
  return found;
}
