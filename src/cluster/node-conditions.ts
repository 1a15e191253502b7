import type { Condition } from '../objects/index.ts';

/** What a healthy kubelet says of its machine (pkg/kubelet/nodestatus/setters.go). */
const healthy = [
  ['MemoryPressure', 'False', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'],
  ['DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'],
  ['PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'],
  ['Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'],
] as const;

/** The conditions of a node that is well, heard from now; one that was so before keeps the moment of its last change. */
export function healthyConditions(now: string, before: readonly Condition[] = []): readonly Condition[] {
  return healthy.map(([type, status, reason, message]) => {
    const old = before.find((condition) => condition.type === type);
    const lastTransitionTime = (old?.status === status ? old.lastTransitionTime : undefined) ?? now;
    return { type, status, lastHeartbeatTime: now, lastTransitionTime, reason, message };
  });
}
