/**
 * How a controller takes what fits its selector and has no controller, and lets go what no longer fits.
 * Models pkg/controller/controller_ref_manager.go.
 */
import {
  controllerOf,
  controllerReference,
  isControlledBy,
  isTerminating,
  keyOf,
  selects,
} from '../../objects/index.ts';
import type { ApiObject, LabelSelector } from '../../objects/index.ts';
import { say } from '../log.ts';
import type { Deed, Wake } from '../part.ts';
import { found, list, ownedBy } from '../read.ts';
import type { Reader } from '../read.ts';
import type { Change } from '../state.ts';

/** What of a kind nobody controls in the owner's namespace. */
export function unclaimed<T extends ApiObject>(reader: Reader, owner: ApiObject, kind: string): readonly T[] {
  return found<T>(reader, reader.index.uncontrolled, `${kind}/${owner.metadata.namespace}`);
}

/** The object as it is after the adoption, whatever version that gives it: the turn goes on with it. */
export function asAdopted<T extends ApiObject>(owner: ApiObject, object: T): T {
  const { resourceVersion: _, ownerReferences = [], ...metadata } = object.metadata;
  return { ...object, metadata: { ...metadata, ownerReferences: [...ownerReferences, controllerReference(owner)] } };
}

/** Makes the owner the object's controller. */
export function adopt(owner: ApiObject, object: ApiObject): Deed {
  const { name, uid, ownerReferences = [] } = object.metadata;
  const key = keyOf(object);
  const owners = [...ownerReferences, controllerReference(owner)];
  return {
    what: say('adopts {object}', { object: name }),
    because: say('its labels match the selector, and nobody controls it'),
    object: key,
    writes: [{ verb: 'own', key, owners, ...(uid !== undefined && { uid }) }],
  };
}

/** Takes the owner from among the object's owners. */
export function release(owner: ApiObject, object: ApiObject): Deed {
  const { name, uid, ownerReferences = [] } = object.metadata;
  const key = keyOf(object);
  const owners = ownerReferences.filter((reference) => reference.uid !== owner.metadata.uid);
  return {
    what: say('releases {pod}', { pod: name }),
    because: say('its labels no longer match the selector'),
    object: key,
    writes: [{ verb: 'own', key, owners, ...(uid !== undefined && { uid }) }],
  };
}

/** What belongs to an owner after this turn's adoptions and releases, and the deeds that make it so. */
export interface Claimed<T> {
  readonly own: readonly T[];
  readonly deeds: readonly Deed[];
}

/** Looks at what of a kind the owner controls and at what nobody controls in its namespace. */
export function claimed<T extends ApiObject>(
  reader: Reader,
  owner: ApiObject,
  selector: LabelSelector,
  kind: string,
): Claimed<T> {
  const fits = ({ metadata }: ApiObject): boolean => selects(selector, metadata.labels);
  const controlled = ownedBy<T>(reader, owner.metadata.uid ?? '', kind).filter((each) => isControlledBy(each, owner));
  const own = controlled.filter(fits);
  if (isTerminating(owner)) return { own, deeds: [] };
  const released = controlled.length === own.length ? [] : controlled.filter((each) => !fits(each));
  const adopted = unclaimed<T>(reader, owner, kind).filter((each) => fits(each) && !isTerminating(each));
  return {
    own: adopted.length === 0 ? own : [...own, ...adopted.map((each) => asAdopted(owner, each))],
    deeds: [...adopted.map((each) => adopt(owner, each)), ...released.map((each) => release(owner, each))],
  };
}

/** The owners of a kind that a change of one of their objects concerns: those it names, and those that would take what nobody controls. */
export function ownersConcerned<T extends ApiObject & { readonly spec: { readonly selector: LabelSelector } }>(
  { type, object, before }: Change,
  reader: Reader,
  kind: string,
): readonly Wake[] {
  const { namespace = '', labels } = object.metadata;
  const [owner, old] = [controllerOf(object), before && controllerOf(before)];
  const owners = owner?.uid === old?.uid ? [owner] : [owner, old];
  const wakes = owners.flatMap((each) => (each?.kind === kind ? [{ of: `${namespace}/${each.name}` }] : []));
  const isNews = type !== 'deleted' && (before === undefined || labels !== before.metadata.labels || old !== undefined);
  if (owner || !isNews) return wakes;
  const takers = list<T>(reader, kind, namespace).filter(({ spec }) => selects(spec.selector, labels));
  return [...wakes, ...takers.map(({ metadata }) => ({ of: `${namespace}/${metadata.name}` }))];
}
