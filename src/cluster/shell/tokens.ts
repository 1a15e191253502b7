/** From the text of a script to its words and operators, as the POSIX shell reads them (2.3 Token Recognition). Left out: here-documents, aliases. */
import type { Piece, Redirection, Word } from './script.ts';
import { trouble } from './trouble.ts';

/** A word, an operator (`&&`, `;`, a line feed …), or the head of a redirection. */
export type Token = {
  readonly line: number;
  /** Nothing stands between it and the one before. */ readonly isGlued: boolean;
} & (
  | { readonly word: Word; readonly bare: string | undefined }
  | { readonly operator: string }
  | { readonly stream: Redirection['stream']; readonly mode: Redirection['mode'] }
);

interface Cursor {
  readonly text: string;
  at: number;
  line: number;
}

/** A quote or a bracket that nothing closes. */
function unclosed(): never {
  return trouble('syntax error: unexpected end of file');
}

const operators = /^(&&|\|\||;;|<<-?|[;&|()\n])/;
const redirection = /^([012]?)(>&|>>|>|<(?!<))/;

/** The tokens of a script. Ends with `trouble` where it ends inside quotes or brackets. */
export function tokensOf(text: string): readonly Token[] {
  const cursor: Cursor = { text, at: 0, line: 1 };
  const tokens: Token[] = [];
  for (;;) {
    const before = cursor.at;
    skipBlanks(cursor);
    if (cursor.at >= text.length) return tokens;
    tokens.push(nextToken(cursor, cursor.at === before));
  }
}

/** The word that a text is, blanks and all: what stands behind an operator inside `${…}`. */
export function wordOf(text: string, isQuoted: boolean): Word {
  const cursor: Cursor = { text, at: 0, line: 1 };
  const pieces: Piece[] = [];
  while (cursor.at < text.length) pieces.push(...nextPieces(cursor, isQuoted));
  return pieces;
}

function rest({ text, at }: Cursor): string {
  return text.slice(at);
}

