/** What a request gets when something is in the way: each row of the table as a story, with the reason that the log gives. */
import { expect, test } from 'vitest';
import { submitAsk } from '../../src/cluster/index.ts';
import type { World } from '../world.ts';
import { addressOf, asks, client, clientPod, exchanged, lastSaid, requestOf, routeOf, said } from './asking.ts';
import { steadyWorld } from './pod.ts';

const front =
  'apiVersion: v1\nkind: Service\nmetadata: {name: front}\nspec: {selector: {app: kubia}, ports: [{port: 80, targetPort: 8080}]}\n';

function kubiaWorld(): World {
  return steadyWorld().apply('kubia.yaml').apply(front).apply(clientPod).rest();
}

/** The machine of a pod, as `kubectl get -o wide` shows it. */
function machineOf(w: World, pod: string): string {
  w.act(`kubectl get pod ${pod} -o jsonpath={.spec.nodeName}`);
  return w.printed.out.trim();
}

test('a pod that is being created has no name, then an address where nobody listens, then it answers', () => {
  const w = steadyWorld().apply(clientPod).rest();
  w.apply('kubia.yaml').run('100ms');
  expect(asks(w, 'GET http://kubia-0.kubia:8080/')).toBe('noName: kubia-0 is not Ready, so its name does not resolve');
  expect(lastSaid(w)).toBe(
    'client gets no answer from kubia-0.kubia:8080; kubia-0 is not Ready, so its name does not resolve',
  );
  const start = w.cluster.state.now;
  while (!w.cluster.state.log.some(({ what }) => what.values?.['pod'] === 'kubia-0' && what.text === '{pod} runs')) {
    w.run('100ms');
    if (w.cluster.state.now > start + 20_000) throw new Error('kubia-0 never runs');
  }
  expect(asks(w, `GET http://${addressOf(w, 'kubia-0')}:8080/`)).toContain("200 You've hit kubia-0");
  w.rest();
  expect(asks(w, 'GET http://kubia-0.kubia:8080/')).toContain("200 You've hit kubia-0");
});

test('a pod whose program does not run yet refuses at its address', () => {
  const w = steadyWorld().apply(clientPod).rest();
  w.apply(
    'apiVersion: v1\nkind: Pod\nmetadata: {name: slow}\nspec: {containers: [{name: a, image: "luksa/kubia-pet:slow"}]}\n',
  );
  w.run('5s');
  expect(asks(w, `GET http://${addressOf(w, 'slow')}:8080/`)).toBe('refused: no program of slow runs now');
});

test('a program that is starting up does not listen yet', () => {
  const w = steadyWorld({ settings: { images: { 'kubia-pet': { startUp: 10_000 } } } });
  w.apply('kubia.yaml').apply(clientPod).run('10s');
  expect(asks(w, `GET http://${addressOf(w, 'kubia-0')}:8080/`)).toBe(
    'refused: the program of kubia-0 has only just started and does not listen yet',
  );
});

test('on a port where no program listens a pod refuses at once', () => {
  const w = kubiaWorld();
  const { told, ...refused } = exchanged(w, requestOf('GET http://kubia-0.kubia:80/'));
  expect(said(told)).toBe('refused: no program of kubia-0 listens on port 80');
  expect(told.tookMs).toBe(400);
  expect(routeOf(refused)).toBe('client > dns > client > kubia-0 > client');
  expect(lastSaid(w)).toBe('client gets no answer from kubia-0.kubia:80; no program of kubia-0 listens on port 80');
});

test('a Service without an endpoint refuses at once, and says what it lacks', () => {
  const w = kubiaWorld();
  w.apply(
    'apiVersion: v1\nkind: Service\nmetadata: {name: lost}\nspec: {selector: {app: nobody}, ports: [{port: 80}]}\n',
  ).rest();
  const { told, ...refused } = exchanged(w, requestOf('GET http://lost/'));
  expect(said(told)).toBe('refused: the selector of lost finds no pod');
  expect(routeOf(refused)).toBe('client > dns > client > Service/lost > client');
  expect(told.tookMs).toBe(400);
  w.breaks('pod/default/kubia-0', 'readiness').breaks('pod/default/kubia-1', 'readiness').run('1m');
  expect(asks(w, 'GET http://front/')).toBe('refused: no pod of front is Ready');
  expect(lastSaid(w)).toBe('client gets no answer from front:80; no pod of front is Ready');
});

