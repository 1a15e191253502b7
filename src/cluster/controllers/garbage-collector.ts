/**
 * Deletes what has lost its owner; carries out foreground and orphan deletion.
 * Models pkg/controller/garbagecollector/garbagecollector.go (attemptToDeleteItem, attemptToOrphanWorker).
 * Left out: the graph that is built by watching, owners across namespaces, owners that change after creation.
 */
import { isKnown, isTerminating, keyFor, keyOf, kindOf } from '../../objects/index.ts';
import type { ApiObject, ObjectKey, OwnerReference } from '../../objects/index.ts';
import { say } from '../log.ts';
import type { Answer, Deed, Wake } from '../part.ts';
import { get, ownedBy } from '../read.ts';
import type { Reader } from '../read.ts';
import type { Change } from '../state.ts';
import { controllerPart } from './controller.ts';

interface Look {
  readonly reader: Reader;
  readonly owner: ApiObject | undefined;
  readonly uid: string;
  readonly dependents: readonly ApiObject[];
}

/** The part that collects, one instance for each owner that has gone or is going; named `kind/namespace/name uid`. */
export const garbageCollector = controllerPart<Look>({
  name: 'garbage-collector',
  isLate: true,
  wakesOn: { '*': hear },
  look,
  steps: { orphan, collect, finish },
});

function hear({ type, object, key }: Change, reader: Reader): readonly Wake[] {
  if (type === 'modified' && !isTerminating(object)) return [];
  const { metadata } = object;
  const { uid = '' } = metadata;
  const wakes: Wake[] = [];
  if (type === 'deleted' && reader.index.byOwner.has(uid)) wakes.push({ of: `${key} ${uid}` });
  if (type === 'modified' && isTerminating(object) && hasOwnFinalizer(object)) wakes.push({ of: `${key} ${uid}` });
  for (const owner of metadata.ownerReferences ?? []) {
    const ownerKey = keyOfOwner(owner, metadata.namespace);
    const found = get(reader, ownerKey);
    const isLost = type === 'added' && found?.metadata.uid !== owner.uid;
    const isAwaited = type === 'deleted' && found !== undefined && isTerminating(found) && hasOwnFinalizer(found);
    if (isLost || isAwaited) wakes.push({ of: `${ownerKey} ${owner.uid}` });
  }
  return wakes;
}

function hasOwnFinalizer({ metadata: { finalizers = [] } }: ApiObject): boolean {
  return finalizers.includes('foregroundDeletion') || finalizers.includes('orphan');
}

function look(reader: Reader, of: string): Look | undefined {
  const [key = '', uid = ''] = of.split(' ');
  const found = get(reader, key);
  const owner = found?.metadata.uid === uid ? found : undefined;
  if (owner && !isTerminating(owner)) return undefined;
  return { reader, owner, uid, dependents: ownedBy(reader, uid) };
}

function isOrphaning({ owner }: Look): boolean {
  return owner?.metadata.finalizers?.includes('orphan') ?? false;
}

function orphan(look: Look): Answer {
  if (!isOrphaning(look)) return undefined;
  const { dependents, uid, owner } = look;
  return {
    do: dependents.map((object): Deed => {
      const ownerReferences = (object.metadata.ownerReferences ?? []).filter((reference) => reference.uid !== uid);
      const freed = { ...object, metadata: { ...object.metadata, ownerReferences } };
      const what = say('{object} has no owner any more', { object: object.metadata.name });
      const because = say('{owner} was deleted with orphan', { owner: owner?.metadata.name ?? '' });
      return { what, because, writes: [{ verb: 'update', object: freed }], object: keyOf(object) };
    }),
  };
}

function collect(look: Look): Answer {
  if (isOrphaning(look)) return undefined;
  const there = look.dependents.filter((object) => !isTerminating(object));
  return { do: there.flatMap((object) => collectOne(look, object)) };
}

/** What has an owner that stays loses only those that do not; the rest goes. */
function collectOne(look: Look, object: ApiObject): readonly Deed[] {
  const { ownerReferences = [], namespace } = object.metadata;
  const owners = ownerReferences.filter((reference) => isLiving(look.reader, reference, namespace));
  if (owners.length === ownerReferences.length) return [];
  return [owners.length > 0 ? parting(object, owners) : removal(look, object)];
}

function parting(object: ApiObject, owners: readonly OwnerReference[]): Deed {
  const { name, uid } = object.metadata;
  const key = keyOf(object);
  return {
    what: say('{object} loses an owner', { object: name }),
    because: say('that owner is gone or going, and another one stays'),
    writes: [{ verb: 'own', key, owners, ...(uid !== undefined && { uid }) }],
    object: key,
  };
}

function removal({ reader, owner }: Look, object: ApiObject): Deed {
  const { name, uid } = object.metadata;
  const key = keyOf(object);
  const what = say('deletes {object}', { object: name });
  const because = owner ? say('its owner is being deleted, dependents first') : say('its owner is gone');
  // What has dependents of its own is to wait for them too, or the owner would go before them.
  const inTurn = owner && reader.index.byOwner.has(uid ?? '') ? ({ propagation: 'Foreground' } as const) : {};
  const write = { verb: 'delete', key, ...(uid !== undefined && { uid }), ...inTurn } as const;
  return { what, because, writes: [write], object: key };
}

function isLiving(reader: Reader, reference: OwnerReference, namespace: string | undefined): boolean {
  const owner = get(reader, keyOfOwner(reference, namespace));
  return (
    owner?.metadata.uid === reference.uid &&
    !(isTerminating(owner) && owner.metadata.finalizers?.includes('foregroundDeletion'))
  );
}

/** Where the owner would be: beside the object or, if it is a Node or the like, in no namespace. */
function keyOfOwner({ apiVersion, kind, name }: OwnerReference, namespace: string | undefined): ObjectKey {
  const isClusterWide = isKnown(apiVersion, kind) && !kindOf(kind).namespaced;
  return keyFor(kind, isClusterWide ? undefined : namespace, name);
}

function finish({ owner, uid, reader }: Look): Answer {
  if (!owner) return undefined;
  const blocking = ownedBy(reader, uid).filter((object) =>
    object.metadata.ownerReferences?.some((reference) => reference.uid === uid && reference.blockOwnerDeletion),
  );
  const { name, finalizers = [] } = owner.metadata;
  if (blocking.length > 0) {
    return {
      wait: say('{owner} waits for {count} dependents to go', { owner: name, count: blocking.length }),
      object: keyOf(owner),
    };
  }
  const left = finalizers.filter((finalizer) => finalizer !== 'foregroundDeletion' && finalizer !== 'orphan');
  const object = { ...owner, metadata: { ...owner.metadata, finalizers: left } };
  const what = say('lets {owner} go', { owner: name });
  return {
    do: [
      {
        what,
        because: say('nothing depends on it any more'),
        writes: [{ verb: 'update', object }],
        object: keyOf(owner),
      },
    ],
  };
}
