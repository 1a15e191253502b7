import { expect, test } from 'vitest';
import type { DnsAnswer } from '../../src/cluster/index.ts';
import { get, lookUp, resolve, spell } from '../../src/cluster/index.ts';
import type { Pod } from '../../src/objects/index.ts';
import { world } from '../world.ts';
import type { World } from '../world.ts';

const kubia = 'kubia.default.svc.cluster.local';

function ask({ cluster }: World, name: string, type = 'A', count = 1): DnsAnswer {
  return resolve(cluster, name, type, count);
}

/** The data of the answer, or its status and the reason. */
function said(w: World, name: string, type?: string): string {
  const { status, answer, why } = ask(w, name, type);
  return answer.length > 0
    ? answer
        .map(({ data }) => data)
        .sort()
        .join(' ')
    : `${status}: ${why ? spell(why) : ''}`;
}

function address({ cluster }: World, pod: string): string | undefined {
  return get<Pod>(cluster, `Pod/default/${pod}`)?.status?.podIP;
}

test('a headless Service has the address of every Ready pod, and each pod a name of its own', () => {
  const w = world().apply('kubia.yaml').rest();
  expect(said(w, kubia)).toBe(
    ['kubia-0', 'kubia-1']
      .map((pod) => String(address(w, pod)))
      .sort()
      .join(' '),
  );
  expect(said(w, `kubia-1.${kubia}`)).toBe(address(w, 'kubia-1'));
  expect(said(w, `KUBIA-1.${kubia}.`)).toBe(address(w, 'kubia-1'));
});

test('SRV records name the pods, share their weight and bring the addresses along', () => {
  const w = world().apply('kubia.yaml').rest();
  const { answer, additional } = ask(w, kubia, 'SRV');
  expect(answer.map(({ data }) => data)).toEqual([`0 50 80 kubia-0.${kubia}.`, `0 50 80 kubia-1.${kubia}.`]);
  expect(additional.map(({ name }) => name).sort()).toEqual([`kubia-0.${kubia}.`, `kubia-1.${kubia}.`]);
  w.act('kubectl scale sts/kubia --replicas=3').rest();
  expect(ask(w, `_http._tcp.${kubia}`, 'SRV').answer.map(({ data }) => data.split(' ')[1])).toEqual(['33', '33', '33']);
});

test('an unready pod has no name, a terminating one loses it at once, and its successor has it with another address', () => {
  const w = world().apply('kubia.yaml').rest();
  w.breaks('pod/default/kubia-1', 'readiness').run('1m');
  expect(said(w, `kubia-1.${kubia}`)).toBe('NXDOMAIN: kubia-1 is not Ready, so its name does not resolve');
  w.heals('pod/default/kubia-1', 'readiness').rest();
  const before = address(w, 'kubia-1');
  w.act('kubectl delete pod kubia-1 --wait=false').run('100ms');
  expect(said(w, `kubia-1.${kubia}`)).toBe('NXDOMAIN: kubia-1 is terminating, so its name does not resolve');
  w.rest();
  expect(said(w, `kubia-1.${kubia}`)).toBe(address(w, 'kubia-1'));
  expect(address(w, 'kubia-1')).not.toBe(before);
});

test('addresses are dealt anew for every question, the same for the same seed', () => {
  const w = world().apply('kubia.yaml').rest();
  const orders = Array.from({ length: 20 }, (_, count) =>
    ask(w, kubia, 'A', count)
      .answer.map(({ data }) => data)
      .join(),
  );
  expect(new Set(orders).size).toBe(2);
  expect(
    Array.from({ length: 20 }, (_, count) =>
      ask(w, kubia, 'A', count)
        .answer.map(({ data }) => data)
        .join(),
    ),
  ).toEqual(orders);
});

test('what is not there says why', () => {
  const w = world().apply('kubia.yaml').rest();
  expect(said(w, 'nope.default.svc.cluster.local')).toBe('NXDOMAIN: there is no Service nope in default');
  expect(said(w, 'kubia.nowhere.svc.cluster.local')).toBe('NXDOMAIN: there is no namespace nowhere');
  expect(said(w, `kubia-9.${kubia}`)).toBe('NXDOMAIN: there is no pod kubia-9');
  expect(said(w, kubia, 'AAAA')).toBe('NOERROR: the name is there, but has no record of type AAAA');
  expect(said(w, 'default.svc.cluster.local')).toContain('NOERROR');
  expect(said(w, `a.b.c.${kubia}`)).toContain('NXDOMAIN');
  expect(said(w, 'example.org')).toContain('SERVFAIL');
});

test('a Service with an address of its own has that one, whether pods are there or not', () => {
  const w = world().act('kubectl apply -f -', {
    '-': 'apiVersion: v1\nkind: Service\nmetadata: {name: front}\nspec: {selector: {app: none}, ports: [{name: http, port: 80}]}\n',
  });
  w.run('1s');
  expect(said(w, 'front.default.svc.cluster.local')).toMatch(/^10\.96\./);
  expect(said(w, 'front.default.svc.cluster.local', 'SRV')).toBe('0 100 80 front.default.svc.cluster.local.');
  expect(said(w, '1.0.96.10.in-addr.arpa', 'PTR')).toBe('kubernetes.default.svc.cluster.local.');
});

test('an address leads back to the pod that has a host name there', () => {
  const w = world().apply('kubia.yaml').rest();
  const back = `${address(w, 'kubia-0')?.split('.').reverse().join('.')}.in-addr.arpa`;
  expect(said(w, back, 'PTR')).toBe(`kubia-0.${kubia}.`);
});

test('a short name is looked for along the search path', () => {
  const w = world().apply('kubia.yaml').rest();
  const tried = (name: string): readonly string[] =>
    lookUp(w.cluster, 'default', name, 'A', 1).map((each) => each.name);
  expect(tried('kubia')).toEqual([kubia]);
  expect(tried('kubia-0.kubia')).toEqual([`kubia-0.${kubia}`]);
  expect(tried('kubia.default')).toEqual(['kubia.default.default.svc.cluster.local', kubia]);
  expect(tried(`${kubia}.`)).toEqual([kubia]);
  expect(tried('nope')).toHaveLength(4);
});