test('while a pod is unready its name is gone, and through the Service the others answer', () => {
  const w = kubiaWorld().breaks('pod/default/kubia-1', 'readiness').run('1m');
  expect(asks(w, 'GET http://kubia-1.kubia:8080/')).toBe('noName: kubia-1 is not Ready, so its name does not resolve');
  expect(asks(w, `GET http://${addressOf(w, 'kubia-1')}:8080/`)).toContain("200 You've hit kubia-1");
  for (let count = 0; count < 8; count++) expect(asks(w, 'GET http://front/')).toContain("You've hit kubia-0");
  w.heals('pod/default/kubia-1', 'readiness').rest();
  expect(asks(w, 'GET http://kubia-1.kubia:8080/')).toContain("200 You've hit kubia-1");
});

test('a terminating pod has lost its name at once, and answers at its address until its program stops', () => {
  const w = kubiaWorld();
  const address = addressOf(w, 'kubia-1');
  w.act('kubectl delete pod kubia-1 --wait=false').run('100ms');
  expect(asks(w, `GET http://${address}:8080/`)).toContain("200 You've hit kubia-1");
  expect(asks(w, 'GET http://kubia-1.kubia:8080/')).toBe(
    'noName: kubia-1 is terminating, so its name does not resolve',
  );
});

test('at the address of a pod that is gone there is no route after 3 s, or a time-out when less was allowed', () => {
  const w = kubiaWorld();
  const address = addressOf(w, 'kubia-1');
  w.act('kubectl scale sts/kubia --replicas=1').rest();
  const gone = exchanged(w, requestOf(`GET http://${address}:8080/`));
  expect(said(gone.told)).toBe(`noRoute: nobody has the address ${address}`);
  expect(gone.told.tookMs).toBe(3000);
  const limited = exchanged(w, requestOf(`GET http://${address}:8080/`, { limitMs: 1000 }));
  expect(said(limited.told)).toBe(`timedOut: nobody has the address ${address}`);
  expect(limited.told.tookMs).toBe(1000);
  expect(asks(w, 'GET http://10.96.9.9/')).toBe('timedOut: nobody has the address 10.96.9.9');
});

test('a connection ends without an answer when its program ends while it still writes', () => {
  const w = kubiaWorld();
  const number = submitAsk(w.cluster, {
    from: client,
    asker: '',
    ask: requestOf('POST http://kubia-0.kubia:8080/ last'),
  });
  w.run('350ms').breaks('pod/default/kubia-0', 'crash').run('1s');
  expect(said(w.cluster.state.exchanges[number]!.told!)).toBe('reset: the program has ended meanwhile');
  expect(asks(w.rest(), 'GET http://kubia-0.kubia:8080/')).toContain('Data stored on this pod: last');
});

test('a node that is cut off takes its requests with it: time-outs until it is NotReady, then no record', () => {
  const w = kubiaWorld();
  const node = machineOf(w, 'kubia-1');
  w.breaks(`node/${node}`, 'network').run('1s');
  const cut = `${node} is cut off: nothing reaches or leaves it`;
  const direct = exchanged(w, requestOf('GET http://kubia-1.kubia:8080/', { limitMs: 2000 }));
  expect(said(direct.told)).toBe(`timedOut: ${cut}`);
  expect(direct.told.tookMs).toBe(2000);
  expect(routeOf(direct)).toBe('client > dns > client > kubia-1?');
  const through = Array.from({ length: 10 }, () => asks(w, 'GET http://front/', { limitMs: 1000 }));
  expect(new Set(through.map((each) => each.split('\n')[0]))).toEqual(
    new Set([`timedOut: ${cut}`, "200 You've hit kubia-0"]),
  );
  w.run('1m').expectPods('client Ready, kubia-0 Ready, kubia-1 Running');
  expect(asks(w, 'GET http://kubia-1.kubia:8080/')).toBe('noName: kubia-1 is not Ready, so its name does not resolve');
  for (let count = 0; count < 8; count++) expect(asks(w, 'GET http://front/')).toContain("You've hit kubia-0");
  w.heals(`node/${node}`, 'network').run('30s');
  expect(asks(w, 'GET http://kubia-1.kubia:8080/')).toContain("200 You've hit kubia-1");
});

test('without a limit a connection to a silent node times out after 127 s', () => {
  const w = kubiaWorld();
  const node = machineOf(w, 'kubia-1');
  w.breaks(`node/${node}`, 'power').run('1s');
  const { told } = exchanged(w, requestOf(`GET http://${addressOf(w, 'kubia-1')}:8080/`));
  expect(said(told)).toBe(`timedOut: ${node} has no power`);
  expect(told.tookMs).toBe(127_100);
  w.heals(`node/${node}`, 'power').run('2m').breaks(`node/${node}`, 'freeze').run('1s');
  expect(asks(w, `GET http://${addressOf(w, 'kubia-1')}:8080/`, { limitMs: 1000 })).toBe(
    `timedOut: ${node} stands still`,
  );
});

