import type { ApiObject } from './meta.ts';

interface Balanced {
  readonly loadBalancer?: { readonly ingress?: readonly { readonly ip?: string }[] };
}

/** The addresses under which a Service or an Ingress can be reached from outside, as far as somebody has given it any. */
export function openAddresses({ status }: ApiObject): readonly string[] {
  return ((status as Balanced | undefined)?.loadBalancer?.ingress ?? []).flatMap(({ ip }) => ip ?? []);
}
