/**
 * What a redis process remembers, and what it keeps on its volume. Left out: that a real one reads its file only when it starts, and so
 * would not see at once that somebody has written over it.
 */
import { hexOf } from '../chance.ts';
import { commandLineOf } from './command-line.ts';
import type { Process, ReadFile } from './program.ts';
import { isList, isRecord, isText, readJson } from './read-json.ts';
import type { FileChange } from './request.ts';
import { memoryOf } from './start-up.ts';

/** Keys and their values: texts alone. */
export type Keys = Readonly<Record<string, string>>;

/** A command that was carried out, and how long the stream of them was then. */
export interface Done {
  readonly offset: number;
  readonly words: readonly string[];
}

/** Another process that copies from this one, and how far it has come. */
export interface Copier {
  readonly address: string;
  readonly port: number;
  readonly offset: number;
  /** It does not answer, but its connection has not been closed either. */
  readonly isLost?: true;
}

/** What is in the memory of a process, beside its keys. */
export interface RedisMemory {
  /** Whose copy it is, by name. */
  readonly primary?: { readonly host: string; readonly port: number };
  /** `wanted`: it has not tried yet; `down`: it has tried in vain, or was cut off. */
  readonly link: 'none' | 'wanted' | 'down' | 'up';
  /** The address to which it is connected. */
  readonly address?: string;
  /** The name of the history of its data, and how long it is. */
  readonly history: string;
  readonly offset: number;
  /** The last of what was done, for those that have missed it; nothing before somebody copies. */
  readonly backlog?: readonly Done[];
  readonly copiers: readonly Copier[];
  readonly config: Readonly<Record<string, string>>;
  /** The address of a primary that has not been told yet that it is one no longer. */
  readonly left?: string;
  /** It has been told to stop. */
  readonly isStopping?: true;
}

/** A redis process during one call: what it says of itself and its keys are replaced, never changed. */
export interface Redis {
  readonly process: Process;
  /** Who asks. */
  readonly from: string;
  memory: RedisMemory;
  keys: Keys;
  isWoken: boolean;
  /** Somebody has written over its file or its memory: it can only end, with these words and this code. */
  readonly damage?: { readonly line: string; readonly exitCode: number };
}

/** So many commands are kept for those that have missed them. */
export const backlogMax = 200;

const noFile = { line: 'Wrong signature trying to load DB from file', exitCode: 1 };
const noMemory = { line: 'Redis 7.4.1 crashed by signal: 11, si_code: 1', exitCode: 139 };

/** The file with its keys; where it lies the command line may say. */
function fileOf({ config }: RedisMemory): string {
  return `${config['dir'] ?? '/data'}/${config['dbfilename'] ?? 'dump.rdb'}`;
}

/** The process as it is now; nothing where its command is another one. */
export function redisOf(process: Process, read: ReadFile, from = ''): Redis | undefined {
  const said = read(memoryOf(process));
  const known = said === undefined ? undefined : readJson<RedisMemory>(said, isMemory);
  const memory = known ?? memoryAtStart(process, read);
  if (!memory) return undefined;
  const keys = readJson<Keys>(read(fileOf(memory)) ?? '{}', (value) => isRecord(value, isText));
  const damage = said !== undefined && !known ? noMemory : keys ? undefined : noFile;
  return { process, from, memory, keys: keys ?? {}, isWoken: false, ...(damage && { damage }) };
}

function isMemory(value: unknown): boolean {
  const { link, copiers, config, offset } = (value ?? {}) as Partial<Record<string, unknown>>;
  const isCopier = (copier: unknown): boolean => isRecord(copier);
  return isText(link) && isList(copiers, isCopier) && isRecord(config, isText) && typeof offset === 'number';
}

function memoryAtStart(process: Process, read: ReadFile): RedisMemory | undefined {
  const line = commandLineOf(process, read, 'redis-server');
  if (!line) return undefined;
  const config = configOf(line.slice(1), read);
  const [host, port = '6379'] = (config['replicaof'] ?? 'no one').split(' ');
  const isCopy = host !== undefined && host !== 'no';
  return {
    ...(isCopy && { primary: { host, port: Number(port) } }),
    link: isCopy ? 'wanted' : 'none',
    history: newHistory(process),
    offset: 0,
    copiers: [],
    config,
  };
}

/** A name for data that nobody else has. */
export function newHistory({ seed = '' }: Process, count = 0): string {
  return hexOf(`${seed} ${count}`, 40);
}

/** A file of settings, if the first word is one, then what the command line says: `--replicaof HOST PORT`. */
function configOf(words: readonly string[], read: ReadFile): RedisMemory['config'] {
  const [first = ''] = words;
  const text = first === '' || first.startsWith('-') ? '' : (read(first) ?? '');
  const lines = text.split('\n').filter((line) => /^\s*[a-z]/i.test(line));
  const given = words
    .join(' ')
    .split(/(?:^|\s)--(?=[a-z])/)
    .slice(1);
  const pairs = [...lines, ...given].map((line) => {
    const [name = '', ...values] = line.trim().split(/\s+/);
    const known = name.toLowerCase() === 'slaveof' ? 'replicaof' : name.toLowerCase();
    return [known, values.join(' ').replace(/^"(.*)"$/, '$1')] as const;
  });
  return Object.fromEntries(pairs);
}

/** What has changed, as changes of files. */
export function changesOf(before: Redis, now: Redis): readonly FileChange[] {
  const changes: FileChange[] = [];
  if (now.keys !== before.keys) changes.push({ path: fileOf(now.memory), text: JSON.stringify(now.keys) });
  if (now.memory !== before.memory) changes.push({ path: memoryOf(now.process), text: JSON.stringify(now.memory) });
  return changes;
}

/** So many bytes a command takes in the protocol. */
function lengthOf(words: readonly string[]): number {
  const bytes = words.map((each) => new TextEncoder().encode(each).length);
  return bytes.reduce((sum, length) => sum + `$${length}`.length + 4 + length, `*${words.length}`.length + 2);
}

/** Those who copy must hear of what was done. */
export function propagate(redis: Redis, words: readonly string[]): void {
  const { memory } = redis;
  if (!memory.backlog) return;
  const offset = memory.offset + lengthOf(words);
  redis.memory = { ...memory, offset, backlog: [...memory.backlog, { offset, words }].slice(-backlogMax) };
  redis.isWoken ||= memory.copiers.length > 0;
}
