/**
 * The first step of a volume's controller (`volume-reclaimer.ts`), and all that it has to do as long as no claim has had the volume.
 * Models pkg/controller/volume/persistentvolume/pv_controller.go, syncVolume.
 * Left out: volumes that two claims want, the annotation of who has bound a volume, and repairs of half-written bindings.
 */
import { isTerminating, keyFor, keyOf } from '../../objects/index.ts';
import type { Claim, Pod, Volume } from '../../objects/index.ts';
import { nowOf } from '../store.ts';
import { say } from '../log.ts';
import type { Sentence } from '../log.ts';
import type { Answer, Wake } from '../part.ts';
import { get } from '../read.ts';
import type { Reader } from '../read.ts';
import type { Change } from '../state.ts';
import { controllerPart } from './controller.ts';
import { withoutVersion } from './volume-binding.ts';
import type { Look } from './volume-recycler.ts';

const nothing = (): undefined => undefined;

/** The part that looks after volumes until late parts are learnt. */
export const volumePhase = controllerPart<Look>({
  name: 'volume-reclaimer',
  wakesOn: { PersistentVolume: hearVolume },
  look: lookAtVolume,
  steps: { phase, unprotect: nothing, retell: nothing, reclaim: nothing },
});

/** Wakes the volume's controller. A volume that its class made for a claim is Bound by the time anybody hears of it. */
export function hearVolume({ type, object, before, key }: Change, reader: Reader): readonly Wake[] {
  const volume = get<Volume>(reader, key);
  if (!volume) return [];
  const isNews =
    type === 'added' || object.spec !== before?.spec || isTerminating(object) !== isTerminating(before ?? object);
  return isNews && (volume.status?.phase !== 'Bound' || isTerminating(volume)) ? [{ of: volume.metadata.name }] : [];
}

/** A volume as its controller sees it, if it is there. */
export function lookAtVolume(reader: Reader, of: string): Look | undefined {
  const volume = get<Volume>(reader, keyFor('PersistentVolume', undefined, of));
  if (!volume) return undefined;
  const { namespace, name = '', uid } = volume.spec.claimRef ?? {};
  const claim = get<Claim>(reader, keyFor('PersistentVolumeClaim', namespace, name));
  const isSame = claim !== undefined && (uid === undefined || claim.metadata.uid === uid);
  const recycler = get<Pod>(reader, keyFor('Pod', 'default', `recycler-for-${of}`));
  return { reader, volume, claim: isSame ? claim : undefined, recycler, now: nowOf(reader) };
}

/** Says whether somebody may have the volume. */
export function phase({ volume, claim, now }: Look): Answer {
  const { claimRef } = volume.spec;
  if (claimRef?.uid === undefined) return to(volume, 'Available', now, say('no claim has it'));
  if (claim || volume.status?.phase === 'Failed') return undefined;
  return to(volume, 'Released', now, say('its claim {claim} is gone', { claim: claimRef.name ?? '' }));
}

function to(volume: Volume, phase: 'Available' | 'Released', now: string, because: Sentence): Answer {
  if (volume.status?.phase === phase) return undefined;
  const object: Volume = withoutVersion({ ...volume, status: { phase, lastPhaseTransitionTime: now } });
  const what = say('{volume} is now {phase}', { volume: volume.metadata.name, phase });
  return {
    do: [{ what, because, writes: [{ verb: 'update', object, subresource: 'status' }], object: keyOf(volume) }],
  };
}
