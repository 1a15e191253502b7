/** The API server as a way in: `kubectl proxy` and `kubectl port-forward`. */
import { expect, test } from 'vitest';
import type { Ask, Told } from '../../src/cluster/index.ts';
import type { World } from '../world.ts';
import { addressOf, clientPod, exchanged, lastSaid, routeOf, said } from './asking.ts';
import { steadyWorld } from './pod.ts';

function kubiaWorld(): World {
  return steadyWorld().apply('kubia.yaml').apply(clientPod).rest();
}

function proxied(path: string, method = 'GET', body?: string): Ask {
  const request = { method, path, ...(body !== undefined && { body }) };
  return { kind: 'request', host: 'localhost', port: 8001, request, isApi: true };
}

function tunnelled(pod: string, port = 8080): Ask {
  const request = { method: 'GET', path: '/' };
  return { kind: 'request', host: 'localhost', port, request, tunnel: `Pod/default/${pod}` };
}

const here = '/api/v1/namespaces/default';

/** The Status that the API answers with, without what all have in common. */
function statusIn(told: Told): unknown {
  const { kind, apiVersion, metadata, status, ...rest } = JSON.parse(
    told.kind === 'reply' ? told.reply.body : '{}',
  ) as Record<string, unknown>;
  expect({ kind, apiVersion, metadata, status }).toEqual({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
  });
  return rest;
}

test('the API server passes a request on to one pod, and the answer back', () => {
  const w = kubiaWorld();
  const posted = exchanged(w, proxied(`${here}/pods/kubia-0/proxy/`, 'POST', 'Hey there!'), 'you');
  expect(said(posted.told)).toBe('200 Data stored on pod kubia-0');
  expect(routeOf(posted)).toBe('you > apiserver > kubia-0 > PersistentVolumeClaim/data-kubia-0 > apiserver > you');
  expect(lastSaid(w)).toBe('kubia-0 answers you: 200');
  const got = exchanged(w, proxied(`${here}/pods/kubia-0/proxy/`), 'you');
  expect(said(got.told)).toBe("200 You've hit kubia-0\nData stored on this pod: Hey there!");
  expect(got.legs.map(({ carries }) => carries)[1]).toBe('GET / HTTP/1.1');
});

test('through a Service it takes any ready pod', () => {
  const w = kubiaWorld();
  const all = Array.from({ length: 12 }, () => exchanged(w, proxied(`${here}/services/kubia-public/proxy/`), 'you'));
  expect(routeOf(all[0]!)).toMatch(/^you > apiserver > Service\/kubia-public > kubia-\d > apiserver > you$/);
  expect(new Set(all.map(({ told }) => said(told).split('\n')[0]))).toEqual(
    new Set(["200 You've hit kubia-0", "200 You've hit kubia-1"]),
  );
});

test('what is not there is a Status of the API server', () => {
  const w = kubiaWorld();
  expect(statusIn(exchanged(w, proxied(`${here}/pods/kubia-9/proxy/`), 'you').told)).toEqual({
    message: 'pods "kubia-9" not found',
    reason: 'NotFound',
    details: { name: 'kubia-9', kind: 'pods' },
    code: 404,
  });
  expect(lastSaid(w)).toBe('apiserver answers you: 404; there is no pod kubia-9');
  const refused = exchanged(w, proxied(`${here}/pods/kubia-0:81/proxy/`), 'you');
  expect(statusIn(refused.told)).toEqual({
    message: `error trying to reach service: dial tcp ${addressOf(w, 'kubia-0')}:81: connect: connection refused`,
    reason: 'ServiceUnavailable',
    code: 503,
  });
  expect(routeOf(refused)).toBe('you > apiserver > kubia-0 > apiserver > you');
  expect(lastSaid(w)).toBe('apiserver answers you: 503; no program of kubia-0 listens on port 81');
});

test('a Service without a ready pod is a 503, and a port that has a name is asked for by it', () => {
  const w = kubiaWorld();
  expect(said(exchanged(w, proxied(`${here}/services/kubia:http/proxy/`), 'you').told)).toMatch(/^503/);
  w.breaks('pod/default/kubia-0', 'readiness').breaks('pod/default/kubia-1', 'readiness').run('1m');
  expect(statusIn(exchanged(w, proxied(`${here}/services/kubia-public/proxy/`), 'you').told)).toEqual({
    message: 'no endpoints available for service "kubia-public"',
    reason: 'ServiceUnavailable',
    code: 503,
  });
  expect(lastSaid(w)).toBe('apiserver answers you: 503; no pod of kubia-public is Ready');
  expect(statusIn(exchanged(w, proxied(`${here}/services/nope/proxy/`), 'you').told)).toMatchObject({
    message: 'services "nope" not found',
  });
});

test('a pod on a silent machine: the API server gives up after 30 s', () => {
  const w = kubiaWorld();
  const node = w.act('kubectl get pod kubia-1 -o jsonpath={.spec.nodeName}').printed.out.trim();
  w.breaks(`node/${node}`, 'network');
  const { told } = exchanged(w, proxied(`${here}/pods/kubia-1/proxy/`), 'you');
  expect(statusIn(told)).toEqual({
    message: `error trying to reach service: dial tcp ${addressOf(w, 'kubia-1')}:8080: i/o timeout`,
    reason: 'ServiceUnavailable',
    code: 503,
  });
  expect(told.tookMs).toBe(30_300);
  expect(lastSaid(w)).toBe(`apiserver answers you: 503; ${node} is cut off: nothing reaches or leaves it`);
});

test('the API answers with its objects, and says when it has no such path', () => {
  const w = kubiaWorld();
  const object = exchanged(w, proxied(`${here}/pods/kubia-0`), 'you').told;
  expect(JSON.parse(said(object).slice(4))).toMatchObject({ kind: 'Pod', metadata: { name: 'kubia-0' } });
  const sets = exchanged(w, proxied('/apis/apps/v1/namespaces/default/statefulsets'), 'you').told;
  expect(JSON.parse(said(sets).slice(4))).toMatchObject({
    kind: 'StatefulSetList',
    items: [{ metadata: { name: 'kubia' } }],
  });
  expect(statusIn(exchanged(w, proxied('/api/v1/nothing'), 'you').told)).toMatchObject({
    message: 'the server could not find the requested resource',
    code: 404,
  });
});

test('a tunnel comes out in its pod, where nobody may listen', () => {
  const w = kubiaWorld();
  const through = exchanged(w, tunnelled('kubia-1'), 'you');
  expect(said(through.told)).toContain("200 You've hit kubia-1");
  expect(routeOf(through)).toBe('you > apiserver > kubia-1 > apiserver > you');
  expect(said(exchanged(w, tunnelled('kubia-1', 81), 'you').told)).toBe(
    'reset: no program of kubia-1 listens on port 81',
  );
  w.act('kubectl scale sts/kubia --replicas=1').rest();
  expect(said(exchanged(w, tunnelled('kubia-1'), 'you').told)).toBe('reset: there is no pod kubia-1');
});

test('from inside nobody may ask the API server without saying who asks', () => {
  const w = kubiaWorld();
  const ask: Ask = { kind: 'request', host: 'kubernetes', port: 443, request: { method: 'GET', path: '/api' } };
  const { told, ...inside } = exchanged(w, ask);
  expect(routeOf(inside)).toBe('client > dns > client > Service/kubernetes > apiserver > client');
  expect(statusIn(told)).toMatchObject({
    code: 403,
    message: 'forbidden: User "system:anonymous" cannot get path "/api"',
  });
});
