import { expect, test } from 'vitest';
import { get } from '../../src/cluster/index.ts';
import type { Service } from '../../src/objects/index.ts';
import type { World } from '../world.ts';
import { addressOf, asks, clientPod, exchanged, lastSaid, requestOf, routeOf, said } from './asking.ts';
import { steadyWorld } from './pod.ts';

function serviceOf(name: string, spec: string): string {
  return `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {selector: {app: kubia}, ports: [{port: 80, targetPort: 8080}], ${spec}}\n`;
}

function kubiaWorld(replicas = 2, settings = {}): World {
  const w = steadyWorld({ settings }).apply('kubia.yaml').apply(clientPod);
  return w.act(`kubectl scale sts/kubia --replicas=${replicas}`).rest();
}

function portOfNode({ cluster }: World, service: string): number {
  return get<Service>(cluster, `Service/default/${service}`)?.spec.ports?.[0]?.nodePort ?? 0;
}

/** Who answered so many requests, each pod once. */
function hits(w: World, line: string, count: number, from?: string): readonly string[] {
  const all = Array.from({ length: count }, () => asks(w, line, from === undefined ? {} : { from }));
  return [...new Set(all.map((each) => /hit (kubia-\d)/.exec(each)?.[1] ?? each))].sort();
}

test('a port on every machine leads to the Service, for your own machine too', () => {
  const w = kubiaWorld().apply(serviceOf('open', 'type: NodePort')).rest();
  const port = portOfNode(w, 'open');
  expect(port).toBeGreaterThanOrEqual(30_086);
  expect(port).toBeLessThanOrEqual(32_767);
  expect(w.act('kubectl get svc open').printed.out).toMatch(
    new RegExp(`open +NodePort +10\\.96\\.\\d+\\.\\d+ +<none> +80:${port}/TCP`),
  );
  const found = exchanged(w, requestOf(`GET http://192.168.1.3:${port}/`), 'you');
  expect(said(found.told)).toMatch(/^200 You've hit kubia-\d/);
  expect(routeOf(found)).toMatch(/^you > Node\/node-3 > Service\/open > kubia-\d > you$/);
  expect(lastSaid(w)).toMatch(/^kubia-\d answers you: 200$/);
  expect(asks(w, 'GET http://192.168.1.3:30001/', { from: 'you' })).toBe('refused: no Service has the node port 30001');
});

test('a node port that somebody names must be free and in its range', () => {
  const w = kubiaWorld().apply(serviceOf('open', 'type: NodePort').replace('port: 80,', 'port: 80, nodePort: 30123,'));
  const refused = (number: number): string => {
    const text = serviceOf('other', 'type: NodePort').replace('port: 80,', `port: 80, nodePort: ${number},`);
    return w.refuses('kubectl apply -f a.yaml', 'is invalid', { 'a.yaml': text }).printed.err.trim();
  };
  expect(refused(30123)).toBe(
    'The Service "other" is invalid: spec.ports[0].nodePort: Invalid value: 30123: provided port is already allocated',
  );
  expect(refused(80)).toBe(
    'The Service "other" is invalid: spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767',
  );
});

test('a Service that becomes a NodePort gets its port, keeps it while it is edited, and gives it back', () => {
  const w = kubiaWorld().apply(serviceOf('open', 'type: ClusterIP')).rest();
  expect(portOfNode(w, 'open')).toBe(0);
  w.apply(serviceOf('open', 'type: NodePort')).rest();
  const port = portOfNode(w, 'open');
  expect(port).toBeGreaterThan(30_000);
  w.act('kubectl label svc open a=b')
    .act('kubectl patch svc open -p \'{"spec":{"sessionAffinity":"ClientIP"}}\'')
    .rest();
  expect(portOfNode(w, 'open')).toBe(port);
  w.apply(serviceOf('open', 'type: ClusterIP')).rest();
  expect(portOfNode(w, 'open')).toBe(0);
});

test('an address that another Service has is not given twice', () => {
  const w = kubiaWorld();
  w.refuses(
    'kubectl apply -f a.yaml',
    'spec.clusterIPs: Invalid value: ["10.96.0.1"]: failed to allocate IP 10.96.0.1: provided IP is already allocated',
    {
      'a.yaml': serviceOf('twice', 'clusterIP: 10.96.0.1'),
    },
  );
});

test('a load balancer is pending in a cluster that has no addresses to give', () => {
  const w = kubiaWorld().apply(serviceOf('lb', 'type: LoadBalancer')).rest();
  expect(w.act('kubectl get svc lb').printed.out).toMatch(/lb +LoadBalancer +10\.96\.\d+\.\d+ +<pending> +80:\d+\/TCP/);
  w.expectWait(
    'service-lb',
    'nobody gives lb an address: this cluster has no load balancer that is free',
    'default/lb',
  );
});

test('with addresses in the settings each load balancer gets one, and answers there', () => {
  const w = kubiaWorld(2, { loadBalancerAddresses: ['203.0.113.10'] })
    .apply(serviceOf('lb', 'type: LoadBalancer'))
    .rest();
  expect(w.act('kubectl get svc lb').printed.out).toMatch(
    /lb +LoadBalancer +10\.96\.\d+\.\d+ +203\.0\.113\.10 +80:\d+\/TCP/,
  );
  expect(w.act('kubectl describe svc lb').printed.out).toMatch(/LoadBalancer Ingress: +203\.0\.113\.10 \(VIP\)/);
  const found = exchanged(w, requestOf('GET http://203.0.113.10/'), 'you');
  expect(routeOf(found)).toMatch(/^you > Service\/lb > kubia-\d > you$/);
  w.apply(serviceOf('second', 'type: LoadBalancer')).rest();
  w.expectWait(
    'service-lb',
    'nobody gives second an address: this cluster has no load balancer that is free',
    'default/second',
  );
  w.apply(serviceOf('lb', 'type: ClusterIP')).rest();
  expect(asks(w, 'GET http://203.0.113.10/', { from: 'you' })).toContain('timedOut');
});

test('with session affinity a client stays with its pod, until its time is over or the pod is gone', () => {
  const sticky = 'sessionAffinity: ClientIP, sessionAffinityConfig: {clientIP: {timeoutSeconds: 60}}';
  const w = kubiaWorld(3).apply(serviceOf('sticky', sticky)).apply(serviceOf('any', '')).rest();
  expect(hits(w, 'GET http://any/', 20)).toEqual(['kubia-0', 'kubia-1', 'kubia-2']);
  const [first = ''] = hits(w, 'GET http://sticky/', 20);
  expect(hits(w, 'GET http://sticky/', 20)).toEqual([first]);
  w.run('59s');
  expect(hits(w, 'GET http://sticky/', 1)).toEqual([first]);
  w.breaks(`pod/default/${first}`, 'readiness').run('40s');
  const [second = ''] = hits(w, 'GET http://sticky/', 10);
  expect(second).not.toBe(first);
  expect(hits(w, 'GET http://sticky/', 10)).toEqual([second]);
  w.heals(`pod/default/${first}`, 'readiness');
  const later = Array.from({ length: 12 }, () => {
    w.run('61s');
    return hits(w, 'GET http://sticky/', 1)[0];
  });
  expect(new Set(later).size).toBeGreaterThan(1);
});

test('internalTrafficPolicy Local: only pods of the same machine, and nothing at all where there is none', () => {
  const w = kubiaWorld(3).apply(serviceOf('near', 'internalTrafficPolicy: Local')).rest();
  const nodeOf = (pod: string): string =>
    w.act(`kubectl get pod ${pod} -o jsonpath={.spec.nodeName}`).printed.out.trim();
  const at = (node: string): string =>
    clientPod.replace('name: client', `name: on-${node}`).replace('{containers', `{nodeName: ${node}, containers`);
  for (const node of ['node-1', 'node-2', 'node-3']) w.apply(at(node));
  w.rest();
  const places = ['kubia-0', 'kubia-1', 'kubia-2'].map((pod) => [pod, nodeOf(pod)] as const);
  for (const node of ['node-1', 'node-2', 'node-3']) {
    const here = places.filter(([, place]) => place === node).map(([pod]) => pod);
    const from = `Pod/default/on-${node}`;
    if (here.length > 0) expect(hits(w, 'GET http://near/', 10, from)).toEqual(here);
    w.act('kubectl scale sts/kubia --replicas=3');
  }
  const [last, node] = places[2]!;
  const others = places.filter(([pod, place]) => pod !== last && place === node);
  w.act('kubectl scale sts/kubia --replicas=2').rest();
  if (others.length === 0) {
    expect(asks(w, 'GET http://near/', { from: `Pod/default/on-${node}`, limitMs: 1000 })).toBe(
      `timedOut: near sends connections to pods of the same machine only, and ${node} has none`,
    );
  }
  expect(others).toEqual([]);
});

test('externalTrafficPolicy Local: the port of a machine without such a pod leads nowhere', () => {
  const w = kubiaWorld(1).apply(serviceOf('open', 'type: NodePort, externalTrafficPolicy: Local')).rest();
  const port = portOfNode(w, 'open');
  const node = Number(w.act('kubectl get pod kubia-0 -o jsonpath={.spec.nodeName}').printed.out.trim().slice(-1));
  const elsewhere = (node % 3) + 1;
  expect(asks(w, `GET http://192.168.1.${node}:${port}/`, { from: 'you' })).toContain("You've hit kubia-0");
  expect(asks(w, `GET http://192.168.1.${elsewhere}:${port}/`, { from: 'you', limitMs: 1000 })).toBe(
    `timedOut: open sends connections to pods of the same machine only, and node-${elsewhere} has none`,
  );
});

test('pods that are on their way out still answer when no other is left', () => {
  const w = kubiaWorld(1).apply(serviceOf('front', '')).rest();
  w.breaks('pod/default/kubia-0', 'hang').act('kubectl delete pod kubia-0 --wait=false').run('2s');
  expect(asks(w, 'GET http://front/')).toContain("You've hit kubia-0");
  expect(asks(w, 'GET http://kubia-0.kubia:8080/')).toBe(
    'noName: kubia-0 is terminating, so its name does not resolve',
  );
});

test('publishNotReadyAddresses: unready pods have names, and the Service sends them connections', () => {
  const w = kubiaWorld(2)
    .apply(serviceOf('early', 'clusterIP: None, publishNotReadyAddresses: true'))
    .apply(serviceOf('all', 'publishNotReadyAddresses: true'))
    .rest();
  w.breaks('pod/default/kubia-0', 'readiness').breaks('pod/default/kubia-1', 'readiness').run('1m');
  expect(asks(w, 'GET http://early:8080/')).toMatch(/^200 You've hit kubia-\d/);
  expect(hits(w, 'GET http://all/', 20)).toEqual(['kubia-0', 'kubia-1']);
});

test('a Service without a selector goes where somebody has written that it goes', () => {
  const w = kubiaWorld();
  w.apply('apiVersion: v1\nkind: Service\nmetadata: {name: own}\nspec: {ports: [{port: 80}]}\n').rest();
  expect(asks(w, 'GET http://own/')).toBe('refused: own has no selector, and nobody has given it addresses');
  const slice = (address: string): string =>
    `apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: own-1, labels: {kubernetes.io/service-name: own}}\naddressType: IPv4\nports: [{port: 8080, protocol: TCP}]\nendpoints: [{addresses: ["${address}"]}]\n`;
  w.apply(slice(addressOf(w, 'kubia-1'))).rest();
  expect(asks(w, 'GET http://own/')).toContain("200 You've hit kubia-1");
  w.apply(slice('10.1.2.3')).rest();
  expect(asks(w, 'GET http://own/', { limitMs: 500 })).toBe('timedOut: nobody has the address 10.1.2.3');
});

test('what a Service says of its connections is checked', () => {
  const w = steadyWorld();
  const refused = (spec: string): string =>
    w
      .refuses('kubectl apply -f a.yaml', 'is invalid: ', { 'a.yaml': serviceOf('a', spec) })
      .printed.err.trim()
      .replace(/^.*?is invalid: /s, '');
  expect(refused('internalTrafficPolicy: Near')).toBe(
    'spec.internalTrafficPolicy: Unsupported value: "Near": supported values: "Cluster", "Local"',
  );
  expect(refused('externalTrafficPolicy: Local')).toBe(
    'spec.externalTrafficPolicy: Invalid value: "Local": may only be set for externally-accessible services',
  );
  expect(refused('sessionAffinity: ClientIP, sessionAffinityConfig: {clientIP: {timeoutSeconds: 100000}}')).toBe(
    'spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 100000: must be greater than 0 and less than 86400',
  );
  expect(refused('sessionAffinityConfig: {clientIP: {timeoutSeconds: 10}}')).toBe(
    'spec.sessionAffinityConfig: Forbidden: must not be set when session affinity is None',
  );
});

test('a Service without a port of that number lets the packet fall', () => {
  const w = kubiaWorld().apply(serviceOf('front', '')).rest();
  expect(asks(w, 'GET http://front:81/', { limitMs: 500 })).toBe('timedOut: front has no port 81');
  expect(addressOf(w, 'kubia-0')).toMatch(/^10\.244/);
});

test('clients that stay away for too long are forgotten, and with the Service all of them', () => {
  const w = kubiaWorld();
  w.apply(
    serviceOf('sticky', 'sessionAffinity: ClientIP, sessionAffinityConfig: {clientIP: {timeoutSeconds: 60}}'),
  ).rest();
  const clients = (): number => Object.keys(w.cluster.state.sessions).length;
  asks(w, 'GET http://sticky/');
  expect(clients()).toBe(1);
  w.run('2m');
  asks(w, 'GET http://sticky/', { from: 'Pod/default/kubia-0' });
  expect(clients()).toBe(1);
  w.act('kubectl delete svc sticky').rest();
  expect(clients()).toBe(0);
});
