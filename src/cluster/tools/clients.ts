/** `ping`, `nc -z`, and the clients of databases. Left out: what `nc` sends, and every option that is not read here. */
import { entry } from '../../objects/index.ts';
import type { Told } from '../network/message.ts';
import type { Did, Tool, ToolCall } from '../shell/tool.ts';
import { failed, limitOf, optionsOf } from './options.ts';

type Failure = Extract<Told, { kind: 'failed' }>;

const pingMs = 1000;

interface Pinging {
  readonly address: string;
  readonly sent: number;
  readonly got: number;
}

/**
 * `ping -c`: the name is looked up truly; whether the address answers is found out by a connection to a port that nobody listens on, which a
 * machine that is there refuses.
 */
export const ping: Tool = (call) => {
  const { names, values } = optionsOf(call.args, 'cwWis');
  const [name = ''] = names;
  if (name === '') return failed('ping: usage error: Destination address required');
  const { c = '4' } = values;
  if (!/^[1-9]\d*$/.test(c))
    return failed(`ping: invalid ${call.here.userland === 'busybox' ? 'number' : 'argument:'} '${c}'`);
  const count = Number(c);
  const { memory, told } = call;
  const pinging = memory as Pinging | undefined;
  if (!pinging && told.length === 0 && !isAddress(name))
    return { asks: { kind: 'name', name, type: 'A', isSearched: true } };
  const address = pinging?.address ?? addressIn(name, told[0]);
  if (address === undefined) return noName(call, name);
  const { sent = 0, got: before = 0 } = pinging ?? {};
  const head = sent === 0 ? pingHead(call, name, address) : '';
  const line = sent > 0 ? echo(call, address, sent - 1, told.at(-1)) : '';
  const got = before + (line === '' ? 0 : 1);
  if (sent >= count) return summary(call, name, count, got, line);
  const asks = {
    kind: 'request',
    host: address,
    port: 7,
    request: { method: 'PING', path: '/' },
    limitMs: pingMs,
  } as const;
  return { out: head + line, asks, memory: { address, sent: sent + 1, got }, forgets: true };
};

function isAddress(name: string): boolean {
  return /^\d+\.\d+\.\d+\.\d+$/.test(name);
}

function addressIn(name: string, told: Told | undefined): string | undefined {
  if (isAddress(name)) return name;
  const records = told?.kind === 'names' ? (told.tries.at(-1)?.answer.answer ?? []) : [];
  return records.find(({ type }) => type === 'A')?.data;
}

function noName({ here }: ToolCall, name: string): Did {
  if (here.userland === 'busybox') return failed(`ping: bad address '${name}'`);
  return failed(`ping: ${name}: Name or service not known`, 2);
}

function pingHead({ here }: ToolCall, name: string, address: string): string {
  const bytes = here.userland === 'busybox' ? '56 data bytes' : '56(84) bytes of data.';
  return `PING ${name} (${address})${here.userland === 'busybox' ? ':' : ''} ${bytes}\n`;
}

/** A machine that is there answers, be it with a refusal. */
function isThere(told: Told | undefined): boolean {
  return told?.kind === 'reply' || (told?.kind === 'failed' && ['refused', 'reset'].includes(told.problem));
}

function echo({ here }: ToolCall, address: string, place: number, told: Told | undefined): string {
  if (!isThere(told)) return '';
  const ms = (told?.tookMs ?? 0) / 1000;
  const time = ms < 1 ? ms.toFixed(3) : ms.toFixed(1);
  return here.userland === 'busybox'
    ? `64 bytes from ${address}: seq=${place} ttl=62 time=${time} ms\n`
    : `64 bytes from ${address}: icmp_seq=${place + 1} ttl=62 time=${time} ms\n`;
}

function summary({ here }: ToolCall, name: string, count: number, got: number, line: string): Did {
  const lost = Math.round((100 * (count - got)) / Math.max(1, count));
  const counts =
    here.userland === 'busybox'
      ? `${count} packets transmitted, ${got} packets received, ${lost}% packet loss`
      : `${count} packets transmitted, ${got} received, ${lost}% packet loss, time ${(count - 1) * 1000}ms`;
  return { out: `${line}\n--- ${name} ping statistics ---\n${counts}\n`, code: got > 0 ? 0 : 1 };
}

