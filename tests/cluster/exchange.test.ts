import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { ClusterState } from '../../src/cluster/index.ts';
import { defaultSettings, newCluster, openCluster, runTo, submitAsk } from '../../src/cluster/index.ts';
import { kubectl } from '../../src/kubectl/index.ts';
import { world } from '../world.ts';
import { addressOf, asks, client, clientPod, exchanged, lastSaid, requestOf, routeOf, said } from './asking.ts';

const kubia = 'kubia.default.svc.cluster.local';

function kubiaWorld(): ReturnType<typeof world> {
  return world().apply('kubia.yaml').apply(clientPod).rest();
}

test('a pod asks DNS, then the pod behind the address, and gets its answer', () => {
  const w = kubiaWorld();
  const { legs, told, ...exchange } = exchanged(w, requestOf('GET http://kubia-1.kubia:8080/'));
  expect(said(told)).toBe("200 You've hit kubia-1\nData stored on this pod: No data posted yet");
  expect(routeOf({ ...exchange, legs })).toBe('client > dns > client > kubia-1 > client');
  expect(legs.map(({ kind, carries }) => `${kind} ${carries}`)).toEqual([
    `query A? kubia-1.${kubia}`,
    `answer A ${addressOf(w, 'kubia-1')}`,
    'request GET / HTTP/1.1',
    'reply HTTP/1.1 200',
  ]);
  expect(legs.map(({ sentAt, arrivesAt }) => arrivesAt - sentAt)).toEqual([100, 100, 100, 100]);
  expect(told.tookMs).toBe(400);
  expect(lastSaid(w)).toBe('kubia-1 answers client: 200');
});

test('what is posted lies on the claim of the pod, and only its own pod answers with it', () => {
  const w = kubiaWorld();
  const posted = exchanged(w, requestOf('POST http://kubia-0.kubia:8080/ hello'));
  expect(said(posted.told)).toBe('200 Data stored on pod kubia-0');
  expect(routeOf(posted)).toBe('client > dns > client > kubia-0 > PersistentVolumeClaim/data-kubia-0 > client');
  expect(asks(w, 'GET http://kubia-0.kubia:8080/')).toContain('Data stored on this pod: hello');
  expect(asks(w, 'GET http://kubia-1.kubia:8080/')).toContain('No data posted yet');
  w.act('kubectl delete pod kubia-0 --wait=false').rest();
  expect(asks(w, 'GET http://kubia-0.kubia:8080/')).toContain('Data stored on this pod: hello');
});

test('a short name is looked for along the search path, one question after the other', () => {
  const w = kubiaWorld();
  const { told, ...found } = exchanged(w, { kind: 'name', name: 'kubia.default', type: 'A', isSearched: true });
  expect(told.kind === 'names' && told.tries.map(({ name }) => name)).toEqual([
    `kubia.default.default.svc.cluster.local`,
    kubia,
  ]);
  expect(routeOf(found)).toBe('client > dns > client > dns > client');
  expect(told.tookMs).toBe(400);
});

test('when DNS is down a resolver asks twice and waits 5 s each time', () => {
  const w = kubiaWorld().breaks('dns', 'down');
  const { told, ...lost } = exchanged(w, requestOf('GET http://kubia-0.kubia:8080/'));
  expect(said(told)).toBe('noDns: the DNS of the cluster is down');
  expect(told.tookMs).toBe(10_200);
  expect(routeOf(lost)).toBe('client > dns? > dns?');
  expect(asks(w, `GET http://${addressOf(w, 'kubia-0')}:8080/`)).toContain("200 You've hit kubia-0");
  w.heals('dns', 'down');
  expect(asks(w, 'GET http://kubia-0.kubia:8080/')).toContain('200');
});

test('through a Service any ready pod answers, by chance, the same for the same seed', () => {
  const front =
    'apiVersion: v1\nkind: Service\nmetadata: {name: front}\nspec: {selector: {app: kubia}, ports: [{port: 80, targetPort: 8080}]}\n';
  const hits = (): readonly string[] => {
    const w = kubiaWorld().apply(front).rest();
    return Array.from({ length: 12 }, () => asks(w, 'GET http://front/'));
  };
  const first = hits();
  expect(new Set(first.map((each) => each.split('\n')[0]))).toEqual(
    new Set(["200 You've hit kubia-0", "200 You've hit kubia-1"]),
  );
  expect(hits()).toEqual(first);
  const w = kubiaWorld().apply(front).rest();
  expect(routeOf(exchanged(w, requestOf('GET http://front/')))).toMatch(
    /^client > dns > client > Service\/front > kubia-\d > client$/,
  );
});

test('an exchange that is written down on any leg goes on to the same end', () => {
  const { cluster } = kubiaWorld();
  const number = submitAsk(cluster, {
    from: client,
    asker: '',
    ask: requestOf('POST http://kubia-0.kubia:8080/ hello'),
  });
  const begun = JSON.stringify(cluster.state);
  const { now } = cluster.state;
  const ends = [50, 150, 250, 350, 450].map((ms) => {
    const first = openCluster(JSON.parse(begun) as ClusterState);
    runTo(first, now + ms);
    const again = openCluster(JSON.parse(JSON.stringify(first.state)) as ClusterState);
    runTo(again, now + 1000);
    return again.state.exchanges[number];
  });
  runTo(cluster, now + 1000);
  for (const end of ends) expect(end).toEqual(cluster.state.exchanges[number]);
  expect(cluster.state.exchanges[number]?.told?.kind).toBe('reply');
});

test('a program that asks more than fifty others hears them all', () => {
  const peers = readFileSync(new URL('../inputs/peers.yaml', import.meta.url), 'utf8');
  const files = { 'a.yaml': peers.replace('replicas: 3', 'replicas: 55\n  podManagementPolicy: Parallel') };
  // Without a world, which would check every promise for every pod after every tick.
  const cluster = newCluster(defaultSettings, 1);
  kubectl(cluster, { line: 'kubectl apply -f a.yaml', files, namespace: 'default' });
  runTo(cluster, 60_000);
  const ask = requestOf('GET http://kubia-7.kubia:8080/');
  const number = submitAsk(cluster, { from: 'Pod/default/kubia-0', asker: '', ask });
  runTo(cluster, 70_000);
  const { reply } = cluster.state.exchanges[number]?.told as { reply: { body: string } };
  const lines = reply.body.trim().split('\n').slice(2);
  expect(lines).toHaveLength(55);
  expect(new Set(lines.map((line) => line.replace(/.*: /, '')))).toEqual(new Set(['No data posted yet']));
  expect(Object.values(cluster.state.exchanges).every(({ told }) => told)).toBe(true);
});

test('the last fifty exchanges can still be looked at', () => {
  const w = kubiaWorld();
  for (let count = 0; count < 60; count++) asks(w, 'GET http://kubia-0.kubia:8080/');
  expect(Object.keys(w.cluster.state.exchanges)).toHaveLength(50);
  expect(Object.keys(w.cluster.state.exchanges)[0]).toBe('11');
});
