import type { ObjectKey, Pod } from '../objects/index.ts';
import { keyOf } from '../objects/index.ts';
import type { PodSeen, Surroundings } from './pods.ts';
import { podSeen } from './pods.ts';

/** A process whose pod object is gone, with the pod as its kubelet still knows it. */
export interface Process {
  readonly pod: Pod;
  readonly seen: PodSeen;
}

/** What may still run although its pod object is gone: by the key that the object had. */
export function processesOf(around: Surroundings): ReadonlyMap<ObjectKey, readonly Process[]> {
  const { objects, apart } = around.cluster.state;
  const found = new Map<ObjectKey, Process[]>();
  for (const pod of Object.values(apart)) {
    const key = keyOf(pod);
    if (objects[key]?.metadata.uid === pod.metadata.uid) continue;
    const { span: _, ...face } = podSeen(pod, around);
    found.set(key, [...(found.get(key) ?? []), { pod, seen: { ...face, unheard: true, gone: true } }]);
  }
  return found;
}
