import { fieldsOf, typeOfKind } from '../schema/index.ts';
import type { FieldType } from '../schema/index.ts';
import type { WrittenObject } from './manifest.ts';
import { writePath } from './path.ts';
import { simulated } from './simulated.ts';

/** What the API server itself writes, and what says what an object is. */
const passedOver = new Set(['apiVersion', 'kind', 'metadata', 'status']);

/**
 * The fields of the object that are kept but not simulated, as the shortest paths that say so; `kind` alone where nothing of the
 * kind is. Fields that are empty, or say what would be so without them, are not among them.
 */
export function notSimulated(object: WrittenObject): readonly string[] {
  const { apiVersion, kind } = object;
  const type = typeOfKind(apiVersion, kind);
  if (type === undefined || simulated[type] === undefined) return [];
  if (simulated[type] === '') return ['kind'];
  const found: string[] = [];
  walk(object, type, [], found);
  return found;
}

type Steps = readonly (string | number)[];

function walk(value: object, type: string, path: Steps, found: string[]): void {
  const listed = listOf(type);
  if (listed === 'inside') return;
  for (const [name, inner] of Object.entries(value)) {
    const field = fieldsOf(type).get(name);
    if (!field || passedOver.has(name) || isMissing(inner)) continue;
    const here = [...path, name];
    const values = listed === 'all' ? [] : listed.get(name);
    if (isKept(inner, values)) found.push(writePath(here));
    else walkInto(inner, field.type, here, found);
  }
}

/** Is the field, which may be listed with some values only, one that is merely kept? */
function isKept(value: unknown, values: readonly string[] | undefined): boolean {
  if (!values) return !isEmpty(value);
  return values.length > 0 && !values.includes(String(value));
}

function walkInto(value: unknown, type: FieldType, path: Steps, found: string[]): void {
  if (typeof value !== 'object' || value === null) return;
  if (type.is === 'object') return walk(value, type.type, path, found);
  if (type.is !== 'list' && type.is !== 'map') return;
  const items = Array.isArray(value) ? value.entries() : Object.entries(value);
  for (const [step, item] of items) walkInto(item, type.of, [...path, step], found);
}

function isMissing(value: unknown): boolean {
  return value === null || value === undefined;
}

/** Nothing, in the shapes in which the API has it. */
function isEmpty(value: unknown): boolean {
  if (value === '' || value === false) return true;
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

type List = ReadonlyMap<string, readonly string[]> | 'all' | 'inside';

const lists = new Map<string, List>();

/** The fields of a type and, where only some are simulated, their values. A type that is not in the table is kept as a whole. */
function listOf(type: string): List {
  let list = lists.get(type);
  if (!list) {
    const text = simulated[type] ?? '';
    list = text === '**' ? 'inside' : text === '*' ? 'all' : new Map(text.split(' ').map(readEntry));
    lists.set(type, list);
  }
  return list;
}

function readEntry(entry: string): readonly [string, readonly string[]] {
  const [name = '', values] = entry.split('=');
  return [name, values?.split('|') ?? []];
}
