/**
 * The part of kubectl's JSONPath that people use: fields, indexes, `*`, slices, one comparison in a filter, `range` and texts.
 * Models k8s.io/client-go util/jsonpath. Left out: recursive descent, unions, regular expressions.
 */
import { goJson } from './go-text.ts';

/** All values at a path such as `.spec.containers[0].image` or `.items[*].metadata.name`. */
export function readPath(root: unknown, path: string): readonly unknown[] {
  let values: readonly unknown[] = [root];
  for (const [step] of path.replace(/^[$@]/, '').matchAll(/\.?\[[^\]]*\](?:\])?|\.(?:\\\.|[^.[\\])+/g)) {
    values = values.flatMap((value) => take(value, step.replace(/^\.(?=\[)/, '')));
  }
  return values.filter((value) => value !== undefined);
}

function take(value: unknown, step: string): readonly unknown[] {
  if (!step.startsWith('[')) return [field(value, step.slice(1).replaceAll('\\.', '.'))];
  const inside = step.slice(1, -1);
  if (inside === '*') return Array.isArray(value) ? value : Object.values((value as object | undefined) ?? {});
  const [, quoted] = /^['"](.*)['"]$/.exec(inside) ?? [];
  if (quoted !== undefined) return [field(value, quoted)];
  if (!Array.isArray(value)) return [];
  if (inside.startsWith('?(')) return value.filter((item) => passes(item, inside.slice(2, -1)));
  const [, from, to] = /^(-?[0-9]*):(-?[0-9]*)$/.exec(inside) ?? [];
  if (from !== undefined) return value.slice(Number(from), to === '' ? undefined : Number(to));
  return [value.at(Number(inside)) as unknown];
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function passes(item: unknown, filter: string): boolean {
  const [, path, sign, literal] = /^\s*@?([^=!<>]+?)\s*(?:(==|!=|<=|>=|<|>)\s*(.+?)\s*)?$/.exec(filter) ?? [];
  const [value] = readPath(item, path ?? '');
  if (sign === undefined) return value !== undefined;
  const wanted = (literal ?? '').replace(/^(['"])(.*)\1$/, '$2');
  if (sign === '==') return String(value) === wanted;
  if (sign === '!=') return String(value) !== wanted;
  const difference = Number(value) - Number(wanted);
  return sign === '<'
    ? difference < 0
    : sign === '>'
      ? difference > 0
      : sign === '<='
        ? difference <= 0
        : difference >= 0;
}

/** Values as kubectl prints them: next to each other, objects as JSON. */
export function pathText(values: readonly unknown[], between = ','): string {
  return values.map((value) => (typeof value === 'object' ? goJson(value) : String(value))).join(between);
}

type Piece =
  { readonly text: string } | { readonly path: string } | { readonly range: string; readonly inner: readonly Piece[] };

/** Fills a template such as `{range .items[*]}{.metadata.name}{"\n"}{end}`. */
export function readTemplate(
  template: string,
  root: unknown,
): { readonly text: string } | { readonly problem: string } {
  const text = template.includes('{')
    ? template
    : `{${template.startsWith('.') || template.startsWith('$') ? '' : '.'}${template}}`;
  const tokens = text.match(/\{(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^{}"'])*\}|[^{}]+|[{}]/g) ?? [];
  if (/\[[^\]]*\}/.test(text)) return { problem: `error parsing jsonpath ${template}, unterminated array` };
  if (tokens.some((token) => token === '{' || token === '}')) {
    return { problem: `error parsing jsonpath ${template}, unclosed action` };
  }
  return { text: fill(piecesOf([...tokens]), root, root) };
}

function piecesOf(tokens: string[]): readonly Piece[] {
  const pieces: Piece[] = [];
  for (let token = tokens.shift(); token !== undefined; token = tokens.shift()) {
    const action = token.startsWith('{') ? token.slice(1, -1).trim() : undefined;
    if (action === 'end') return pieces;
    if (action === undefined) pieces.push({ text: token });
    else if (action.startsWith('range ')) pieces.push({ range: action.slice(6).trim(), inner: piecesOf(tokens) });
    else if (/^["']/.test(action)) pieces.push({ text: unquote(action) });
    else pieces.push({ path: action });
  }
  return pieces;
}

function unquote(literal: string): string {
  const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };
  return literal.slice(1, -1).replace(/\\(.)/g, (_, sign: string) => escapes[sign] ?? sign);
}

function fill(pieces: readonly Piece[], here: unknown, root: unknown): string {
  const texts = pieces.map((piece) => {
    if ('text' in piece) return piece.text;
    if ('path' in piece) return pathText(readPath(piece.path.startsWith('$') ? root : here, piece.path), ' ');
    return readPath(here, piece.range)
      .map((item) => fill(piece.inner, item, root))
      .join('');
  });
  return texts.join('');
}
