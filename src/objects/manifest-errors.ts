import { columnOf } from './manifest-text.ts';

/*
 * The yaml package and go-yaml stumble over the same texts, but say so in other words and at other places. Learners
 * meet go-yaml's words in their own terminal, so these are the ones we say. Two of its habits are kept: errors of its
 * parser (not those of its scanner) name the line before, and on the first line they name none.
 */

/** An error as the yaml package reports it. */
interface YamlError {
  readonly code: string;
  readonly message: string;
  readonly pos: readonly [number, number];
}

/** The same in go-yaml's words, beginning with `yaml: `, and where it happened. */
interface GoError {
  readonly message: string;
  readonly offset: number;
  readonly hint: string;
}

type Finding = readonly [by: 'scanner' | 'parser', words: string, offset: number];

function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

/** What stands before the offset on the same block level: a key, a list item, or nothing because the block begins here. */
function before(text: string, offset: number): 'key' | 'item' | 'nothing' {
  const column = columnOf(text, offset);
  const above = text
    .slice(0, offset - column)
    .split('\n')
    .reverse();
  for (const line of above) {
    const [indent = '', spaces = ''] = /^( *)(?:- +)*/.exec(line) ?? [];
    if (/^\s*(#|$)/.test(line) || spaces.length > column) continue;
    if (indent.length === column && indent.length > spaces.length) return 'key';
    if (spaces.length === column) return line.startsWith('-', column) ? 'item' : 'key';
    if (indent.length > column) continue;
    return 'nothing';
  }
  return 'nothing';
}

/** The next thing in the text that is neither blank nor comment, or its end. */
function nextToken(text: string, offset: number): number {
  const gap = /^(?:[ \t]*(?:#[^\n]*)?(?:\r?\n|$))*[ \t]*/.exec(text.slice(offset))?.[0] ?? '';
  return Math.min(offset + gap.length, text.length);
}

function tab(text: string, [start]: YamlError['pos']): Finding {
  const lineBefore = text.slice(0, start).trimEnd().split('\n').at(-1) ?? '';
  const goesOn = /[^\s:>|-]$/.test(lineBefore) && !/["'}\]]$/.test(lineBefore) && !/^\s*#/.test(lineBefore);
  const words = goesOn
    ? 'found a tab character that violates indentation'
    : 'found character that cannot start any token';
  return ['scanner', words, start];
}

function implicitKey(text: string, [start, end]: YamlError['pos']): Finding {
  if (before(text, start) === 'nothing') return ['scanner', 'mapping values are not allowed in this context', end];
  return ['scanner', "could not find expected ':'", end];
}

function badIndent(text: string, error: YamlError): Finding {
  const [start] = error.pos;
  if (error.message.startsWith('Flow sequence')) return ['parser', "did not find expected ',' or ']'", start];
  if (error.message.startsWith('Flow map')) return ['parser', "did not find expected ',' or '}'", start];
  return misfit(text, nextToken(text, start));
}

/** Something on a level where a sequence wants its next `-`, or a mapping its next key. */
function misfit(text: string, offset: number): Finding {
  const words = before(text, offset) === 'item' ? "did not find expected '-' indicator" : 'did not find expected key';
  return ['parser', words, offset];
}

function missing(text: string, error: YamlError): Finding {
  const [, end] = error.pos;
  if (error.message.includes('quote')) return ['scanner', 'found unexpected end of stream', text.length];
  return ['scanner', "could not find expected ':'", nextToken(text, end)];
}

function unexpected(text: string, error: YamlError): Finding {
  const [start] = error.pos;
  const { message } = error;
  if (message.includes('block-seq-ind'))
    return ['scanner', 'block sequence entries are not allowed in this context', start];
  if (message.startsWith('Block scalar header'))
    return ['scanner', 'did not find expected comment or line break', start];
  if (/flow-(seq|map)-end|Unexpected ,/.test(message)) return ['parser', 'did not find expected node content', start];
  return misfit(text, start);
}

function findingOf(text: string, error: YamlError, next: YamlError | undefined): Finding | undefined {
  const [start] = error.pos;
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return tab(text, error.pos);
    case 'BLOCK_AS_IMPLICIT_KEY': {
      if (error.message.includes('sequence')) return ['parser', 'did not find expected key', start];
      const isMultiline = next?.code === 'MULTILINE_IMPLICIT_KEY' && next.pos[0] === start;
      return ['scanner', 'mapping values are not allowed in this context', isMultiline ? next.pos[1] : start];
    }
    case 'MULTILINE_IMPLICIT_KEY':
      return implicitKey(text, error.pos);
    case 'BAD_INDENT':
      return badIndent(text, error);
    case 'BLOCK_IN_FLOW':
      return ['parser', `did not find expected ',' or '${openBracket(text, start) === '[' ? ']' : '}'}'`, start];
    case 'MISSING_CHAR':
      return missing(text, error);
    case 'BAD_SCALAR_START':
      return ['scanner', 'found character that cannot start any token', start];
    case 'BAD_DQ_ESCAPE':
      return ['scanner', 'found unknown escape character', start];
    case 'BAD_ALIAS':
      return ['scanner', 'did not find expected alphabetic or numeric character', start];
    case 'UNEXPECTED_TOKEN':
      return unexpected(text, error);
    default:
      return undefined;
  }
}

function openBracket(text: string, offset: number): string {
  const depths = { '[': 0, '{': 0 };
  for (let at = offset - 1; at >= 0; at--) {
    const char = text.charAt(at);
    if (char === ']') depths['[']++;
    if (char === '}') depths['{']++;
    if ((char === '[' || char === '{') && depths[char]-- === 0) return char;
  }
  return '{';
}

/** The first error in go-yaml's words; `text` is the one document in which kubectl counts its lines. */
export function asGoError(text: string, errors: readonly YamlError[]): GoError | undefined {
  const [error, next] = errors;
  if (!error) return undefined;
  const plain = error.message.charAt(0).toLowerCase() + error.message.slice(1);
  const [by, words, offset] = findingOf(text, error, next) ?? ['scanner', plain, error.pos[0]];
  const line = lineOf(text, offset);
  const place = line === 1 ? '' : `line ${by === 'parser' ? line - 1 : line}: `;
  return { message: `yaml: ${place}${words}`, offset, hint: error.message };
}
