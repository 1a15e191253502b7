import { decisionOf, list, spell } from '../../src/cluster/index.ts';
import type { Entry } from '../../src/cluster/index.ts';
import type { ApiObject, Claim, OwnerReference, Pod, Revision, StatefulSet } from '../../src/objects/index.ts';
import type { World } from '../world.ts';

/** A set `web` of three pods, as text; `spec` says what is to be other than usual, `template` the same of its pods. */
export function webSet(
  spec: object = {},
  template: { readonly metadata?: object; readonly spec?: object } = {},
): string {
  return JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'web' },
    spec: {
      replicas: 3,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' }, ...template.metadata },
        spec: { containers: [{ name: 'c', image: 'app:v1' }], ...template.spec },
      },
      ...spec,
    },
  });
}

/** A claim template of this name, to stand in a set's spec. */
export function claimTemplate(name = 'data', metadata: object = {}): object {
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
  return { metadata: { name, ...metadata }, spec };
}

/** The object of this key; the story ends here when it is not there. */
export function thing<T extends ApiObject>({ cluster: { state } }: World, key: string): T {
  const object = state.objects[key];
  if (!object) throw new Error(`There is no ${key}.`);
  return object as T;
}

/** The set `web`. */
export const setOf = (w: World): StatefulSet => thing(w, 'StatefulSet/default/web');
/** One of its pods. */
export const podOf = (w: World, ordinal: number): Pod => thing(w, `Pod/default/web-${ordinal}`);
/** One of its claims. */
export const claimOf = (w: World, ordinal: number): Claim =>
  thing(w, `PersistentVolumeClaim/default/data-web-${ordinal}`);

/** Who owns the object: `StatefulSet/web Node/a`. */
export function ownersOf({ metadata: { ownerReferences = [] } }: ApiObject): string {
  return ownerReferences.map(({ kind, name }: OwnerReference) => `${kind}/${name}`).join(' ');
}

/** The revisions that are kept, by number. */
export function revisionsOf({ cluster }: World): readonly Revision[] {
  return [...list<Revision>(cluster, 'ControllerRevision', 'default')].sort((a, b) => a.revision - b.revision);
}

/** What the set's controller last said, and why: `waits: … because …`. */
export function decision({ cluster }: World): string {
  const entry = decisionOf(cluster, 'statefulset', 'default/web');
  return entry ? inWords(entry) : 'nothing';
}

/** All that the set's controller has said since this moment, in order. */
export function saidSince({ cluster: { state } }: World, from: number): readonly string[] {
  return state.log.filter(({ who, at }) => who === 'statefulset' && at >= from).map(inWords);
}

function inWords({ kind, what, because }: Pick<Entry, 'kind' | 'what' | 'because'>): string {
  return `${kind}: ${spell(what)}${because ? ` because ${spell(because)}` : ''}`;
}
