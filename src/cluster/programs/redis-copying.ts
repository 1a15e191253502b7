/**
 * How one redis copies another: all of its data first, then every command that changes them, as it happens.
 * Models replication.c (syncCommand, replicationFeedSlaves, connectWithMaster). Left out: the background save, pings each 10 s (who was
 * there has ended, or its node has become NotReady: that is when a link breaks), partial copies from a second history, passwords.
 */
import { say } from '../log.ts';
import type { Sentence } from '../log.ts';
import type { Ask, Told } from '../network/message.ts';
import { noAnswer } from './peers.ts';
import type { Cause, Process, ReadFile, Working } from './program.ts';
import { repeatCommand } from './redis-commands.ts';
import { isList, isRecord, isText, readJson } from './read-json.ts';
import { stamped, startLines } from './redis-lines.ts';
import { backlogMax, changesOf, redisOf } from './redis-memory.ts';
import type { Copier, Done, Keys, Redis } from './redis-memory.ts';
import type { Request } from './request.ts';
import { memoryOf } from './start-up.ts';

const limitMs = 5000;

/** What a primary hands over: everything, or only what was missed. */
interface Handed {
  readonly history: string;
  readonly offset: number;
  readonly keys?: Keys;
  readonly missed?: readonly Done[];
}

/** What a redis answers, and what its log says of it; `isOver`: it is an error. */
export interface Said {
  readonly body: string;
  readonly log?: readonly string[];
  readonly isOver?: boolean;
}

/** Somebody wants to copy from here (PSYNC): he gets what he needs, and hears of every change from now on. */
export function beCopied(redis: Redis, { headers = {} }: Request): Said {
  const { memory, from, process } = redis;
  if (memory.primary && memory.link !== 'up')
    return { body: "-NOMASTERLINK Can't SYNC while not connected with my master", isOver: true };
  const { history, offset, backlog = [] } = memory;
  const missed = headers['history'] === history ? missedSince(redis, Number(headers['offset'])) : undefined;
  const port = Number(headers['port'] ?? 6379);
  const others = memory.copiers.filter((copier) => copier.address !== from);
  redis.memory = { ...memory, backlog, copiers: [...others, { address: from, port, offset }] };
  // From now on it holds this connection as well.
  redis.isWoken = true;
  const handed: Handed = { history, offset, ...(missed ? { missed } : { keys: redis.keys }) };
  const words = missed ? 'Partial resynchronization request' : 'Full resync requested by replica';
  const log = [`Replica ${from}:${port} asks for synchronization`, `${words} ${from}:${port}`];
  return { body: JSON.stringify(handed), log: stamped(process, log) };
}

/** What has been done since the stream was so long; nothing where that is not known any more. */
function missedSince({ memory: { offset, backlog = [] } }: Redis, since: number): readonly Done[] | undefined {
  const missed = backlog.filter((done) => done.offset > since);
  const isWhole = since === offset || backlog.some((done) => done.offset === since);
  return isWhole ? missed : undefined;
}

/** Somebody copies from here no longer. */
export function beLeft(redis: Redis): Said {
  const { memory, from } = redis;
  redis.memory = { ...memory, copiers: memory.copiers.filter(({ address }) => address !== from) };
  return { body: '', log: stamped(redis.process, [`Connection with replica ${from}:6379 lost.`]) };
}

/** The primary tells what was done there; where that does not follow from what is known here, everything is copied anew. */
export function follow(redis: Redis, { body = '[]', headers = {} }: Request): Said {
  const { memory, from } = redis;
  const done = readJson<readonly Done[]>(body, (value) => isList(value, isDone));
  if (!done) return { body: 'Invalid argument(s)', isOver: true };
  const isPrimary = memory.link === 'up' && memory.address === from;
  const isSame = isPrimary && memory.history === headers['history'];
  if (isSame && Number(headers['since']) === memory.offset) {
    for (const each of done) repeat(redis, each);
    redis.isWoken = redis.memory.copiers.length > 0;
    return { body: String(redis.memory.offset) };
  }
  if (isSame && done.every(({ offset }) => offset <= memory.offset)) return { body: String(memory.offset) };
  if (isPrimary) {
    redis.memory = { ...memory, link: 'wanted' };
    redis.isWoken = true;
  }
  return { body: 'not linked', isOver: true };
}

function isDone(value: unknown): boolean {
  const { offset, words } = (value ?? {}) as Partial<Record<string, unknown>>;
  return typeof offset === 'number' && isList(words, isText);
}

