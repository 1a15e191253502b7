import type { Reader } from '../cluster/index.ts';
import { get, list } from '../cluster/index.ts';
import type { ApiObject, ObjectKey, OwnerReference, Pod, PodTemplate } from '../objects/index.ts';
import { controllerOf, keyFor, keyOf } from '../objects/index.ts';
import type { Chip } from './chips.ts';
import { chipsOf } from './chips.ts';
import type { ClaimSeen, Foot } from './claims.ts';
import type { Group } from './columns.ts';
import type { Summary } from './fold.ts';
import type { PodSeen, Surroundings } from './pods.ts';
import { podSeen } from './pods.ts';
import type { Process } from './processes.ts';

/** A workload without identity: its pods have names, but none that would outlive them. */
export interface Workload {
  readonly uid: string;
  /** The object that stands over the pods; pods that nobody owns have none. */
  readonly key?: ObjectKey;
  readonly kind?: string;
  readonly name: string;
  /** How many pods it is to have. */
  readonly wanted: number;
  readonly pods: readonly PodSeen[];
  /** The claims that its pods mount. */
  readonly claims: readonly ClaimSeen[];
  readonly chips: readonly Chip[];
  readonly folded?: Summary;
}

/** What the workloads are made of. */
export interface LooseSource extends Surroundings {
  readonly groups: readonly Group[];
  readonly foot: Foot;
  readonly processes: readonly Process[];
}

interface Owner {
  readonly uid: string;
  readonly reference?: OwnerReference;
  readonly object?: ApiObject;
}

/** The pods that stand in no column, under what stands over them, and the workloads that have no pod yet. */
export function looseOf(source: LooseSource): readonly Workload[] {
  const { cluster, groups, processes } = source;
  const inColumns = new Set(groups.flatMap(({ columns }) => columns.map(({ pod }) => pod?.key)));
  const found = new Map<string, { owner: Owner; pods: PodSeen[] }>();
  const under = (owner: Owner): PodSeen[] => {
    const known = found.get(owner.uid) ?? { owner, pods: [] };
    found.set(owner.uid, known);
    return known.pods;
  };
  for (const kind of ['Deployment', 'DaemonSet', 'Job']) {
    for (const object of list(cluster, kind)) under({ uid: object.metadata.uid ?? keyOf(object), object });
  }
  for (const pod of list<Pod>(cluster, 'Pod')) {
    if (inColumns.has(keyOf(pod))) continue;
    under(ownerOf(cluster, pod)).push(podSeen(pod, source));
  }
  for (const { pod, seen } of processes) under(ownerOf(cluster, pod)).push(seen);
  const taken = new Set<ObjectKey>();
  return bareLast([...found.values()]).map(({ owner, pods }) => workloadOf(source, owner, pods, taken));
}

/** What stands at the top: of a Deployment's pod not the ReplicaSet, but the Deployment. */
function ownerOf(cluster: Reader, pod: ApiObject): Owner {
  const reference = controllerOf(pod);
  if (!reference) return { uid: bare };
  const object = get(cluster, keyFor(reference.kind, pod.metadata.namespace, reference.name));
  if (!object || object.metadata.uid !== reference.uid) return { uid: reference.uid, reference };
  return controllerOf(object) ? ownerOf(cluster, object) : { uid: reference.uid, reference, object };
}

const bare = 'bare';

function bareLast<F extends { readonly owner: Owner }>(found: readonly F[]): readonly F[] {
  return [...found.filter(({ owner }) => owner.uid !== bare), ...found.filter(({ owner }) => owner.uid === bare)];
}

/** A claim that several workloads mount stands under the first. */
function workloadOf(
  { cluster, foot }: LooseSource,
  owner: Owner,
  pods: readonly PodSeen[],
  taken: Set<ObjectKey>,
): Workload {
  const { uid, object, reference } = owner;
  const kind = object?.kind ?? reference?.kind;
  const mounted = new Set(pods.flatMap((pod) => pod.claims).filter((key) => !taken.has(key)));
  for (const key of mounted) taken.add(key);
  const claims = [...mounted].flatMap((key) => foot.byKey.get(key) ?? []);
  const spec = object?.spec as { template?: PodTemplate } | undefined;
  return {
    uid,
    name: object?.metadata.name ?? reference?.name ?? '',
    wanted: wantedOf(object) ?? pods.filter(({ gone }) => !gone).length,
    pods,
    claims,
    chips: object && spec?.template ? chipsOf(cluster, object, spec.template) : [],
    ...(object && { key: keyOf(object) }),
    ...(kind && { kind }),
  };
}

function wantedOf(object: ApiObject | undefined): number | undefined {
  const spec = object?.spec as { replicas?: number; completions?: number } | undefined;
  const status = object?.status as { desiredNumberScheduled?: number } | undefined;
  return spec?.replicas ?? status?.desiredNumberScheduled ?? spec?.completions;
}
