import type { Entry, Reader } from '../cluster/index.ts';
import { decisionOf, list, statefulSetSteps } from '../cluster/index.ts';
import type { Millis, ObjectKey, Service, StatefulSet } from '../objects/index.ts';
import { isHeadless, keyOf } from '../objects/index.ts';
import type { ClaimSeen, Foot } from './claims.ts';
import { footOf } from './claims.ts';
import type { Group } from './columns.ts';
import { groupsOf } from './columns.ts';
import { dueTimes } from './container-spans.ts';
import { summaryOf } from './fold.ts';
import type { Workload } from './loose.ts';
import { looseOf } from './loose.ts';
import { processesOf } from './processes.ts';
import type { RevisionSeen } from './revisions.ts';
import { revisionsOf } from './revisions.ts';
import type { Row } from './rows.ts';
import { rowsOf } from './rows.ts';

/** What one of the controller's steps decided last. */
export type Decision = Pick<Entry, 'at' | 'step' | 'kind' | 'what' | 'because'>;

/** The controller's loop: its steps and what the deciding one said. */
export interface Strip {
  /** The StatefulSet whose controller speaks. */
  readonly of?: ObjectKey;
  readonly steps: readonly string[];
  readonly decision?: Decision;
}

/** A Service with an address of its own, or an Ingress: a place through which messages travel. */
export interface DoorSeen {
  readonly key: ObjectKey;
  readonly name: string;
}

/** What is to be seen of a cluster at one moment; plain data, no pixels, no words of any language. */
export interface Scene {
  readonly now: Millis;
  readonly strip: Strip;
  readonly groups: readonly Group[];
  readonly rows: readonly Row[];
  /** Workloads without an identity, with their pods. */
  readonly loose: readonly Workload[];
  /** Claims that nobody mounts and no column waits for. */
  readonly oldClaims: readonly ClaimSeen[];
  /** Volumes without a claim. */
  readonly shelf: Foot['shelf'];
  readonly revisions: readonly RevisionSeen[];
  /** The places of the network, as soon as anything travels between them. */
  readonly doors?: readonly DoorSeen[];
}

/** What the one who looks has asked for. */
export interface Asked {
  /** The StatefulSet whose controller is to speak in the strip; else the last one that spoke does. */
  readonly chosen?: ObjectKey;
  /** The uids of the workloads to be folded. */
  readonly folded?: ReadonlySet<string>;
  /** Are the places of the network to be seen? */
  readonly network?: boolean;
}

/** What is to be seen of the cluster. */
export function sceneOf(cluster: Reader, { chosen, folded, network }: Asked = {}): Scene {
  const sets = list<StatefulSet>(cluster, 'StatefulSet');
  const revisions = revisionsOf(cluster, sets);
  const rows = rowsOf(cluster);
  const byName = new Map(rows.map((row) => [row.name, row]));
  const around = { cluster, rows: byName, revisions, dueAt: dueTimes(cluster) };
  const foot = footOf(cluster);
  const processes = processesOf(around);
  const groups = groupsOf({ ...around, sets, foot, processes });
  const shown = new Set(groups.flatMap(({ columns }) => columns.flatMap((column) => column.processes ?? [])));
  const left = [...processes.values()].flat().filter(({ seen }) => !shown.has(seen));
  const loose = looseOf({ ...around, groups, foot, processes: left });
  const used = new Set(claimsIn(groups, loose));
  return {
    now: cluster.state.now,
    strip: stripOf(cluster, sets, chosen),
    groups: groups.map((group) => (folded?.has(group.uid) ? foldGroup(group) : group)),
    rows,
    loose: loose.map((workload) => (folded?.has(workload.uid) ? foldWorkload(workload) : workload)),
    oldClaims: foot.claims.filter(({ key }) => !used.has(key)),
    shelf: foot.shelf,
    revisions: revisions.seen,
    ...(network && { doors: doorsOf(cluster) }),
  };
}

function foldGroup(group: Group): Group {
  const pods = group.columns.flatMap(({ pod }) => pod ?? []);
  const claims = group.columns.reduce((sum, column) => sum + column.claims.length, 0);
  return { ...group, columns: [], folded: summaryOf(pods, claims) };
}

function foldWorkload(workload: Workload): Workload {
  const { pods, claims } = workload;
  return { ...workload, pods: [], claims: [], folded: summaryOf(pods, claims.length) };
}

function claimsIn(groups: readonly Group[], loose: readonly Workload[]): readonly ObjectKey[] {
  const inColumns = groups.flatMap(({ columns }) => columns.flatMap(({ claims }) => claims));
  return [...inColumns, ...loose.flatMap(({ claims }) => claims)].map(({ key }) => key);
}

/** A headless Service is no place: whoever asks for its name goes on to a pod. */
function doorsOf(cluster: Reader): readonly DoorSeen[] {
  const services = list<Service>(cluster, 'Service').filter((service) => !isHeadless(service));
  return [...list(cluster, 'Ingress'), ...services].map((door) => ({ key: keyOf(door), name: door.metadata.name }));
}

function stripOf(cluster: Reader, sets: readonly StatefulSet[], chosen?: ObjectKey): Strip {
  const spoken = sets.map((set) => ({ set, entry: decisionFor(cluster, set) }));
  const latest = spoken.reduce<(typeof spoken)[number] | undefined>(
    (best, one) => ((one.entry?.at ?? -1) > (best?.entry?.at ?? -1) || !best ? one : best),
    undefined,
  );
  const one = spoken.find(({ set }) => keyOf(set) === chosen) ?? latest;
  if (!one) return { steps: statefulSetSteps };
  const { set, entry } = one;
  return { of: keyOf(set), steps: statefulSetSteps, ...(entry && { decision: entry }) };
}

function decisionFor(cluster: Reader, { metadata }: StatefulSet): Entry | undefined {
  return decisionOf(cluster, 'statefulset', `${metadata.namespace}/${metadata.name}`);
}
