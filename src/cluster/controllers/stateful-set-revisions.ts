/**
 * Which template is current and which is next: the history of a set's template as ControllerRevisions.
 * Models pkg/controller/history/controller_history.go and getStatefulSetRevisions of stateful_set_control.go (v1.36).
 */
import { controllerReference } from '../../objects/index.ts';
import type { Revision, StatefulSet } from '../../objects/index.ts';
import { revisionHash } from '../hash.ts';
import { getBeside } from '../read.ts';
import type { Reader } from '../read.ts';
import { dataOf, textOf, textOfData } from './revision-data.ts';

/** The two revisions that matter, and the object to be written before they do. */
export interface Revisions {
  readonly current: Revision;
  readonly update: Revision;
  /** All that are there, oldest first. */
  readonly history: readonly Revision[];
  readonly collisionCount: number;
  readonly change?: { readonly verb: 'create' | 'update'; readonly revision: Revision };
}

/** Picks current and update revision; a template that was there before raises its old revision's number. */
export function pickRevisions(reader: Reader, set: StatefulSet, found: readonly Revision[]): Revisions {
  const history = [...found].sort(byAge);
  const newest = history.at(-1);
  const next = (newest?.revision ?? 0) + 1;
  const text = textOfData(dataOf(set.spec.template));
  const same = history.filter((revision) => textOf(revision) === text).at(-1);
  const current = history.find(({ metadata }) => metadata.name === set.status?.currentRevision);
  const collisionCount = set.status?.collisionCount ?? 0;
  if (!same) {
    const made = newRevision(reader, set, next, collisionCount);
    const change = made.isThere ? {} : { change: { verb: 'create', revision: made.revision } as const };
    const { revision } = made;
    return { current: current ?? revision, update: revision, history, collisionCount: made.collisionCount, ...change };
  }
  if (same === newest) return { current: current ?? same, update: same, history, collisionCount };
  const raised = { ...same, revision: next };
  const change = { verb: 'update', revision: raised } as const;
  return { current: current === same ? raised : (current ?? raised), update: raised, history, collisionCount, change };
}

/** The revisions beyond the limit, oldest first: neither current nor next, and no pod is of them (truncateHistory). */
export function forgettable(
  set: StatefulSet,
  { current, update, history }: Revisions,
  inUse: () => readonly (string | undefined)[],
): readonly Revision[] {
  const { revisionHistoryLimit: limit } = set.spec;
  if (history.length <= limit) return [];
  const live = new Set([current.metadata.name, update.metadata.name, ...inUse()]);
  const dead = history.filter(({ metadata }) => !live.has(metadata.name));
  return dead.slice(0, Math.max(0, dead.length - limit));
}

function byAge(a: Revision, b: Revision): number {
  const ages = (a.metadata.creationTimestamp ?? '').localeCompare(b.metadata.creationTimestamp ?? '');
  return a.revision - b.revision || ages || a.metadata.name.localeCompare(b.metadata.name);
}

/** A name that is taken: by the same data, that revision is used as it is; by other data, the count is raised and hashed again. */
function newRevision(
  reader: Reader,
  set: StatefulSet,
  number: number,
  collisionCount: number,
): { revision: Revision; collisionCount: number; isThere: boolean } {
  const data = dataOf(set.spec.template);
  const hash = revisionHash(textOfData(data) + String(collisionCount));
  const { name, namespace, annotations } = set.metadata;
  const revision: Revision = {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name: `${name.slice(0, 223)}-${hash}`,
      ...(namespace === undefined ? {} : { namespace }),
      labels: { ...set.spec.template.metadata?.labels, 'controller.kubernetes.io/hash': hash },
      ...(annotations && { annotations }),
      ownerReferences: [controllerReference(set)],
    },
    revision: number,
    data,
  };
  const taken = getBeside<Revision>(reader, set, 'ControllerRevision', revision.metadata.name);
  if (!taken) return { revision, collisionCount, isThere: false };
  if (textOf(taken) === textOfData(data)) return { revision: taken, collisionCount, isThere: true };
  return newRevision(reader, set, number, collisionCount + 1);
}
