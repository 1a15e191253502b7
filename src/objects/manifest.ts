import type { Document, Node, Pair, YAMLParseError } from 'yaml';
import { isAlias, isMap, isNode, isScalar, isSeq, parseDocument } from 'yaml';
import { asGoError } from './manifest-errors.ts';
import { type Chunk, columnOf, cutDocuments, cutJson, type Range, ranger } from './manifest-text.ts';
import { meaningOf } from './manifest-values.ts';
import { type Path, readPath } from './path.ts';

/*
 * Text to objects, as kubectl reads a file: cli-runtime pkg/resource (StreamVisitor, FlattenListVisitor) and
 * kubectl pkg/validation. Everything that is wrong comes back as a problem with its place; nothing throws.
 */

/** Something to be said about a place in the text. */
export interface Problem extends Range {
  /** In kubectl's words where it has some, without the name of the file. */
  readonly message: string;
  readonly severity: 'error' | 'warning' | 'info';
  /** Ours, where kubectl's words leave one alone. */
  readonly hint?: string;
  /** The field, such as `spec.template.spec.containers[0].image`. */
  readonly path?: string;
}

/**
 * A problem of reading: the text cannot be `parsed` (kubectl reads no further), the document cannot be `validated`
 * as an object, it has no `name`, or there is merely something to be noticed.
 */
export interface ReadingProblem extends Problem {
  readonly stage: 'parse' | 'validate' | 'name' | 'notice';
}

/** An object as it was written: nothing but its apiVersion and kind is sure. */
export interface WrittenObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly [field: string]: unknown;
}

/** One object of a manifest and where it stands; an item of a List is a document of its own. */
export interface ManifestDocument {
  /** Its place among all objects of the text, from 0. */
  readonly index: number;
  readonly object: WrittenObject;
  readonly range: Range;
  /**
   * Where a field stands, given as a path or as the API server writes it (`spec.ports[0].port`). A field that is not
   * there is answered with the key of the nearest one around it.
   */
  rangeOf(path: string | Path, part?: 'key' | 'value'): Range;
}

/** What a text holds: the objects that kubectl would go on with, and all that is to be said. */
export interface Manifest {
  readonly documents: readonly ManifestDocument[];
  readonly problems: readonly ReadingProblem[];
}

/** The longest text that is read, in characters: far above any manifest, and far below what would freeze a page. */
export const manifestLengthMax = 1024 * 1024;

/** How deep lists and maps may lie in each other; the parser takes time that grows with the square of it. */
const manifestDepthMax = 200;

/** How many problems of one text are told of; nobody reads more. */
const problemsMax = 100;

interface Work {
  readonly at: ReturnType<typeof ranger>;
  readonly documents: ManifestDocument[];
  readonly problems: ReadingProblem[];
  hasStopped: boolean;
}

function report(work: Work, stage: ReadingProblem['stage'], range: Range, message: string, hint?: string): void {
  const severity = stage === 'notice' ? 'warning' : 'error';
  if (stage === 'parse') work.hasStopped = true;
  if (work.problems.length >= problemsMax && stage === 'notice') return;
  work.problems.push({ ...range, message, severity, stage, ...(hint === undefined ? {} : { hint }) });
}

const notText = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/;
const manyDashes = new RegExp(`^[ \\t]*(?:[-?:][ \\t]+){${manifestDepthMax}}`, 'm');

