import type { Refusal } from './plugin.ts';

/** Why there is no node: for every node its refusal, or one for the pod as a whole. */
export type Misfit = { readonly refusals: ReadonlyMap<string, Refusal> } | { readonly refusal: string };

/**
 * What the scheduler tells of a pod that fits nowhere (framework/types.go, FitError): the reasons, counted and sorted, and
 * what freeing claims and preempting other pods would help.
 */
export function misfitMessage(misfit: Misfit, nodes: number, preemption: string): string {
  if (nodes === 0) return 'no nodes available to schedule pods';
  const head = `0/${nodes} nodes are available:`;
  // Upstream asks the plugin for devices too, which has not come to see the pod.
  if ('refusal' in misfit) return `${head} ${misfit.refusal}. not found`;
  const counted = counts([...misfit.refusals.values()].flatMap(({ reasons }) => reasons));
  return `${head} ${counted.length > 0 ? `${counted.join(', ')}. ` : ''}no new claims to deallocate, preemption: ${preemption}`;
}

/** `2 Insufficient cpu`, sorted as text. */
export function counts(reasons: readonly string[]): readonly string[] {
  const sums = new Map<string, number>();
  for (const reason of reasons) sums.set(reason, (sums.get(reason) ?? 0) + 1);
  return [...sums].map(([reason, count]) => `${count} ${reason}`).sort();
}

const namesMax = 3;

/** Which nodes were refused for which reason, for the log: `Insufficient cpu (node-1, node-2)`. */
export function refusedNodes(refusals: ReadonlyMap<string, Refusal>): string {
  const names = new Map<string, string[]>();
  for (const [node, { reasons }] of refusals) {
    const reason = reasons.join(', ');
    names.set(reason, [...(names.get(reason) ?? []), node]);
  }
  return [...names]
    .map(([reason, nodes]) => `${reason} (${someOf(nodes.sort())})`)
    .sort()
    .join('; ');
}

function someOf(nodes: readonly string[]): string {
  const rest = nodes.length - namesMax;
  return rest > 0 ? `${nodes.slice(0, namesMax).join(', ')} +${rest}` : nodes.join(', ');
}
