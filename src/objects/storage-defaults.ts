import type { Claim, ClaimSpec } from './claim.ts';
import { changeField, fill } from './fill.ts';
import type { StorageClass, Volume, VolumeSpec } from './volume.ts';

/** What a claim and a claim template alike are given (SetDefaults_PersistentVolumeClaimSpec). */
export function defaultClaimSpec(spec: ClaimSpec): ClaimSpec {
  return fill(spec, { resources: {}, volumeMode: 'Filesystem' });
}

/** A claim with what its author left out; the default StorageClass is the API server's to name, it knows the classes. */
export function defaultClaim(claim: Claim): Claim {
  const filled = changeField(fill(claim, { spec: {}, status: { phase: 'Pending' } }), 'spec', defaultClaimSpec);
  return changeField(filled, 'status', (status) => fill(status, { phase: 'Pending' }));
}

function defaultVolumeSpec(spec: VolumeSpec): VolumeSpec {
  const filled = fill(spec, { persistentVolumeReclaimPolicy: 'Retain', volumeMode: 'Filesystem' });
  return changeField(filled, 'hostPath', (path) => fill(path as Readonly<Record<string, unknown>>, { type: '' }));
}

/** A volume with what its author left out (SetDefaults_PersistentVolume). */
export function defaultPersistentVolume(volume: Volume): Volume {
  const filled = changeField(fill(volume, { spec: {}, status: { phase: 'Pending' } }), 'spec', defaultVolumeSpec);
  return changeField(filled, 'status', (status) => fill(status, { phase: 'Pending' }));
}

/** A class with what its author left out (SetDefaults_StorageClass). */
export function defaultStorageClass(storageClass: StorageClass): StorageClass {
  return fill(storageClass, { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' });
}
