/** The commands of redis for texts, and for what the server says of itself. Left out: all other types, expiry, transactions, scripts. */
import { entry } from '../../objects/index.ts';
import { fitsGlob, readGlob } from '../glob.ts';
import { error, nil, ok, texts } from './redis-answers.ts';
import type { RedisAnswer } from './redis-answers.ts';
import { info, role } from './redis-info.ts';
import { newHistory, propagate } from './redis-memory.ts';
import type { Redis } from './redis-memory.ts';

type Run = (redis: Redis, args: readonly string[]) => RedisAnswer;

/** A command: how many words it takes with its own name (at least, where negative), as in redis' own table. */
interface Command {
  readonly arity: number;
  readonly run: Run;
  readonly isWrite?: true;
}

function reads(arity: number, run: Run): Command {
  return { arity, run };
}

function writes(arity: number, run: Run): Command {
  return { arity, run, isWrite: true };
}

/** THE TABLE of commands. */
const commands: Readonly<Record<string, Command>> = {
  PING: reads(-1, (_, [text]) => (text === undefined ? { simple: 'PONG' } : { text })),
  ECHO: reads(2, (_, [text = '']) => ({ text })),
  SELECT: reads(2, (_, [number]) => (number === '0' ? ok : error('ERR DB index is out of range'))),
  GET: reads(2, ({ keys }, [key = '']) => textAt(entry(keys, key))),
  MGET: reads(-2, ({ keys }, args) => ({ list: args.map((key) => textAt(entry(keys, key))) })),
  STRLEN: reads(2, ({ keys }, [key = '']) => ({ number: bytesOf(entry(keys, key) ?? '') })),
  EXISTS: reads(-2, ({ keys }, args) => ({ number: args.filter((key) => Object.hasOwn(keys, key)).length })),
  TYPE: reads(2, ({ keys }, [key = '']) => ({ simple: Object.hasOwn(keys, key) ? 'string' : 'none' })),
  TTL: reads(2, ({ keys }, [key = '']) => ({ number: Object.hasOwn(keys, key) ? -1 : -2 })),
  KEYS: reads(2, ({ keys }, [pattern = '']) => texts(Object.keys(keys).filter(globOf(pattern)).sort())),
  RANDOMKEY: reads(1, ({ keys }) => textAt(Object.keys(keys)[0])),
  DBSIZE: reads(1, ({ keys }) => ({ number: Object.keys(keys).length })),
  INFO: reads(-1, (redis, [section]) => ({ told: info(redis, section) })),
  ROLE: reads(1, role),
  TIME: reads(1, ({ process }) => texts([String(Math.floor(Date.parse(process.now ?? '') / 1000)), '0'])),
  CONFIG: reads(-2, config),
  COMMAND: reads(-1, () => ({ list: [] })),
  SAVE: reads(1, () => ok),
  BGSAVE: reads(-1, () => ({ simple: 'Background saving started' })),
  WAIT: reads(3, ({ memory }) => ({ number: memory.copiers.filter(({ offset }) => offset >= memory.offset).length })),
  REPLICAOF: reads(3, replicaOf),
  SLAVEOF: reads(3, replicaOf),

  SET: writes(-3, set),
  SETNX: writes(3, (redis, [key = '', value = '']) => {
    if (Object.hasOwn(redis.keys, key)) return { number: 0 };
    put(redis, { [key]: value });
    return { number: 1 };
  }),
  GETSET: writes(3, (redis, [key = '', value = '']) => {
    const before = entry(redis.keys, key);
    put(redis, { [key]: value });
    return textAt(before);
  }),
  MSET: writes(-3, (redis, args) => {
    if (args.length % 2 === 1) return error("ERR wrong number of arguments for 'mset' command");
    put(redis, Object.fromEntries(args.flatMap((key, place) => (place % 2 ? [] : [[key, args[place + 1] ?? '']]))));
    return ok;
  }),
  APPEND: writes(3, (redis, [key = '', more = '']) => {
    const value = (entry(redis.keys, key) ?? '') + more;
    put(redis, { [key]: value });
    return { number: bytesOf(value) };
  }),
  INCR: writes(2, (redis, [key = '']) => count(redis, key, 1n)),
  DECR: writes(2, (redis, [key = '']) => count(redis, key, -1n)),
  INCRBY: writes(3, (redis, [key = '', by = '']) => count(redis, key, wholeNumber(by))),
  DECRBY: writes(3, (redis, [key = '', by = '']) => {
    const number = wholeNumber(by);
    return number === -maxNumber - 1n
      ? error('ERR decrement would overflow')
      : count(redis, key, number === undefined ? undefined : -number);
  }),
  DEL: writes(-2, remove),
  UNLINK: writes(-2, remove),
  RENAME: writes(3, (redis, [from = '', to = '']) => {
    const value = entry(redis.keys, from);
    if (value === undefined) return error('ERR no such key');
    remove(redis, [from]);
    put(redis, { [to]: value });
    return ok;
  }),
  FLUSHALL: writes(-1, empty),
  FLUSHDB: writes(-1, empty),
};

