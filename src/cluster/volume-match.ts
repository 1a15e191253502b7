/**
 * Which volume a claim would get.
 * Models component-helpers/storage/volume (FindMatchingVolume) and pv_controller.go, checkVolumeSatisfyClaim. Left out: volume
 * attributes classes.
 */
import { matchesNode, quantity, selects } from '../objects/index.ts';
import type { Claim, Node, Volume } from '../objects/index.ts';
import { found } from './read.ts';
import type { Reader } from './read.ts';

/** A volume reserved for the claim, or else the smallest free one that is enough, near the node if there is one; of equals the first by name. */
export function volumeFor(reader: Reader, claim: Claim, node?: Node): Volume | undefined {
  const free = found<Volume>(reader, reader.index.freeVolumes, claim.spec.storageClassName ?? '');
  const fitting = free.filter(
    (volume) =>
      misfitOf(volume, claim) === undefined && isReachable(volume, node) && !isReservedForOther(volume, claim),
  );
  const reserved = fitting.find((volume) => volume.spec.claimRef !== undefined);
  if (reserved) return reserved;
  const { selector } = claim.spec;
  const chosen = selector ? fitting.filter(({ metadata }) => selects(selector, metadata.labels)) : fitting;
  return [...chosen].sort((a, b) => sizeOf(a) - sizeOf(b))[0];
}

/** What is wrong with the volume for this claim, in the controller's words; nothing when it would do. */
export function misfitOf({ spec }: Volume, { spec: asked }: Claim): string | undefined {
  const modes = spec.accessModes ?? [];
  if (quantity(spec.capacity?.['storage'] ?? '0') < quantity(asked.resources?.requests?.['storage'] ?? '0')) {
    return 'requested PV is too small';
  }
  if ((spec.storageClassName ?? '') !== (asked.storageClassName ?? '')) return 'storageClassName does not match';
  if ((spec.volumeMode ?? 'Filesystem') !== (asked.volumeMode ?? 'Filesystem')) return 'incompatible volumeMode';
  const hasModes = (asked.accessModes ?? []).every((mode) => modes.includes(mode));
  return hasModes ? undefined : 'incompatible accessMode';
}

/** Does the volume say that it belongs, or is to belong, to another claim? */
export function isReservedForOther({ spec: { claimRef } }: Volume, { metadata }: Claim): boolean {
  if (!claimRef) return false;
  const isSameName = claimRef.name === metadata.name && claimRef.namespace === metadata.namespace;
  return !isSameName || (claimRef.uid !== undefined && claimRef.uid !== metadata.uid);
}

/** Can the node's pods reach the volume? */
export function isReachable({ spec }: Volume, node: Node | undefined): boolean {
  const { required } = spec.nodeAffinity ?? {};
  return !required || !node || matchesNode(required, node);
}

function sizeOf({ spec }: Volume): number {
  return quantity(spec.capacity?.['storage'] ?? '0');
}
