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

/** Kinds of which late parts have to hear nothing when one is made, as long as there is neither a pod nor a claim. */
const firstKinds: ReadonlySet<string> = new Set([
  'ConfigMap',
  'ControllerRevision',
  'Endpoints',
  'EndpointSlice',
  'Event',
  'Lease',
  'Namespace',
  'Node',
  'PersistentVolume',
  'Secret',
  'Service',
  'StatefulSet',
  'StorageClass',
]);

/** Late parts hear of other kinds, of all that goes, of machines that change, and of what the learner changes. */
function isForFirstPartsAlone({ type, object, who }: Change): boolean {
  if (!firstKinds.has(object.kind) || type === 'deleted' || isTerminating(object)) return false;
  return type === 'added' ? !isReserved(object) : object.kind !== 'Node' && who !== 'you';
}

/** Is it a volume that belongs to a claim from its beginning? */
function isReserved({ kind, spec }: ApiObject): boolean {
  return kind === 'PersistentVolume' && (spec as Volume['spec']).claimRef !== undefined;
}
