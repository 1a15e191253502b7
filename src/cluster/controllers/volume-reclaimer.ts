/**
 * Says what becomes of a volume without a claim: Available when it is new or free, Released when its claim has gone,
 * deleted with its data where the policy says so.
 * Models pkg/controller/volume/persistentvolume/pv_controller.go (syncVolume, reclaimVolume) and volumeprotection.
 * Left out: Recycle (such a volume stays Released), failed deletions.
 */
import { isTerminating, keyFor, keyOf } from '../../objects/index.ts';
import type { Claim, Volume } from '../../objects/index.ts';
import { nowOf } from '../api-server.ts';
import { say } from '../log.ts';
import type { Sentence } from '../log.ts';
import type { Answer, Deed, Wake } from '../part.ts';
import { get } from '../read.ts';
import type { Reader } from '../read.ts';
import type { Change } from '../state.ts';
import { sourceId } from '../volume-backing.ts';
import { controllerPart } from './controller.ts';

interface Look {
  readonly volume: Volume;
  readonly claim: Claim | undefined;
  readonly now: string;
}

/** The part that looks after volumes, one instance for each. */
export const volumeReclaimer = controllerPart<Look>({
  name: 'volume-reclaimer',
  wakesOn: { PersistentVolume: hearVolume, PersistentVolumeClaim: hearClaim },
  look,
  steps: { unprotect, phase, reclaim },
});

/** A volume that its class made for a claim is Bound by the time anybody hears of it. */
function hearVolume({ type, object, before, key }: Change, reader: Reader): readonly Wake[] {
  const volume = get<Volume>(reader, key);
  if (!volume) return [];
  const isNews =
    type === 'added' || object.spec !== before?.spec || isTerminating(object) !== isTerminating(before ?? object);
  return isNews && (volume.status?.phase !== 'Bound' || isTerminating(volume)) ? [{ of: volume.metadata.name }] : [];
}

function hearClaim({ type, object }: Change): readonly Wake[] {
  const { volumeName } = (object as Claim).spec;
  return type === 'deleted' && volumeName !== undefined ? [{ of: volumeName }] : [];
}

function look(reader: Reader, of: string): Look | undefined {
  const volume = get<Volume>(reader, keyFor('PersistentVolume', undefined, of));
  if (!volume) return undefined;
  const { namespace, name = '', uid } = volume.spec.claimRef ?? {};
  const claim = get<Claim>(reader, keyFor('PersistentVolumeClaim', namespace, name));
  const isSame = claim !== undefined && (uid === undefined || claim.metadata.uid === uid);
  return { volume, claim: isSame ? claim : undefined, now: nowOf(reader) };
}

/** A volume that is asked to go may go as soon as no claim has it. */
function unprotect({ volume, claim }: Look): Answer {
  if (!isTerminating(volume) || (claim && volume.status?.phase === 'Bound')) return undefined;
  const finalizers = volume.metadata.finalizers?.filter((finalizer) => finalizer !== 'kubernetes.io/pv-protection');
  const object = { ...volume, metadata: { ...volume.metadata, finalizers: finalizers ?? [] } };
  const what = say('lets {volume} go', { volume: volume.metadata.name });
  const because = say('no claim has it');
  return { do: [{ what, because, writes: [{ verb: 'update', object }], object: keyOf(volume) }], signal: 'end' };
}

function phase({ volume, claim, now }: Look): Answer {
  const { claimRef } = volume.spec;
  if (volume.status?.phase === 'Bound' && claim) return { do: [], signal: 'end' };
  if (claimRef?.uid === undefined) return to(volume, 'Available', now, say('no claim has it'));
  return claim
    ? { do: [], signal: 'end' }
    : to(volume, 'Released', now, say('its claim {claim} is gone', { claim: claimRef.name ?? '' }));
}

function to(volume: Volume, phase: 'Available' | 'Released', now: string, because: Sentence): Answer {
  if (volume.status?.phase === phase) return undefined;
  const object: Volume = { ...volume, status: { ...volume.status, phase, lastPhaseTransitionTime: now } };
  const what = say('{volume} is now {phase}', { volume: volume.metadata.name, phase });
  return {
    do: [{ what, because, writes: [{ verb: 'update', object, subresource: 'status' }], object: keyOf(volume) }],
  };
}

function reclaim({ volume, claim }: Look): Answer {
  if (claim || volume.spec.claimRef?.uid === undefined) return undefined;
  if (volume.spec.persistentVolumeReclaimPolicy !== 'Delete') return undefined;
  const what = say('deletes {volume} and its data', { volume: volume.metadata.name });
  const because = say('its reclaim policy is Delete');
  const backing = sourceId(volume.spec, undefined);
  const scrub = backing === undefined ? [] : [{ verb: 'scrub', backing } as const];
  const writes: Deed['writes'] = [...scrub, { verb: 'delete', key: keyOf(volume) }];
  return { do: [{ what, because, writes, object: keyOf(volume) }] };
}
