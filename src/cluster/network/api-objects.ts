import { isKnown, keyFor, kinds } from '../../objects/index.ts';
import type { ApiObject } from '../../objects/index.ts';
import { get, list } from '../read.ts';
import type { Reader } from '../read.ts';

/** What the API answers to a GET of objects. Left out: selectors, watching, subresources, tables, discovery. */

/** What stands under a path of the API, or what is missing there. */
export type Found = { readonly object: unknown } | { readonly plural: string; readonly name: string };

const paths = /^\/(?:api\/(v1)|apis\/([^/]+\/[^/]+))(?:\/namespaces\/([^/]+))?\/([^/?]+)(?:\/([^/?]+))?\/?(?:\?.*)?$/;

/** One object, or all of a kind as a list, by the path that the API has for them; nothing where it has no such path. */
export function apiObjectOf(reader: Reader, path: string): Found | undefined {
  const [, core, group, namespace, plural = '', name] = paths.exec(path) ?? [];
  const apiVersion = core ?? group ?? '';
  const kind = kinds.find((each) => each.plural === plural && isKnown(apiVersion, each.kind));
  if (!kind || (name !== undefined && kind.namespaced && namespace === undefined)) return undefined;
  if (name === undefined) return { object: listOf(apiVersion, kind.kind, list(reader, kind.kind, namespace)) };
  const object = get(reader, keyFor(kind.kind, kind.namespaced ? namespace : undefined, name));
  return object ? { object } : { plural, name };
}

function listOf(apiVersion: string, kind: string, objects: readonly ApiObject[]): unknown {
  const items = objects.map(({ apiVersion: _, kind: __, ...rest }) => rest);
  return { kind: `${kind}List`, apiVersion, metadata: { resourceVersion: '' }, items };
}
