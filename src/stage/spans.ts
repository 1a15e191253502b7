/**
 * The stretches of virtual time that the stage counts. Every end is one that the cluster itself works with: a date of the API, a duration
 * that a machine drew beforehand, a row of the due list; where there is none, nothing is counted.
 */
import type { Reader } from '../cluster/index.ts';
import { decisionOf } from '../cluster/index.ts';
import type { Lease, Millis, Node, Pod, Taint, Toleration } from '../objects/index.ts';
import { millisOf } from '../objects/index.ts';

/** What comes to an end: a start, a grace period, a back-off, the time that a pod tolerates its node, or the node's lease. */
export type Course = 'start' | 'grace' | 'backOff' | 'eviction' | 'lease';

/** A stretch of virtual time, for an arc that grows over it. */
export interface Span {
  readonly of: Course;
  readonly from: Millis;
  readonly to: Millis;
}

/** A date of the API as a moment of virtual time. */
export function momentOf({ state }: Reader, timestamp: string | undefined): Millis | undefined {
  return timestamp === undefined ? undefined : millisOf(timestamp) - millisOf(state.settings.start);
}

/** How much of a span has passed, from 0 to 1. */
export function shareOf(span: Span | undefined, now: Millis): number {
  if (!span || span.to <= span.from) return 0;
  return Math.min(1, Math.max(0, (now - span.from) / (span.to - span.from)));
}

/** What is left of a span; nothing when it is over. */
export function leftOf(span: Span | undefined, now: Millis): Millis | undefined {
  return span && span.to > now ? span.to - now : undefined;
}

/** From the moment a pod came to its node until its containers run, as its worker drew it. */
export function startOf(pod: Pod, cluster: Reader): Span | undefined {
  const { namespace, name, uid } = pod.metadata;
  const drawn = cluster.state.machines[`kubelet:${namespace}/${name}/${uid}`]?.context as Drawn | undefined;
  if (!drawn) return undefined;
  const from = boundAt(pod, cluster);
  return { of: 'start', from, to: from + (drawn.pullMs ?? 0) + (drawn.startMs ?? 0) };
}

interface Drawn {
  readonly pullMs?: Millis;
  readonly startMs?: Millis;
}

/** When the pod came to its node: dates have whole seconds only, the scheduler's own entry is exact. */
function boundAt({ metadata: { namespace, name, creationTimestamp } }: Pod, cluster: Reader): Millis {
  const entry = decisionOf(cluster, 'scheduler', `${namespace}/${name}`);
  const created = momentOf(cluster, creationTimestamp) ?? 0;
  return entry?.kind === 'does' && entry.at >= created ? entry.at : created;
}

/** The grace period of a pod whose deletion was asked for. */
export function graceOf({ metadata }: Pod, cluster: Reader): Span | undefined {
  const to = momentOf(cluster, metadata.deletionTimestamp);
  if (to === undefined) return undefined;
  return { of: 'grace', from: to - (metadata.deletionGracePeriodSeconds ?? 0) * 1000, to };
}

/** From the last heartbeat of a silent node until it counts as NotReady; nothing while its heart beats. */
export function silenceOf(lease: Lease | undefined, { state }: Reader): Span | undefined {
  if (!lease?.spec.renewTime) return undefined;
  const from = millisOf(lease.spec.renewTime) - millisOf(state.settings.start);
  // Dates have whole seconds only, and a beat may be late: one and a half intervals are a silence.
  if (state.now - from <= state.settings.leaseInterval * 1.5) return undefined;
  return { of: 'lease', from, to: from + graceMs };
}

/** How long a silent node counts as Ready: node-monitor-grace-period. */
const graceMs = 50_000;

/** From the moment a node got its NoExecute taints until the pod, which tolerates them for a while, is evicted. */
export function evictionOf(pod: Pod, node: Node | undefined, cluster: Reader): Span | undefined {
  const taints = (node?.spec.taints ?? []).filter(({ effect }) => effect === 'NoExecute');
  const since = taints.flatMap(({ timeAdded }) => momentOf(cluster, timeAdded) ?? []);
  const seconds = taints.map((taint) => secondsTolerated(pod.spec.tolerations ?? [], taint));
  const least = Math.min(...seconds);
  if (!since.length || !Number.isFinite(least)) return undefined;
  const from = Math.min(...since);
  return { of: 'eviction', from, to: from + least * 1000 };
}

function secondsTolerated(tolerations: readonly Toleration[], taint: Taint): number {
  const matching = tolerations.filter((toleration) => tolerates(toleration, taint));
  return matching.length ? Math.min(...matching.map(({ tolerationSeconds = Infinity }) => tolerationSeconds)) : 0;
}

function tolerates({ key, operator = 'Equal', value = '', effect }: Toleration, taint: Taint): boolean {
  if (effect && effect !== taint.effect) return false;
  if (key && key !== taint.key) return false;
  return operator === 'Exists' || (value === (taint.value ?? '') && key !== undefined);
}
