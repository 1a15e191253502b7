/**
 * Empties a namespace that is being deleted, and lets it go when nothing is left in it.
 * Models pkg/controller/namespace/deletion/namespaced_resources_deleter.go (v1.36). Left out: the conditions that tell what remains.
 */
import { isTerminating, keyOf } from '../../objects/index.ts';
import type { ApiObject, Namespace } from '../../objects/index.ts';
import { say } from '../log.ts';
import type { Answer, Deed, Wake } from '../part.ts';
import { get, list } from '../read.ts';
import type { Reader } from '../read.ts';
import type { Change } from '../state.ts';
import { controllerPart } from './controller.ts';

interface Look {
  readonly namespace: Namespace;
  readonly content: readonly ApiObject[];
}

/** The part that empties namespaces, one instance for each that is going. */
export const namespaceController = controllerPart<Look>({
  name: 'namespace',
  isLate: true,
  wakesOn: { '*': hear },
  look,
  steps: { empty, finish },
});

function hear({ type, object }: Change, reader: Reader): readonly Wake[] {
  if (object.kind === 'Namespace') return isTerminating(object) ? [{ of: object.metadata.name }] : [];
  const { namespace } = object.metadata;
  if (type !== 'deleted' || namespace === undefined) return [];
  const home = get(reader, `Namespace/${namespace}`);
  return home && isTerminating(home) ? [{ of: namespace }] : [];
}

function look(reader: Reader, of: string): Look | undefined {
  const namespace = get<Namespace>(reader, `Namespace/${of}`);
  if (!namespace || !isTerminating(namespace)) return undefined;
  const kinds = [...reader.index.byKind].flatMap(([kind, homes]) => (homes.has(of) ? kind : [])).sort();
  return { namespace, content: kinds.flatMap((kind) => list(reader, kind, of)) };
}

/** Everything in it is asked to go, each in the way of its kind. */
function empty({ namespace, content }: Look): Answer {
  const because = say('its namespace {namespace} is being deleted', { namespace: namespace.metadata.name });
  const deeds = content.flatMap((object): readonly Deed[] => {
    if (isTerminating(object)) return [];
    const { name, uid } = object.metadata;
    const key = keyOf(object);
    const writes = [{ verb: 'delete', key, ...(uid !== undefined && { uid }) }] as const;
    // Events come and go without a word.
    if (object.kind === 'Event') return [{ writes }];
    return [{ what: say('deletes {object}', { object: name }), because, object: key, writes }];
  });
  return deeds.length > 0 ? { do: deeds } : undefined;
}

function finish({ namespace, content }: Look): Answer {
  const { name } = namespace.metadata;
  const left = content.filter(isTerminating);
  if (left.length > 0) {
    return { wait: say('{count} objects are still in {namespace}', { count: left.length, namespace: name }) };
  }
  if (content.length > 0) return undefined;
  const object = { ...namespace, spec: { ...namespace.spec, finalizers: [] } };
  const what = say('lets {namespace} go', { namespace: name });
  const because = say('nothing is left in it');
  return { do: [{ what, because, object: keyOf(namespace), writes: [{ verb: 'update', object }] }] };
}
