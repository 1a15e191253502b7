/**
 * mysql and mariadb: tables that one can write to and read, with the errors of the server and the output of `mysql -e`.
 * Left out: transactions, other keys than the primary one, rights (who is let in may do everything), several servers.
 */
import { entry } from '../../objects/index.ts';
import type { Catalogue } from './databases.ts';
import type { Process, ReadFile, Serve } from './program.ts';
import type { Reply, Request } from './request.ts';
import { readStatement } from './sql-statements.ts';
import { catalogueAtStart, changesOf, tablesOf } from './sql-tables.ts';
import type { Engine, Rows } from './sql-tables.ts';
import { statementsOf } from './sql-words.ts';
import type { SqlError, Value } from './sql-words.ts';

/** What the program of the image answers. A request over HTTP is not understood; over a damaged catalogue the connection breaks off. */
export function serveDatabase(server: Engine['server']): Serve {
  return (request, process, read) => {
    if (request.protocol !== 'mysql') return { status: 0, body: '' };
    const known = catalogueAtStart(read, process);
    if (!known) return { status: 0, body: '' };
    const engine = engineFor(server, request, process, read);
    const refusal = refusalOf(engine, request, known);
    if (refusal) return { status: 500, body: spelt(engine, refusal), log: [warning(engine, refusal)] };
    return carryOut(engine, request);
  };
}

function engineFor(server: Engine['server'], request: Request, process: Process, read: ReadFile): Engine {
  const { headers = {}, from } = request;
  const host = from === undefined || from === process.address || from === '127.0.0.1' ? 'localhost' : from;
  const { host: hostname } = process;
  const now = (process.now ?? '').replace('T', ' ').replace('Z', '');
  return {
    now,
    server,
    user: headers['user'] ?? 'root',
    host,
    hostname,
    read,
    changed: new Map(),
    database: undefined,
  };
}

/** Why the client is not let in, or not into its database. */
function refusalOf(engine: Engine, { headers = {} }: Request, { users }: Catalogue): SqlError | undefined {
  const { user, host } = engine;
  const { password = '', database } = headers;
  if (entry(users, user) !== password) {
    const using = password === '' ? 'NO' : 'YES';
    const message = `Access denied for user '${user}'@'${host}' (using password: ${using})`;
    return { code: 1045, state: '28000', message };
  }
  if (!database) return undefined;
  return attempt(() => {
    tablesOf(engine, database);
    engine.database = database;
  });
}

function attempt(act: () => void): SqlError | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    const cause = error instanceof RangeError ? (error.cause as SqlError | undefined) : undefined;
    if (!cause) throw error;
    return cause;
  }
}

/** One statement after the other, up to the first that goes wrong; what was done before it stays done. */
function carryOut(engine: Engine, { body = '', headers = {} }: Request): Reply {
  const answers: string[] = [];
  const print = headers['output'] === 'table' ? shown : printTabs;
  for (const cursor of statementsOf(body)) {
    const error = attempt(() => {
      const before = engine.database;
      const found = readStatement(cursor)(engine);
      const isMoved = engine.database !== before && cursor.words[0]?.text.toUpperCase() === 'USE';
      answers.push(print(found, isMoved));
    });
    if (!error) continue;
    return {
      status: 500,
      body: answers.join('') + spelt(engine, error, headers['output'] === 'table' ? '' : ' at line 1'),
      changes: changesOf(engine),
      ...standing(engine),
    };
  }
  return { status: 200, body: answers.join(''), changes: changesOf(engine), ...standing(engine) };
}

/** A client that asks line by line says next time in which database it is. */
function standing({ database }: Engine): Pick<Reply, 'headers'> {
  return database === undefined ? {} : { headers: { database } };
}

function spelt({ server }: Engine, { code, state, message }: SqlError, where = ''): string {
  return `ERROR ${code} (${state})${where}: ${message.replace('{server}', server)}\n`;
}

function warning({ server }: Engine, { message }: SqlError): string {
  return server === 'MySQL' ? `[Note] [MY-010926] [Server] ${message}` : `[Warning] ${message}`;
}

function textOf(value: Value): string {
  return value === null ? 'NULL' : String(value);
}

/** Where somebody types statements the client says of each what came of it; how long it took is nothing here. */
function shown(found: Rows | number, isMoved: boolean): string {
  if (isMoved) return 'Database changed\n';
  if (typeof found === 'number') return `Query OK, ${counted(found)} affected (0.00 sec)\n\n`;
  if (found.rows.length === 0) return 'Empty set (0.00 sec)\n\n';
  return `${printTable(found)}${counted(found.rows.length)} in set (0.00 sec)\n\n`;
}

function counted(rows: number): string {
  return rows === 1 ? '1 row' : `${rows} rows`;
}

/** Without a terminal the client prints tabs, and nothing where nothing was found. */
function printTabs(found: Rows | number): string {
  if (typeof found === 'number' || found.rows.length === 0) return '';
  const { heads, rows } = found;
  const escaped = (value: Value): string =>
    textOf(value).replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n');
  return [heads, ...rows].map((row) => `${row.map(escaped).join('\t')}\n`).join('');
}

function printTable({ heads, rows, numbers }: Rows): string {
  const lines = [heads, ...rows.map((row) => row.map(textOf))];
  const widths = heads.map((_, place) => Math.max(...lines.map((line) => line[place]?.length ?? 0)));
  const rule = `+${widths.map((width) => '-'.repeat(width + 2)).join('+')}+`;
  const drawn = lines.map((line, at) => `| ${line.map((text, place) => padded(text, at, place)).join(' | ')} |`);
  function padded(text: string, at: number, place: number): string {
    const width = widths[place] ?? 0;
    return at > 0 && numbers[place] ? text.padStart(width) : text.padEnd(width);
  }
  return `${[rule, drawn[0], rule, ...drawn.slice(1), rule].join('\n')}\n`;
}
