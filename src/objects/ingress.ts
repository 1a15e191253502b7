import type { ApiObject } from './meta.ts';

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

/** What is done with requests to one host, or to any. */
export interface IngressRule {
  readonly host?: string;
  readonly http?: { readonly paths: readonly IngressPath[] };
}

/** Which Service answers which host and path. */
export interface Ingress extends ApiObject {
  readonly kind: 'Ingress';
  readonly spec?: {
    readonly ingressClassName?: string;
    readonly defaultBackend?: IngressBackend;
    readonly rules?: readonly IngressRule[];
    readonly tls?: readonly { readonly hosts?: readonly string[]; readonly secretName?: string }[];
  };
}

/** Who looks after the Ingresses that name it. */
export interface IngressClass extends ApiObject {
  readonly kind: 'IngressClass';
  readonly spec?: { readonly controller?: string };
}

/** The class of an Ingress; older ones name it in an annotation. */
export function classNameOf({ metadata, spec }: Ingress): string | undefined {
  return spec?.ingressClassName ?? metadata.annotations?.[classAnnotation];
}

/** Where the class stood before it had a field. */
export const classAnnotation = 'kubernetes.io/ingress.class';
