import type { Document } from 'yaml';
import { isScalar, parseAllDocuments, stringify } from 'yaml';
import type { ApiObject } from '../../sandbox/index.ts';

/** A field for which manifest and cluster say different things; both as YAML would write them. */
export interface Difference {
  readonly object: string;
  readonly path: string;
  readonly manifest: string;
  readonly cluster: string;
}

/** A manifest beside the cluster. */
export interface Comparison {
  readonly differences: readonly Difference[];
  /** Objects of the manifest that the cluster does not have. */
  readonly missing: readonly string[];
  /** The manifest with what the cluster says put in its places, everything else untouched. */
  readonly text: string;
}

/** Finds the object that a manifest speaks of, as the cluster has it now. */
export type Find = (object: ApiObject) => ApiObject | undefined;

interface Replacement {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

interface Walk {
  readonly document: Document;
  readonly prefix: readonly (string | number)[];
  readonly object: string;
  readonly differences: Difference[];
  readonly replacements: Replacement[];
}

/** One object of a manifest, and where in which document it stands. */
interface Place {
  readonly document: Document;
  readonly object: ApiObject;
  readonly prefix: readonly (string | number)[];
}

/** A manifest that has been read once, to be compared many times. */
export interface ReadManifest {
  readonly text: string;
  readonly places: readonly Place[];
}

/** Reads a manifest; what cannot be read is left out, `check` has told of it. */
export function readManifest(text: string): ReadManifest {
  const documents = parseAllDocuments(text) as readonly Document[];
  return { text, places: documents.filter(({ errors }) => !errors.length).flatMap(placesIn) };
}

/** Compares what a manifest says with the cluster; what it does not mention is not compared. */
export function compareWithCluster({ text, places }: ReadManifest, find: Find): Comparison {
  const missing: string[] = [];
  const differences: Difference[] = [];
  const replacements: Replacement[] = [];
  for (const { document, object, prefix } of places) {
    const name = `${object.kind}/${object.metadata.name}`;
    const live = find(object);
    if (!live) missing.push(name);
    else compare(object, live, [], { document, prefix, object: name, differences, replacements });
  }
  return { differences, missing, text: replaced(text, replacements) };
}

function placesIn(document: Document): readonly Place[] {
  const top = document.toJS() as { kind?: unknown; metadata?: unknown; items?: unknown } | null;
  if (top?.kind === 'List' && Array.isArray(top.items)) {
    return top.items.flatMap((object: unknown, index) =>
      isObject(object) ? [{ document, object, prefix: ['items', index] }] : [],
    );
  }
  return isObject(top) ? [{ document, object: top, prefix: [] }] : [];
}

function isObject(value: unknown): value is ApiObject {
  const { kind, metadata } = (value ?? {}) as { kind?: unknown; metadata?: { name?: unknown } | null };
  return typeof kind === 'string' && typeof metadata?.name === 'string';
}

function compare(wanted: unknown, live: unknown, path: readonly (string | number)[], walk: Walk): void {
  if (typeof wanted === 'object' && wanted !== null && typeof live === 'object' && live !== null) {
    for (const [name, value] of Object.entries(wanted)) {
      const step = Array.isArray(wanted) ? Number(name) : name;
      compare(value, (live as Readonly<Record<string, unknown>>)[name], [...path, step], walk);
    }
  } else if (!isSame(wanted, live)) note(wanted, live, path, walk);
}

/** The API keeps nothing where a manifest says nothing: null, an empty object and an absent field are the same. */
function isSame(wanted: unknown, live: unknown): boolean {
  const isNothing = (value: unknown): boolean =>
    value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);
  return wanted === live || (isNothing(wanted) && isNothing(live));
}

function note(wanted: unknown, live: unknown, path: readonly (string | number)[], walk: Walk): void {
  walk.differences.push({
    object: walk.object,
    path: path.join('.'),
    manifest: written(wanted),
    cluster: written(live),
  });
  const node = walk.document.getIn([...walk.prefix, ...path], true);
  const range = isScalar(node) ? node.range : undefined;
  const isPlain = typeof live !== 'object' && live !== undefined;
  if (range && isPlain) walk.replacements.push({ from: range[0], to: range[1], text: written(live) });
}

function written(value: unknown): string {
  return value === undefined ? '' : stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim();
}

function replaced(text: string, replacements: readonly Replacement[]): string {
  const backwards = [...replacements].sort((one, other) => other.from - one.from);
  return backwards.reduce((rest, { from, to, text: next }) => rest.slice(0, from) + next + rest.slice(to), text);
}
