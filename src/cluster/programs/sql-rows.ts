/** How rows come into a table, change and go. Left out: INSERT ... SELECT, REPLACE, ON DUPLICATE KEY, joins, LIMIT and ORDER BY of UPDATE and DELETE. */
import { readCondition } from './sql-condition.ts';
import { keepTable, nowMark, placeIn, readTableName, tableOf } from './sql-tables.ts';
import type { Column, Engine, Plan, Table, TableName } from './sql-tables.ts';
import { expect, readBracketed, readList, readName, readValue, refuse, skip } from './sql-words.ts';
import type { Cursor, Value } from './sql-words.ts';

type Row = readonly Value[];

/** INSERT INTO, after these words. */
export function insert(cursor: Cursor): Plan {
  const name = readTableName(cursor);
  const names = cursor.words[cursor.at]?.text === '(' ? readBracketed(cursor, readName) : undefined;
  if (!skip(cursor, 'VALUE')) expect(cursor, 'VALUES');
  const given = readList(cursor, (each) => readBracketed(each, readValue));
  return (engine) => {
    const where = name(engine);
    let table = tableOf(engine, where);
    const targets = names?.map((each) => placeIn(table, each)) ?? table.columns.map((_, place) => place);
    const keys = keysOf(engine, where, table);
    const rows = [...table.rows];
    given.forEach((values, place) => {
      if (values.length !== targets.length) miscounted(place);
      const row = newRow(engine, table, new Map(targets.map((target, index) => [target, values[index]!])));
      keys.add(row);
      rows.push(row);
      table = { ...table, next: nextAfter(table, row) };
    });
    keepTable(engine, where, { ...table, rows });
    return given.length;
  };
}

function miscounted(place: number): never {
  return refuse(1136, '21S01', `Column count doesn't match value count at row ${place + 1}`);
}

function newRow(engine: Engine, table: Table, given: ReadonlyMap<number, Value>): Row {
  return table.columns.map((column, place) => {
    const value = given.get(place);
    if (column.isCounted && (value === undefined || value === null || value === 0)) return table.next;
    return value === undefined ? usualOf(column, engine.now) : fitting(column, value);
  });
}

function nextAfter({ columns, next }: Table, row: Row): number {
  const counted = columns.findIndex(({ isCounted }) => isCounted);
  return Math.max(next, counted < 0 ? 0 : Number(row[counted]) + 1);
}

function usualOf({ name, usual, isRequired }: Column, now: string): Value {
  if (usual === nowMark) return now;
  if (usual !== undefined) return usual;
  return isRequired ? refuse(1364, 'HY000', `Field '${name}' doesn't have a default value`) : null;
}

function fitting({ name, isNumber, isRequired, type }: Column, value: Value): Value {
  if (value === null) return isRequired ? refuse(1048, '23000', `Column '${name}' cannot be null`) : null;
  if (!isNumber) return String(value);
  const number = Number(value);
  if (Number.isNaN(number) || value === '') {
    return refuse(1366, 'HY000', `Incorrect integer value: '${value}' for column '${name}' at row 1`);
  }
  return /int|bool/.test(type) ? Math.round(number) : number;
}

interface PrimaryKeys {
  readonly add: (row: Row) => void;
}

/** The primary keys of these rows; of two that are the same (also but for their case, as the usual collation has it) one is refused. */
function keysOf(
  { server }: Engine,
  { name }: TableName,
  { columns, rows }: Pick<Table, 'columns' | 'rows'>,
): PrimaryKeys {
  const places = columns.flatMap(({ isPrimary }, place) => (isPrimary ? [place] : []));
  const seen = new Set<string>();
  const add = (row: Row): void => {
    if (places.length === 0) return;
    const key = places.map((place) => row[place]);
    const same = JSON.stringify(key.map((value) => (typeof value === 'string' ? value.toLowerCase() : value)));
    const named = server === 'MySQL' ? `${name}.PRIMARY` : 'PRIMARY';
    if (seen.has(same)) refuse(1062, '23000', `Duplicate entry '${key.join('-')}' for key '${named}'`);
    seen.add(same);
  };
  rows.forEach(add);
  return { add };
}

/** UPDATE, after this word. */
export function update(cursor: Cursor): Plan {
  const name = readTableName(cursor);
  expect(cursor, 'SET');
  const settings = readList(cursor, readSetting);
  const condition = readCondition(cursor);
  return (engine) => {
    const where = name(engine);
    const table = tableOf(engine, where);
    const holds = condition(table);
    const sets = settings.map(({ column, next }) => ({ place: placeIn(table, column), next: next(table) }));
    const rows = table.rows.map((row) => (holds(row) ? changed(table, row, sets) : row));
    keysOf(engine, where, { ...table, rows });
    keepTable(engine, where, { ...table, rows });
    return rows.filter((row, place) => !isSame(row, table.rows[place])).length;
  };
}

function isSame(a: Row, b: Row | undefined): boolean {
  return a.every((value, place) => value === b?.[place]);
}

interface Setting {
  readonly place: number;
  readonly next: (row: Row) => Value;
}

function changed(table: Table, row: Row, sets: readonly Setting[]): Row {
  const values = new Map(sets.map(({ place, next }) => [place, fitting(table.columns[place]!, next(row))]));
  return row.map((value, place) => values.get(place) ?? (values.has(place) ? null : value));
}

/** `column = value`, or `column = column + 1`. */
function readSetting(cursor: Cursor): { column: string; next: (table: Table) => (row: Row) => Value } {
  const column = readName(cursor);
  expect(cursor, '=');
  const word = cursor.words[cursor.at];
  const isConstant = word?.kind !== 'name' || /^(null|true|false)$/i.test(word.text);
  if (isConstant) {
    const value = readValue(cursor);
    return { column, next: () => () => value };
  }
  const from = readName(cursor);
  const sign = skip(cursor, '-') ? -1 : skip(cursor, '+') ? 1 : 0;
  const by = sign === 0 ? 0 : sign * Number(readValue(cursor));
  return {
    column,
    next: (table) => {
      const place = placeIn(table, from);
      return (row) => (sign === 0 ? (row[place] ?? null) : Number(row[place]) + by);
    },
  };
}

/** DELETE FROM, after these words. */
export function remove(cursor: Cursor): Plan {
  const name = readTableName(cursor);
  const condition = readCondition(cursor);
  return (engine) => {
    const where = name(engine);
    const table = tableOf(engine, where);
    const holds = condition(table);
    const rows = table.rows.filter((row) => !holds(row));
    keepTable(engine, where, { ...table, rows });
    return table.rows.length - rows.length;
  };
}
