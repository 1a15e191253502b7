import type { Reader } from '../cluster/index.ts';
import { list, ownedBy } from '../cluster/index.ts';
import type { ApiObject, ObjectKey, Pod, Revision, StatefulSet } from '../objects/index.ts';
import { controllerOf, keyFor, keyOf } from '../objects/index.ts';

/** A revision of a workload: which hue it has, by the order in which its workload's revisions appeared. */
export interface RevisionSeen {
  readonly key: ObjectKey;
  /** The workload's name. */
  readonly of: string;
  readonly hash: string;
  readonly hue: number;
}

/** The revisions to be seen, and the way from a pod to its own. */
export interface Revisions {
  readonly seen: readonly RevisionSeen[];
  readonly of: (pod: Pod) => RevisionSeen | undefined;
}

/** What keeps a workload's template: ControllerRevisions, or the ReplicaSets of a Deployment. */
const keptAs: Readonly<Record<string, string>> = { DaemonSet: 'ControllerRevision', Deployment: 'ReplicaSet' };

/** The revisions of all StatefulSets, DaemonSets and Deployments, oldest first within each. */
export function revisionsOf(cluster: Reader, sets: readonly StatefulSet[]): Revisions {
  const others = Object.keys(keptAs).flatMap((kind) => list(cluster, kind));
  const seen = [...sets, ...others].flatMap((owner) => {
    const own = ownedBy(cluster, owner.metadata.uid ?? '', keptAs[owner.kind] ?? 'ControllerRevision');
    return inOrder(own).map((revision, hue) => seenOf(owner, revision, hue));
  });
  const byKey = new Map(seen.map((revision) => [revision.key, revision]));
  return { seen, of: (pod) => byKey.get(revisionKey(pod)) };
}

// A rollback raises an old revision's number, so the day of its creation counts first.
function inOrder(revisions: readonly ApiObject[]): readonly ApiObject[] {
  const day = ({ metadata }: ApiObject): string => metadata.creationTimestamp ?? '';
  const number = (revision: ApiObject): number => (revision as Revision).revision ?? 0;
  return [...revisions].sort((a, b) => day(a).localeCompare(day(b)) || number(a) - number(b));
}

function seenOf(owner: ApiObject, revision: ApiObject, hue: number): RevisionSeen {
  const hash = revision.metadata.name.slice(owner.metadata.name.length + 1);
  return { key: keyOf(revision), of: owner.metadata.name, hash, hue };
}

/** The pods of a DaemonSet carry the hash alone, those of a StatefulSet the whole name. */
function revisionKey(pod: Pod): ObjectKey {
  const { namespace, labels } = pod.metadata;
  const owner = controllerOf(pod);
  if (owner?.kind === 'ReplicaSet') return keyFor('ReplicaSet', namespace, owner.name);
  const hash = labels?.['controller-revision-hash'] ?? '';
  return keyFor('ControllerRevision', namespace, owner?.kind === 'DaemonSet' ? `${owner.name}-${hash}` : hash);
}
