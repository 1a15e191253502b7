/** SQL taken apart into words, and a place among them. */

/** One word of a statement. */
export interface Word {
  readonly kind: 'name' | 'text' | 'number' | 'sign';
  readonly text: string;
  /** Where it begins in the whole text. */
  readonly at: number;
}

/** A value in a column. */
export type Value = string | number | null;

/** An error of the server, with its number and state. */
export interface SqlError {
  readonly code: number;
  readonly state: string;
  readonly message: string;
}

/** Where a reader stands in a statement; the text is that of all statements, for messages. */
export interface Cursor {
  readonly words: readonly Word[];
  readonly text: string;
  at: number;
}

const shapes =
  /\s+|--[^\n]*|\/\*[\s\S]*?\*\/|(`[^`]*`)|('(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.|"")*")|(\d+(?:\.\d+)?)|(@{0,2}[A-Za-z_$][\w$]*)|(<>|<=|>=|!=|[\s\S])/gy;

/** The words of a text; blanks and comments are no words. */
export function wordsOf(text: string): readonly Word[] {
  return [...text.matchAll(shapes)].flatMap(([, quoted, string, number, name, sign], place, all): readonly Word[] => {
    const at = all[place]!.index;
    if (quoted !== undefined) return [{ kind: 'name', text: quoted.slice(1, -1), at }];
    if (string !== undefined) return [{ kind: 'text', text: unquoted(string), at }];
    if (number !== undefined) return [{ kind: 'number', text: number, at }];
    if (name !== undefined) return [{ kind: 'name', text: name, at }];
    return sign === undefined ? [] : [{ kind: 'sign', text: sign, at }];
  });
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0' };

function unquoted(string: string): string {
  const quote = string.charAt(0);
  const inside = string.slice(1, -1).replaceAll(quote + quote, quote);
  return inside.replace(/\\([\s\S])/g, (_, after: string) => escapes[after] ?? after);
}

/** One cursor for each statement. */
export function statementsOf(text: string): readonly Cursor[] {
  const statements: Word[][] = [[]];
  for (const word of wordsOf(text)) {
    if (word.kind === 'sign' && word.text === ';') statements.push([]);
    else statements.at(-1)!.push(word);
  }
  return statements.filter((words) => words.length > 0).map((words) => ({ words, text, at: 0 }));
}

/** Thrown where a statement goes wrong, and caught where it was begun. */
export function refuse(code: number, state: string, message: string): never {
  const cause: SqlError = { code, state, message };
  throw new RangeError(message, { cause });
}

/** The statement goes on otherwise than any does. */
export function misread({ words, text, at }: Cursor): never {
  const word = words[at];
  const near = word ? text.slice(word.at).split(';')[0] : '';
  return refuse(
    1064,
    '42000',
    `You have an error in your SQL syntax; check the manual that corresponds to your {server} server version for the right syntax to use near '${near}' at line 1`,
  );
}

function isWord(word: Word | undefined, wanted: string): boolean {
  if (!word || word.kind === 'text') return false;
  return word.text.toUpperCase() === wanted;
}

/** Steps over these words if they are all there. */
export function skip(cursor: Cursor, phrase: string): boolean {
  const wanted = phrase.split(' ');
  if (!wanted.every((each, place) => isWord(cursor.words[cursor.at + place], each))) return false;
  cursor.at += wanted.length;
  return true;
}

/** Steps over these words, which must be there. */
export function expect(cursor: Cursor, phrase: string): void {
  if (!skip(cursor, phrase)) misread(cursor);
}

/** A name: of a database, a table, a column. */
export function readName(cursor: Cursor): string {
  const word = cursor.words[cursor.at];
  if (word?.kind !== 'name') return misread(cursor);
  cursor.at++;
  return word.text;
}

/** A value as it is written. */
export function readValue(cursor: Cursor): Value {
  const isNegative = skip(cursor, '-');
  const word = cursor.words[cursor.at];
  if (word?.kind === 'number') {
    cursor.at++;
    return Number(word.text) * (isNegative ? -1 : 1);
  }
  if (word?.kind === 'text' && !isNegative) {
    cursor.at++;
    return word.text;
  }
  for (const [phrase, value] of constants) if (skip(cursor, phrase)) return value;
  return misread(cursor);
}

const constants: readonly (readonly [string, Value])[] = [
  ['NULL', null],
  ['TRUE', 1],
  ['FALSE', 0],
];

/** One or more of the same, with commas between them. */
export function readList<Item>(cursor: Cursor, read: (cursor: Cursor) => Item): readonly Item[] {
  const items = [read(cursor)];
  while (skip(cursor, ',')) items.push(read(cursor));
  return items;
}

/** The same in brackets. */
export function readBracketed<Item>(cursor: Cursor, read: (cursor: Cursor) => Item): readonly Item[] {
  expect(cursor, '(');
  const items = readList(cursor, read);
  expect(cursor, ')');
  return items;
}

/** Nothing may follow. */
export function expectEnd(cursor: Cursor): void {
  if (cursor.at < cursor.words.length) misread(cursor);
}
