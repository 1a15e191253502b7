import type { Reader } from '../cluster/index.ts';
import type { ObjectKey, Pod } from '../objects/index.ts';
import { keyOf } from '../objects/index.ts';
import type { PodSeen } from './pods.ts';
import { podSeen } from './pods.ts';
import type { Revisions } from './revisions.ts';
import type { Row } from './rows.ts';

/** A process whose pod object is gone, with the pod as its kubelet still knows it. */
export interface Process {
  readonly pod: Pod;
  readonly seen: PodSeen;
}

/** The pods as the kubelets of cut-off machines know them, by `namespace/name/uid`. */
export function podsApart({ state }: Reader): readonly Pod[] {
  return Object.values(state.apart);
}

/** What may still run although its pod object is gone: by the key that the object had. */
export function processesOf(
  cluster: Reader,
  rows: ReadonlyMap<string, Row>,
  revisions: Revisions,
): ReadonlyMap<ObjectKey, readonly Process[]> {
  const found = new Map<ObjectKey, Process[]>();
  for (const pod of podsApart(cluster)) {
    const key = keyOf(pod);
    if (cluster.state.objects[key]?.metadata.uid === pod.metadata.uid) continue;
    const { span: _, ...face } = podSeen(pod, { cluster, rows, revision: revisions.of(pod) });
    found.set(key, [...(found.get(key) ?? []), { pod, seen: { ...face, unheard: true, gone: true } }]);
  }
  return found;
}
