import type { Reader } from '../cluster/index.ts';
import { equal, ownedBy } from '../cluster/index.ts';
import type {
  ApiObject,
  DaemonSet,
  Deployment,
  PodTemplate,
  ReplicaSet,
  Revision,
  StatefulSet,
} from '../objects/index.ts';
import { revisionOf, templateHashLabel } from '../objects/index.ts';
import type { Json } from './strategic-merge.ts';
import { applyPatch } from './strategic-merge.ts';

/** A workload whose earlier templates are remembered. */
export type Rolling = Deployment | StatefulSet | DaemonSet;

/** One remembered template: its number, why it came, and the object that keeps it. */
export interface Past {
  readonly number: number;
  readonly cause: string;
  readonly template: PodTemplate;
  readonly keeper: ReplicaSet | Revision;
}

const rolling = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

/** Does the kind remember earlier templates? */
export function isRolling(object: ApiObject): object is Rolling {
  return rolling.has(object.kind);
}

const causeAnnotation = 'kubernetes.io/change-cause';

/** The remembered templates, oldest first: in ReplicaSets for a Deployment, in ControllerRevisions for the others. */
export function historyOf(cluster: Reader, object: Rolling): readonly Past[] {
  const { uid = '' } = object.metadata;
  const past =
    object.kind === 'Deployment'
      ? ownedBy<ReplicaSet>(cluster, uid, 'ReplicaSet').map(pastOfSet)
      : ownedBy<Revision>(cluster, uid, 'ControllerRevision').map((revision) => pastOfRevision(object, revision));
  return [...past].sort((a, b) => a.number - b.number);
}

function pastOfSet(keeper: ReplicaSet): Past {
  const cause = keeper.metadata.annotations?.[causeAnnotation] ?? '';
  return { number: revisionOf(keeper), cause, template: keeper.spec.template, keeper };
}

function pastOfRevision(object: StatefulSet | DaemonSet, keeper: Revision): Past {
  const cause = keeper.metadata.annotations?.[causeAnnotation] ?? '';
  return { number: keeper.revision, cause, template: withRevision(object, keeper).spec.template, keeper };
}

/** The object as it would be with the template of a revision (polymorphichelpers, applyStatefulSetHistory and applyDaemonSetHistory). */
export function withRevision<T extends StatefulSet | DaemonSet>(object: T, { data }: Revision): T {
  return applyPatch(object, data as Json) as T;
}

/** The template without the label that tells ReplicaSets apart. */
export function withoutHash(template: PodTemplate): PodTemplate {
  const { [templateHashLabel]: _, ...labels } = template.metadata?.labels ?? {};
  return { ...template, metadata: { ...template.metadata, labels } };
}

/** A Deployment's ReplicaSets: that of its template, and the others by name. */
export function replicaSetsOf(
  cluster: Reader,
  { metadata, spec }: Deployment,
): { readonly newSet: ReplicaSet | undefined; readonly oldSets: readonly ReplicaSet[] } {
  const sets = ownedBy<ReplicaSet>(cluster, metadata.uid ?? '', 'ReplicaSet');
  const own = withoutHash(spec.template);
  const newSet = sets.find((set) => equal(withoutHash(set.spec.template), own));
  return { newSet, oldSets: sets.filter((set) => set !== newSet) };
}
