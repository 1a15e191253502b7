import { type Causes, fine, oneOf, required, wrong } from './causes.ts';
import { dnsSubdomain } from './formats.ts';
import type { ApiObject } from './meta.ts';
import { metaCauses, metaUpdateCauses } from './meta-validation.ts';

/** Where a path leads. */
export interface IngressBackend {
  readonly service?: { readonly name: string; readonly port?: { readonly name?: string; readonly number?: number } };
  readonly resource?: unknown;
}

/** One path of a host. */
export interface IngressPath {
  readonly path?: string;
  readonly pathType?: string;
  readonly backend: IngressBackend;
}

/** Which Service answers which host and path. */
export interface Ingress extends ApiObject {
  readonly kind: 'Ingress';
  readonly spec?: {
    readonly ingressClassName?: string;
    readonly defaultBackend?: IngressBackend;
    readonly rules?: readonly { readonly host?: string; readonly http?: { readonly paths: readonly IngressPath[] } }[];
    readonly tls?: readonly { readonly hosts?: readonly string[]; readonly secretName?: string }[];
  };
}

function pathCauses(at: string, { path = '', pathType, backend }: IngressPath): Causes {
  const isRooted = path.startsWith('/') || (pathType === 'ImplementationSpecific' && path === '');
  const { service } = backend;
  return [
    ...oneOf(`${at}.pathType`, pathType, ['Exact', 'ImplementationSpecific', 'Prefix']),
    ...(isRooted ? fine : [wrong(`${at}.path`, path, 'must be an absolute path')]),
    ...(service && !service.name ? [required(`${at}.backend.service.name`)] : fine),
    ...(service && !service.port ? [required(`${at}.backend`, 'port name or number is required')] : fine),
  ];
}

/** The causes for refusing an Ingress (pkg/apis/networking/validation, v1.36, ValidateIngressCreate), the commonest of them. */
export function validateIngress(object: ApiObject, old?: ApiObject): Causes {
  const { metadata, spec = {} } = object as Ingress;
  const ofMeta = old ? metaUpdateCauses(metadata, old.metadata) : metaCauses(metadata, dnsSubdomain);
  const { rules = [], defaultBackend } = spec;
  const isEmpty = rules.length === 0 && !defaultBackend;
  const ofPaths = rules.flatMap(({ http }, rule) =>
    (http?.paths ?? []).flatMap((path, place) => pathCauses(`spec.rules[${rule}].http.paths[${place}]`, path)),
  );
  const either = 'either `defaultBackend` or `rules` must be specified';
  return [...ofMeta, ...(isEmpty ? [wrong('spec', null, either)] : fine), ...ofPaths];
}
