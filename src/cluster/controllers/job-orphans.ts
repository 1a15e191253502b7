/**
 * Lets pods go that no Job is left to count.
 * Models syncOrphanPod of pkg/controller/job/job_controller.go (v1.36).
 */
import { controllerOf, isTerminating, keyOf } from '../../objects/index.ts';
import type { Pod } from '../../objects/index.ts';
import { say } from '../log.ts';
import type { Answer, Wake } from '../part.ts';
import { get, getBeside } from '../read.ts';
import type { Reader } from '../read.ts';
import type { Change } from '../state.ts';
import { controllerPart } from './controller.ts';
import { jobTracking, letGo } from './job-pods.ts';

interface Look {
  readonly pod: Pod;
}

/** The part that frees pods of Jobs that are gone, one instance for each pod. */
export const jobOrphans = controllerPart<Look>({
  name: 'job-orphans',
  wakesOn: { Pod: hear },
  look: (reader, of) => {
    const pod = get<Pod>(reader, `Pod/${of}`);
    return pod && isOrphan(reader, pod) ? { pod } : undefined;
  },
  steps: { free },
});

function isOrphan(reader: Reader, pod: Pod): boolean {
  const isHeld = isTerminating(pod) && (pod.metadata.finalizers?.includes(jobTracking) ?? false);
  if (!isHeld) return false;
  const owner = controllerOf(pod);
  return !owner || getBeside(reader, pod, 'Job', owner.name)?.metadata.uid !== owner.uid;
}

function hear({ type, object }: Change, reader: Reader): readonly Wake[] {
  const pod = object as Pod;
  return type !== 'deleted' && isOrphan(reader, pod) ? [{ of: `${pod.metadata.namespace}/${pod.metadata.name}` }] : [];
}

function free({ pod }: Look): Answer {
  const what = say('lets {pod} go', { pod: pod.metadata.name });
  return { do: [{ ...letGo(pod), what, because: say('its owner is gone'), object: keyOf(pod) }] };
}
