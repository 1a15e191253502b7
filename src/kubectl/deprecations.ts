import type { ApiObject, Volume } from '../objects/index.ts';

/** What the API server warns of when such an object is written (pkg/api/persistentvolume/util.go and others). */
export function warningsAbout(object: ApiObject): readonly string[] {
  if (object.kind !== 'PersistentVolume') return [];
  const { persistentVolumeReclaimPolicy: policy } = (object as Volume).spec;
  const text =
    'spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.';
  return policy === 'Recycle' ? [text] : [];
}

/** What the API server warns of when such objects are read. */
export function warningsOfKind(kind: string): readonly string[] {
  return kind === 'Endpoints' ? ['v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice'] : [];
}
