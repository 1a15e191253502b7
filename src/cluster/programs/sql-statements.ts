/** The statements that a simulated database knows, each read to its end before it is carried out. */
import { entry } from '../../objects/index.ts';
import { createTable } from './sql-columns.ts';
import { insert, remove, update } from './sql-rows.ts';
import { select } from './sql-select.ts';
import { catalogue, dropTable, hasTable, keepDatabases, keepTable } from './sql-tables.ts';
import { located, readTableName, tableOf, tablesOf } from './sql-tables.ts';
import type { Engine, Plan, Rows } from './sql-tables.ts';
import { expectEnd, misread, readList, readName, refuse, skip } from './sql-words.ts';
import type { Cursor, Value } from './sql-words.ts';

type Reader = (cursor: Cursor) => Plan;

/** THE TABLE of statements, by the words they begin with; longer beginnings first. */
const readers: readonly (readonly [string, Reader])[] = [
  ['CREATE DATABASE', createDatabase],
  ['CREATE SCHEMA', createDatabase],
  ['CREATE TABLE', createTable],
  ['DROP DATABASE', dropDatabase],
  ['DROP TABLE', dropTables],
  ['SHOW DATABASES', () => showDatabases],
  ['SHOW TABLES', showTables],
  ['USE', use],
  ['DESCRIBE', describe],
  ['DESC', describe],
  ['INSERT INTO', insert],
  ['SELECT', select],
  ['UPDATE', update],
  ['DELETE FROM', remove],
  ['TRUNCATE TABLE', truncate],
];

/** Reads a statement. */
export function readStatement(cursor: Cursor): Plan {
  for (const [words, read] of readers) {
    if (!skip(cursor, words)) continue;
    const plan = read(cursor);
    expectEnd(cursor);
    return plan;
  }
  return misread(cursor);
}

function createDatabase(cursor: Cursor): Plan {
  const isCareful = skip(cursor, 'IF NOT EXISTS');
  const name = readName(cursor);
  return (engine) => {
    const { databases } = catalogue(engine);
    if (Object.hasOwn(databases, name) && isCareful) return 0;
    if (Object.hasOwn(databases, name))
      return refuse(1007, 'HY000', `Can't create database '${name}'; database exists`);
    keepDatabases(engine, { ...databases, [name]: [] });
    return 1;
  };
}

function dropDatabase(cursor: Cursor): Plan {
  const isCareful = skip(cursor, 'IF EXISTS');
  const name = readName(cursor);
  return (engine) => {
    const { databases } = catalogue(engine);
    if (!Object.hasOwn(databases, name) && isCareful) return 0;
    if (!Object.hasOwn(databases, name))
      return refuse(1008, 'HY000', `Can't drop database '${name}'; database doesn't exist`);
    for (const table of entry(databases, name) ?? []) dropTable(engine, { database: name, name: table });
    const { [name]: _, ...left } = catalogue(engine).databases;
    keepDatabases(engine, left);
    return 0;
  };
}

const own = ['information_schema', 'mysql', 'performance_schema', 'sys'];

function showDatabases(engine: Engine): Rows {
  const names = [...own, ...Object.keys(catalogue(engine).databases)].sort();
  return { heads: ['Database'], rows: names.map((name) => [name]), numbers: [false] };
}

function showTables(cursor: Cursor): Plan {
  const from = skip(cursor, 'FROM') || skip(cursor, 'IN') ? readName(cursor) : undefined;
  return (engine) => {
    const { database } = located(engine, '', from);
    const rows = tablesOf(engine, database).map((name) => [name]);
    return { heads: [`Tables_in_${database}`], rows, numbers: [false] };
  };
}

function use(cursor: Cursor): Plan {
  const name = readName(cursor);
  return (engine) => {
    tablesOf(engine, name);
    engine.database = name;
    return 0;
  };
}

function dropTables(cursor: Cursor): Plan {
  const isCareful = skip(cursor, 'IF EXISTS');
  const names = readList(cursor, readTableName);
  return (engine) => {
    for (const where of names.map((name) => name(engine))) {
      if (hasTable(engine, where)) dropTable(engine, where);
      else if (!isCareful) refuse(1051, '42S02', `Unknown table '${where.database}.${where.name}'`);
    }
    return 0;
  };
}

function describe(cursor: Cursor): Plan {
  const name = readTableName(cursor);
  return (engine) => {
    const rows = tableOf(engine, name(engine)).columns.map((column): readonly Value[] => [
      column.name,
      column.type,
      column.isRequired ? 'NO' : 'YES',
      column.isPrimary ? 'PRI' : '',
      column.usual ?? null,
      column.isCounted ? 'auto_increment' : '',
    ]);
    const heads = ['Field', 'Type', 'Null', 'Key', 'Default', 'Extra'];
    return { heads, rows, numbers: heads.map(() => false) };
  };
}

function truncate(cursor: Cursor): Plan {
  const name = readTableName(cursor);
  return (engine) => {
    const where = name(engine);
    keepTable(engine, where, { ...tableOf(engine, where), rows: [], next: 1 });
    return 0;
  };
}
