/** Names at their limits: aliases, answers that are kept, names that cannot be. */
import { expect, test } from 'vitest';
import type { Told } from '../../src/cluster/index.ts';
import type { World } from '../world.ts';
import { addressOf, asks, client, clientPod, exchanged, lastSaid, requestOf, routeOf, said } from './asking.ts';
import { steadyWorld } from './pod.ts';

function kubiaWorld(settings = {}): World {
  return steadyWorld({ settings }).apply('kubia.yaml').apply(clientPod).rest();
}

function aliasOf(name: string, target: string): string {
  return `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {type: ExternalName, externalName: ${target}}\n`;
}

function lookedUp(w: World, name: string, type = 'A'): Told {
  return exchanged(w, { kind: 'name', name, type, isSearched: true }).told;
}

const zone = 'default.svc.cluster.local';

test('an ExternalName leads to another name of the cluster, and on to its pods', () => {
  const w = kubiaWorld()
    .apply(aliasOf('db', `kubia-0.kubia.${zone}`))
    .apply(aliasOf('again', `db.${zone}`))
    .rest();
  expect(said(lookedUp(w, 'again'))).toBe(`db.${zone}. kubia-0.kubia.${zone}. ${addressOf(w, 'kubia-0')}`);
  expect(asks(w, 'GET http://again:8080/')).toContain("200 You've hit kubia-0");
  w.breaks('pod/default/kubia-0', 'readiness').run('1m');
  expect(asks(w, 'GET http://again:8080/')).toBe('noName: kubia-0 is not Ready, so its name does not resolve');
});

test('an ExternalName outside of the cluster has no address here, and the log says why', () => {
  const w = kubiaWorld().apply(aliasOf('out', 'db.example.org')).rest();
  expect(said(lookedUp(w, 'out'))).toBe('db.example.org.');
  expect(asks(w, 'GET http://out/')).toBe(
    `noName: out.${zone} is another name for db.example.org, which is not of this cluster`,
  );
});

test('names that point to one another in a circle end after one round', () => {
  const w = kubiaWorld()
    .apply(aliasOf('a', `b.${zone}`))
    .apply(aliasOf('b', `a.${zone}`))
    .apply(aliasOf('self', `self.${zone}`))
    .rest();
  const { told, ...circle } = exchanged(w, requestOf('GET http://a/'));
  expect(said(told)).toMatch(/^noName: \S+ leads to another name and never to an address$/);
  expect(routeOf(circle).split(' > ').length).toBeLessThan(12);
  expect(asks(w, 'GET http://self/')).toBe(`noName: self.${zone} leads to another name and never to an address`);
  for (let count = 0; count < 12; count++) w.apply(aliasOf(`n${count}`, `n${count + 1}.${zone}`));
  expect(asks(w.rest(), 'GET http://n0/')).toMatch(/^noName: \S+ leads to another name and never to an address$/);
});

test('what cannot be a name is not asked for', () => {
  const w = kubiaWorld();
  const long = Array.from({ length: 5 }, () => 'a'.repeat(60)).join('.');
  const failed = exchanged(w, requestOf(`GET http://${long}/`));
  expect(said(failed.told)).toBe('noName: a name has at most 253 characters');
  expect(failed.legs).toEqual([]);
  expect(asks(w, `GET http://${'a'.repeat(64)}/`)).toBe(
    'noName: each part of a name between two dots has 1 to 63 characters',
  );
  expect(said(lookedUp(w, 'a..b'))).toBe('noName: each part of a name between two dots has 1 to 63 characters');
  expect(said(lookedUp(w, 'kubia 0'))).toBe('noName: a name is made of letters, digits, hyphens and underscores');
  expect(lastSaid(w)).toBe(
    'client asks for the A records of kubia 0: -; a name is made of letters, digits, hyphens and underscores',
  );
  expect(said(lookedUp(w, `_http._tcp.kubia.${zone}`, 'SRV'))).toContain(`0 50 80 kubia-0.kubia.${zone}.`);
});