/** A rough look before parsing: brackets in quotes count too, which no real manifest will notice. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at) | 0x20; // [ becomes {, ] becomes }
    if (char === 0x7b && ++depth > manifestDepthMax) return true;
    if (char === 0x7d && depth > 0) depth--;
  }
  return manyDashes.test(text);
}

function refusal(text: string): string | undefined {
  if (text.length > manifestLengthMax) {
    return `the text has ${text.length} characters; at most ${manifestLengthMax} are read here`;
  }
  if (notText.test(text)) return 'error converting YAML to JSON: yaml: control characters are not allowed';
  return isTooDeep(text) ? `lists and maps lie in each other more than ${manifestDepthMax} deep` : undefined;
}

/** Reads a text of YAML or JSON with any number of documents. */
export function readManifest(text: string): Manifest {
  const tooMuch = refusal(text);
  const work: Work = { at: ranger(tooMuch ? '' : text), documents: [], problems: [], hasStopped: false };
  if (tooMuch) {
    report(work, 'parse', work.at(0), tooMuch);
    return work;
  }
  const json = cutJson(text);
  const { chunks, badSeparator } = json ? { chunks: json, badSeparator: undefined } : cutDocuments(text);
  for (const chunk of chunks) readChunk(work, chunk);
  if (badSeparator) {
    const range = work.at(badSeparator.offset, badSeparator.offset + 3);
    report(work, 'parse', range, `invalid Yaml document separator: ${badSeparator.text}`);
  }
  return { documents: work.documents, problems: work.problems };
}

/** Everything is text at first; what it is to be, the fields of its kind say. */
const asText = {
  schema: 'failsafe',
  resolveKnownTags: false,
  prettyErrors: false,
  uniqueKeys: false,
  logLevel: 'silent',
} as const;

