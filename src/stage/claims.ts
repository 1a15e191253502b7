import type { Reader } from '../cluster/index.ts';
import { get, list, podsWithClaim } from '../cluster/index.ts';
import type { ApiObject, Claim, ObjectKey, Volume } from '../objects/index.ts';
import { isTerminating, keyFor, keyOf } from '../objects/index.ts';
import { recordsOn } from './records.ts';

/** A claim with its volume, as it stands in the foot of a column. */
export interface ClaimSeen {
  readonly uid: string;
  readonly key: ObjectKey;
  readonly name: string;
  readonly phase: 'Pending' | 'Bound' | 'Lost';
  readonly terminating: boolean;
  readonly volume?: string;
  /** How many records have been written on the volume. */
  readonly data?: number;
  /** The machines that its disk is attached to, where it can be on one only. */
  readonly attached?: readonly string[];
  /** Why it is not bound, or what becomes of its size, in Kubernetes' word: `Resizing`. */
  readonly word?: string;
}

/** A volume without a claim. */
export interface VolumeSeen {
  readonly uid: string;
  readonly key: ObjectKey;
  readonly name: string;
  readonly phase: string;
  /** Why it is in this phase. */
  readonly message?: string;
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
  const attached = attachedTo(cluster);
  const claims = list<Claim>(cluster, 'PersistentVolumeClaim').map((claim) => claimSeen(cluster, claim, attached));
  const byKey = new Map(claims.map((claim) => [claim.key, claim]));
  const shelf = list<Volume>(cluster, 'PersistentVolume')
    .filter((volume) => byKey.get(claimKey(volume))?.volume !== volume.metadata.name)
    .map((volume) => volumeSeen(cluster, volume));
  return { claims, byKey, shelf };
}

interface Attachment extends ApiObject {
  readonly spec?: { readonly nodeName?: string; readonly source?: { readonly persistentVolumeName?: string } };
  readonly status?: { readonly attached?: boolean };
}

/** Volume to the machines that it is attached to. */
function attachedTo(cluster: Reader): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { spec, status } of list<Attachment>(cluster, 'VolumeAttachment')) {
    const { nodeName, source } = spec ?? {};
    const volume = source?.persistentVolumeName;
    if (!status?.attached || volume === undefined || nodeName === undefined) continue;
    found.set(volume, [...(found.get(volume) ?? []), nodeName]);
  }
  return found;
}

function isForOne({ spec: { accessModes = [] } }: Volume): boolean {
  return !accessModes.includes('ReadWriteMany') && !accessModes.includes('ReadOnlyMany');
}

function claimSeen(cluster: Reader, claim: Claim, attachedTo: ReadonlyMap<string, readonly string[]>): ClaimSeen {
  const { metadata, spec, status } = claim;
  const { volumeName } = spec;
  const volume =
    volumeName === undefined ? undefined : get<Volume>(cluster, keyFor('PersistentVolume', undefined, volumeName));
  const data = volume && recordsOn(cluster, volume, () => nodeOf(cluster, claim));
  const word = resizing(claim);
  const attached = volume && isForOne(volume) ? attachedTo.get(volume.metadata.name) : undefined;
  return {
    uid: metadata.uid ?? keyOf(claim),
    key: keyOf(claim),
    name: metadata.name,
    phase: status?.phase ?? 'Pending',
    terminating: isTerminating(claim),
    ...(volumeName !== undefined && { volume: volumeName }),
    ...(data && { data }),
    ...(word !== undefined && { word }),
    ...(attached && { attached }),
  };
}

/** The machine of the pod that mounts it. */
function nodeOf(cluster: Reader, { metadata }: Claim): string | undefined {
  const pods = podsWithClaim(cluster, metadata.namespace ?? '', metadata.name);
  return pods.find(({ spec }) => spec.nodeName !== undefined)?.spec.nodeName;
}

function resizing({ status }: Claim): string | undefined {
  const { conditions = [] } = (status ?? {}) as { conditions?: readonly { type: string; status: string }[] };
  return conditions.find(({ type, status: is }) => is === 'True' && /Resiz/.test(type))?.type;
}

function volumeSeen(cluster: Reader, volume: Volume): VolumeSeen {
  const { metadata, status } = volume;
  const data = recordsOn(cluster, volume, () => undefined);
  const message = status?.message ?? status?.reason;
  return {
    uid: metadata.uid ?? keyOf(volume),
    key: keyOf(volume),
    name: metadata.name,
    phase: isTerminating(volume) ? 'Terminating' : (status?.phase ?? 'Pending'),
    ...(message && { message }),
    ...(data && { data }),
  };
}

function claimKey({ spec }: Volume): ObjectKey {
  return keyFor('PersistentVolumeClaim', spec.claimRef?.namespace, spec.claimRef?.name ?? '');
}
