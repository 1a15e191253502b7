/**
 * redis: texts under keys, kept on its volume, and copied to those that ask for it (`redis-copying.ts`). Every write lies in the file at
 * once. Left out: its own format there, passwords, databases other than 0.
 */
import type { Process, ReadFile } from './program.ts';
import { printed, raw, wordsIn } from './redis-answers.ts';
import type { RedisAnswer } from './redis-answers.ts';
import { carryOut } from './redis-commands.ts';
import { beCopied, beLeft, follow } from './redis-copying.ts';
import type { Said } from './redis-copying.ts';
import { changesOf, redisOf } from './redis-memory.ts';
import type { Redis } from './redis-memory.ts';
import type { Reply, Request } from './request.ts';

/** What the program of the image answers; what is not its protocol ends the connection. */
export function serveRedis(request: Request, process: Process, read: ReadFile): Reply {
  const redis = request.protocol === 'redis' ? redisOf(process, read, request.from) : undefined;
  if (!redis || redis.damage) return { status: 0, body: '', ...(redis && { isWoken: true as const }) };
  const before = { ...redis };
  const { body, log, isOver } = answerTo(redis, request);
  const changes = changesOf(before, redis);
  return {
    status: isOver ? 500 : 200,
    body,
    ...(changes.length > 0 && { changes }),
    ...(log && { log }),
    ...(redis.isWoken && { isWoken: true }),
  };
}

/** Others of its kind ask in their own words. */
function answerTo(redis: Redis, request: Request): Said {
  const { body = '', headers = {} } = request;
  if (headers['stream'] === 'copy') return beCopied(redis, request);
  if (headers['stream'] === 'follow') return follow(redis, request);
  if (headers['stream'] === 'leave') return beLeft(redis);
  const words = wordsIn(body);
  if (!words) return { body: 'Invalid argument(s)\n' };
  if (words.length === 0) return { body: '' };
  const answer: RedisAnswer = carryOut(redis, words);
  const isError = 'error' in answer;
  return { body: headers['output'] === 'raw' ? raw(answer) : printed(answer), isOver: isError };
}
