import type { Condition } from './pod.ts';

/** The conditions with this one in its place, or at the end; one whose status stays keeps the moment of its last change. */
export function withCondition(
  conditions: readonly Condition[] | undefined,
  condition: Condition,
  now: string,
): readonly Condition[] {
  const before = conditions?.find(({ type }) => type === condition.type);
  const lastTransitionTime = (before?.status === condition.status ? before.lastTransitionTime : undefined) ?? now;
  const next = { ...condition, lastTransitionTime };
  if (!before) return [...(conditions ?? []), next];
  return (conditions ?? []).map((each) => (each === before ? next : each));
}
