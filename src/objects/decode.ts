import type { Fields, FieldType } from '../schema/index.ts';
import { fieldsOf, typeOfKind } from '../schema/index.ts';
import { type ApiError, badRequest } from './api-errors.ts';
import type { WrittenObject } from './manifest.ts';
import type { ApiObject } from './meta.ts';
import { isLeftOut } from './omitted.ts';
import { type Path, writePath } from './path.ts';
import { canonicalQuantity, quantityFault } from './quantity.ts';

/*
 * What the API server's JSON decoder makes of an object (sigs.k8s.io/json and apimachinery runtime/serializer/json):
 * wrong types and unknown fields in Go's words, found in the order of the sorted keys, because kubectl sends them so.
 */

/** One thing that is wrong with an object's shape, and where. */
export interface Fault {
  readonly kind: 'type' | 'unknown';
  /** `json: cannot unmarshal string into …`, or `unknown field "spec.replica"`. */
  readonly message: string;
  readonly path: Path;
}

/** An object as the API server holds it, and what it had to say. */
export interface Decoded {
  /** Only fields that the kind has; quantities in their canonical form; nulls and empty optional fields left out. */
  readonly object: ApiObject;
  /** Every fault, also where the answer names only the first. */
  readonly faults: readonly Fault[];
  /** Why the object is refused: a wrong type always, unknown fields only in strict decoding. */
  readonly error?: ApiError;
}

interface Decoding {
  readonly faults: Fault[];
  /** Empty leaves are left out as Go does, except in a patch, where they are what is asked for. */
  readonly path: (string | number)[];
  /** The Go struct around the value. */
  struct: string;
}

/** The zero that Go leaves where a value could not be read. */
const nothing = undefined;

function goType(type: FieldType): string {
  switch (type.is) {
    case 'list':
      return `[]${goType(type.of)}`;
    case 'map':
      return type.of.is === 'quantity' ? 'v1.ResourceList' : `map[string]${goType(type.of)}`;
    case 'object':
      return `v1.${type.type}`;
    case 'enum':
      return `v1.${type.name}`;
    case 'intOrString':
      return 'int32';
    case 'bytes':
      return '[]uint8';
    case 'time':
      return 'string';
    default:
      return type.is;
  }
}

function jsonWord(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

function fail(decoding: Decoding, message: string): typeof nothing {
  decoding.faults.push({ kind: 'type', message, path: [...decoding.path] });
  return nothing;
}

function mismatch(decoding: Decoding, value: unknown, type: FieldType, word = jsonWord(value)): typeof nothing {
  const names = decoding.path.filter((step) => typeof step === 'string');
  const field = `${decoding.struct}.${names.join('.')}`;
  return fail(decoding, `json: cannot unmarshal ${word} into Go struct field ${field} of type ${goType(type)}`);
}

const ranges = { int32: 2 ** 31, int64: 2 ** 63 } as const;

function wholeNumber(decoding: Decoding, value: unknown, type: FieldType, limit: number): unknown {
  if (typeof value !== 'number') return mismatch(decoding, value, type);
  if (!Number.isInteger(value) || value >= limit || value < -limit) {
    return mismatch(decoding, value, type, `number ${value}`);
  }
  return value;
}

function quantityText(decoding: Decoding, value: unknown): unknown {
  const text = typeof value === 'string' ? value.trim() : JSON.stringify(value);
  const fault = quantityFault(text);
  return fault ? fail(decoding, fault) : canonicalQuantity(text);
}

function time(decoding: Decoding, value: unknown, type: FieldType): unknown {
  if (typeof value !== 'string') return mismatch(decoding, value, type);
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(value) && !Number.isNaN(Date.parse(value))) return value;
  const layout = '2006-01-02T15:04:05Z07:00';
  return fail(
    decoding,
    `parsing time ${JSON.stringify(value)} as "${layout}": cannot parse ${JSON.stringify(value)} as "2006"`,
  );
}

function bytes(decoding: Decoding, value: unknown, type: FieldType): unknown {
  if (typeof value !== 'string') return mismatch(decoding, value, type);
  const bad = value.search(/[^A-Za-z0-9+/=\r\n]/);
  const isWhole = value.replace(/[\r\n]/g, '').length % 4 === 0;
  if (bad < 0 && isWhole) return value;
  return fail(decoding, `illegal base64 data at input byte ${bad < 0 ? value.length - (value.length % 4) : bad}`);
}

