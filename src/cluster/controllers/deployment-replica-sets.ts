/**
 * Which ReplicaSet has a Deployment's template, which have older ones, and how the former is made and numbered.
 * Models getNewReplicaSet and scaleReplicaSet of pkg/controller/deployment/sync.go and the annotations of
 * pkg/controller/deployment/util/deployment_util.go (v1.36).
 * The hash in the names is FNV-1a in the safe alphabet as upstream's, but of the template's JSON and not of a dump of Go's
 * structures: as long and as stable, but other letters.
 */
import { controllerReference, keyOf, revisionAnnotation, revisionOf, templateHashLabel } from '../../objects/index.ts';
import type { Deployment, Labels, PodTemplate, ReplicaSet } from '../../objects/index.ts';
import { equal } from '../equal.ts';
import { goJson, templateHash } from '../hash.ts';
import { say } from '../log.ts';
import type { Sentence } from '../log.ts';
import type { Deed } from '../part.ts';
import { boundsOf, desiredAnnotation, maxAnnotation, newSize, oldestFirst, sizeOf } from './deployment-sizes.ts';

/** The sets of a Deployment by their template. */
export interface Division {
  readonly newSet: ReplicaSet | undefined;
  readonly oldSets: readonly ReplicaSet[];
}

/** Finds the set with the Deployment's own template; of several the oldest (FindNewReplicaSet). */
export function divide({ spec }: Deployment, sets: readonly ReplicaSet[]): Division {
  const newSet = oldestFirst(sets).find((set) => isSameTemplate(set.spec.template, spec.template));
  return { newSet, oldSets: sets.filter((set) => set !== newSet) };
}

/** Are they the same but for the hash? (EqualIgnoreHash) */
function isSameTemplate(one: PodTemplate, other: PodTemplate): boolean {
  return equal(one.spec, other.spec) && equal(withoutHash(one), withoutHash(other));
}

function withoutHash({ metadata = {} }: PodTemplate): PodTemplate['metadata'] {
  const { [templateHashLabel]: _, ...labels } = metadata.labels ?? {};
  return { ...metadata, labels };
}

const notCopied = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  revisionAnnotation,
  'deployment.kubernetes.io/revision-history',
  desiredAnnotation,
  maxAnnotation,
  'deprecated.deployment.rollback.to',
]);

/** What else stands on the Deployment stands on its new set too, so that the history keeps the cause of a change. */
function copied(annotations: Labels = {}): Labels {
  return Object.fromEntries(Object.entries(annotations).filter(([name]) => !notCopied.has(name)));
}

/** The new set as it is to be: with the Deployment's annotations, a number above all others, and its minReadySeconds. */
export function upToDate(deployment: Deployment, set: ReplicaSet, oldSets: readonly ReplicaSet[]): ReplicaSet {
  const number = nextRevision(oldSets);
  const before = revisionOf(set);
  const history = set.metadata.annotations?.['deployment.kubernetes.io/revision-history'];
  const past = [...(history ? [history] : []), String(before)].join(',');
  const numbered: Labels = {
    ...(before < number && { [revisionAnnotation]: String(number) }),
    ...(before < number && before > 0 && { 'deployment.kubernetes.io/revision-history': past }),
  };
  const annotations = { ...set.metadata.annotations, ...copied(deployment.metadata.annotations), ...numbered };
  const { minReadySeconds: _, ...spec } = set.spec;
  const { minReadySeconds = 0 } = deployment.spec;
  const next: ReplicaSet = {
    ...set,
    metadata: { ...set.metadata, annotations },
    spec: minReadySeconds === 0 ? spec : { ...spec, minReadySeconds },
  };
  return equal(next, set) ? set : next;
}

function nextRevision(oldSets: readonly ReplicaSet[]): number {
  return Math.max(0, ...oldSets.map(revisionOf)) + 1;
}

/** A new set for the Deployment's template, as large as the surge allows at once. */
export function freshSet(deployment: Deployment, oldSets: readonly ReplicaSet[]): ReplicaSet {
  const { metadata, spec, status } = deployment;
  const { selector, template, minReadySeconds = 0 } = spec;
  const hash = templateHash(goJson(template) + String(status?.collisionCount ?? ''));
  const labels = { ...template.metadata?.labels, [templateHashLabel]: hash };
  const set: ReplicaSet = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${metadata.name}-${hash}`,
      ...(metadata.namespace && { namespace: metadata.namespace }),
      labels,
      annotations: {
        ...copied(metadata.annotations),
        ...sizeNotes(deployment),
        [revisionAnnotation]: String(nextRevision(oldSets)),
      },
      ownerReferences: [controllerReference(deployment)],
    },
    spec: {
      replicas: newSize(deployment, 0, sizeOf(oldSets)),
      ...(minReadySeconds > 0 && { minReadySeconds }),
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [templateHashLabel]: hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  };
  return set;
}

function sizeNotes(deployment: Deployment): Labels {
  const { replicas } = deployment.spec;
  return { [desiredAnnotation]: String(replicas), [maxAnnotation]: String(replicas + boundsOf(deployment).surge) };
}

/** The set as something to be written, whatever was written in this turn before. */
export function unversioned<T extends ReplicaSet | Deployment>(object: T): T {
  const { resourceVersion: _, ...metadata } = object.metadata;
  return { ...object, metadata };
}

/** Gives a set another size and notes the Deployment's; nothing when both are so already (scaleReplicaSet). */
export function scaleSet(deployment: Deployment, set: ReplicaSet, size: number, because: Sentence): readonly Deed[] {
  const { name, annotations } = set.metadata;
  const notes = { ...annotations, ...sizeNotes(deployment) };
  const before = set.spec.replicas;
  if (size === before && equal(notes, annotations)) return [];
  const sized = { ...set, metadata: { ...set.metadata, annotations: notes }, spec: { ...set.spec, replicas: size } };
  const writes = [{ verb: 'update', object: unversioned(sized) }] as const;
  if (size === before) return [{ writes }];
  const it = { replicaSet: name, before, after: size };
  const isUp = size > before;
  const what = isUp
    ? say('scales {replicaSet} up from {before} to {after}', it)
    : say('scales {replicaSet} down from {before} to {after}', it);
  return [{ what, because, object: keyOf(set), writes, event: scalingEvent(deployment, set, before, size) }];
}

/** The Event that says how a set was sized. */
export function scalingEvent(
  about: Deployment,
  { metadata: { name } }: ReplicaSet,
  before: number,
  size: number,
): NonNullable<Deed['event']> {
  const direction = size > before ? 'up' : 'down';
  const message = `Scaled ${direction} replica set ${name} from ${before} to ${size}`;
  return { about, reason: 'ScalingReplicaSet', message };
}
