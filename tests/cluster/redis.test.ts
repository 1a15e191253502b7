import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { spell } from '../../src/cluster/index.ts';
import { world } from '../world.ts';
import type { World } from '../world.ts';
import { addressOf, clientPod, exchanged, said } from './asking.ts';

const service = 'test-redis-service';
const pods = [0, 1, 2].map((ordinal) => `test-redis-pod-${ordinal}`);
const [first = '', second = '', third = ''] = pods;

/** What `redis-cli -h HOST` prints for this command, asked from the client pod. */
function redis(w: World, pod: string, body: string): string {
  const host = pod.includes('.') ? pod : `${pod}.${service}`;
  const request = { protocol: 'redis', method: body.split(' ')[0] ?? '', path: '/', body } as const;
  const { told } = exchanged(w, { kind: 'request', host, port: 6379, request });
  return told.kind === 'reply' ? told.reply.body.trimEnd() : said(told);
}

function redisWorld(): World {
  return world().apply('redis.yaml').apply(clientPod).rest();
}

function field(w: World, pod: string, name: string): string | undefined {
  return new RegExp(`^${name}:(.*)$`, 'm').exec(redis(w, pod, 'INFO replication'))?.[1];
}

test('pod 0 is the primary; the others find it by its stable name and copy every write', () => {
  const w = redisWorld();
  expect(redis(w, first, 'SET colour "deep blue"')).toBe('OK');
  w.rest();
  expect(pods.map((pod) => redis(w, pod, 'GET colour'))).toEqual(pods.map(() => '"deep blue"'));
  expect(redis(w, second, 'SET colour red')).toBe("(error) READONLY You can't write against a read only replica.");
  expect(pods.map((pod) => field(w, pod, 'role'))).toEqual(['master', 'slave', 'slave']);
  expect(field(w, first, 'connected_slaves')).toBe('2');
  expect(field(w, first, 'slave0')).toMatch(
    new RegExp(`^ip=${addressOf(w, second)},port=6379,state=online,offset=\\d+,lag=0$`),
  );
  expect(field(w, third, 'master_host')).toBe(`${first}.${service}.default.svc.cluster.local`);
  expect(field(w, third, 'master_link_status')).toBe('up');
  expect(field(w, third, 'slave_repl_offset')).toBe(field(w, first, 'master_repl_offset'));
});

test('a replica that is replaced copies everything; a primary that is replaced has its keys from its claim', () => {
  const w = redisWorld();
  redis(w, first, 'MSET a 1 b 2 c 3');
  w.act(`kubectl delete pod ${third} --wait=false`).rest();
  expect(redis(w, third, 'DBSIZE')).toBe('(integer) 3');
  w.act(`kubectl delete pod ${first} --wait=false`).rest();
  expect(redis(w, first, 'GET b')).toBe('"2"');
  expect(field(w, first, 'connected_slaves')).toBe('2');
  redis(w, first, 'SET d 4');
  w.rest();
  expect(redis(w, second, 'GET d')).toBe('"4"');
  const lines = w.cluster.state.log.filter(({ who }) => who === 'program').map(({ what }) => spell(what));
  expect(lines).toContain(`${third} copies everything from ${first}.${service}.default.svc.cluster.local: 3 keys`);
  expect(lines).toContain(`${second} has lost its primary ${first}.${service}.default.svc.cluster.local`);
});

test('while the primary is away replicas still answer, with what they have, and try again each second', () => {
  const w = redisWorld();
  redis(w, first, 'SET a 1');
  w.rest().act(`kubectl scale sts test-redis-pod --replicas=3`);
  w.breaks(`pod/default/${first}`, 'hang');
  const node = (w.cluster.state.objects[`Pod/default/${first}`] as { spec?: { nodeName?: string } }).spec?.nodeName;
  w.heals(`pod/default/${first}`, 'hang').breaks(`node/${node}`, 'network').run('2m');
  const other = pods.find((pod) => podNode(w, pod) !== node) ?? '';
  expect(redis(w, other, 'GET a')).toBe('"1"');
  expect(field(w, other, 'master_link_status')).toBe('down');
  expect(field(w, other, 'role')).toBe('slave');
  w.heals(`node/${node}`, 'network').run('1m').rest();
  expect(field(w, other, 'master_link_status')).toBe('up');
});