function isHanded(value: unknown): boolean {
  const { history, offset, keys = {}, missed = [] } = (value ?? {}) as Partial<Record<string, unknown>>;
  return isText(history) && typeof offset === 'number' && isRecord(keys, isText) && isList(missed, isDone);
}

/** Does what the primary has done, whoever may not write here. */
function repeat(redis: Redis, done: Done): void {
  repeatCommand(redis, done.words);
  const backlog = [...(redis.memory.backlog ?? []), done].slice(-backlogMax);
  redis.memory = { ...redis.memory, offset: done.offset, backlog };
}

/** What a redis does of itself: it connects to its primary, and tells its own copiers what they have not heard. */
export function workRedis(process: Process, read: ReadFile, cause: Cause): Working {
  const redis = redisOf(process, read);
  if (!redis) return {};
  if (redis.damage) return crash(redis, redis.damage);
  const isNew = read(memoryOf(process)) === undefined;
  const before = { ...redis, ...(isNew && { memory: { ...redis.memory } }) };
  const next = cause.heard ? hear(redis, cause.heard.ask, cause.heard.told) : goOn(redis, cause);
  const lines = [...(isNew ? startLines(redis) : []), ...(next.log ?? [])];
  const log = stamped(process, lines, redis.memory.primary !== undefined);
  return { ...next, changes: changesOf(before, redis), log };
}

function crash({ process }: Redis, { line, exitCode }: NonNullable<Redis['damage']>): Working {
  return { exitCode, log: stamped(process, [line], false, '#') };
}

function goOn(redis: Redis, cause: Cause): Working {
  const broken = dropClosed(redis, cause.closed);
  const { copiers, offset } = redis.memory;
  const isBehind = (copier: Copier): boolean => copier.offset < offset && !copier.isLost;
  const behind = copiers.filter(isBehind).map((copier) => askToFollow(redis, copier));
  if (cause.isStopping) return { ...stop(redis), asks: behind };
  const wanting = redis.memory.link === 'wanted' ? connectingLines(redis) : [];
  const asks = [...leaving(redis), ...connecting(redis, cause), ...behind];
  const log = [...(broken.log ?? []), ...wanting];
  if (asks.length > 0) return { ...broken, asks, log };
  const lost = cause.isAfterAsking ? [] : copiers.filter(({ isLost }) => isLost);
  if (lost.length > 0) return { ...broken, asks: lost.map((copier) => askToFollow(redis, copier)) };
  return { ...broken, links: linksOf(redis), ...(redis.memory.link === 'down' && { isTryingAgain: true }) };
}

function stop(redis: Redis): Pick<Working, 'log'> {
  if (redis.memory.isStopping) return {};
  redis.memory = { ...redis.memory, isStopping: true };
  return { log: ['User requested shutdown...', 'Redis is now ready to exit, bye bye...'] };
}

/** Who copies from somebody else now says goodbye to the one before. */
function leaving(redis: Redis): readonly Ask[] {
  const { left: host, ...memory } = redis.memory;
  if (host === undefined) return [];
  redis.memory = memory;
  const request: Request = { protocol: 'redis', method: 'QUIT', path: '/', headers: { stream: 'leave' } };
  return [{ kind: 'request', host, port: 6379, request, limitMs }];
}

function connectingLines({ memory: { primary } }: Redis): readonly string[] {
  return [`Connecting to MASTER ${primary?.host}:${primary?.port}`, 'MASTER <-> REPLICA sync started'];
}

/** A copy asks its primary whenever it does not know better. */
function connecting(redis: Redis, { isAfterAsking, closed }: Cause): readonly Ask[] {
  const { primary, link } = redis.memory;
  const isKnown = link === 'up' && closed.length > 0;
  const mustAsk = link === 'wanted' || (!isAfterAsking && !isKnown);
  return primary && mustAsk ? [askToCopy(redis)] : [];
}

function linksOf({ memory: { copiers, address } }: Redis): readonly string[] {
  const own = copiers.map((copier) => copier.address);
  return address === undefined ? own : [...own, address];
}

/** Who has ended does not copy any more, and cannot be copied. */
function dropClosed(redis: Redis, closed: readonly string[]): Pick<Working, 'log' | 'says'> {
  const { memory } = redis;
  const copiers = memory.copiers.filter(({ address }) => !closed.includes(address));
  const isLost = memory.link === 'up' && closed.includes(memory.address ?? '');
  if (copiers.length < memory.copiers.length) redis.memory = { ...redis.memory, copiers };
  if (!isLost) return {};
  const { address: _, ...left } = redis.memory;
  redis.memory = { ...left, link: 'down' };
  const says = say('{pod} has lost its primary {host}', { pod: redis.process.host, host: memory.primary?.host ?? '' });
  return { says, log: ['Connection with master lost.'] };
}