test('a name that becomes too long with its search path is asked for without it', () => {
  const w = kubiaWorld();
  const name = `${Array.from({ length: 4 }, () => 'a'.repeat(60)).join('.')}`;
  const told = lookedUp(w, name);
  expect(told.kind === 'names' && told.tries.map((each) => each.name)).toEqual([name]);
});

test('a body that is too long does not set out', () => {
  const w = kubiaWorld();
  const ask = {
    kind: 'request',
    host: 'kubia-0.kubia',
    port: 8080,
    request: { method: 'POST', path: '/', body: 'x'.repeat(10_000_000) },
  } as const;
  const { told, legs } = exchanged(w, ask);
  expect(said(told)).toBe('tooLarge: a body may have 1048576 characters at most (limits.body)');
  expect(legs).toEqual([]);
  const fits = { ...ask, request: { ...ask.request, body: 'x'.repeat(1_000_000) } };
  expect(said(exchanged(w, fits).told)).toBe('200 Data stored on pod kubia-0');
});

test('a volume that is full: what does not fit is refused, and what was there stays', () => {
  const w = kubiaWorld();
  asks(w, 'POST http://kubia-0.kubia:8080/ first');
  const ask = {
    kind: 'request',
    host: 'kubia-0.kubia',
    port: 8080,
    request: { method: 'POST', path: '/', body: 'x'.repeat(2 ** 20) },
  } as const;
  expect(said(exchanged(w, ask).told)).toBe('reset: the program could not write down what it was told');
  expect(asks(w, 'GET http://kubia-0.kubia:8080/')).toContain('Data stored on this pod: first');
});

test('answers are not kept: a name is there as soon as its pod is, and a new address at once', () => {
  const w = steadyWorld().apply(clientPod).apply('kubia.yaml').run('2s');
  expect(said(lookedUp(w, 'kubia-0.kubia'))).toContain('NXDOMAIN');
  w.rest();
  expect(said(lookedUp(w, 'kubia-0.kubia'))).toBe(addressOf(w, 'kubia-0'));
});

test('dns.cache classic: a name stays missing for 5 s, and an old address is given out for 30 s', () => {
  const w = kubiaWorld({ dns: { cache: 'classic' } });
  const before = addressOf(w, 'kubia-1');
  expect(said(lookedUp(w, 'kubia-1.kubia'))).toBe(before);
  w.act('kubectl delete pod kubia-1 --wait=false').run('10s').expectPods('client Ready, kubia-0..1 Ready');
  expect(addressOf(w, 'kubia-1')).not.toBe(before);
  const stale = lookedUp(w, 'kubia-1.kubia');
  expect(said(stale)).toBe(before);
  expect(stale.kind === 'names' && stale.tries[0]?.answer.answer[0]?.ttl).toBe(20);
  expect(asks(w, 'GET http://kubia-1.kubia:8080/')).toBe(`noRoute: nobody has the address ${before}`);
  w.run('20s');
  expect(said(lookedUp(w, 'kubia-1.kubia'))).toBe(addressOf(w, 'kubia-1'));

  expect(said(lookedUp(w, 'late'))).toContain('NXDOMAIN');
  w.apply(
    'apiVersion: v1\nkind: Service\nmetadata: {name: late}\nspec: {selector: {app: kubia}, ports: [{port: 80}]}\n',
  ).run('2s');
  expect(said(lookedUp(w, 'late'))).toContain('NXDOMAIN');
  w.run('5s');
  expect(said(lookedUp(w, 'late'))).toMatch(/^10\.96/);
  expect(Object.keys(w.cluster.state.answers).length).toBeLessThan(12);
});

test('your own machine is not asked for names of the cluster', () => {
  const w = kubiaWorld();
  const { told } = exchanged(w, { kind: 'name', name: 'kubia', type: 'A', isSearched: true }, 'you');
  expect(said(told)).toBe('noName: your own machine does not ask the DNS of the cluster');
  expect(client).toBe('Pod/default/client');
});
