/**
 * When a cluster is held. A page begins with few parts: those that make the first pod. Whatever else happens first of all makes a
 * change that late parts hear of; as long as they have not been learnt, time stands still there. When they have been, whoever holds
 * the cluster makes it again from its recording, so a cluster that was held has the history of one that was not.
 */
import { isTerminating } from '../objects/index.ts';
import type { ApiObject, Volume } from '../objects/index.ts';
import { hasLearntParts } from './parts.ts';
import type { Change } from './state.ts';

/** Do late parts hear of this change, and have not been learnt? */
export function isForLateParts(change: Change): boolean {
  return !hasLearntParts() && !isForFirstPartsAlone(change);
}

/**
 * Until there is a pod or a claim, late parts have nothing to do with what is made and what the first parts say of it; but with all
 * that goes, with machines that change, and with what the learner changes.
 */
function isForFirstPartsAlone({ type, object, who }: Change): boolean {
  const { kind } = object;
  if (kind === 'Pod' || kind === 'PersistentVolumeClaim' || type === 'deleted' || isTerminating(object)) return false;
  return type === 'added' ? !isReserved(object) : kind !== 'Node' && who !== 'you';
}

/** Is it a volume that belongs to a claim from its beginning? */
function isReserved({ kind, spec }: ApiObject): boolean {
  return kind === 'PersistentVolume' && (spec as Volume['spec']).claimRef !== undefined;
}