function list(decoding: Decoding, value: unknown, type: FieldType, of: FieldType): unknown {
  if (!Array.isArray(value)) return mismatch(decoding, value, type);
  return value.map((item: unknown, index) => {
    decoding.path.push(index);
    const decoded = item === null ? zero(of) : decodeValue(decoding, item, of);
    decoding.path.pop();
    return decoded;
  });
}

/** What a null stands for inside a list. */
function zero(type: FieldType): unknown {
  if (type.is === 'list' || type.is === 'any') return null;
  if (type.is === 'object' || type.is === 'map') return {};
  return type.is === 'string' || type.is === 'enum' ? '' : 0;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function map(decoding: Decoding, value: unknown, type: FieldType, of: FieldType): unknown {
  if (!isObject(value)) return mismatch(decoding, value, type);
  const decoded = Object.keys(value)
    .sort()
    .map((key): [string, unknown] => {
      const item = value[key];
      return [key, item === null ? zero(of) : decodeValue(decoding, item, of)];
    });
  return Object.fromEntries(decoded);
}

function object(decoding: Decoding, value: unknown, type: FieldType, name: string): unknown {
  if (!isObject(value)) return mismatch(decoding, value, type);
  const around = decoding.struct;
  decoding.struct = name;
  const decoded = decodeFields(decoding, value, name, fieldsOf(name));
  decoding.struct = around;
  return decoded;
}

function decodeFields(
  decoding: Decoding,
  value: Readonly<Record<string, unknown>>,
  owner: string,
  fields: Fields,
): Record<string, unknown> {
  const decoded: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort()) {
    const field = fields.get(key);
    decoding.path.push(key);
    if (!field) unknown(decoding);
    else if (value[key] !== null) {
      const item = decodeValue(decoding, value[key], field.type);
      if (!isLeftOut(owner, field, item)) decoded[key] = item;
    }
    decoding.path.pop();
  }
  return decoded;
}

function unknown(decoding: Decoding): void {
  const message = `unknown field "${writePath(decoding.path)}"`;
  decoding.faults.push({ kind: 'unknown', message, path: [...decoding.path] });
}

function decodeValue(decoding: Decoding, value: unknown, type: FieldType): unknown {
  switch (type.is) {
    case 'object':
      return object(decoding, value, type, type.type);
    case 'list':
      return list(decoding, value, type, type.of);
    case 'map':
      return map(decoding, value, type, type.of);
    case 'string':
    case 'enum':
      return typeof value === 'string' ? value : mismatch(decoding, value, type);
    case 'bool':
      return typeof value === 'boolean' ? value : mismatch(decoding, value, type);
    case 'int32':
    case 'int64':
      return wholeNumber(decoding, value, type, ranges[type.is]);
    case 'float64':
      return typeof value === 'number' ? value : mismatch(decoding, value, type);
    case 'intOrString':
      return typeof value === 'string' ? value : wholeNumber(decoding, value, type, ranges.int32);
    case 'quantity':
      return quantityText(decoding, value);
    case 'time':
      return time(decoding, value, type);
    case 'bytes':
      return bytes(decoding, value, type);
    case 'any':
      return value;
  }
}

function refusal(
  { apiVersion, kind }: WrittenObject,
  faults: readonly Fault[],
  isStrict: boolean,
): ApiError | undefined {
  const wrong = faults.find((fault) => fault.kind === 'type');
  if (!wrong && (!isStrict || faults.length === 0)) return undefined;
  const what = wrong?.message ?? `strict decoding error: ${faults.map(({ message }) => message).join(', ')}`;
  const version = apiVersion.split('/').at(-1) ?? '';
  return badRequest(`${kind} in version "${version}" cannot be handled as a ${kind}: ${what}`);
}

/**
 * Reads a written object as its kind. `strict` is what `kubectl apply` asks for; without it (`--validate=false`,
 * `kubectl patch`) unknown fields are dropped, and the faults serve as warnings. An object of a kind that the schema
 * lacks comes back as it is.
 */
export function decode(written: WrittenObject, options: { readonly strict: boolean }): Decoded {
  const type = typeOfKind(written.apiVersion, written.kind);
  const metadata = isObject(written.metadata) ? written.metadata : {};
  if (!type) return { object: { ...written, metadata } as unknown as ApiObject, faults: [] };
  const decoding: Decoding = { faults: [], path: [], struct: type };
  const fields = decodeFields(decoding, written, type, fieldsOf(type));
  const error = refusal(written, decoding.faults, options.strict);
  const object = { ...fields, metadata: fields.metadata ?? {} } as unknown as ApiObject;
  return { object, faults: decoding.faults, ...(error ? { error } : {}) };
}
