/**
 * How a set's pods look when they are new, and what is put right on those that are there.
 * Models newVersionedStatefulSetPod, identityMatches, storageMatches, updateIdentity and updateStorage of
 * pkg/controller/statefulset/stateful_set_utils.go, and CreateStatefulPod, UpdateStatefulPod and DeleteStatefulPod of stateful_pod_control.go.
 */
import { claimName, controllerReference, firstOrdinal, keyOf, podName, withFields } from '../../objects/index.ts';
import type { Pod, PodSpec, PodTemplate, Revision, StatefulSet } from '../../objects/index.ts';
import { say } from '../log.ts';
import type { Sentence } from '../log.ts';
import type { Deed, DeedEvent } from '../part.ts';
import type { Reader } from '../read.ts';
import { claimDeeds, claimObstacle, templatesOf } from './stateful-set-claims.ts';
import type { Member } from './stateful-set-members.ts';
import { ownersOfNewClaims } from './stateful-set-retention.ts';
import type { Revisions } from './stateful-set-revisions.ts';

const revisionLabel = 'controller-revision-hash';
const podNameLabel = 'statefulset.kubernetes.io/pod-name';
const podIndexLabel = 'apps.kubernetes.io/pod-index';

/** Which revision a missing pod is built at: below the partition, the current one. */
export function revisionFor(set: StatefulSet, ordinal: number, { current, update }: Revisions): Revision {
  const { type, rollingUpdate } = set.spec.updateStrategy;
  const start = firstOrdinal(set);
  const isBelow = rollingUpdate
    ? ordinal < start + (rollingUpdate.partition ?? 0)
    : type === 'RollingUpdate' && ordinal < start + (set.status?.currentReplicas ?? 0);
  return isBelow ? current : update;
}

/** What making a pod takes of a turn. */
interface Maker {
  readonly reader: Reader;
  readonly set: StatefulSet;
  readonly mayOwnClaims: boolean;
}

/** The pod of an ordinal, before it the claims that are still missing, after it their owners, also when a quota refuses the pod. */
export function createDeed(
  { reader, set, mayOwnClaims }: Maker,
  ordinal: number,
  revision: Revision,
  because: Sentence,
): Deed {
  const pod = newPod(set, ordinal, revision);
  return {
    what: say('creates {pod}', { pod: pod.metadata.name }),
    because,
    object: keyOf(pod),
    before: claimDeeds(reader, set, ordinal),
    writes: [{ verb: 'create', object: pod }],
    anyway: mayOwnClaims ? ownersOfNewClaims(reader, set, ordinal, pod) : [],
    event: eventOf('Create', set, pod),
    ...claimObstacle(reader, set, ordinal),
  };
}

/** Asks for the deletion of one of the set's pods. */
export function deleteDeed(set: StatefulSet, pod: Pod, because: Sentence): Deed {
  const { name, uid } = pod.metadata;
  const key = keyOf(pod);
  return {
    what: say('deletes {pod}', { pod: name }),
    because,
    object: key,
    writes: [{ verb: 'delete', key, ...(uid !== undefined && { uid }) }],
    event: eventOf('Delete', set, pod),
  };
}

/** Do the pod's labels and volumes say that it is this set's pod of its ordinal (identityMatches, storageMatches)? */
export function isSound(set: StatefulSet, member: Member): boolean {
  if (member.soundForSpec === set.spec) return true;
  const { name, labels = {} } = member.pod.metadata;
  const isRight = labels[podNameLabel] === name && isStored(set, member);
  if (isRight) member.soundForSpec = set.spec;
  return isRight;
}

function isStored(set: StatefulSet, { pod, ordinal }: Member): boolean {
  return templatesOf(set).every((template) =>
    pod.spec.volumes?.some(
      ({ persistentVolumeClaim: claim }) => claim?.claimName === claimName(set, template, ordinal),
    ),
  );
}

/** What makes the pod this set's pod of its ordinal again, when it is not sound; other owners of its claims are an update of the pod, too. */
export function repairDeeds(
  reader: Reader,
  set: StatefulSet,
  member: Member,
  owners: readonly Deed[],
): readonly Deed[] {
  const { pod, ordinal } = member;
  if (isSound(set, member)) {
    return owners.length === 0
      ? []
      : [{ before: owners, writes: [{ verb: 'update', object: pod }], event: eventOf('Update', set, pod) }];
  }
  const { name, labels = {} } = pod.metadata;
  const hasClaims = isStored(set, member);
  const marks = { [podNameLabel]: name, [podIndexLabel]: String(ordinal) };
  const object: Pod = {
    ...pod,
    metadata: { ...pod.metadata, labels: { ...labels, ...marks } },
    spec: hasClaims ? pod.spec : { ...pod.spec, ...volumesOf(set, pod.spec, ordinal) },
  };
  const update: Deed = {
    what: say('makes {pod} what its name says', { pod: name }),
    because: say('its label or its claims are not those of its ordinal'),
    object: keyOf(pod),
    before: [...(hasClaims ? [] : claimDeeds(reader, set, ordinal)), ...owners],
    writes: [{ verb: 'update', object }],
    event: eventOf('Update', set, pod),
    ...(hasClaims ? {} : claimObstacle(reader, set, ordinal)),
  };
  return [update];
}

function eventOf(verb: 'Create' | 'Delete' | 'Update', set: StatefulSet, pod: Pod): DeedEvent {
  const words = `${verb === 'Update' ? 'update' : verb} Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name}`;
  const refused = { reason: `Failed${verb}`, head: `${words} failed error: ` };
  return { about: set, reason: `Successful${verb}`, message: `${words} successful`, refused };
}

function newPod(set: StatefulSet, ordinal: number, revision: Revision): Pod {
  const { metadata, spec } = templateOf(revision) ?? set.spec.template;
  const name = podName(set, ordinal);
  const { namespace } = set.metadata;
  const { serviceName: subdomain } = set.spec;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      generateName: `${set.metadata.name}-`,
      ...(namespace && { namespace }),
      labels: withFields(metadata?.labels ?? {}, {
        [podIndexLabel]: String(ordinal),
        [revisionLabel]: revision.metadata.name,
        [podNameLabel]: name,
      }),
      ...(metadata?.annotations && { annotations: metadata.annotations }),
      ...(metadata?.finalizers && { finalizers: metadata.finalizers }),
      ownerReferences: [controllerReference(set)],
    },
    spec: withFields(spec, { hostname: name, ...(subdomain && { subdomain }), ...volumesOf(set, spec, ordinal) }),
  };
}

/** The template that a revision stores. */
function templateOf({ data }: Revision): PodTemplate | undefined {
  return (data as { spec?: { template?: PodTemplate } }).spec?.template;
}

/** A claim's volume takes the place of another volume of the same name. */
function volumesOf(set: StatefulSet, spec: PodSpec, ordinal: number): Pick<PodSpec, 'volumes'> {
  const claimed = templatesOf(set).map((claim) => ({
    name: claim.metadata.name,
    persistentVolumeClaim: { claimName: claimName(set, claim, ordinal) },
  }));
  const others = (spec.volumes ?? []).filter(({ name }) => !claimed.some((volume) => volume.name === name));
  const volumes = [...claimed, ...others];
  return volumes.length > 0 ? { volumes } : {};
}
