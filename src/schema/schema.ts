import { baseOf } from './base.ts';
import core from './core.json' with { type: 'json' };

/** What a field may hold; `string`, `int32`, `quantity` and the like say it by their name. */
export type FieldType =
  | { readonly is: 'list' | 'map'; readonly of: FieldType }
  | { readonly is: 'object'; readonly type: string }
  | { readonly is: 'enum'; readonly name: string; readonly values: readonly string[] }
  | { readonly is: Word };

/** The types that are a word; `any` is kept as it was written, `bytes` is base64. */
export type Word =
  'string' | 'bool' | 'int32' | 'int64' | 'float64' | 'quantity' | 'intOrString' | 'time' | 'bytes' | 'any';

/** One field of a type. */
export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly isRequired: boolean;
}

/** The fields of a type, by name. */
export type Fields = ReadonlyMap<string, Field>;

const kinds: Readonly<Record<string, string>> = core.kinds;
const enums: Record<string, readonly string[]> = { ...core.enums };
const types: Record<string, Readonly<Record<string, string>>> = { ...core.types };

/** Adds types and enums to those that are known from the beginning, once for all. */
export function learnTypes(rare: {
  readonly enums: Readonly<Record<string, readonly string[]>>;
  readonly types: Readonly<Record<string, Readonly<Record<string, string>>>>;
}): void {
  Object.assign(enums, rare.enums);
  Object.assign(types, rare.types);
  known.clear();
}

/** The kinds, and the names of fields, whose types have not been learnt. */
export function rareNames(): { readonly kinds: readonly string[]; readonly fields: readonly string[] } {
  const isRare = (type: string): boolean => /^[A-Z]/.test(type) && !types[type] && !enums[type];
  const fields = Object.values(types).flatMap((own) => Object.entries(own));
  return {
    kinds: schemaKinds().flatMap(({ apiVersion, kind }) => (isRare(typeOfKind(apiVersion, kind) ?? '') ? [kind] : [])),
    fields: [...new Set(fields.filter(([, type]) => isRare(baseOf(type))).map(([name]) => name))],
  };
}

/** core.json writes `[]Container`, `map[string]string`, `PullPolicy`, `int32`. */
function readType(text: string): FieldType {
  if (text.startsWith('[]')) return { is: 'list', of: readType(text.slice(2)) };
  if (text.startsWith('map[string]')) return { is: 'map', of: readType(text.slice('map[string]'.length)) };
  const values = enums[text];
  if (values) return { is: 'enum', name: text, values };
  return types[text] ? { is: 'object', type: text } : { is: text as Word };
}

function readField([name, text]: [string, string]): [string, Field] {
  const isRequired = text.endsWith('!');
  return [name, { name, type: readType(isRequired ? text.slice(0, -1) : text), isRequired }];
}

const known = new Map<string, Fields>();

/** The fields of a type such as `PodSpec`; none for a type that is not in the schema. */
export function fieldsOf(type: string): Fields {
  const found = known.get(type);
  if (found) return found;
  const fields: Fields = new Map(Object.entries(types[type] ?? {}).map(readField));
  known.set(type, fields);
  return fields;
}

/** The type of a kind, such as `StatefulSet` for `apps/v1` and `StatefulSet`; none when the schema lacks it. */
export function typeOfKind(apiVersion: string, kind: string): string | undefined {
  return kinds[`${apiVersion}/${kind}`];
}

/** Every kind of the schema. */
export function schemaKinds(): readonly { readonly apiVersion: string; readonly kind: string }[] {
  return Object.keys(kinds).map((key) => {
    const cut = key.lastIndexOf('/');
    return { apiVersion: key.slice(0, cut), kind: key.slice(cut + 1) };
  });
}
