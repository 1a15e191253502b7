import type { Condition, Pod } from '../../objects/index.ts';

/** Is the pod not to be looked at before somebody has taken its gates away? (plugins/schedulinggates/scheduling_gates.go) */
export function isGated({ spec }: Pod): boolean {
  return (spec.schedulingGates?.length ?? 0) > 0;
}

/** What the API server says of such a pod from the beginning (pkg/registry/core/pod/strategy.go). */
export function gatedCondition(now: string): Condition {
  return {
    type: 'PodScheduled',
    status: 'False',
    reason: 'SchedulingGated',
    message: 'Scheduling is blocked due to non-empty scheduling gates',
    lastProbeTime: null,
    lastTransitionTime: now,
  };
}
