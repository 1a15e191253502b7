/**
 * Which pods and revisions are the set's: it adopts those that fit and have no controller, and releases those that no longer fit.
 * Models PodControllerRefManager of pkg/controller/controller_ref_manager.go and adoptOrphanRevisions of pkg/controller/statefulset/stateful_set.go.
 */
import { controllerReference, isControlledBy, isTerminating, keyOf, parentAndOrdinal, selects } from '../../objects/index.ts';
import type { ApiObject, Pod, Revision, StatefulSet } from '../../objects/index.ts';
import { say } from '../log.ts';
import type { Deed } from '../part.ts';
import { found, scanOwned } from '../read.ts';
import type { Reader } from '../read.ts';

/** What belongs to the set after this turn's adoptions and releases, and the deeds that make it so. */
export interface Ownership {
  readonly pods: readonly Pod[];
  readonly revisions: readonly Revision[];
  readonly deeds: readonly Deed[];
  /** Does the set own claims, so that their owners may have to change? */
  readonly hasClaims: boolean;
}

/** Looks at what the set owns and at what nobody controls in its namespace. */
export function ownershipOf(reader: Reader, set: StatefulSet): Ownership {
  const ownPods: Pod[] = [];
  const ownRevisions: Revision[] = [];
  let hasClaims = false;
  for (const object of scanOwned(reader, set.metadata.uid ?? '')) {
    if (object.kind === 'PersistentVolumeClaim') hasClaims = true;
    else if (!isControlledBy(object, set)) continue;
    else if (object.kind === 'Pod') ownPods.push(object as Pod);
    else if (object.kind === 'ControllerRevision') ownRevisions.push(object as Revision);
  }
  const released = ownPods.filter((pod) => !fits(set, pod));
  const canAdopt = !isTerminating(set);
  const adopted = canAdopt ? unclaimed<Pod>(reader, set, 'Pod').filter((pod) => fits(set, pod) && !isTerminating(pod)) : [];
  const revived = canAdopt ? unclaimed<Revision>(reader, set, 'ControllerRevision').filter((revision) => isChosen(set, revision)) : [];
  return {
    pods: released.length + adopted.length === 0 ? ownPods : [...ownPods.filter((pod) => !released.includes(pod)), ...adopted],
    hasClaims,
    revisions: [...ownRevisions, ...revived],
    deeds: [...[...revived, ...adopted].map((object) => adopt(set, object)), ...released.map((pod) => release(set, pod))],
  };
}

/** Could the set be the one to take this pod, which nobody controls? */
export function wouldAdopt(set: StatefulSet, pod: Pod): boolean {
  return isChosen(set, pod);
}

function unclaimed<T extends ApiObject>(reader: Reader, set: StatefulSet, kind: string): readonly T[] {
  return found<T>(reader, reader.index.uncontrolled, `${kind}/${set.metadata.namespace}`);
}

const fitting = new WeakMap<Pod, StatefulSet['spec']>();

/** Remembered for as long as neither the pod nor the set's spec is replaced. */
function fits(set: StatefulSet, pod: Pod): boolean {
  if (fitting.get(pod) === set.spec) return true;
  const isFit = parentAndOrdinal(pod.metadata.name).parent === set.metadata.name && isChosen(set, pod);
  if (isFit) fitting.set(pod, set.spec);
  return isFit;
}

function isChosen(set: StatefulSet, { metadata }: ApiObject): boolean {
  return selects(set.spec.selector, metadata.labels);
}

function adopt(set: StatefulSet, object: ApiObject): Deed {
  const { name, uid, ownerReferences = [] } = object.metadata;
  const key = keyOf(object);
  const owners = [...ownerReferences, controllerReference(set)];
  return {
    what: say('adopts {object}', { object: name }),
    because: say('its labels match the selector, and nobody controls it'),
    object: key,
    writes: [{ verb: 'own', key, owners, ...(uid !== undefined && { uid }) }],
  };
}

function release(set: StatefulSet, pod: Pod): Deed {
  const { name, uid, ownerReferences = [] } = pod.metadata;
  const key = keyOf(pod);
  const owners = ownerReferences.filter((reference) => reference.uid !== set.metadata.uid);
  return {
    what: say('releases {pod}', { pod: name }),
    because: say('its labels no longer match the selector'),
    object: key,
    writes: [{ verb: 'own', key, owners, ...(uid !== undefined && { uid }) }],
  };
}
