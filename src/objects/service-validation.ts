import {
  type Causes,
  duplicate,
  each,
  fine,
  forbidden,
  misshapen,
  oneOf,
  portNumber,
  required,
  wrong,
} from './causes.ts';
import { portOrName } from './container-validation.ts';
import { dnsLabel, dnsSubdomain, ipAddress } from './formats.ts';
import { labelCauses, metaCauses, metaUpdateCauses } from './meta-validation.ts';
import type { Service, ServicePort } from './service.ts';

/*
 * pkg/apis/core/validation/validation.go (v1.36), ValidateService, in its order. Left out: load balancers' ranges,
 * external addresses, traffic policies, dual stack.
 */

type ServiceSpec = Service['spec'];

function portCauses(path: string, port: ServicePort, needsName: boolean, names: Set<string>): Causes {
  const { name = '', port: number, protocol, targetPort } = port;
  const causes: string[] = [];
  if (needsName && !name) causes.push(required(`${path}.name`));
  else if (name) {
    causes.push(...misshapen(`${path}.name`, name, dnsLabel));
    if (names.has(name)) causes.push(duplicate(`${path}.name`, name));
    names.add(name);
  }
  return [
    ...causes,
    ...portNumber(`${path}.port`, number),
    ...oneOf(`${path}.protocol`, protocol, ['SCTP', 'TCP', 'UDP']),
    ...portOrName(`${path}.targetPort`, targetPort),
  ];
}

/** Two ports of one number and protocol; the value is printed with both. */
function samePortCauses(ports: readonly ServicePort[]): Causes {
  const seen = new Set<string>();
  return each('spec.ports', ports, (path, { port, protocol = 'TCP' }) => {
    const key = `${port}/${protocol}`;
    const isTwice = seen.has(key);
    seen.add(key);
    return isTwice ? [duplicate(path, { port, protocol })] : fine;
  });
}

function nodePortCauses({ type, ports }: ServiceSpec): Causes {
  if (type !== 'ClusterIP') return fine;
  const detail = "may not be used when `type` is 'ClusterIP'";
  return each('spec.ports', ports, (path, { nodePort }) => (nodePort ? [forbidden(`${path}.nodePort`, detail)] : fine));
}

function typeCauses({ type, clusterIP, externalName = '' }: ServiceSpec): Causes {
  if (clusterIP === 'None' && (type === 'NodePort' || type === 'LoadBalancer')) {
    return [wrong('spec.clusterIPs[0]', 'None', `may not be set to 'None' for ${type} services`)];
  }
  if (type !== 'ExternalName') return fine;
  const ofAddress = clusterIP ? [forbidden('spec.clusterIPs', 'may not be set for ExternalName services')] : [];
  const host = externalName.replace(/\.$/, '');
  if (!host) return [...ofAddress, required('spec.externalName')];
  return [...ofAddress, ...misshapen('spec.externalName', host, dnsSubdomain)];
}

function addressCauses({ type, clusterIP, clusterIPs = [] }: ServiceSpec): Causes {
  if (type === 'ExternalName') return fine;
  const first = clusterIPs[0] ?? clusterIP;
  return !first || first === 'None' ? fine : misshapen('spec.clusterIPs[0]', first, ipAddress);
}

function specCauses(spec: ServiceSpec): Causes {
  const { ports = [], type, clusterIP, selector, sessionAffinity } = spec;
  const names = new Set<string>();
  const needsPorts = clusterIP !== 'None' && type !== 'ExternalName';
  return [
    ...(needsPorts && ports.length === 0 ? [required('spec.ports')] : fine),
    ...typeCauses(spec),
    ...each('spec.ports', ports, (path, port) => portCauses(path, port, ports.length > 1, names)),
    ...labelCauses('spec.selector', selector),
    ...oneOf('spec.sessionAffinity', sessionAffinity, ['ClientIP', 'None']),
    ...addressCauses(spec),
    ...oneOf('spec.type', type, ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort']),
    ...nodePortCauses(spec),
    ...samePortCauses(ports),
  ];
}

function updateCauses({ spec }: Service, { spec: old }: Service): Causes {
  const mayChange = spec.type === 'ExternalName' || old.type === 'ExternalName' || !old.clusterIP;
  if (mayChange || spec.clusterIP === old.clusterIP) return fine;
  return [wrong('spec.clusterIPs[0]', spec.clusterIPs ?? [], 'may not change once set')];
}

/** The causes for refusing a Service. */
export function validateService(service: Service, old?: Service): Causes {
  const { metadata, spec } = service;
  if (!old) return [...metaCauses(metadata, dnsLabel), ...specCauses(spec)];
  if (spec === old.spec) return metaUpdateCauses(metadata, old.metadata);
  return [...metaUpdateCauses(metadata, old.metadata), ...updateCauses(service, old), ...specCauses(spec)];
}
