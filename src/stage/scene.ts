import type { Entry, Reader } from '../cluster/index.ts';
import { decisionOf, list, statefulSetSteps } from '../cluster/index.ts';
import type { Millis, ObjectKey, Service, StatefulSet } from '../objects/index.ts';
import { isHeadless, keyOf } from '../objects/index.ts';
import type { ClaimSeen, Foot } from './claims.ts';
import { footOf } from './claims.ts';
import type { Group } from './columns.ts';
import { groupsOf } from './columns.ts';
import { looseOf } from './loose.ts';
import type { PodSeen } from './pods.ts';
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

/** A Service, as a place between which messages travel. */
export interface ServiceSeen {
  readonly key: ObjectKey;
  readonly name: string;
  readonly headless: boolean;
}

/** What is to be seen of a cluster at one moment; plain data, no pixels, no words of any language. */
export interface Scene {
  readonly now: Millis;
  readonly strip: Strip;
  readonly groups: readonly Group[];
  readonly rows: readonly Row[];
  /** Pods without an identity. */
  readonly loose: readonly PodSeen[];
  /** Claims that belong to no column. */
  readonly looseClaims: readonly ClaimSeen[];
  /** Volumes without a claim. */
  readonly shelf: Foot['shelf'];
  readonly revisions: readonly RevisionSeen[];
  readonly services: readonly ServiceSeen[];
}

/** What is to be seen of the cluster; `chosen` is the StatefulSet whose controller speaks in the strip, else the last one that spoke. */
export function sceneOf(cluster: Reader, chosen?: ObjectKey): Scene {
  const sets = list<StatefulSet>(cluster, 'StatefulSet');
  const revisions = revisionsOf(cluster, sets);
  const rows = rowsOf(cluster);
  const foot = footOf(cluster);
  const groups = groupsOf({ cluster, sets, revisions, rows, foot });
  const inColumns = new Set(groups.flatMap((group) => group.columns));
  const claimed = new Set([...inColumns].flatMap((column) => column.claims.map((claim) => claim.key)));
  return {
    now: cluster.state.now,
    strip: stripOf(cluster, sets, chosen),
    groups,
    rows,
    loose: looseOf(cluster, groups, rows),
    looseClaims: foot.claims.filter((claim) => !claimed.has(claim.key)),
    shelf: foot.shelf,
    revisions: revisions.seen,
    services: list<Service>(cluster, 'Service').map(serviceSeen),
  };
}

function serviceSeen(service: Service): ServiceSeen {
  return { key: keyOf(service), name: service.metadata.name, headless: isHeadless(service) };
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
