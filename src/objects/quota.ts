import type { ApiObject, Labels } from './meta.ts';

/** A ResourceQuota: how much of what a namespace may have; only the number of pods is simulated. */
export interface ResourceQuota extends ApiObject {
  readonly kind: 'ResourceQuota';
  readonly spec: { readonly hard?: Labels };
  readonly status?: { readonly hard?: Labels; readonly used?: Labels };
}
