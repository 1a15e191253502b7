import type { Reader } from '../cluster/index.ts';
import { ownedBy } from '../cluster/index.ts';
import type { ObjectKey, Pod, Revision, StatefulSet } from '../objects/index.ts';
import { keyOf } from '../objects/index.ts';

/** A revision of a StatefulSet: which hue it has, by the order in which its set's revisions appeared. */
export interface RevisionSeen {
  readonly key: ObjectKey;
  /** The StatefulSet's name. */
  readonly of: string;
  readonly hash: string;
  readonly hue: number;
}

/** The revisions to be seen, and the way from a pod to its own. */
export interface Revisions {
  readonly seen: readonly RevisionSeen[];
  readonly of: (pod: Pod) => RevisionSeen | undefined;
}

/** The revisions of all StatefulSets, oldest first within each. */
export function revisionsOf(cluster: Reader, sets: readonly StatefulSet[]): Revisions {
  const seen = sets.flatMap((set) => {
    const own = ownedBy<Revision>(cluster, set.metadata.uid ?? '', 'ControllerRevision');
    return inOrder(own).map((revision, hue) => seenOf(set, revision, hue));
  });
  const byKey = new Map(seen.map((revision) => [revision.key, revision]));
  return { seen, of: (pod) => byKey.get(revisionKey(pod)) };
}

// A rollback raises an old revision's number, so the day of its creation counts first.
function inOrder(revisions: readonly Revision[]): readonly Revision[] {
  const day = ({ metadata }: Revision): string => metadata.creationTimestamp ?? '';
  return [...revisions].sort((a, b) => day(a).localeCompare(day(b)) || a.revision - b.revision);
}

function seenOf(set: StatefulSet, revision: Revision, hue: number): RevisionSeen {
  const hash = revision.metadata.name.slice(set.metadata.name.length + 1);
  return { key: keyOf(revision), of: set.metadata.name, hash, hue };
}

function revisionKey({ metadata }: Pod): ObjectKey {
  return `ControllerRevision/${metadata.namespace}/${metadata.labels?.['controller-revision-hash']}`;
}
