/** SELECT of columns, counts and the simplest functions. Left out: joins, groups, sub-selects, arithmetic. */
import { orderOf, readCondition } from './sql-condition.ts';
import { placeIn, readTableName, tableOf } from './sql-tables.ts';
import type { Engine, Plan, Rows, Table } from './sql-tables.ts';
import { expect, readList, readName, readValue, skip } from './sql-words.ts';
import type { Cursor, Value } from './sql-words.ts';

type Row = readonly Value[];

/** What stands in one column of an answer, given the rows that are meant. */
interface Piece {
  readonly head: string;
  readonly isNumber: boolean;
  /** One value for each row, or one for all of them. */
  readonly of: ((row: Row) => Value) | { readonly all: (rows: readonly Row[]) => Value };
}

type Expression = (engine: Engine, table: Table) => readonly Piece[];

const nothing: Table = { columns: [], rows: [[]], next: 1 };

/** SELECT, after this word. */
export function select(cursor: Cursor): Plan {
  const expressions = readList(cursor, readExpression);
  const name = skip(cursor, 'FROM') ? readTableName(cursor) : undefined;
  const condition = readCondition(cursor);
  const order = skip(cursor, 'ORDER BY') ? readList(cursor, readOrder) : [];
  const limit = skip(cursor, 'LIMIT') ? Number(readValue(cursor)) : Infinity;
  return (engine) => {
    const table = name ? tableOf(engine, name(engine)) : nothing;
    const rows = sorted(table, table.rows.filter(condition(table)), order);
    const pieces = expressions.flatMap((expression) => expression(engine, table));
    return answerOf(pieces, rows, limit);
  };
}

function answerOf(pieces: readonly Piece[], rows: readonly Row[], limit: number): Rows {
  const isOne = pieces.some(({ of }) => typeof of !== 'function');
  const meant = isOne ? rows.slice(0, 1) : rows.slice(0, limit);
  const valueOf = ({ of }: Piece, row: Row): Value => (typeof of === 'function' ? of(row) : of.all(rows));
  const lines = isOne && meant.length === 0 ? [[]] : meant;
  return {
    heads: pieces.map(({ head }) => head),
    rows: lines.map((row) => pieces.map((piece) => valueOf(piece, row) ?? null)),
    numbers: pieces.map(({ isNumber }) => isNumber),
  };
}

interface Order {
  readonly column: string;
  readonly sign: 1 | -1;
}

function readOrder(cursor: Cursor): Order {
  const column = readName(cursor);
  const isDown = skip(cursor, 'DESC');
  if (!isDown) skip(cursor, 'ASC');
  return { column, sign: isDown ? -1 : 1 };
}

function sorted(table: Table, rows: readonly Row[], order: readonly Order[]): readonly Row[] {
  const keys = order.map(({ column, sign }) => ({ place: placeIn(table, column, 'order clause'), sign }));
  const compare = (a: Row, b: Row): number => {
    for (const { place, sign } of keys) {
      const found = orderOf(a[place] ?? null, b[place] ?? null);
      if (found !== 0) return found * sign;
    }
    return 0;
  };
  return [...rows].sort(compare);
}

/** THE TABLE of functions over all rows. */
const sums: Readonly<Record<string, (values: readonly Value[]) => Value>> = {
  COUNT: (values) => values.length,
  SUM: (values) => (values.length === 0 ? null : values.reduce<number>((sum, value) => sum + Number(value), 0)),
  MAX: (values) => [...values].sort(orderOf).at(-1) ?? null,
  MIN: (values) => [...values].sort(orderOf)[0] ?? null,
};

/** THE TABLE of what a server says of itself. */
const facts: Readonly<Record<string, (engine: Engine) => Value>> = {
  '@@HOSTNAME': ({ hostname }) => hostname,
  '@@SERVER_ID': () => 1,
  'VERSION()': ({ server }) => (server === 'MySQL' ? '8.4.3' : '10.11.10-MariaDB'),
  'DATABASE()': ({ database }) => database ?? null,
  'USER()': ({ user, host }) => `${user}@${host}`,
  'CURRENT_USER()': ({ user }) => `${user}@%`,
};

function readExpression(cursor: Cursor): Expression {
  if (skip(cursor, '*')) return (_, table) => table.columns.map(({ name }) => columnOf(table, name));
  const from = cursor.at;
  const read = readFunction(cursor) ?? readFact(cursor) ?? readPlain(cursor);
  const words = writtenFrom(cursor, from);
  const alias = skip(cursor, 'AS') ? readName(cursor) : undefined;
  return (engine, table) => {
    const piece = read(engine, table);
    return [{ ...piece, head: alias ?? piece.head ?? words }];
  };
}

type Reading = (engine: Engine, table: Table) => Omit<Piece, 'head'> & { readonly head?: string };

function writtenFrom({ words, at, text }: Cursor, from: number): string {
  const [first, last] = [words[from], words[at - 1]];
  if (!first || !last) return '';
  const length = last.kind === 'text' && at - 1 === from ? 0 : last.text.length;
  return length === 0 ? first.text : text.slice(first.at, last.at + length);
}

function readFunction(cursor: Cursor): Reading | undefined {
  const { words, at } = cursor;
  const sum = sums[words[at]?.text.toUpperCase() ?? ''];
  if (!sum || words[at + 1]?.text !== '(') return undefined;
  cursor.at += 2;
  const column = skip(cursor, '*') ? undefined : readName(cursor);
  expect(cursor, ')');
  return (_, table) => {
    const place = column === undefined ? -1 : placeIn(table, column);
    const valueOf = (row: Row): Value => (place < 0 ? 1 : (row[place] ?? null));
    const all = (rows: readonly Row[]): Value => sum(rows.map(valueOf).filter((value) => value !== null));
    return { of: { all }, isNumber: place < 0 || table.columns[place]?.isNumber === true || sum === sums['COUNT'] };
  };
}

function readFact(cursor: Cursor): Reading | undefined {
  const { words, at } = cursor;
  const word = words[at]?.text.toUpperCase() ?? '';
  const isCall = words[at + 1]?.text === '(' && words[at + 2]?.text === ')';
  const fact = facts[isCall ? `${word}()` : word];
  if (!fact) return undefined;
  cursor.at += isCall ? 3 : 1;
  return (engine) => ({ of: () => fact(engine), isNumber: typeof fact(engine) === 'number' });
}

function readPlain(cursor: Cursor): Reading {
  const word = cursor.words[cursor.at];
  if (word?.kind === 'name' && !/^null$/i.test(word.text)) {
    const name = readName(cursor);
    return (_, table) => columnOf(table, name);
  }
  const value = readValue(cursor);
  return () => ({ of: () => value, isNumber: typeof value === 'number' });
}

function columnOf(table: Table, name: string): Piece {
  const place = placeIn(table, name);
  const { name: head, isNumber } = table.columns[place]!;
  return { head, isNumber, of: (row) => row[place] ?? null };
}