/** Rubbish makes an error for every character, and most of the time would go into their stack traces. */
function parse(chunk: Chunk): Document.Parsed {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return parseDocument(chunk.text, asText);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function readChunk(work: Work, chunk: Chunk): void {
  const document = parse(chunk);
  const errors = document.errors.filter(({ code }) => code !== 'MULTIPLE_DOCS');
  const [first] = errors;
  if (first && isOutside(chunk, document, first)) {
    const range = work.at(chunk.offset + first.pos[0], chunk.offset + first.pos[1]);
    report(work, 'notice', range, 'this stands outside the document, and is left out from here on');
    return readDocument(work, chunk, document);
  }
  const error = asGoError(chunk.text, errors);
  if (!error) return readDocument(work, chunk, document);
  const range = work.at(chunk.offset + error.offset, chunk.offset + error.offset + 1);
  report(work, 'parse', range, `error converting YAML to JSON: ${error.message}`, error.hint);
}

/** A block that ends early: kubectl reads the first node of a document and never looks at what stands after it. */
function isOutside(chunk: Chunk, document: Document.Parsed, error: YAMLParseError): boolean {
  const root = document.contents;
  const [offset] = error.pos;
  if (error.code !== 'UNEXPECTED_TOKEN' || !(isMap(root) || isSeq(root)) || root.flow || !root.range) return false;
  return offset >= root.range[1] && columnOf(chunk.text, offset) < columnOf(chunk.text, root.range[0]);
}

function readDocument(work: Work, chunk: Chunk, document: Document.Parsed): void {
  const { value, remarks } = meaningOf(document);
  for (const remark of remarks) {
    const range = work.at(chunk.offset + remark.offset, chunk.offset + remark.endOffset);
    if (remark.isFatal) return report(work, 'parse', range, `error converting YAML to JSON: ${remark.message}`);
    report(work, 'notice', range, remark.message);
  }
  if (value !== null) addObject(work, { chunk, document, path: [] }, value);
}

interface Source {
  readonly chunk: Chunk;
  readonly document: Document.Parsed;
  readonly path: Path;
}

function addObject(work: Work, source: Source, value: unknown): void {
  const range = rangeIn(work, source, [], 'value');
  const fault = kindFault(value);
  if (fault) return report(work, 'validate', range, fault);
  const object = value as WrittenObject;
  if (object.kind.endsWith('List') && Array.isArray(object.items)) {
    object.items.forEach((item, index) => {
      addObject(work, { ...source, path: [...source.path, 'items', index] }, itemOf(object, item));
    });
    return;
  }
  const rangeOf: ManifestDocument['rangeOf'] = (path, part = 'value') =>
    rangeIn(work, source, typeof path === 'string' ? readPath(path) : path, part);
  if (!isNamed(object)) report(work, 'name', rangeOf('metadata.name'), 'resource name may not be empty');
  if (!work.hasStopped) work.documents.push({ index: work.documents.length, object, range, rangeOf });
}

/** Items of a `StatefulSetList` need not say what they are. */
function itemOf(list: WrittenObject, item: unknown): unknown {
  if (list.kind === 'List' || typeof item !== 'object' || item === null || Array.isArray(item)) return item;
  return { apiVersion: list.apiVersion, kind: list.kind.slice(0, -'List'.length), ...item };
}

/** Why the value is no object at all, in the words of kubectl's validation (pkg/validation, getObjectKind). */
function kindFault(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'invalid object to validate';
  const faults: string[] = [];
  for (const field of ['apiVersion', 'kind']) {
    const given = (value as Readonly<Record<string, unknown>>)[field];
    if (given === undefined || given === null) faults.push(`${field} not set`);
    else if (typeof given !== 'string') faults.push(`${field} isn't string type`);
    else if (field === 'apiVersion' && given.split('/').length > 2) {
      faults.push(`unexpected GroupVersion string: ${given}`);
    }
  }
  return faults.length > 1 ? `[${faults.join(', ')}]` : faults[0];
}

function isNamed({ metadata }: WrittenObject): boolean {
  const { name, generateName } = (metadata ?? {}) as { name?: unknown; generateName?: unknown };
  return Boolean(name) || Boolean(generateName);
}

/** The item of a map or list, and its key where it has one. */
function inside(document: Document, node: unknown, step: string | number): { key?: Node; value: unknown } | undefined {
  const place = isAlias(node) ? node.resolve(document) : node;
  if (isSeq(place)) {
    const value = place.items[Number(step)];
    return value === undefined ? undefined : { value };
  }
  if (!isMap(place)) return undefined;
  const pair = (place.items as readonly Pair[]).findLast(
    (pair) => isScalar(pair.key) && pair.key.value === String(step),
  );
  return pair ? { key: pair.key as Node, value: pair.value } : undefined;
}

function rangeIn(work: Work, source: Source, path: Path, part: 'key' | 'value'): Range {
  let value: unknown = source.document.contents;
  let key: Node | undefined;
  let isWhole = true;
  for (const step of [...source.path, ...path]) {
    const next = inside(source.document, value, step);
    isWhole = next !== undefined;
    if (!next) break;
    key = next.key ?? headOf(next.value) ?? key;
    value = next.value;
  }
  const wanted = isWhole && part === 'value' && isNode(value) && hasText(value) ? value : key;
  const [start = 0, end = start] = (wanted ?? (value as Node | null))?.range ?? [];
  return work.at(source.chunk.offset + start, source.chunk.offset + end);
}

/** What stands for an item of a list: its first key, or itself. */
function headOf(node: unknown): Node | undefined {
  const first = isMap(node) ? node.items[0]?.key : undefined;
  if (isNode(first)) return first;
  return isNode(node) ? node : undefined;
}

function hasText(node: Node): boolean {
  return node.range !== undefined && node.range !== null && node.range[1] > node.range[0];
}

/**
 * What kubectl prints for the problems of a file that it could not read, one text for each, in order; nothing when all
 * went well. (`no objects passed to apply` is for the verb to say, when there are no documents and no texts here.)
 * A missing name is not among them: kubectl asks the API server for the object first (see `namelessMessage`).
 */
export function readingErrors(manifest: Manifest, file: string): readonly string[] {
  const texts: string[] = [];
  for (const { stage, message } of manifest.problems) {
    if (stage === 'parse') return [...texts, `error: error parsing ${file}: ${message}`];
    if (stage !== 'validate') continue;
    const advice = 'if you choose to ignore these errors, turn validation off with --validate=false';
    texts.push(`error: error validating "${file}": error validating data: ${message}; ${advice}`);
  }
  return texts;
}

/** What `kubectl apply` prints for an object without a name; `resource` is the plural, such as `statefulsets`. */
export function namelessMessage(file: string, object: WrittenObject, resource: string, namespace: string): string {
  const { apiVersion, kind } = object;
  return [
    'error: error when retrieving current configuration of:',
    `Resource: "${apiVersion}, Resource=${resource}", GroupVersionKind: "${apiVersion}, Kind=${kind}"`,
    `Name: "", Namespace: "${namespace}"`,
    `from server for: "${file}": resource name may not be empty`,
  ].join('\n');
}