const notSimulated =
  /^(L?R?(PUSH|POP)X?|L(RANGE|LEN|INDEX|TRIM|SET|REM)|H\w+|S(ADD|REM|MEMBERS|CARD|ISMEMBER|CAN|ORT)|Z\w+|X\w+|P?EXPIRE(AT)?|PERSIST|P?SETEX|PTTL|MULTI|EXEC|EVAL(SHA)?|P?SUBSCRIBE|PUBLISH|MONITOR|CLUSTER|SENTINEL|CLIENT|DEBUG|SHUTDOWN|AUTH|ACL|OBJECT|DUMP|RESTORE|MIGRATE|FAILOVER)$/;

/** Carries a command out, or says why not. */
export function carryOut(redis: Redis, words: readonly string[]): RedisAnswer {
  const [name = '', ...args] = words;
  const upper = name.toUpperCase();
  const command = entry(commands, upper);
  if (!command) return unknown(name, args);
  const isWrong = command.arity < 0 ? words.length < -command.arity : words.length !== command.arity;
  if (isWrong) return error(`ERR wrong number of arguments for '${name.toLowerCase()}' command`);
  if (!command.isWrite) return command.run(redis, args);
  if (isReadOnly(redis)) return error("READONLY You can't write against a read only replica.");
  return write(redis, words, command);
}

/** Does again what a primary has done: nobody is asked whether that is allowed, and nobody else hears of it. */
export function repeatCommand(redis: Redis, [name = '', ...args]: readonly string[]): void {
  entry(commands, name.toUpperCase())?.run(redis, args);
}

function unknown(name: string, args: readonly string[]): RedisAnswer {
  if (notSimulated.test(name.toUpperCase())) return error(`ERR ${name.toUpperCase()} is not simulated here`);
  const beginning = args.map((arg) => `'${arg}' `).join('');
  return error(`ERR unknown command '${name}', with args beginning with: ${beginning}`.trimEnd());
}

function isReadOnly({ memory }: Redis): boolean {
  return memory.primary !== undefined && memory.config['replica-read-only'] !== 'no';
}

/** What changed nothing need not be told to others. */
function write(redis: Redis, words: readonly string[], { run }: Command): RedisAnswer {
  const before = redis.keys;
  const answer = run(redis, words.slice(1));
  if (redis.keys !== before) propagate(redis, words);
  return answer;
}

function textAt(text: string | undefined): RedisAnswer {
  return text === undefined ? nil : { text };
}

function put(redis: Redis, more: Readonly<Record<string, string>>): void {
  redis.keys = { ...redis.keys, ...more };
}

