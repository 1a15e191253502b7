import type { Reader } from '../cluster/index.ts';
import { list } from '../cluster/index.ts';
import type { Claim, ObjectKey, Volume } from '../objects/index.ts';
import { isTerminating, keyFor, keyOf } from '../objects/index.ts';

/** A claim with its volume, as it stands in the foot of a column. */
export interface ClaimSeen {
  readonly uid: string;
  readonly key: ObjectKey;
  readonly name: string;
  readonly phase: 'Pending' | 'Bound' | 'Lost';
  readonly terminating: boolean;
  readonly volume?: string;
  /** How many records the pod has written; nothing while nobody counts them. */
  readonly data?: number;
}

/** A volume without a claim. */
export interface VolumeSeen {
  readonly uid: string;
  readonly key: ObjectKey;
  readonly name: string;
  readonly phase: string;
  readonly data?: number;
}

/** All that lies at the foot of the stage. */
export interface Foot {
  readonly claims: readonly ClaimSeen[];
  /** By key. */
  readonly byKey: ReadonlyMap<ObjectKey, ClaimSeen>;
  readonly shelf: readonly VolumeSeen[];
}

/** The claims, and the volumes that no living claim has. */
export function footOf(cluster: Reader): Foot {
  const claims = list<Claim>(cluster, 'PersistentVolumeClaim').map(claimSeen);
  const byKey = new Map(claims.map((claim) => [claim.key, claim]));
  const shelf = list<Volume>(cluster, 'PersistentVolume')
    .filter((volume) => byKey.get(claimKey(volume))?.volume !== volume.metadata.name)
    .map(volumeSeen);
  return { claims, byKey, shelf };
}

function claimSeen(claim: Claim): ClaimSeen {
  const { metadata, spec, status } = claim;
  return {
    uid: metadata.uid ?? keyOf(claim),
    key: keyOf(claim),
    name: metadata.name,
    phase: status?.phase ?? 'Pending',
    terminating: isTerminating(claim),
    ...(spec.volumeName && { volume: spec.volumeName }),
  };
}

function volumeSeen(volume: Volume): VolumeSeen {
  const { metadata, status } = volume;
  return {
    uid: metadata.uid ?? keyOf(volume),
    key: keyOf(volume),
    name: metadata.name,
    phase: status?.phase ?? 'Pending',
  };
}

function claimKey({ spec }: Volume): ObjectKey {
  return keyFor('PersistentVolumeClaim', spec.claimRef?.namespace, spec.claimRef?.name ?? '');
}
