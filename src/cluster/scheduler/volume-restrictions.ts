import { claimNames, hasEnded } from '../../objects/index.ts';
import type { Claim, Pod } from '../../objects/index.ts';
import { getBeside, podsWithClaim } from '../read.ts';
import type { Reader } from '../read.ts';
import type { Plugin, Refusal } from './plugin.ts';

const reason = 'node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode';
const refusal: Refusal = { reasons: [reason] };

/**
 * A claim with ReadWriteOncePod has one pod in the whole cluster, wherever that is
 * (plugins/volumerestrictions/volume_restrictions.go). Left out: disks of cloud providers.
 */
export const volumeRestrictions: Plugin = {
  name: 'VolumeRestrictions',
  filter: ({ reader, pod }) => {
    const isTaken = claimNames(pod).some((name) => isForOnePod(reader, pod, name) && hasOtherPod(reader, pod, name));
    return isTaken ? () => refusal : undefined;
  },
};

function isForOnePod(reader: Reader, pod: Pod, name: string): boolean {
  const claim = getBeside<Claim>(reader, pod, 'PersistentVolumeClaim', name);
  return claim?.spec.accessModes?.includes('ReadWriteOncePod') ?? false;
}

function hasOtherPod(reader: Reader, pod: Pod, claim: string): boolean {
  const users = podsWithClaim(reader, pod.metadata.namespace ?? '', claim);
  return users.some(
    (other) => other.metadata.uid !== pod.metadata.uid && other.spec.nodeName !== undefined && !hasEnded(other),
  );
}