function skipBlanks(cursor: Cursor): void {
  const [blanks = ''] = /^(?:[ \t]|\\\n)*(?:#[^\n]*)?/.exec(rest(cursor)) ?? [];
  cursor.line += blanks.split('\n').length - 1;
  cursor.at += blanks.length;
}

function nextToken(cursor: Cursor, isGlued: boolean): Token {
  const { line } = cursor;
  const [operator] = operators.exec(rest(cursor)) ?? [];
  if (operator !== undefined) {
    cursor.at += operator.length;
    if (operator === '\n') cursor.line += 1;
    return { line, isGlued, operator };
  }
  const [head, stream, mode] = redirection.exec(rest(cursor)) ?? [];
  if (head !== undefined) {
    cursor.at += head.length;
    const standard = mode === '<' ? 0 : 1;
    const number = stream === '' ? standard : Number(stream);
    return { line, isGlued, stream: number as Redirection['stream'], mode: mode as Redirection['mode'] };
  }
  return { line, isGlued, ...nextWord(cursor) };
}

function nextWord(cursor: Cursor): { readonly word: Word; readonly bare: string | undefined } {
  const from = cursor.at;
  const word: Piece[] = [];
  while (cursor.at < cursor.text.length && !/[\s;&|()<>]/.test(cursor.text[cursor.at]!)) {
    word.push(...nextPieces(cursor, false));
  }
  if (cursor.at === from) cursor.at += 1;
  const source = cursor.text.slice(from, cursor.at);
  return { word, bare: /['"\\$`]/.test(source) ? undefined : source };
}

/** The next piece, or all pieces between double quotes. */
function nextPieces(cursor: Cursor, isQuoted: boolean): readonly Piece[] {
  const character = cursor.text[cursor.at]!;
  if (character === '$') return [dollar(cursor, isQuoted)];
  if (character === '`') return [{ script: between(cursor, '`', '`'), isQuoted }];
  if (character === '\\') return [escaped(cursor, isQuoted)];
  if (character === "'" && !isQuoted) return [{ text: between(cursor, "'", "'"), isQuoted: true }];
  if (character === '"') return quoted(cursor);
  const plain = isQuoted ? /^[^"\\$`]+/ : /^[^\s;&|()<>'"\\$`]+/;
  const text = plain.exec(rest(cursor))?.[0] ?? character;
  advance(cursor, text.length);
  return [{ text, isQuoted }];
}

function advance(cursor: Cursor, length: number): void {
  cursor.line += cursor.text.slice(cursor.at, cursor.at + length).split('\n').length - 1;
  cursor.at += length;
}

function escaped(cursor: Cursor, isQuoted: boolean): Piece {
  const next = cursor.text[cursor.at + 1] ?? '';
  advance(cursor, 2);
  if (next === '\n') return { text: '', isQuoted: false };
  // Inside double quotes a backslash protects only these.
  const text = isQuoted && !/[$`"\\]/.test(next) ? `\\${next}` : next;
  return { text, isQuoted: true };
}

function quoted(cursor: Cursor): readonly Piece[] {
  const pieces: Piece[] = [{ text: '', isQuoted: true }];
  cursor.at += 1;
  while (cursor.text[cursor.at] !== '"') {
    if (cursor.at >= cursor.text.length) unclosed();
    pieces.push(...nextPieces(cursor, true));
  }
  cursor.at += 1;
  return pieces;
}

function between(cursor: Cursor, open: string, close: string): string {
  const from = cursor.at + open.length;
  const end = cursor.text.indexOf(close, from);
  if (end < 0) unclosed();
  const text = cursor.text.slice(from, end);
  advance(cursor, end + close.length - cursor.at);
  return text;
}

const parameter = /^\$(\w+|[?$#@*!])/;
const inBraces = /^(#?)([A-Za-z_]\w*(?:\[\d+\])?|\d+|[?$#@*!])(?:(:?[-=+?]|##?|%%?)([^]*))?$/;

function dollar(cursor: Cursor, isQuoted: boolean): Piece {
  const here = rest(cursor);
  if (here.startsWith('$((')) return { sum: enclosed(cursor, '$(', '(', ')').slice(1, -1), isQuoted };
  if (here.startsWith('$(')) return { script: enclosed(cursor, '$', '(', ')'), isQuoted };
  if (here.startsWith('${')) return braces(enclosed(cursor, '$', '{', '}'), isQuoted);
  const [whole, name] = parameter.exec(here) ?? [];
  advance(cursor, whole?.length ?? 1);
  return name === undefined ? { text: '$', isQuoted } : { variable: name, isQuoted };
}

function braces(inside: string, isQuoted: boolean): Piece {
  const [whole, length, name = '', operator, operand] = inBraces.exec(inside) ?? [];
  if (whole === undefined) return { variable: '', operator: 'bad', operand: inside, isQuoted };
  if (length === '#') return { variable: name, operator: 'length', isQuoted };
  return { variable: name, ...(operator !== undefined && { operator, operand: operand ?? '' }), isQuoted };
}

/** What stands between the bracket behind `before` and the one that closes it; quotes protect brackets. */
function enclosed(cursor: Cursor, before: string, open: string, close: string): string {
  const from = cursor.at + before.replace(/\($/, '').length + 1;
  let depth = 1;
  let at = from;
  for (; depth > 0; at++) {
    const character = cursor.text[at];
    if (character === undefined) return unclosed();
    if (character === '\\') at += 1;
    else if (character === "'" || character === '"') at = afterQuote(cursor.text, at);
    else if (character === open) depth += 1;
    else if (character === close) depth -= 1;
  }
  const text = cursor.text.slice(from, at - 1);
  advance(cursor, at - cursor.at);
  return text;
}

function afterQuote(text: string, at: number): number {
  const quote = text[at]!;
  for (let next = at + 1; next < text.length; next++) {
    if (text[next] === '\\' && quote === '"') next += 1;
    else if (text[next] === quote) return next;
  }
  return unclosed();
}
