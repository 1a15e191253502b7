import { remembered } from './fill.ts';
import type { Container, PodSpec } from './pod.ts';
import { quantity } from './quantity.ts';

const counted = ['cpu', 'memory'] as const;

function stated(amounts: Readonly<Record<string, string>> | undefined, resource: string): number {
  return quantity(amounts?.[resource] ?? '0') || 0;
}

function classOf(containers: readonly Container[]): string {
  let isGuaranteed = true;
  let statesAny = false;
  for (const { resources } of containers) {
    for (const resource of counted) {
      const request = stated(resources?.requests, resource);
      const limit = stated(resources?.limits, resource);
      if (request > 0 || limit > 0) statesAny = true;
      if (limit === 0 || request !== limit) isGuaranteed = false;
    }
  }
  if (!statesAny) return 'BestEffort';
  return isGuaranteed ? 'Guaranteed' : 'Burstable';
}

const rememberedClass = remembered(classOf);

/** How safe the pod is when its node runs short (pkg/apis/core/v1/helper/qos, ComputePodQOS). */
export function qosClass(spec: PodSpec): string {
  const { containers = [], initContainers = [] } = spec;
  return initContainers.length === 0 ? rememberedClass(containers) : classOf([...containers, ...initContainers]);
}
