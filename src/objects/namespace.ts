import { changeField, fill } from './fill.ts';
import type { ApiObject, Meta } from './meta.ts';

/** A room for names. */
export interface Namespace extends ApiObject {
  readonly kind: 'Namespace';
  readonly spec?: { readonly finalizers?: readonly string[] };
  readonly status?: { readonly phase?: 'Active' | 'Terminating' };
}

function withNameLabel(meta: Meta): Meta {
  const labels = fill<Record<string, string>>(meta.labels ?? {}, { 'kubernetes.io/metadata.name': meta.name });
  return labels === meta.labels ? meta : { ...meta, labels };
}

/** A namespace with what its author left out; every one carries its name as a label. */
export function defaultNamespace(namespace: Namespace): Namespace {
  const filled = fill(namespace, { spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } });
  return changeField(filled, 'metadata', withNameLabel);
}
