/** The causes for refusing an Ingress or its class (pkg/apis/networking/validation, v1.36). Left out: backends that are no Services, TLS. */
import { type Causes, each, fine, misshapen, portNumber, required, unsupported, wrong } from './causes.ts';
import { portOrName } from './container-validation.ts';
import { dnsLabel, dnsSubdomain, ipAddress } from './formats.ts';
import { classAnnotation } from './ingress.ts';
import type { Ingress, IngressBackend, IngressClass, IngressPath, IngressRule } from './ingress.ts';
import type { ApiObject } from './meta.ts';
import { metaCauses, metaUpdateCauses } from './meta-validation.ts';

const pathTypes = ['Exact', 'ImplementationSpecific', 'Prefix'];

function backendCauses(at: string, { service, resource }: Partial<IngressBackend> = {}): Causes {
  if (service && resource) return [wrong(at, '', 'cannot set both resource and service backends')];
  if (resource) return fine;
  if (!service) return [wrong(at, '', 'resource or service backend is required')];
  const { name, number } = service.port ?? {};
  const ofName = service.name
    ? misshapen(`${at}.service.name`, service.name, dnsLabel)
    : [required(`${at}.service.name`)];
  if (name && number) return [...ofName, wrong(at, '', 'cannot set both port name & port number')];
  if (name) return [...ofName, ...portOrName(`${at}.service.port.name`, name)];
  if (number) return [...ofName, ...portNumber(`${at}.service.port.number`, number)];
  return [...ofName, required(at, 'port name or number is required')];
}

function pathCauses(at: string, { path = '', pathType, backend }: IngressPath): Causes {
  if (!pathType) return [required(`${at}.pathType`, 'pathType must be specified')];
  const ofBackend = backendCauses(`${at}.backend`, backend);
  if (!pathTypes.includes(pathType)) return [unsupported(`${at}.pathType`, pathType, pathTypes), ...ofBackend];
  const isLoose = pathType === 'ImplementationSpecific';
  const isRooted = path.startsWith('/') || (isLoose && path === '');
  const ofRoot = isRooted ? fine : [wrong(`${at}.path`, path, 'must be an absolute path')];
  return [...ofRoot, ...(isLoose ? fine : stepCauses(`${at}.path`, path)), ...ofBackend];
}

function stepCauses(at: string, path: string): Causes {
  const within = ['//', '/./', '/../', '%2f', '%2F'].filter((sequence) => path.includes(sequence));
  const last = ['/..', '/.'].filter((end) => path.endsWith(end));
  return [
    ...within.map((sequence) => wrong(at, path, `must not contain '${sequence}'`)),
    ...last.map((end) => wrong(at, path, `cannot end with '${end}'`)),
  ];
}

const wildcard = /^\*\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const wildcardRule =
  "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric " +
  "characters, '-' or '.' and end with an alphanumeric character (e.g. '*.example.com', regex used for validation is " +
  "'\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

function hostCauses(at: string, host: string | undefined): Causes {
  if (!host) return fine;
  const ofAddress = ipAddress(host).length === 0 ? [wrong(at, host, 'must be a DNS name, not an IP address')] : fine;
  if (!host.includes('*')) return [...ofAddress, ...misshapen(at, host, dnsSubdomain)];
  return wildcard.test(host) ? ofAddress : [...ofAddress, wrong(at, host, wildcardRule)];
}

function ruleCauses(at: string, { host, http }: IngressRule): Causes {
  const ofHost = hostCauses(`${at}.host`, host);
  if (!http) return ofHost;
  const { paths = [] } = http;
  const ofPaths = paths.length === 0 ? [required(`${at}.http.paths`)] : each(`${at}.http.paths`, paths, pathCauses);
  return [...ofHost, ...ofPaths];
}

/** The causes for refusing an Ingress. */
export function validateIngress(object: ApiObject, old?: ApiObject): Causes {
  const { metadata, spec = {} } = object as Ingress;
  const { rules = [], defaultBackend, ingressClassName } = spec;
  const annotated = metadata.annotations?.[classAnnotation];
  const isTwice = !old && annotated !== undefined && ingressClassName !== undefined;
  const isEmpty = rules.length === 0 && !defaultBackend;
  const either = 'either `defaultBackend` or `rules` must be specified';
  return [
    ...(old ? metaUpdateCauses(metadata, old.metadata) : metaCauses(metadata, dnsSubdomain)),
    ...(isTwice
      ? [wrong(`annotations.${classAnnotation}`, annotated, 'can not be set when the class field is also set')]
      : fine),
    ...(isEmpty ? [wrong('spec', null, either)] : fine),
    ...each('spec.rules', rules, ruleCauses),
    ...(defaultBackend ? backendCauses('spec.defaultBackend', defaultBackend) : fine),
    ...(ingressClassName === undefined ? fine : misshapen('spec.ingressClassName', ingressClassName, dnsSubdomain)),
  ];
}

/** The causes for refusing a class of Ingresses. */
export function validateIngressClass(object: ApiObject, old?: ApiObject): Causes {
  const { metadata, spec = {} } = object as IngressClass;
  const { controller = '' } = spec;
  const isOther = old !== undefined && (old as IngressClass).spec?.controller !== controller;
  return [
    ...(old ? metaUpdateCauses(metadata, old.metadata) : metaCauses(metadata, dnsSubdomain)),
    ...(isOther ? [wrong('spec.controller', controller, 'field is immutable')] : fine),
    ...(controller === '' ? [required('spec.controller')] : fine),
  ];
}
