/**
 * The stretches of virtual time that the stage counts. Every end is one that the cluster itself works with: a date of the API, a duration
 * that a machine drew beforehand, a row of the due list; where there is none, nothing is counted.
 */
import type { Reader } from '../cluster/index.ts';
import { silentAt } from '../cluster/index.ts';
import type { Lease, Millis, Node, Pod } from '../objects/index.ts';
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

/** The grace period of a pod whose deletion was asked for. */
export function graceOf({ metadata }: Pod, cluster: Reader): Span | undefined {
  const to = momentOf(cluster, metadata.deletionTimestamp);
  if (to === undefined) return undefined;
  return { of: 'grace', from: to - (metadata.deletionGracePeriodSeconds ?? 0) * 1000, to };
}

/** From the last heartbeat of a silent node until it counts as NotReady; nothing while its heart beats. */
export function silenceOf(node: Node, lease: Lease | undefined, cluster: Reader): Span | undefined {
  const { now, settings } = cluster.state;
  const from = momentOf(cluster, lease?.spec.renewTime);
  // Dates have whole seconds only, and a beat may be late: one and a half intervals are a silence.
  if (from === undefined || now - from <= settings.leaseInterval * 1.5) return undefined;
  return { of: 'lease', from, to: silentAt(cluster, node) };
}

/** Until the pod, which tolerates the taints of its node for a while, is evicted, as it has been decided. */
export function evictionOf({ metadata, spec }: Pod, node: Node | undefined, { state }: Reader): Span | undefined {
  const of = `taint-eviction:${metadata.namespace}/${metadata.name}`;
  const { until: to, uid } = (state.machines[of]?.context['memory'] ?? {}) as Decided;
  if (to === undefined || uid !== metadata.uid) return undefined;
  const keys = new Set(node?.spec.taints?.filter(({ effect }) => effect === 'NoExecute').map(({ key }) => key));
  const seconds = (spec.tolerations ?? []).flatMap(({ key, tolerationSeconds }) =>
    tolerationSeconds !== undefined && (!key || !keys.size || keys.has(key)) ? tolerationSeconds : [],
  );
  return { of: 'eviction', from: to - Math.min(...seconds) * 1000, to };
}

/** What the one who evicts has decided about a pod. */
interface Decided {
  readonly until?: Millis;
  readonly uid?: string;
}
