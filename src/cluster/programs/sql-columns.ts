/** How a table is declared. Left out: keys other than the primary one, character sets, engines, lengths. */
import { hasTable, keepTable, nowMark, readTableName } from './sql-tables.ts';
import type { Column, Plan } from './sql-tables.ts';
import { expect, readBracketed, readName, readValue, refuse, skip } from './sql-words.ts';
import type { Cursor, Value } from './sql-words.ts';

/** CREATE TABLE, after these words. */
export function createTable(cursor: Cursor): Plan {
  const isCareful = skip(cursor, 'IF NOT EXISTS');
  const name = readTableName(cursor);
  const parts = readBracketed(cursor, readColumn);
  while (cursor.at < cursor.words.length) cursor.at++;
  return (engine) => {
    const where = name(engine);
    if (hasTable(engine, where)) {
      return isCareful ? 0 : refuse(1050, '42S01', `Table '${where.name}' already exists`);
    }
    const keys = parts.flatMap((part) => ('keys' in part ? part.keys : []));
    const columns = parts.flatMap((part) => ('name' in part ? [withKey(part, keys)] : []));
    keepTable(engine, where, { columns, rows: [], next: 1 });
    return 0;
  };
}

function withKey(column: Column, keys: readonly string[]): Column {
  return keys.includes(column.name) ? { ...column, isPrimary: true, isRequired: true } : column;
}

/** A column with its type and what must hold of it, or the primary key as a line of its own; other keys change nothing here. */
function readColumn(cursor: Cursor): Column | { readonly keys: readonly string[] } {
  if (skip(cursor, 'PRIMARY KEY')) return { keys: readBracketed(cursor, readName) };
  const isKey = skip(cursor, 'UNIQUE') || skip(cursor, 'KEY') || skip(cursor, 'INDEX') || skip(cursor, 'CONSTRAINT');
  if (isKey) {
    skipPart(cursor);
    return { keys: [] };
  }
  const name = readName(cursor);
  const word = readName(cursor).toLowerCase();
  const size = cursor.words[cursor.at]?.text === '(' ? `(${readBracketed(cursor, readValue).join()})` : '';
  const type = (word === 'integer' ? 'int' : word) + size;
  const isNumber = /^(int|tinyint|smallint|mediumint|bigint|decimal|float|double|numeric|bool|boolean|serial)\b/.test(
    type,
  );
  return { name, type, isNumber, ...readRules(cursor, word) };
}

function readRules(cursor: Cursor, type: string): Omit<Column, 'name' | 'type' | 'isNumber'> {
  let rules = { isRequired: false, isPrimary: false, isCounted: type === 'serial' };
  let usual: Value | undefined;
  for (;;) {
    if (skip(cursor, 'NOT NULL')) rules = { ...rules, isRequired: true };
    else if (skip(cursor, 'PRIMARY KEY')) rules = { ...rules, isPrimary: true, isRequired: true };
    else if (skip(cursor, 'AUTO_INCREMENT')) rules = { ...rules, isCounted: true };
    else if (skip(cursor, 'DEFAULT')) usual = readDefault(cursor);
    else if (!['NULL', 'UNSIGNED', 'UNIQUE', 'KEY'].some((word) => skip(cursor, word))) break;
  }
  return usual === undefined ? rules : { ...rules, usual };
}

function readDefault(cursor: Cursor): Value {
  if (!skip(cursor, 'CURRENT_TIMESTAMP')) return readValue(cursor);
  if (skip(cursor, '(')) expect(cursor, ')');
  return nowMark;
}

function skipPart(cursor: Cursor): void {
  let depth = 0;
  for (; cursor.at < cursor.words.length; cursor.at++) {
    const { text, kind } = cursor.words[cursor.at]!;
    if (kind !== 'sign') continue;
    if (depth === 0 && (text === ',' || text === ')')) return;
    depth += text === '(' ? 1 : text === ')' ? -1 : 0;
  }
}
