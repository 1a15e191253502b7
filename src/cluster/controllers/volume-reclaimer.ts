/**
 * Says what becomes of a volume without a claim: Available when it is new or free, Released when its claim has gone; then, by its
 * policy, kept, emptied for the next claim, or deleted with its data.
 * Models pkg/controller/volume/persistentvolume/pv_controller.go (syncVolume, reclaimVolume), pvprotection, and the deleting half of
 * external-provisioner. Left out: that deleting takes time.
 */
import { isTerminating, keyOf } from '../../objects/index.ts';
import type { Claim, Volume } from '../../objects/index.ts';
import { say } from '../log.ts';
import type { LocalWrite } from '../local-writes.ts';
import type { Answer, Wake } from '../part.ts';
import { finalizerOf, provisionedBy } from '../provisioners.ts';
import type { Change } from '../state.ts';
import { sourceId } from '../volume-backing.ts';
import { controllerPart } from './controller.ts';
import { withoutVersion } from './volume-binding.ts';
import { failWith, recycle, recyclerWakes, retell } from './volume-recycler.ts';
import type { Look } from './volume-recycler.ts';
import { hearVolume, lookAtVolume, phase } from './volume-phase.ts';

/** The part that looks after volumes, one instance for each. */
export const volumeReclaimer = controllerPart<Look>({
  name: 'volume-reclaimer',
  wakesOn: { PersistentVolume: hearVolume, PersistentVolumeClaim: hearClaim, ...recyclerWakes },
  look: lookAtVolume,
  steps: { phase, unprotect, retell, reclaim },
});

function hearClaim({ type, object }: Change): readonly Wake[] {
  const { volumeName } = (object as Claim).spec;
  return type === 'deleted' && volumeName !== undefined ? [{ of: volumeName }] : [];
}

const protection = 'kubernetes.io/pv-protection';

/** A volume that is asked to go may go as soon as no claim has it, but not before its storage where that is to be deleted. */
function unprotect({ volume, claim }: Look): Answer {
  if (!isTerminating(volume) || (claim && volume.status?.phase === 'Bound')) return undefined;
  const { finalizers = [], annotations } = volume.metadata;
  const maker = annotations?.[provisionedBy];
  const isToBeDeleted = volume.spec.persistentVolumeReclaimPolicy === 'Delete' && volume.spec.claimRef !== undefined;
  const isOver = (finalizer: string): boolean =>
    finalizer === protection || (!isToBeDeleted && maker !== undefined && finalizer === finalizerFor(maker));
  const left = finalizers.filter((finalizer) => !isOver(finalizer));
  if (left.length === finalizers.length) return undefined;
  const object = withoutVersion({ ...volume, metadata: { ...volume.metadata, finalizers: left } });
  const what = say('lets {volume} go', { volume: volume.metadata.name });
  const because = say('no claim has it');
  const deed = { what, because, writes: [{ verb: 'update', object } as const], object: keyOf(volume) };
  return left.length > 0 ? { do: [deed] } : { do: [deed], signal: 'end' };
}

function finalizerFor(provisioner: string): string {
  return finalizerOf({ provisioner });
}

function reclaim(look: Look): Answer {
  const { volume, claim } = look;
  if (claim || volume.spec.claimRef?.uid === undefined) return undefined;
  const { persistentVolumeReclaimPolicy: policy } = volume.spec;
  if (policy === 'Recycle') return recycle(look);
  if (policy === 'Delete') return remove(look);
  const it = { volume: volume.metadata.name };
  return {
    wait: say('{volume} keeps its data and is offered to no claim until its claimRef is removed', it),
    because: say('its reclaim policy is Retain'),
    object: keyOf(volume),
  };
}

/** Whoever made the storage deletes it; what was made by hand only some drivers can delete. */
function remove(look: Look): Answer {
  const { volume } = look;
  const { name, finalizers = [], annotations } = volume.metadata;
  const maker = annotations?.[provisionedBy];
  const why = maker === undefined ? whyNotDeletable(volume) : undefined;
  if (why !== undefined) return failWith(look, 'VolumeFailedDelete', why);
  const left = finalizers.filter((finalizer) => maker === undefined || finalizer !== finalizerFor(maker));
  const still = isTerminating(volume) ? left.filter((finalizer) => finalizer !== protection) : left;
  const object = withoutVersion({ ...volume, metadata: { ...volume.metadata, finalizers: still } });
  const gone = isTerminating(volume) ? [] : [{ verb: 'delete', key: keyOf(volume) } as const];
  const what = say('deletes {volume} and its data', { volume: name });
  const because = say('its reclaim policy is Delete');
  const writes = [...scrubbing(look), { verb: 'update', object } as const, ...gone];
  return { do: [{ what, because, writes, object: keyOf(volume) }] };
}

/** host_path deletes what lies under /tmp; for NFS, CSI and local volumes there is no deleter in the controller. */
function whyNotDeletable({ metadata: { name }, spec }: Volume): string | undefined {
  const { hostPath } = spec as { readonly hostPath?: { readonly path: string } };
  if (!hostPath) return `error getting deleter volume plugin for volume "${name}": no deletable volume plugin matched`;
  if (/^\/tmp\/.+/.test(hostPath.path)) return undefined;
  return `host_path deleter only supports /tmp/.+ but received provided ${hostPath.path}`;
}

/** A directory of machines is emptied on each, because the volume does not say on which it was used. */
function scrubbing({ reader, volume }: Look): readonly LocalWrite[] {
  const nodes = reader.index.nodes.map(({ metadata }) => metadata.name);
  const backings = new Set(nodes.flatMap((node) => sourceId(volume.spec, node) ?? []));
  return [...backings].filter((id) => reader.state.data[id]).map((backing) => ({ verb: 'scrub', backing }));
}
