/** WHERE: comparisons of columns with values, joined by AND and OR. Left out: brackets, functions, sub-selects. */
import { placeIn } from './sql-tables.ts';
import type { Table } from './sql-tables.ts';
import { expect, misread, readBracketed, readName, readValue, skip } from './sql-words.ts';
import type { Cursor, Value } from './sql-words.ts';

type Row = readonly Value[];
type Test = (row: Row) => boolean;
type Condition = (table: Table) => Test;

const clause = 'where clause';

/** Reads WHERE and what follows it; without one every row is meant. */
export function readCondition(cursor: Cursor): Condition {
  if (!skip(cursor, 'WHERE')) return () => () => true;
  const any = [readAll(cursor)];
  while (skip(cursor, 'OR')) any.push(readAll(cursor));
  return (table) => {
    const tests = any.map((condition) => condition(table));
    return (row) => tests.some((test) => test(row));
  };
}

function readAll(cursor: Cursor): Condition {
  const all = [readOne(cursor)];
  while (skip(cursor, 'AND')) all.push(readOne(cursor));
  return (table) => {
    const tests = all.map((condition) => condition(table));
    return (row) => tests.every((test) => test(row));
  };
}

/** THE TABLE of comparisons; what is NULL is neither equal to anything nor different from it. */
const comparisons: readonly (readonly [string, (order: number) => boolean])[] = [
  ['<=', (order) => order <= 0],
  ['>=', (order) => order >= 0],
  ['<>', (order) => order !== 0],
  ['!=', (order) => order !== 0],
  ['=', (order) => order === 0],
  ['<', (order) => order < 0],
  ['>', (order) => order > 0],
];

function readOne(cursor: Cursor): Condition {
  const word = cursor.words[cursor.at];
  if (word?.kind === 'number') {
    const value = readValue(cursor);
    const compare = skipComparison(cursor);
    const other = compare ? readValue(cursor) : 0;
    return () => () => (compare ? compare(orderOf(value, other)) : value !== 0);
  }
  const name = readName(cursor);
  const test = readTest(cursor);
  return (table) => {
    const place = placeIn(table, name, clause);
    return (row) => test(row[place] ?? null);
  };
}

function skipComparison(cursor: Cursor): ((order: number) => boolean) | undefined {
  return comparisons.find(([sign]) => skip(cursor, sign))?.[1];
}

function readTest(cursor: Cursor): (value: Value) => boolean {
  if (skip(cursor, 'IS NOT NULL')) return (value) => value !== null;
  if (skip(cursor, 'IS NULL')) return (value) => value === null;
  if (skip(cursor, 'IN')) {
    const values = readBracketed(cursor, readValue);
    return (value) => value !== null && values.some((each) => orderOf(value, each) === 0);
  }
  if (skip(cursor, 'LIKE')) return like(String(readValue(cursor)));
  if (skip(cursor, 'BETWEEN')) {
    const low = readValue(cursor);
    expect(cursor, 'AND');
    const high = readValue(cursor);
    return (value) => value !== null && orderOf(value, low) >= 0 && orderOf(value, high) <= 0;
  }
  const compare = skipComparison(cursor) ?? misread(cursor);
  const wanted = readValue(cursor);
  return (value) => value !== null && wanted !== null && compare(orderOf(value, wanted));
}

function like(pattern: string): (value: Value) => boolean {
  const source = pattern
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('%', '[^]*')
    .replaceAll('_', '[^]');
  const shape = new RegExp(`^${source}$`, 'i');
  return (value) => value !== null && shape.test(String(value));
}

/** Numbers by size, also where one is written as text; texts as the usual collation has it, without regard to case. */
export function orderOf(a: Value, b: Value): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  if (typeof a === 'number' || typeof b === 'number') return Number(a) - Number(b);
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  return left < right ? -1 : Number(left > right);
}