/** `nc -z HOST PORT`: does somebody listen there? */
export const nc: Tool = (call) => {
  const { names, flags, values } = optionsOf(call.args, 'w');
  const [host = '', port = ''] = names;
  const [told] = call.told;
  if (!flags.has('z')) return failed('ordinal: of nc only nc -z is simulated', 2);
  if (host === '' || !/^\d+$/.test(port)) return failed('nc: usage: nc -z [-v] [-w SECONDS] HOST PORT');
  const limitMs = limitOf(values['w'] ?? '0');
  if (limitMs === undefined) return failed(`nc: invalid number '${values['w']}'`);
  const limit = limitMs > 0 ? { limitMs } : {};
  const request = { method: 'CONNECT', path: '/' } as const;
  if (!told) return { asks: { kind: 'request', host, port: Number(port), request, ...limit } };
  const isBusybox = call.here.userland === 'busybox';
  const at = told.kind === 'names' ? host : (told.address ?? host);
  if (told.kind !== 'failed' || told.problem === 'reset') {
    const open = isBusybox
      ? `${host} (${at}:${port}) open\n`
      : `Connection to ${host} (${at}) ${port} port [tcp/*] succeeded!\n`;
    return { err: flags.has('v') ? open : '', code: 0 };
  }
  if (told.problem === 'noName' || told.problem === 'noDns')
    return failed(
      isBusybox
        ? `nc: bad address '${host}'`
        : `nc: getaddrinfo for host "${host}" port ${port}: Name or service not known`,
    );
  const words =
    { refused: 'Connection refused', noRoute: 'No route to host' }[told.problem as string] ?? 'Operation timed out';
  const spoken = isBusybox
    ? `nc: ${host} (${at}:${port}): ${words}\n`
    : `nc: connect to ${host} (${at}) port ${port} (tcp) failed: ${words}\n`;
  return { err: flags.has('v') || isBusybox ? spoken : '', code: 1 };
};

/** What a client of a database asks with one command, and how its own failures read. */
interface Database {
  readonly host: string;
  readonly port: number;
  readonly ask: (line: string) => {
    readonly method: string;
    readonly body: string;
    readonly headers?: Readonly<Record<string, string>>;
  };
  readonly protocol: 'redis' | 'mysql';
  readonly problem: (told: Failure) => string;
  readonly prompt: string;
  readonly failedCode: number;
}

/** Asks for one line, or for what is typed, line by line, until `exit`. */
function converse(call: ToolCall, database: Database, given: string | undefined): Did {
  const { told, line } = call;
  const last = told.at(-1);
  const isNew = last !== undefined && told.length !== ((call.memory as number | undefined) ?? 0);
  const said: Did = isNew ? answerOf(database, last) : {};
  if (given !== undefined) return last ? said : { asks: askFor(database, given) };
  if (isNew || line === undefined) {
    const { code: _, ...shown } = said;
    return { ...shown, reads: database.prompt, memory: told.length };
  }
  if (line === null || /^(exit|quit|\\q);?$/i.test(line.trim()))
    return { out: database.protocol === 'mysql' ? 'Bye\n' : '', code: 0 };
  if (line.trim() === '') return { reads: database.prompt, memory: told.length };
  return { asks: askFor(database, line), memory: told.length };
}

function askFor({ host, port, ask, protocol }: Database, line: string): NonNullable<Did['asks']> {
  return { kind: 'request', host, port, request: { path: '/', protocol, ...ask(line) } };
}

function answerOf({ problem, failedCode }: Database, told: Told): Did {
  if (told.kind === 'failed') return { err: problem(told), code: failedCode };
  if (told.kind === 'names') return { code: 0 };
  const { status, body } = told.reply;
  const text = body === '' || body.endsWith('\n') ? body : `${body}\n`;
  if (status === 0) return { err: 'Error: Server closed the connection\n', code: 1 };
  return status >= 400 && failedCode === 1 && /^ERROR/.test(text) ? { err: text, code: 1 } : { out: text, code: 0 };
}