function podNode(w: World, pod: string): string | undefined {
  return (w.cluster.state.objects[`Pod/default/${pod}`] as { spec?: { nodeName?: string } }).spec?.nodeName;
}

test('REPLICAOF turns a primary into a copy of another, and NO ONE turns it back', () => {
  const w = redisWorld();
  redis(w, first, 'SET a 1');
  expect(redis(w, second, 'REPLICAOF NO ONE')).toBe('OK');
  w.rest();
  expect(redis(w, second, 'SET a 2')).toBe('OK');
  expect(redis(w, first, 'GET a')).toBe('"1"');
  expect(field(w, first, 'connected_slaves')).toBe('1');
  expect(redis(w, first, `REPLICAOF ${second}.${service} 6379`)).toBe('OK');
  w.rest();
  expect(redis(w, first, 'GET a')).toBe('"2"');
  expect(redis(w, third, 'GET a')).toBe('"2"');
  expect(redis(w, second, 'ROLE')).toMatch(/^1\) "master"\n2\) \(integer\) \d+\n3\) 1\) 1\) "10\./);
});

test('answers and errors are those of redis', () => {
  const w = redisWorld();
  const say = (body: string): string => redis(w, first, body);
  expect(say('PING')).toBe('PONG');
  expect(say('GET nothing')).toBe('(nil)');
  expect(say('INCR n')).toBe('(integer) 1');
  expect(say('APPEND n 0')).toBe('(integer) 2');
  expect(say('INCRBY n 5')).toBe('(integer) 15');
  expect(say("SET word 'two words'")).toBe('OK');
  expect(say('INCR word')).toBe('(error) ERR value is not an integer or out of range');
  expect(say('EXISTS n word none')).toBe('(integer) 2');
  expect(say('KEYS *')).toBe('1) "n"\n2) "word"');
  expect(say('KEYS q*')).toBe('(empty array)');
  expect(say('KEYS [^n]*')).toBe('1) "word"');
  expect(say('KEYS [')).toBe('(empty array)');
  expect(say('KEYS w(o|[z-a]')).toBe('(empty array)');
  expect(say('SET n 1 NX')).toBe('(nil)');
  expect(say('DEL n none')).toBe('(integer) 1');
  expect(say('GET')).toBe("(error) ERR wrong number of arguments for 'get' command");
  expect(say('JUMP high')).toBe("(error) ERR unknown command 'JUMP', with args beginning with: 'high'");
  expect(say('LPUSH l 1')).toBe('(error) ERR LPUSH is not simulated here');
  expect(say('CONFIG GET app*')).toBe('1) "appendonly"\n2) "no"');
  expect(say('DBSIZE')).toBe('(integer) 1');
  expect(say('FLUSHALL')).toBe('OK');
  expect(say('DBSIZE')).toBe('(integer) 0');
});

test('keys may be called as every object of JavaScript has them, and lengths are counted in bytes', () => {
  const w = redisWorld();
  const say = (body: string): string => redis(w, first, body);
  expect(say('constructor x')).toBe("(error) ERR unknown command 'constructor', with args beginning with: 'x'");
  expect(say('GET constructor')).toBe('(nil)');
  expect(say('EXISTS toString __proto__')).toBe('(integer) 0');
  expect(say('TYPE valueOf')).toBe('none');
  expect(say('DEL constructor')).toBe('(integer) 0');
  expect(say('RENAME constructor c')).toBe('(error) ERR no such key');
  expect(say('CONFIG SET constructor 1')).toContain('ERR Unknown option');
  expect(say('SETNX __proto__ 1')).toBe('(integer) 1');
  expect(say('INCR __proto__')).toBe('(integer) 2');
  expect(say('KEYS *')).toBe('1) "__proto__"');
  w.rest();
  expect(redis(w, second, 'GET __proto__')).toBe('"2"');
  expect(say('SET word 你好')).toBe('OK');
  expect(say('STRLEN word')).toBe('(integer) 6');
  expect(say('APPEND word !')).toBe('(integer) 7');
});

