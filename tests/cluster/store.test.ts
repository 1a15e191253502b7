import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { spell } from '../../src/cluster/index.ts';
import { world } from '../world.ts';
import type { World } from '../world.ts';
import { asks, clientPod } from './asking.ts';

/** Four members; in order, one after the other, unless they are to come and go at once. */
function members(replicas: number, policy: 'OrderedReady' | 'Parallel' = 'OrderedReady'): string {
  const manifest = readFileSync(new URL('../inputs/store.yaml', import.meta.url), 'utf8');
  return manifest.replace('Parallel', policy).replace('replicas: 4', `replicas: ${replicas}`);
}

const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** Four members with eight records. */
function fullStore(policy?: 'Parallel'): World {
  const w = world().apply(members(4, policy)).apply(clientPod).rest();
  for (const [place, key] of keys.entries()) {
    expect(asks(w, `PUT http://store-${place % 4}.store:7000/${key} text of ${key}`)).toMatch(
      new RegExp(`^200 Stored ${key} on store-\\d and store-\\d$`),
    );
  }
  return w;
}

/** The list as its lines, asked of the first member. */
function listOf(w: World): readonly string[] {
  return asks(w, 'GET http://store-0.store:7000/').replace(/^200 /, '').split('\n');
}

function isLost(line: string): boolean {
  return line.includes('lost');
}

test('every record lies on two members, always the same two, and anybody can be asked for it', () => {
  const w = fullStore();
  const lines = listOf(w);
  expect(lines).toHaveLength(8);
  expect(lines.every((line) => /^\w: store-\d and store-\d$/.test(line))).toBe(true);
  expect(new Set(lines.map((line) => line.slice(3))).size).toBeGreaterThan(2);
  expect(keys.map((key) => asks(w, `GET http://store-3.store:7000/${key}`))).toEqual(
    keys.map((key) => `200 text of ${key}`),
  );
  expect(asks(w, 'PUT http://store-2.store:7000/a new')).toBe(`200 Stored a on ${lines[0]?.slice(3)}`);
  expect(asks(w, 'GET http://store-1.store:7000/a')).toBe('200 new');
  expect(asks(w, 'DELETE http://store-1.store:7000/a')).toBe('200 Deleted a');
  expect(asks(w, 'GET http://store-0.store:7000/a')).toBe('404 There is no record a');
  expect(listOf(w)).toEqual(lines.slice(1));
  expect(asks(w, 'LIST http://store-2.store:7000/')).toBe(`200 ${lines.slice(1).join('\n')}`);
  expect(asks(w, 'PATCH http://store-2.store:7000/a')).toBe('405 PATCH /a is not possible');
});

test('members that leave one by one hand over what they keep: nothing is lost', () => {
  const w = fullStore()
    .act('kubectl scale sts store --replicas=2')
    .run('3m')
    .expectPods('client Ready, store-0..1 Ready');
  expect(listOf(w).filter(isLost)).toEqual([]);
  expect(listOf(w)).toEqual(keys.map((key) => `${key}: store-0 and store-1`));
  const said = w.cluster.state.log.filter(({ who }) => who === 'program').map(({ what }) => spell(what));
  expect(said.some((line) => /^store-3 hands over \d records before it ends$/.test(line))).toBe(true);
});

test('two members that leave at once take with them what only they kept, and the list says so; their claims bring it back', () => {
  const w = fullStore('Parallel');
  const both = listOf(w).filter((line) => line.includes('store-2 and store-3'));
  expect(both.length).toBeGreaterThan(0);
  w.act('kubectl scale sts store --replicas=2').run('3m').expectPods('client Ready, store-0..1 Ready');
  const lost = listOf(w).filter(isLost);
  expect(lost).toEqual(both.map((line) => `${line[0]}: lost: store-2 and store-3, which kept it, are gone`));
  const [key] = lost[0] ?? '';
  expect(asks(w, `GET http://store-0.store:7000/${key}`)).toBe(
    `503 ${key} is lost: store-2 and store-3, which kept it, are gone`,
  );
  w.act('kubectl scale sts store --replicas=4').rest();
  expect(listOf(w).filter(isLost)).toEqual([]);
  expect(asks(w, `GET http://store-0.store:7000/${key}`)).toBe(`200 text of ${key}`);
});

test('a member with more records than its grace period allows for is killed while it hands over', () => {
  const w = world().apply(members(3)).apply(clientPod).rest();
  for (const key of keys) asks(w, `PUT http://store-0.store:7000/${key} x`);
  w.act('kubectl delete pod store-2 --grace-period=2 --wait=false').rest();
  expect(listOf(w).filter(isLost)).toEqual([]);
  expect(listOf(w)).toHaveLength(8);
});

test('a member that does not answer is named', () => {
  const w = fullStore();
  const here = [nodeOf(w, 'client'), nodeOf(w, 'store-0')];
  const other = ['store-1', 'store-2', 'store-3'].find((pod) => !here.includes(nodeOf(w, pod))) ?? '';
  w.breaks(`node/${nodeOf(w, other)}`, 'network');
  expect(asks(w, 'GET http://store-0.store:7000/')).toContain(`${other} does not answer (no answer in time)`);
});

function nodeOf({ cluster }: World, pod: string): string {
  return (cluster.state.objects[`Pod/default/${pod}`] as { spec?: { nodeName?: string } }).spec?.nodeName ?? '';
}