test('who asks from a machine that stands still hears of it when the machine goes on', () => {
  const w = kubiaWorld();
  const node = machineOf(w, 'client');
  const ask = requestOf('GET http://kubia-0.kubia:8080/', { limitMs: 1000 });
  const number = submitAsk(w.cluster, { from: client, asker: '', ask });
  w.run('150ms').breaks(`node/${node}`, 'freeze').run('20s');
  expect(w.cluster.state.exchanges[number]?.told).toBeUndefined();
  w.heals(`node/${node}`, 'freeze').run('2s');
  const { told } = w.cluster.state.exchanges[number]!;
  expect(told && said(told)).toBe(`timedOut: ${node} stands still`);
});

test('on a node that is cut off its own pods still talk to each other, but have no DNS', () => {
  const w = kubiaWorld();
  const node = machineOf(w, 'kubia-1');
  w.apply(
    clientPod.replace('name: client', 'name: near').replace('{containers', `{nodeName: ${node}, containers`),
  ).rest();
  const near = 'Pod/default/near';
  w.breaks(`node/${node}`, 'network').run('1s');
  expect(asks(w, `GET http://${addressOf(w, 'kubia-1')}:8080/`, { from: near })).toContain("200 You've hit kubia-1");
  const { told } = exchanged(w, requestOf('GET http://kubia-1.kubia:8080/'), near);
  expect(said(told)).toBe(`noDns: ${node} is cut off: nothing reaches or leaves it`);
});

test('a set that names a Service which is not there has no names, and the log says so', () => {
  const w = steadyWorld().apply(clientPod);
  w.apply(
    'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: db}\nspec: {serviceName: wrong, selector: {matchLabels: {app: db}}, template: {metadata: {labels: {app: db}}, spec: {containers: [{name: a, image: luksa/kubia-pet}]}}}\n',
  ).rest();
  expect(asks(w, 'GET http://db-0.wrong:8080/')).toBe(
    'noName: there is no Service wrong, though db-0 names it as its own',
  );
  w.apply('apiVersion: v1\nkind: Service\nmetadata: {name: db}\nspec: {clusterIP: None, selector: {app: db}}\n').rest();
  expect(asks(w, 'GET http://db-0.db:8080/')).toBe('noName: db-0 names wrong as its Service, not db');
});

test('a governing Service with an address of its own: its name is that address, the names of the pods are there all the same', () => {
  const w = steadyWorld().apply(clientPod);
  w.apply(
    'apiVersion: v1\nkind: Service\nmetadata: {name: db}\nspec: {selector: {app: db}, ports: [{port: 8080}]}\n---\n' +
      'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: db}\nspec: {serviceName: db, replicas: 2, selector: {matchLabels: {app: db}}, template: {metadata: {labels: {app: db}}, spec: {containers: [{name: a, image: luksa/kubia-pet}]}}}\n',
  ).rest();
  const found = exchanged(w, { kind: 'name', name: 'db', type: 'A', isSearched: true }).told;
  expect(said(found)).toMatch(/^10\.96\.\d+\.\d+$/);
  expect(asks(w, 'GET http://db-1.db:8080/')).toContain("200 You've hit db-1");
  expect(routeOf(exchanged(w, requestOf('GET http://db:8080/')))).toMatch(/Service\/db > db-\d > client$/);
});

test('a headless Service hands out the addresses themselves: its own port means nothing', () => {
  const w = kubiaWorld();
  expect(asks(w, 'GET http://kubia/')).toMatch(/^refused: no program of kubia-\d listens on port 80$/);
  expect(asks(w, 'GET http://kubia:8080/')).toMatch(/^200 You've hit kubia-\d/);
});

test('your own machine knows neither the names nor the addresses of the cluster', () => {
  const w = kubiaWorld();
  expect(asks(w, 'GET http://kubia-0.kubia:8080/', { from: 'you' })).toBe(
    'noName: your own machine does not ask the DNS of the cluster',
  );
  expect(lastSaid(w)).toBe(
    'you get no answer from kubia-0.kubia:8080; your own machine does not ask the DNS of the cluster',
  );
  expect(asks(w, `GET http://${addressOf(w, 'kubia-0')}:8080/`, { from: 'you' })).toBe(
    `timedOut: ${addressOf(w, 'kubia-0')} is an address inside the cluster: your own machine has no way there`,
  );
});
