/**
 * Which template is a DaemonSet's own, and which it had before.
 * Models constructHistory, snapshot and cleanupHistory of pkg/controller/daemon/update.go (v1.36). Left out: hash collisions, and
 * several revisions of one template. For the hash see `deployment-replica-sets.ts`.
 */
import { controllerReference } from '../../objects/index.ts';
import type { DaemonSet, Pod, Revision } from '../../objects/index.ts';
import { goJson, templateHash } from '../hash.ts';
import { dataOf, textOf, textOfData } from './revision-data.ts';

const hashLabel = 'controller-revision-hash';

/** The revision of the DaemonSet's template, those before it, and the object to be written when it is new, or new again. */
export interface DaemonHistory {
  readonly current: Revision;
  readonly old: readonly Revision[];
  readonly change?: { readonly verb: 'create' | 'update'; readonly revision: Revision };
}

/** Finds the revision of the template among those that the DaemonSet has. */
export function daemonHistory(set: DaemonSet, revisions: readonly Revision[]): DaemonHistory {
  const text = textOfData(dataOf(set.spec.template));
  const same = revisions.filter((revision) => textOf(revision) === text).sort((a, b) => b.revision - a.revision)[0];
  const old = revisions.filter((revision) => revision !== same);
  const number = Math.max(0, ...old.map(({ revision }) => revision)) + 1;
  if (!same) {
    const revision = snapshot(set, number);
    return { current: revision, old, change: { verb: 'create', revision } };
  }
  if (same.revision >= number) return { current: same, old };
  const revision = { ...same, revision: number };
  return { current: revision, old, change: { verb: 'update', revision } };
}

function snapshot(set: DaemonSet, revision: number): Revision {
  const { name, namespace, annotations } = set.metadata;
  const { template } = set.spec;
  const hash = templateHash(goJson(template) + String(set.status?.collisionCount ?? ''));
  return {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name: `${name}-${hash}`,
      ...(namespace && { namespace }),
      labels: { ...template.metadata?.labels, [hashLabel]: hash },
      ...(annotations && { annotations }),
      ownerReferences: [controllerReference(set)],
    },
    revision,
    data: dataOf(template),
  };
}

/** The hash of a revision, or of the one that a pod was made from. */
export function hashOf({ metadata }: Revision | Pod): string {
  return metadata.labels?.[hashLabel] ?? '';
}

/** Old revisions beyond the limit, the oldest first, of which no pod is left. */
export function tooOld(set: DaemonSet, { old }: DaemonHistory, pods: readonly Pod[]): readonly Revision[] {
  const count = Math.max(0, old.length - (set.spec.revisionHistoryLimit ?? 10));
  if (count === 0) return [];
  const live = new Set(pods.map(hashOf));
  const dead = [...old].sort((a, b) => a.revision - b.revision).filter((revision) => !live.has(hashOf(revision)));
  return dead.slice(0, count);
}
