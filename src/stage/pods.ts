import type { Reader } from '../cluster/index.ts';
import { get } from '../cluster/index.ts';
import type { Millis, Node, ObjectKey, Pod } from '../objects/index.ts';
import { claimNames, conditionOf, isReady, isTerminating, keyFor, keyOf, standingOf } from '../objects/index.ts';
import type { DueAt } from './container-spans.ts';
import { containerSpan } from './container-spans.ts';
import type { Revisions, RevisionSeen } from './revisions.ts';
import type { Row } from './rows.ts';
import type { Span } from './spans.ts';
import { evictionOf, graceOf, momentOf } from './spans.ts';

/** How a pod looks; each look has its own drawing, so that none is told by colour alone. */
export type Look = 'pending' | 'creating' | 'running' | 'ready' | 'terminating' | 'failing' | 'ended';

/** A pod as it is to be seen. */
export interface PodSeen {
  readonly uid: string;
  readonly key: ObjectKey;
  readonly name: string;
  readonly look: Look;
  /** Kubernetes' own word for its state, such as `ContainerCreating` or `Init:1/2`. */
  readonly word: string;
  /** Has its node gone silent, so that nobody knows what the pod does? */
  readonly unheard: boolean;
  /** Is its object gone, while its process may still run on a node that nobody hears from? */
  readonly gone?: true;
  readonly node?: string;
  readonly revision?: RevisionSeen;
  readonly restarts: number;
  /** How many of its containers are ready, of how many, where there are several. */
  readonly containers?: { readonly ready: number; readonly total: number };
  readonly address?: string;
  /** What is under way and when it ends: the start, the grace period, a back-off, the time until an eviction. */
  readonly span?: Span;
  /** Why no node takes it. */
  readonly reason?: string;
  readonly since: Millis;
  readonly claims: readonly ObjectKey[];
  /** The volumes that its machine has mounted for it, while not all that it asks for are there. */
  readonly mounted?: readonly string[];
}

/** What a pod is seen against. */
export interface Surroundings {
  readonly cluster: Reader;
  /** By name. */
  readonly rows: ReadonlyMap<string, Row>;
  readonly revisions: Revisions;
  readonly dueAt: DueAt;
}

/** The pod as it is to be seen. */
export function podSeen(pod: Pod, around: Surroundings): PodSeen {
  const { cluster, rows, revisions } = around;
  const revision = revisions.of(pod);
  const face = faceOf(pod, cluster);
  const unheard = face.node !== undefined && rows.get(face.node)?.heard !== true;
  const span = spanOf(pod, face.look, unheard, around);
  const mounted = face.claims.length ? mountedFor(pod, face.look, cluster) : undefined;
  return {
    ...face,
    ...(mounted && { mounted }),
    unheard,
    ...(revision && { revision }),
    ...(span && { span }),
  };
}

/** What depends on the pod alone; objects are replaced, never changed, so it is worked out once for each. */
type Face = Omit<PodSeen, 'unheard' | 'revision' | 'span' | 'mounted'>;
const faces = new WeakMap<Pod, Face>();

function faceOf(pod: Pod, cluster: Reader): Face {
  const known = faces.get(pod);
  if (known) return known;
  const face = newFace(pod, cluster);
  faces.set(pod, face);
  return face;
}

function newFace(pod: Pod, cluster: Reader): Face {
  const { metadata, spec, status } = pod;
  const { word, ready, containers: total, restarts } = standingOf(pod);
  const look = lookOf(pod, word);
  const reason = look === 'pending' ? conditionOf(pod, 'PodScheduled')?.message : undefined;
  return {
    uid: metadata.uid ?? keyOf(pod),
    key: keyOf(pod),
    name: metadata.name,
    look,
    word: spec.nodeName && word === 'Pending' ? 'ContainerCreating' : word || 'Pending',
    restarts,
    since: momentOf(cluster, metadata.creationTimestamp) ?? 0,
    claims: claimNames(pod).map((name) => keyFor('PersistentVolumeClaim', metadata.namespace, name)),
    ...(total > 1 && { containers: { ready, total } }),
    ...(spec.nodeName && { node: spec.nodeName }),
    ...(status?.podIP && { address: status.podIP }),
    ...(reason && { reason }),
  };
}

const trouble = /BackOff|^(Init:)?Err|Error|Invalid|OOMKilled|NeverPull|StatusUnknown|ExitCode|Signal/;

function lookOf(pod: Pod, word: string): Look {
  if (isTerminating(pod)) return 'terminating';
  if (pod.status?.phase === 'Failed') return 'failing';
  if (pod.status?.phase === 'Succeeded') return 'ended';
  if (!pod.spec.nodeName) return 'pending';
  if (trouble.test(word)) return 'failing';
  if (pod.status?.phase !== 'Running') return 'creating';
  return isReady(pod) ? 'ready' : 'running';
}

/** Before its containers run, a pod has as many of its volumes as its machine has mounted; afterwards it has them all. */
function mountedFor({ metadata, spec }: Pod, look: Look, { state }: Reader): readonly string[] | undefined {
  if (look !== 'creating') return undefined;
  const mounts = state.mounts[spec.nodeName ?? '']?.[metadata.uid ?? ''];
  return (mounts?.volumes ?? []).flatMap(({ volume }) => volume ?? []);
}

function spanOf(pod: Pod, look: Look, unheard: boolean, { cluster, dueAt }: Surroundings): Span | undefined {
  if (look === 'terminating') return graceOf(pod, cluster);
  const { nodeName } = pod.spec;
  if (nodeName === undefined || look === 'ended') return undefined;
  const eviction = evictionOf(pod, get<Node>(cluster, keyFor('Node', undefined, nodeName)), cluster);
  if (eviction || unheard || (look !== 'creating' && look !== 'failing')) return eviction;
  return containerSpan(pod, cluster, dueAt, look === 'creating' ? 'start' : 'backOff');
}
