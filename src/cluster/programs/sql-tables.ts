/**
 * The tables of a simulated database as they lie in its files: one for the catalogue, one for each table.
 * Left out: the formats of real files, indexes, engines, views, and that names of tables may differ by case only.
 */
import { entry } from '../../objects/index.ts';
import { hexOf } from '../chance.ts';
import { catalogueFile, catalogueOf, readCatalogue } from './databases.ts';
import type { Catalogue } from './databases.ts';
import type { Process, ReadFile } from './program.ts';
import { isList, isRecord, readJson } from './read-json.ts';
import type { FileChange } from './request.ts';
import { readName, refuse, skip } from './sql-words.ts';
import type { Cursor, Value } from './sql-words.ts';

/** A column as it was declared. */
export interface Column {
  readonly name: string;
  /** In lower case, as DESCRIBE shows it. */
  readonly type: string;
  readonly isNumber: boolean;
  readonly isRequired: boolean;
  readonly isPrimary: boolean;
  readonly isCounted: boolean;
  readonly usual?: Value;
}

/** What a column has for a usual value that is the moment of writing. */
export const nowMark = 'CURRENT_TIMESTAMP';

/** A table: its columns, its rows in the order in which they came, and the next number of the column that counts. */
export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Value[])[];
  readonly next: number;
}

/** A database server while it carries out statements: what it has changed so far is seen by the next one. */
export interface Engine {
  readonly server: 'MySQL' | 'MariaDB';
  readonly user: string;
  readonly host: string;
  /** The name of its own machine. */
  readonly hostname: string;
  /** The moment, as a column of dates has it. */
  readonly now: string;
  readonly read: ReadFile;
  readonly changed: Map<string, string | undefined>;
  database: string | undefined;
}

/** Rows with the names of their columns; a statement that only does something has none. */
export interface Rows {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly Value[])[];
  /** Which columns hold numbers: they stand to the right. */
  readonly numbers: readonly boolean[];
}

/** A statement that has been read: what it finds, or how many rows it has changed. */
export type Plan = (engine: Engine) => Rows | number;

const root = '/var/lib/mysql';

function readNow({ read, changed }: Engine, path: string): string | undefined {
  return changed.has(path) ? changed.get(path) : read(path);
}

/** All databases and who may use them. */
export function catalogue(engine: Engine): Catalogue {
  const text = readNow(engine, catalogueFile);
  return (text === undefined ? undefined : readCatalogue(text)) ?? { users: {}, databases: {} };
}

/** The same before anybody is let in; a volume that has just been begun says what the environment says, a damaged one nothing. */
export function catalogueAtStart(read: ReadFile, { env, seed = '' }: Process): Catalogue | undefined {
  const text = read(catalogueFile);
  return text === undefined ? catalogueOf(env, hexOf(seed, 16)) : readCatalogue(text);
}

/** Puts another list of databases in the place of the present one. */
export function keepDatabases(engine: Engine, databases: Catalogue['databases']): void {
  engine.changed.set(catalogueFile, JSON.stringify({ ...catalogue(engine), databases }));
}

/** Where a table is: in the database that is named, or in the present one. */
export interface TableName {
  readonly database: string;
  readonly name: string;
}

function fileOf({ database, name }: TableName): string {
  return `${root}/${database}/${name}.ibd`;
}

/** The name with the database in which it is looked for. */
export function located(engine: Engine, name: string, database = engine.database): TableName {
  return { name, database: database ?? refuse(1046, '3D000', 'No database selected') };
}

/** `NAME` or `DATABASE.NAME`. */
export function readTableName(cursor: Cursor): (engine: Engine) => TableName {
  const first = readName(cursor);
  const second = skip(cursor, '.') ? readName(cursor) : undefined;
  return (engine) => (second === undefined ? located(engine, first) : located(engine, second, first));
}

/** The names of the tables of a database, sorted. */
export function tablesOf(engine: Engine, database: string): readonly string[] {
  const tables = entry(catalogue(engine).databases, database);
  return tables ? [...tables].sort() : refuse(1049, '42000', `Unknown database '${database}'`);
}

/** The table, which must be there. */
export function tableOf(engine: Engine, name: TableName): Table {
  const text = readNow(engine, fileOf(name));
  if (text === undefined) return refuse(1146, '42S02', `Table '${name.database}.${name.name}' doesn't exist`);
  return readJson<Table>(text, isTable) ?? refuseDamaged(engine, name);
}

function isTable(value: unknown): boolean {
  const { columns, rows, next } = (value ?? {}) as Partial<Record<string, unknown>>;
  const isRow = (row: unknown): boolean => Array.isArray(row) && row.length === (columns as unknown[]).length;
  return isList(columns, (column) => isRecord(column)) && isList(rows, isRow) && typeof next === 'number';
}

/** The catalogue knows the table, but nobody can read its file. */
function refuseDamaged({ server }: Engine, { database, name }: TableName): never {
  if (server === 'MySQL') return refuse(1812, 'HY000', `Tablespace is missing for table \`${database}\`.\`${name}\`.`);
  return refuse(1932, '42S02', `Table '${database}.${name}' doesn't exist in engine`);
}

/** The place of a column in its table. */
export function placeIn({ columns }: Table, name: string, clause = 'field list'): number {
  const place = columns.findIndex((column) => column.name.toLowerCase() === name.toLowerCase());
  return place < 0 ? refuse(1054, '42S22', `Unknown column '${name}' in '${clause}'`) : place;
}

/** Is there such a table? */
export function hasTable(engine: Engine, name: TableName): boolean {
  return tablesOf(engine, name.database).includes(name.name);
}

/** Writes the table down; a new one gets its line in the catalogue. */
export function keepTable(engine: Engine, name: TableName, table: Table): void {
  const { databases } = catalogue(engine);
  const tables = entry(databases, name.database) ?? [];
  if (!tables.includes(name.name)) keepDatabases(engine, { ...databases, [name.database]: [...tables, name.name] });
  engine.changed.set(fileOf(name), JSON.stringify(table));
}

/** Takes the table away. */
export function dropTable(engine: Engine, name: TableName): void {
  const { databases } = catalogue(engine);
  const tables = (entry(databases, name.database) ?? []).filter((each) => each !== name.name);
  keepDatabases(engine, { ...databases, [name.database]: tables });
  engine.changed.set(fileOf(name), undefined);
}

/** What has changed, as changes of files. */
export function changesOf({ changed }: Engine): readonly FileChange[] {
  return [...changed].map(([path, text]) => (text === undefined ? { path } : { path, text }));
}
