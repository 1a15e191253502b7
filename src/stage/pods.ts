import type { Reader } from '../cluster/index.ts';
import { decisionOf, get } from '../cluster/index.ts';
import type { Millis, Node, ObjectKey, Pod } from '../objects/index.ts';
import { claimNames, conditionOf, isReady, isTerminating, keyFor, keyOf, millisOf } from '../objects/index.ts';
import type { RevisionSeen } from './revisions.ts';
import type { Row } from './rows.ts';

/** How a pod looks; each look has its own drawing, so that none is told by colour alone. */
export type Look = 'pending' | 'creating' | 'running' | 'ready' | 'terminating' | 'failing' | 'ended';

/** A stretch of virtual time, for an arc that grows over it. */
export interface Span {
  readonly from: Millis;
  readonly to: Millis;
}

/** A pod as it is to be seen. */
export interface PodSeen {
  readonly uid: string;
  readonly key: ObjectKey;
  readonly name: string;
  readonly look: Look;
  /** Kubernetes' own word for its state, such as `ContainerCreating`. */
  readonly word: string;
  /** Has its node gone silent, so that nobody knows what the pod does? */
  readonly unheard: boolean;
  readonly node?: string;
  readonly revision?: RevisionSeen;
  readonly restarts: number;
  readonly address?: string;
  /** What is under way: the start, or the grace period. */
  readonly span?: Span;
  /** Why no node takes it. */
  readonly reason?: string;
  readonly since: Millis;
  readonly claims: readonly ObjectKey[];
}

/** What a pod is seen against. */
export interface Surroundings {
  readonly cluster: Reader;
  readonly rows: readonly Row[];
  readonly revision?: RevisionSeen | undefined;
}

/** The pod as it is to be seen. */
export function podSeen(pod: Pod, { cluster, rows, revision }: Surroundings): PodSeen {
  const face = faces.get(pod) ?? faceOf(pod, cluster);
  faces.set(pod, face);
  const span = spanOf(pod, face.look, cluster);
  return {
    ...face,
    unheard: face.node !== undefined && !rows.some((row) => row.name === face.node && row.heard),
    ...(revision && { revision }),
    ...(span && { span }),
  };
}

/** What depends on the pod alone; objects are replaced, never changed, so it is worked out once for each. */
type Face = Omit<PodSeen, 'unheard' | 'revision' | 'span'>;
const faces = new WeakMap<Pod, Face>();

function faceOf(pod: Pod, cluster: Reader): Face {
  const { metadata, spec, status } = pod;
  const look = lookOf(pod);
  const reason = look === 'pending' ? conditionOf(pod, 'PodScheduled')?.message : undefined;
  return {
    uid: metadata.uid ?? keyOf(pod),
    key: keyOf(pod),
    name: metadata.name,
    look,
    word: wordOf(pod),
    restarts: (status?.containerStatuses ?? []).reduce((sum, container) => sum + container.restartCount, 0),
    since: momentOf(cluster, metadata.creationTimestamp) ?? 0,
    claims: claimNames(pod).map((name) => keyFor('PersistentVolumeClaim', metadata.namespace, name)),
    ...(spec.nodeName && { node: spec.nodeName }),
    ...(status?.podIP && { address: status.podIP }),
    ...(reason && { reason }),
  };
}

/** A date of the API as a moment of virtual time. */
export function momentOf(cluster: Reader, timestamp: string | undefined): Millis | undefined {
  return timestamp === undefined ? undefined : millisOf(timestamp) - millisOf(cluster.state.settings.start);
}

const trouble = /BackOff|^Err|Error|Invalid/;

function lookOf(pod: Pod): Look {
  if (isTerminating(pod)) return 'terminating';
  if (pod.status?.phase === 'Failed') return 'failing';
  if (pod.status?.phase === 'Succeeded') return 'ended';
  if (!pod.spec.nodeName) return 'pending';
  if (trouble.test(reasonOf(pod) ?? '')) return 'failing';
  if (pod.status?.phase !== 'Running') return 'creating';
  return isReady(pod) ? 'ready' : 'running';
}

function wordOf(pod: Pod): string {
  if (isTerminating(pod)) return 'Terminating';
  const { phase = 'Pending', reason } = pod.status ?? {};
  const starting = pod.spec.nodeName && phase === 'Pending' ? 'ContainerCreating' : undefined;
  return reason ?? reasonOf(pod) ?? starting ?? phase;
}

/** Why one of its containers is not running, in Kubernetes' word. */
function reasonOf(pod: Pod): string | undefined {
  const states = (pod.status?.containerStatuses ?? []).map((container) => container.state);
  return states.map((state) => state?.waiting?.reason ?? state?.terminated?.reason).find((reason) => reason);
}

function spanOf(pod: Pod, look: Look, cluster: Reader): Span | undefined {
  if (look === 'terminating') return graceOf(pod, cluster);
  if (look !== 'creating') return undefined;
  const { pull, start, jitter } = cluster.state.settings.durations;
  const from = boundAt(pod, cluster);
  const whole = start * (1 + jitter);
  // A node that has the image does not pull it; once a pull is over it has the image, too.
  const pulls = !hasImages(pod, cluster) || cluster.state.now - from > whole;
  return { from, to: from + (pulls ? pull + start : whole) };
}

/** When the pod came to its node: dates have whole seconds only, the scheduler's own entry is exact. */
function boundAt(pod: Pod, cluster: Reader): Millis {
  const { name, namespace, creationTimestamp } = pod.metadata;
  const entry = decisionOf(cluster, 'scheduler', `${namespace}/${name}`);
  const created = momentOf(cluster, creationTimestamp) ?? 0;
  return entry?.kind === 'does' && entry.at >= created ? entry.at : created;
}

function hasImages(pod: Pod, cluster: Reader): boolean {
  const node = get<Node>(cluster, keyFor('Node', undefined, pod.spec.nodeName ?? ''));
  const images =
    (node?.status as { images?: readonly { readonly names: readonly string[] }[] } | undefined)?.images ?? [];
  const names = new Set(images.flatMap((image) => image.names));
  return pod.spec.containers.every(({ image }) => names.has(image));
}

function graceOf({ metadata }: Pod, cluster: Reader): Span | undefined {
  const to = momentOf(cluster, metadata.deletionTimestamp);
  if (to === undefined) return undefined;
  return { from: to - (metadata.deletionGracePeriodSeconds ?? 0) * 1000, to };
}