test('whole numbers have 64 bits', () => {
  const w = redisWorld();
  const say = (body: string): string => redis(w, first, body);
  say('SET n 9223372036854775806');
  expect(say('INCR n')).toBe('(integer) 9223372036854775807');
  expect(say('INCR n')).toBe('(error) ERR increment or decrement would overflow');
  expect(say('DECRBY n -9223372036854775808')).toBe('(error) ERR decrement would overflow');
  expect(say('INCRBY n 9223372036854775808')).toBe('(error) ERR value is not an integer or out of range');
  say('SET n 007');
  expect(say('INCR n')).toBe('(error) ERR value is not an integer or out of range');
  expect(say('REPLICAOF elsewhere 70000')).toBe('(error) ERR Invalid master port');
});

test('a replica that goes is forgotten at once; one that says nothing is asked again when its machine is back', () => {
  const w = redisWorld();
  redis(w, first, 'SET a 1');
  w.rest().act('kubectl scale sts test-redis-pod --replicas=2').rest();
  expect(field(w, first, 'connected_slaves')).toBe('1');
  expect(podNode(w, second)).not.toBe(podNode(w, first));
  w.breaks(`node/${podNode(w, second)}`, 'network').run('1s');
  redis(w, first, 'SET a 2');
  w.run('10s');
  expect(field(w, first, 'connected_slaves')).toBe('0');
  w.heals(`node/${podNode(w, second)}`, 'network')
    .run('10s')
    .rest();
  expect(field(w, first, 'connected_slaves')).toBe('1');
  expect(redis(w, second, 'GET a')).toBe('"2"');
});

test('when the machine of a primary was cut off for a moment its replicas miss nothing', () => {
  const w = redisWorld();
  redis(w, first, 'SET a 1');
  const node = podNode(w, first);
  const other = pods.find((pod) => podNode(w, pod) !== node) ?? '';
  w.rest().breaks(`node/${node}`, 'network').run('1s');
  const host = '127.0.0.1';
  const request = { protocol: 'redis', method: 'SET', path: '/', body: 'SET a 2' } as const;
  exchanged(w, { kind: 'request', host, port: 6379, request }, `Pod/default/${first}`);
  w.run('10s').heals(`node/${node}`, 'network').run('10s').rest();
  expect(redis(w, other, 'GET a')).toBe('"2"');
  expect(field(w, first, 'connected_slaves')).toBe('2');
});

test('a machine without power takes its process with it; when it has booted everything is copied again', () => {
  const w = redisWorld();
  redis(w, first, 'SET a 1');
  const node = podNode(w, first);
  const other = pods.find((pod) => podNode(w, pod) !== node) ?? '';
  w.rest().breaks(`node/${node}`, 'power').run('10s').heals(`node/${node}`, 'power').run('1m').rest();
  w.run('3s');
  expect(field(w, other, 'master_link_status')).toBe('up');
  redis(w, first, 'SET b 2');
  w.run('2s');
  expect(redis(w, other, 'MGET a b')).toBe('1) "1"\n2) "2"');
});

test('a primary without a volume that starts again is empty, and its replicas copy that, too', () => {
  const manifest = readFileSync(new URL('../inputs/redis.yaml', import.meta.url), 'utf8');
  const w = world().apply(manifest.replace('mountPath: /data', 'mountPath: /elsewhere')).apply(clientPod).rest();
  redis(w, first, 'SET a 1');
  w.rest();
  expect(redis(w, second, 'GET a')).toBe('"1"');
  w.act(`kubectl delete pod ${first} --wait=false`).rest().run('3s');
  expect(pods.map((pod) => redis(w, pod, 'GET a'))).toEqual(['(nil)', '(nil)', '(nil)']);
});
