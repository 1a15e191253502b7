import { changeField, fill, mapSame } from './fill.ts';
import type { Service, ServicePort } from './service.ts';

type ServiceSpec = Service['spec'];

const stickySeconds = 10_800;

/** A target of 0 or of no name is as good as none. */
function defaultPort(port: ServicePort): ServicePort {
  const isAimed = Boolean(port.targetPort) || port.targetPort === port.port;
  return fill(isAimed ? port : { ...port, targetPort: port.port }, { protocol: 'TCP' });
}

function defaultAffinity(spec: ServiceSpec): ServiceSpec {
  if (spec.sessionAffinity !== 'ClientIP') return fill(spec, { sessionAffinity: 'None' });
  const sticky = { clientIP: { timeoutSeconds: stickySeconds } };
  return fill(spec, { sessionAffinityConfig: sticky });
}

/** The families of a cluster with IPv4 alone. A headless Service without a selector is asked for both, as upstream does. */
function defaultFamilies(spec: ServiceSpec): ServiceSpec {
  const isForeign = spec.clusterIP === 'None' && Object.keys(spec.selector ?? {}).length === 0;
  return isForeign
    ? fill(spec, { ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'RequireDualStack' })
    : fill(spec, { ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' });
}

function defaultSpec(spec: ServiceSpec): ServiceSpec {
  let filled = defaultAffinity(fill(spec, { type: 'ClusterIP' }));
  filled = changeField(filled, 'ports', (ports) => mapSame(ports, defaultPort));
  if (filled.type === 'ExternalName') return filled;
  filled = fill(filled, {
    internalTrafficPolicy: 'Cluster',
    clusterIPs: filled.clusterIP ? [filled.clusterIP] : undefined,
    externalTrafficPolicy: filled.type === 'ClusterIP' ? undefined : 'Cluster',
    allocateLoadBalancerNodePorts: filled.type === 'LoadBalancer' ? true : undefined,
  });
  return defaultFamilies(filled);
}

/**
 * A Service with what its author left out (SetDefaults_Service and the registry's allocators, v1.36).
 * The addresses and node ports themselves are handed out by the API server.
 */
export function defaultService(service: Service): Service {
  const filled = fill(service, { spec: {}, status: { loadBalancer: {} } });
  return changeField(filled, 'spec', defaultSpec);
}
