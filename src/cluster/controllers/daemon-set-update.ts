/**
 * Which old pods of a DaemonSet an update takes next, and where it puts a new one beside the old one.
 * Models rollingUpdate of pkg/controller/daemon/update.go (v1.36).
 */
import { amountOf, isTerminating } from '../../objects/index.ts';
import type { DaemonSet, Pod } from '../../objects/index.ts';

/** What an update does now. */
export interface UpdateStep {
  readonly deletes: readonly Pod[];
  /** The nodes on which a new pod comes beside the old one. */
  readonly creates: readonly string[];
}

/** What the update asks of a pod. */
export interface Eye {
  readonly isNew: (pod: Pod) => boolean;
  readonly isAvailable: (pod: Pod) => boolean;
}

/** How many nodes may be without a pod, or with two; never neither. */
export function boundsOf(
  { spec: { updateStrategy } }: DaemonSet,
  nodes: number,
): { surge: number; unavailable: number } {
  const { maxSurge = 0, maxUnavailable = 0 } = updateStrategy.rollingUpdate ?? {};
  const surge = amountOf(maxSurge, nodes);
  const unavailable = amountOf(maxUnavailable, nodes);
  return { surge, unavailable: surge + unavailable === 0 ? 1 : unavailable };
}

/** The next step of a rolling update over all nodes that have pods. */
export function updateStep(
  set: DaemonSet,
  nodes: number,
  pods: ReadonlyMap<string, readonly Pod[]>,
  eye: Eye,
): UpdateStep {
  const { surge, unavailable } = boundsOf(set, nodes);
  return surge === 0 ? oneForAnother(pods, eye, unavailable) : oneBesideAnother(pods, eye, surge);
}

interface Pair {
  readonly old: Pod | undefined;
  readonly next: Pod | undefined;
}

/** The old and the new pod of a node; nothing when there are two of one sort (findUpdatedPodsOnNode). */
function pairOf(pods: readonly Pod[], { isNew }: Eye): Pair | undefined {
  const staying = pods.filter((pod) => !isTerminating(pod));
  const [news, olds] = [staying.filter(isNew), staying.filter((pod) => !isNew(pod))];
  return news.length > 1 || olds.length > 1 ? undefined : { old: olds[0], next: news[0] };
}

/** An old pod goes before the new one comes; one that is not available goes in any case. */
function oneForAnother(pods: ReadonlyMap<string, readonly Pod[]>, eye: Eye, unavailable: number): UpdateStep {
  const anyway: Pod[] = [];
  const candidates: Pod[] = [];
  let out = 0;
  for (const there of pods.values()) {
    const { old, next } = pairOf(there, eye) ?? {};
    if (old && !next) {
      if (!eye.isAvailable(old)) anyway.push(old);
      else candidates.push(old);
    } else if (!next || old || !eye.isAvailable(next)) out++;
  }
  return { deletes: [...anyway, ...candidates.slice(0, Math.max(0, unavailable - out))], creates: [] };
}

/** The new pod comes first; the old one goes when the new one is available. */
function oneBesideAnother(pods: ReadonlyMap<string, readonly Pod[]>, eye: Eye, surge: number): UpdateStep {
  const deletes: Pod[] = [];
  const anyway: string[] = [];
  const candidates: string[] = [];
  let out = 0;
  for (const [node, there] of pods) {
    const pair = pairOf(there, eye);
    if (!pair) out++;
    else if (pair.old && !pair.next) (eye.isAvailable(pair.old) ? candidates : anyway).push(node);
    else if (pair.old && pair.next) {
      if (eye.isAvailable(pair.next)) deletes.push(pair.old);
      else out++;
    }
  }
  return { deletes, creates: [...anyway, ...candidates.slice(0, Math.max(0, surge - out))] };
}
