import { type Causes, fine, forbidden, unsupported, wrong } from './causes.ts';
import type { Service } from './service.ts';

const policies = ['Cluster', 'Local'];
const stickSecondsMax = 86_400;

function policyCauses(field: string, value: unknown): Causes {
  if (value === undefined || policies.includes(String(value))) return fine;
  return [unsupported(`spec.${field}`, value, policies)];
}

function affinityCauses({ sessionAffinity, sessionAffinityConfig }: Service['spec']): Causes {
  if (!sessionAffinityConfig) return fine;
  if (sessionAffinity !== 'ClientIP') {
    return [forbidden('spec.sessionAffinityConfig', `must not be set when session affinity is ${sessionAffinity}`)];
  }
  const { timeoutSeconds } = (sessionAffinityConfig as { clientIP?: { timeoutSeconds?: number } }).clientIP ?? {};
  const isRight = timeoutSeconds === undefined || (timeoutSeconds > 0 && timeoutSeconds <= stickSecondsMax);
  if (isRight) return fine;
  const path = 'spec.sessionAffinityConfig.clientIP.timeoutSeconds';
  return [wrong(path, timeoutSeconds, `must be greater than 0 and less than ${stickSecondsMax}`)];
}

/** The causes for refusing what a Service says of where its connections go and stay (validation.go, ValidateService). */
export function trafficCauses({ spec }: Service): Causes {
  const { type, externalTrafficPolicy, internalTrafficPolicy } = spec;
  const isOpen = type === 'NodePort' || type === 'LoadBalancer';
  const isLost = externalTrafficPolicy !== undefined && !isOpen;
  const why = 'may only be set for externally-accessible services';
  return [
    ...affinityCauses(spec),
    ...(isLost ? [wrong('spec.externalTrafficPolicy', externalTrafficPolicy, why)] : fine),
    ...(isLost ? fine : policyCauses('externalTrafficPolicy', externalTrafficPolicy)),
    ...policyCauses('internalTrafficPolicy', internalTrafficPolicy),
  ];
}