/** `redis-cli`, with -h, -p and -n. */
export const redisCli: Tool = (call) => {
  const { at, rest } = leading(call.args, 'hpna');
  const host = at['h'] ?? '127.0.0.1';
  const port = Number(at['p'] ?? 6379) || 0;
  const where = `${host}:${port}`;
  const database: Database = {
    host,
    port,
    protocol: 'redis',
    prompt: `${where}> `,
    failedCode: 1,
    ask: (line) => ({ method: (line.split(/\s+/)[0] ?? '').toUpperCase(), body: line }),
    problem: ({ problem }) => {
      const words = { refused: 'Connection refused', noRoute: 'No route to host' }[problem as string];
      const name = problem === 'noName' || problem === 'noDns' ? 'Name or service not known' : undefined;
      return `Could not connect to Redis at ${where}: ${name ?? words ?? 'Connection timed out'}\n`;
    },
  };
  const line = rest.map((word) => (/[\s"]|^$/.test(word) ? JSON.stringify(word) : word)).join(' ');
  return converse(call, database, rest.length > 0 ? line : undefined);
};

/** Options before the first other word, as `redis-cli` takes them. */
function leading(args: readonly string[], withValue: string): { at: Record<string, string>; rest: readonly string[] } {
  const at: Record<string, string> = {};
  const rest = [...args];
  while (rest[0]?.startsWith('-') && rest[0].length > 1) {
    const word = rest.shift()!;
    const letter = word.replace(/^-+/, '').slice(0, 1);
    if (!word.startsWith('--') && withValue.includes(letter)) at[letter] = word.slice(2) || (rest.shift() ?? '');
  }
  return { at, rest };
}

/** `mysql` and `mariadb`, with -h, -P, -u, -p, -e, -N and -D; without -e line by line. */
export const mysql: Tool = (call) => {
  const { host, port, headers, statement } = mysqlAsked(call);
  const database: Database = {
    host,
    port,
    protocol: 'mysql',
    prompt: call.name === 'mariadb' ? 'MariaDB> ' : 'mysql> ',
    failedCode: 1,
    ask: (line) => ({
      method: 'QUERY',
      body: line,
      headers: { ...headers, ...databaseNow(call), ...(statement === undefined && { output: 'table' }) },
    }),
    problem: ({ problem }) => `ERROR ${mysqlProblem(problem, host, port)}\n`,
  };
  const piped = call.stdin !== undefined && call.stdin !== '' ? call.stdin : undefined;
  const did = converse(call, database, statement ?? piped ?? (call.stdin === undefined ? undefined : ''));
  return isWarned(call, headers) ? { ...did, err: passwordWarning + (did.err ?? '') } : did;
};

const passwordWarning = 'mysql: [Warning] Using a password on the command line interface can be insecure.\n';

/** The client of the image `mysql` warns once, that of `mariadb` never. */
function isWarned({ told, line, here, args }: ToolCall, { password = '' }: Readonly<Record<string, string>>): boolean {
  const isGiven = password !== '' && args.some((word) => /^(-p.|--password=.)/.test(word));
  return isGiven && told.length === 0 && line === undefined && here.image.startsWith('mysql');
}

/** The database in which the last answer has left the client. */
function databaseNow({ told }: ToolCall): { readonly database?: string } {
  const last = told.at(-1);
  const database = last?.kind === 'reply' ? last.reply.headers?.['database'] : undefined;
  return database === undefined ? {} : { database };
}

function mysqlProblem(problem: Failure['problem'], host: string, port: number): string {
  if (problem === 'noName' || problem === 'noDns') return `2005 (HY000): Unknown MySQL server host '${host}' (-2)`;
  const number = { refused: 111, noRoute: 113 }[problem as string] ?? 110;
  if (host === '127.0.0.1')
    return `2002 (HY000): Can't connect to local MySQL server through socket '/var/run/mysqld/mysqld.sock' (2)`;
  return `2003 (HY000): Can't connect to MySQL server on '${host}:${port}' (${number})`;
}

interface Asked {
  readonly host: string;
  readonly port: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly statement: string | undefined;
}

const longNames: Readonly<Record<string, string>> = {
  host: 'h',
  port: 'P',
  user: 'u',
  password: 'p',
  execute: 'e',
  database: 'D',
};

function mysqlAsked({ args, env }: ToolCall): Asked {
  const values: Record<string, string> = {};
  const names: string[] = [];
  const rest = [...args];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [, long = '', given] = /^--([\w-]+)(?:=([^]*))?$/.exec(word) ?? [];
    const letter = long === '' ? (/^-([hPupeDN])/.exec(word)?.[1] ?? '') : (entry(longNames, long) ?? '');
    const attached = long === '' ? word.slice(2) || undefined : given;
    if (!word.startsWith('-')) names.push(word);
    // A password stands right behind its letter, or is not given.
    else if (letter === 'p') values['p'] = attached ?? '';
    else if (letter !== '' && letter !== 'N') values[letter] = attached ?? rest.shift() ?? '';
  }
  const database = values['D'] ?? names[0];
  const headers = {
    user: values['u'] ?? 'root',
    password: values['p'] ?? env['MYSQL_PWD'] ?? '',
    ...(database !== undefined && { database }),
  };
  const host = values['h'] ?? '127.0.0.1';
  return {
    host: host === 'localhost' ? '127.0.0.1' : host,
    port: Number(values['P'] ?? 3306) || 0,
    headers,
    statement: values['e'],
  };
}
