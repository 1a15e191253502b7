import type { ApiObject, Volume } from '../objects/index.ts';

/** What the API server warns of when such an object is written (pkg/api/persistentvolume/util.go and others). */
export function warningsAbout(object: ApiObject): readonly string[] {
  if (object.kind !== 'PersistentVolume') return [];
  const { persistentVolumeReclaimPolicy: policy } = (object as Volume).spec;
  const text =
    'spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.';
  return policy === 'Recycle' ? [text] : [];
}
