/**
 * How controllers whose pods have no identity make and delete them, and what they ask of a pod.
 * Models RealPodControl, slowStartBatch and FilterActivePods of pkg/controller/controller_utils.go (v1.36).
 */
import {
  conditionOf,
  controllerReference,
  hasEnded,
  isReady,
  isTerminating,
  keyOf,
  millisOf,
} from '../../objects/index.ts';
import type { ApiObject, Pod, PodTemplate } from '../../objects/index.ts';
import { suffix } from '../chance.ts';
import type { Sentence } from '../log.ts';
import { say } from '../log.ts';
import type { Batches, Deed } from '../part.ts';
import type { Reader } from '../read.ts';

/** The `place`-th new pod of this turn, under a name that was never used and never will be again. */
export function podFrom(reader: Reader, owner: ApiObject, { metadata, spec }: PodTemplate, place: number): Pod {
  const { name, namespace, uid = '' } = owner.metadata;
  const { chance, version } = reader.state;
  const generateName = `${name}-`;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: generateName + suffix(chance, uid, `pod ${version} ${place}`),
      generateName,
      ...(namespace && { namespace }),
      ...(metadata?.labels && { labels: metadata.labels }),
      ...(metadata?.annotations && { annotations: metadata.annotations }),
      ...(metadata?.finalizers && { finalizers: metadata.finalizers }),
      ownerReferences: [controllerReference(owner)],
    },
    spec,
  };
}

/** Makes the pod, and says so on its owner. */
export function createPod(owner: ApiObject, pod: Pod, because: Sentence): Deed {
  const { name } = pod.metadata;
  const refused = { reason: 'FailedCreate', head: 'Error creating: ' };
  return {
    what: say('creates {pod}', { pod: name }),
    because,
    object: keyOf(pod),
    writes: [{ verb: 'create', object: pod }],
    event: { about: owner, reason: 'SuccessfulCreate', message: `Created pod: ${name}`, refused },
  };
}

/** Asks for the pod's deletion, and says so on its owner. */
export function deletePod(owner: ApiObject, pod: Pod, because: Sentence): Deed {
  const { name, uid } = pod.metadata;
  const key = keyOf(pod);
  const refused = { reason: 'FailedDelete', head: 'Error deleting: ' };
  return {
    what: say('deletes {pod}', { pod: name }),
    because,
    object: key,
    writes: [{ verb: 'delete', key, ...(uid !== undefined && { uid }) }],
    event: { about: owner, reason: 'SuccessfulDelete', message: `Deleted pod: ${name}`, refused },
  };
}

/** Batches of 1, 2, 4 …: when the API server refuses one, those after it are not tried (slowStartBatch). */
export function slowStart(deeds: readonly Deed[]): Batches {
  const batches: (readonly Deed[])[] = [];
  for (let from = 0, size = 1; from < deeds.length; from += size, size *= 2) {
    batches.push(deeds.slice(from, from + size));
  }
  return { batches };
}

/** Has the pod neither ended nor been asked to go? Only such pods count, so that a replacement does not wait for the old one. */
export function isActive(pod: Pod): boolean {
  return !hasEnded(pod) && !isTerminating(pod);
}

/** How long until the pod has been Ready for `minReadySeconds`: nothing when it has been, infinitely long when it is not Ready. */
export function millisToAvailable(pod: Pod, minReadySeconds: number, nowMs: number): number {
  if (!isReady(pod)) return Infinity;
  if (minReadySeconds === 0) return 0;
  const since = millisOf(conditionOf(pod, 'Ready')?.lastTransitionTime ?? '');
  return Math.max(0, since + minReadySeconds * 1000 - nowMs);
}

/** The virtual now as a date in milliseconds. */
export function dateOf({ state }: Reader): number {
  return millisOf(state.settings.start) + state.now;
}
