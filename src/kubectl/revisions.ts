import type { Reader } from '../cluster/index.ts';
import { ownedBy } from '../cluster/index.ts';
import type { PodTemplate, Revision, StatefulSet } from '../objects/index.ts';
import type { Json } from './strategic-merge.ts';
import { applyPatch } from './strategic-merge.ts';

/** The revisions of a set, oldest first. */
export function revisionsOf(cluster: Reader, { metadata }: StatefulSet): readonly Revision[] {
  const revisions = ownedBy<Revision>(cluster, metadata.uid ?? '', 'ControllerRevision');
  return [...revisions].sort((a, b) => a.revision - b.revision);
}

/** The set as it would be with the template of a revision (polymorphichelpers, applyStatefulSetHistory). */
export function withRevision(statefulSet: StatefulSet, { data }: Revision): StatefulSet {
  return applyPatch(statefulSet, data as Json) as StatefulSet;
}

/** The template that a revision keeps. */
export function templateOf(statefulSet: StatefulSet, revision: Revision): PodTemplate {
  return withRevision(statefulSet, revision).spec.template;
}
