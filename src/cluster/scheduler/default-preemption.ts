/**
 * What the scheduler tells of preemption (plugins/defaultpreemption, framework/preemption). Left out: preemption itself,
 * since every pod here has the same priority unless it is one of the system's.
 */
import type { Pod } from '../../objects/index.ts';
import { counts } from './fit-error.ts';
import type { Refusal } from './plugin.ts';

/** Why removing other pods does not help. */
export function preemptionMessage(pod: Pod, refusals: ReadonlyMap<string, Refusal>, nodes: number): string {
  if (pod.spec.preemptionPolicy === 'Never') return 'not eligible due to preemptionPolicy=Never.';
  const reasons = [...refusals.values()].map(({ isFinal }) =>
    isFinal ? 'Preemption is not helpful for scheduling' : 'No preemption victims found for incoming pod',
  );
  return `0/${nodes} nodes are available: ${counts(reasons).join(', ')}.`;
}