function set(redis: Redis, [key = '', value = '', ...options]: readonly string[]): RedisAnswer {
  const wanted = options.map((option) => option.toUpperCase());
  if (wanted.some((option) => ['EX', 'PX', 'EXAT', 'PXAT'].includes(option)))
    return error('ERR SET with an expiry is not simulated here');
  if (wanted.some((option) => !['NX', 'XX', 'KEEPTTL', 'GET'].includes(option))) return error('ERR syntax error');
  const before = entry(redis.keys, key);
  const isKept = wanted.includes(before === undefined ? 'XX' : 'NX');
  if (!isKept) put(redis, { [key]: value });
  if (wanted.includes('GET')) return textAt(before);
  return isKept ? nil : ok;
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

const maxNumber = 2n ** 63n - 1n;

function isInRange(number: bigint): boolean {
  return number <= maxNumber && number >= -maxNumber - 1n;
}

/** As redis reads a whole number (util.c, string2ll): of 64 bits, without zeros before it. */
function wholeNumber(text: string): bigint | undefined {
  if (!/^(0|-?[1-9]\d{0,18})$/.test(text)) return undefined;
  const number = BigInt(text);
  return isInRange(number) ? number : undefined;
}

function count(redis: Redis, key: string, by: bigint | undefined): RedisAnswer {
  const before = wholeNumber(entry(redis.keys, key) ?? '0');
  if (before === undefined || by === undefined) return error('ERR value is not an integer or out of range');
  const number = before + by;
  if (!isInRange(number)) return error('ERR increment or decrement would overflow');
  put(redis, { [key]: String(number) });
  return { number };
}

function remove(redis: Redis, args: readonly string[]): RedisAnswer {
  const there = [...new Set(args)].filter((key) => Object.hasOwn(redis.keys, key));
  if (there.length > 0)
    redis.keys = Object.fromEntries(Object.entries(redis.keys).filter(([key]) => !there.includes(key)));
  return { number: there.length };
}

function empty(redis: Redis): RedisAnswer {
  redis.keys = {};
  return ok;
}

/** As redis matches keys (util.c, stringmatchlen); that `!` does not negate there is left out. */
function globOf(pattern: string): (key: string) => boolean {
  const glob = readGlob(pattern);
  return (key) => fitsGlob(glob, key);
}

const defaults: Readonly<Record<string, string>> = {
  port: '6379',
  dir: '/data',
  dbfilename: 'dump.rdb',
  appendonly: 'no',
  save: '3600 1 300 100 60 10000',
  'replica-read-only': 'yes',
  'replica-serve-stale-data': 'yes',
  maxmemory: '0',
};

function config(redis: Redis, [verb = '', name = '', ...values]: readonly string[]): RedisAnswer {
  const { memory } = redis;
  const all = { ...defaults, ...memory.config };
  if (/^get$/i.test(verb)) {
    const names = Object.keys(all).filter(globOf(name.toLowerCase())).sort();
    return texts(names.flatMap((each) => [each, all[each as keyof typeof all] ?? '']));
  }
  if (!/^set$/i.test(verb)) return error(`ERR unknown subcommand '${verb}'. Try CONFIG HELP.`);
  if (!Object.hasOwn(all, name.toLowerCase()))
    return error(`ERR Unknown option or number of arguments for CONFIG SET - '${name}'`);
  redis.memory = { ...memory, config: { ...memory.config, [name.toLowerCase()]: values.join(' ') } };
  return ok;
}

/** Copies from another one from now on, or is its own master again; its keys stay until the first copy has come. */
function replicaOf(redis: Redis, [host = '', port = '']: readonly string[]): RedisAnswer {
  const { primary: _, address, ...others } = redis.memory;
  const memory = address === undefined ? others : { ...others, left: address };
  redis.isWoken = true;
  if (/^no$/i.test(host) && /^one$/i.test(port)) {
    const history = newHistory(redis.process, memory.offset + 1);
    redis.memory = { ...memory, link: 'none', history };
    return ok;
  }
  const number = Number(wholeNumber(port) ?? -1n);
  if (number < 0 || number > 65_535) return error('ERR Invalid master port');
  redis.memory = { ...memory, primary: { host, port: number }, link: 'wanted' };
  return ok;
}
