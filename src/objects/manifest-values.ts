import type { Document, Node, Pair } from 'yaml';
import { isAlias, isMap, isNode, isScalar, isSeq } from 'yaml';

/*
 * What a YAML node means to kubectl, which reads YAML 1.1 by way of go-yaml (sigs.k8s.io/yaml, resolve.go): `yes` and
 * `off` are booleans, 0644 is octal, a date stays text. Values come out as JSON would hold them.
 */

/** Something about the text that is worth saying: a key given twice, or why no value can be made of it. */
interface Remark {
  readonly message: string;
  readonly offset: number;
  readonly endOffset: number;
  readonly isFatal: boolean;
}

/** What the document says, and what is to be said about it. */
interface Meaning {
  readonly value: unknown;
  readonly remarks: readonly Remark[];
}

/** How many nodes may come out of aliases, so that a few lines cannot blow up to millions (the "billion laughs"). */
const aliasedNodesMax = 10_000;

const words: Readonly<Record<string, unknown>> = Object.assign(Object.create(null) as object, {
  '': null,
  '~': null,
  '.nan': null,
  '.inf': null,
  '-.inf': null,
  ...spelled(['null'], null),
  ...spelled(['y', 'yes', 'true', 'on'], true),
  ...spelled(['n', 'no', 'false', 'off'], false),
});

function spelled(list: readonly string[], value: unknown): Record<string, unknown> {
  const spellings = list.flatMap((word) => [word, word.charAt(0).toUpperCase() + word.slice(1), word.toUpperCase()]);
  return Object.fromEntries(spellings.map((word) => [word, value]));
}

const wholeNumber = /^([-+]?)(?:0x([0-9a-f]+)|0b([01]+)|0o?([0-7]+)|(0|[1-9][0-9]*))$/i;
const decimalNumber = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;

function wholeNumberOf(text: string): number | undefined {
  const match = wholeNumber.exec(text);
  if (!match) return undefined;
  const [, sign, hex, binary, octal, decimal] = match;
  const size = hex ? parseInt(hex, 16) : binary ? parseInt(binary, 2) : octal ? parseInt(octal, 8) : Number(decimal);
  return sign === '-' ? 0 - size : size;
}

/** The value of a scalar without quotes. */
export function plainValue(text: string): unknown {
  if (text in words) return words[text];
  if (!/^[-+.0-9]/.test(text)) return text;
  const plain = text.replaceAll('_', '');
  return wholeNumberOf(plain) ?? (decimalNumber.test(plain) ? Number(plain) : text);
}

/** How Go prints a value that cannot be a key: what kubectl says of `name: {{ value }}`. */
function asGo(value: unknown): string {
  if (value === null) return 'interface {}(nil)';
  if (Array.isArray(value)) return `[]interface {}{${value.map(asGo).join(', ')}}`;
  if (typeof value !== 'object') return JSON.stringify(value);
  const pairs = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}:${asGo(item)}`);
  return `map[interface {}]interface {}{${pairs.join(', ')}}`;
}

interface Reading {
  /** The nodes with a name, as far as the text has been read. */
  readonly anchors: Map<string, Node>;
  readonly remarks: Remark[];
  readonly within: Set<Node>;
  aliased: number;
}

function remark(reading: Reading, node: unknown, message: string, isFatal: boolean): void {
  const [offset = 0, endOffset = offset] = (node as Node | null)?.range ?? [];
  reading.remarks.push({ message, offset, endOffset, isFatal });
}

function keyOf(reading: Reading, pair: Pair): string {
  const key = valueOf(reading, pair.key);
  if (typeof key === 'object' && key !== null) remark(reading, pair.key, `yaml: invalid map key: ${asGo(key)}`, true);
  return String(key);
}

function isMerge(pair: Pair): boolean {
  return isScalar(pair.key) && pair.key.type === 'PLAIN' && pair.key.value === '<<';
}

/** Keys of their own, so that `__proto__` is a key like any other. */
function put(map: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(map, key, { value, enumerable: true, writable: true, configurable: true });
}

function mapOf(reading: Reading, pairs: readonly Pair[]): Record<string, unknown> {
  const map: Record<string, unknown> = {};
  for (const pair of pairs.filter((pair) => !isMerge(pair))) {
    const key = keyOf(reading, pair);
    if (Object.hasOwn(map, key)) {
      remark(reading, pair.key, `key "${key}" is given twice; the last one counts`, false);
    }
    put(map, key, valueOf(reading, pair.value));
  }
  for (const pair of pairs.filter(isMerge)) {
    for (const source of [valueOf(reading, pair.value)].flat()) merge(map, source);
  }
  return map;
}

function merge(map: Record<string, unknown>, source: unknown): void {
  if (typeof source !== 'object' || source === null) return;
  for (const [key, value] of Object.entries(source)) if (!Object.hasOwn(map, key)) put(map, key, value);
}

function aliasOf(reading: Reading, alias: Node): unknown {
  if (!isAlias(alias)) return null;
  const node = reading.anchors.get(alias.source);
  if (!node) {
    remark(reading, alias, `yaml: unknown anchor '${alias.source}' referenced`, true);
    return null;
  }
  if (reading.within.has(node)) {
    remark(reading, alias, `yaml: anchor '${alias.source}' value contains itself`, true);
    return null;
  }
  reading.within.add(node);
  const value = valueOf(reading, node);
  reading.within.delete(node);
  return value;
}

function valueOf(reading: Reading, node: unknown): unknown {
  if (reading.within.size > 0 && ++reading.aliased > aliasedNodesMax) {
    if (reading.aliased === aliasedNodesMax + 1) {
      remark(reading, node, 'yaml: document contains excessive aliasing', true);
    }
    return null;
  }
  if (!isAlias(node) && isNode(node) && node.anchor) reading.anchors.set(node.anchor, node);
  if (isScalar(node)) {
    const text = String(node.value ?? '');
    return node.type === 'PLAIN' && node.tag === undefined ? plainValue(text) : text;
  }
  if (isMap(node)) return mapOf(reading, node.items);
  if (isSeq(node)) return node.items.map((item) => valueOf(reading, item));
  return isAlias(node) ? aliasOf(reading, node) : null;
}

/** The value of a document that was parsed with the schema `failsafe`, so that every scalar is still text. */
export function meaningOf(document: Document): Meaning {
  const reading: Reading = { anchors: new Map(), remarks: [], within: new Set(), aliased: 0 };
  const value = valueOf(reading, document.contents);
  return { value, remarks: reading.remarks };
}