function askToCopy({ memory }: Redis): Ask {
  const { primary, history, offset, link } = memory;
  const headers = { stream: 'copy', history, offset: String(offset) };
  const request: Request = { protocol: 'redis', method: 'PSYNC', path: '/', headers };
  const isRepeated = link === 'down' && ({ isRepeated: true } as const);
  return { kind: 'request', host: primary?.host ?? '', port: primary?.port ?? 0, request, limitMs, ...isRepeated };
}

function askToFollow({ memory }: Redis, { address, port, offset }: Copier): Ask {
  const missed = (memory.backlog ?? []).filter((done) => done.offset > offset);
  const headers = { stream: 'follow', history: memory.history, since: String(offset) };
  const method = missed.map(({ words }) => words[0]?.toUpperCase()).join(' ') || 'REPLCONF';
  const request: Request = { protocol: 'redis', method, path: '/', headers, body: JSON.stringify(missed) };
  return { kind: 'request', host: address, port, request, limitMs };
}

function hear(redis: Redis, ask: Ask, told: Told): Working {
  if (ask.kind !== 'request') return {};
  const stream = ask.request.headers?.['stream'];
  if (stream === 'leave') return {};
  return stream === 'copy' ? hearPrimary(redis, ask.host, told) : hearCopier(redis, ask, told);
}

/** Who has heard is as far as that; who does not answer may come back; who says no, or has gone, copies no longer. */
function hearCopier(redis: Redis, { host }: { readonly host: string }, told: Told): Working {
  const { memory } = redis;
  const isFine = told.kind === 'reply' && told.reply.status === 200;
  const isSilent = told.kind === 'failed' && told.problem === 'timedOut';
  const copiers = memory.copiers.flatMap((copier): readonly Copier[] => {
    if (copier.address !== host) return [copier];
    const { isLost: _, ...found } = copier;
    if (told.kind === 'reply' && isFine)
      return [{ ...found, offset: Math.max(copier.offset, Number(told.reply.body) || 0) }];
    return isSilent ? [{ ...copier, isLost: true }] : [];
  });
  redis.memory = { ...memory, copiers };
  return isFine ? {} : { log: [`Connection with replica ${host}:6379 lost.`] };
}

function hearPrimary(redis: Redis, asked: string, told: Told): Working {
  const { memory } = redis;
  const { host = '', port } = memory.primary ?? {};
  // It has been told to copy from somebody else meanwhile.
  if (host !== asked) return {};
  const isFine = told.kind === 'reply' && told.reply.status === 200;
  const handed = isFine ? readJson<Handed>(told.reply.body, isHanded) : undefined;
  if (isFine && handed) return takeOver(redis, handed, told.address);
  const why = isFine ? notRedis : told.kind === 'reply' ? told.reply.body : noAnswer(told);
  const { address: _, ...left } = memory;
  redis.memory = memory.link === 'down' ? memory : { ...left, link: 'down' };
  const log = [`Error condition on socket for SYNC: ${why} (${host}:${port})`];
  if (memory.link === 'down') return { log };
  return { log, says: say('{pod} cannot copy from {host}: {why}', { pod: redis.process.host, host, why }) };
}

// What redis says where who answers speaks another protocol (replication.c, readSyncBulkPayload), shortened.
const notRedis = 'Bad protocol from MASTER';

function takeOver(redis: Redis, { history, offset, keys, missed = [] }: Handed, address: string): Working {
  const { memory } = redis;
  const link = { link: 'up', address } as const;
  if (!keys) {
    redis.memory = { ...memory, ...link };
    for (const done of missed) repeat(redis, done);
    return { log: ['Successful partial resynchronization with master.'] };
  }
  redis.keys = keys;
  // Those that copy from here have to begin anew as well: what they know is not the beginning of this.
  const copiers = memory.copiers.map((copier) => ({ ...copier, offset: -1 }));
  redis.memory = { ...memory, ...link, history, offset, backlog: [], copiers };
  return {
    says: copied(redis, keys),
    log: [`Full resync from master: ${history}:${offset}`, 'MASTER <-> REPLICA sync: Finished with success'],
  };
}

function copied({ process, memory }: Redis, keys: Keys): Sentence {
  const it = { pod: process.host, count: Object.keys(keys).length, host: memory.primary?.host ?? '' };
  return say('{pod} copies everything from {host}: {count} keys', it);
}
