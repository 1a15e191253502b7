import { claimNames } from '../../objects/index.ts';
import type { Claim, Pod, StorageClass, Volume } from '../../objects/index.ts';
import { get, getBeside } from '../read.ts';
import type { Reader } from '../read.ts';

/** The claims that the pod mounts, as far as they are there. */
export function claimsOf(reader: Reader, pod: Pod): readonly Claim[] {
  return claimNames(pod).flatMap((name) => getBeside<Claim>(reader, pod, 'PersistentVolumeClaim', name) ?? []);
}

/** Those of them that have no volume yet. */
export function openClaimsOf(reader: Reader, pod: Pod): readonly Claim[] {
  return claimsOf(reader, pod).filter(({ status }) => status?.phase !== 'Bound');
}

/** The class of a claim, if it is there. */
export function classOf(reader: Reader, { spec }: Claim): StorageClass | undefined {
  return get<StorageClass>(reader, `StorageClass/${spec.storageClassName ?? ''}`);
}

/** The volume that a claim is bound to. */
export function volumeOf(reader: Reader, { spec }: Claim): Volume | undefined {
  return spec.volumeName === undefined ? undefined : get<Volume>(reader, `PersistentVolume/${spec.volumeName}`);
}
