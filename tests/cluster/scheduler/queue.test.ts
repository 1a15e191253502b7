import { expect, test } from 'vitest';
import { machines } from '../../../src/cluster/index.ts';
import { world } from '../../world.ts';
import type { World } from '../../world.ts';
import { decision, eventsOf, machine, nodeOf, pod } from './pods.ts';

const big = 'image: nginx, resources: {requests: {cpu: "3"}}';

function full(): World {
  const w = world({ settings: { nodes: machines(1) } }).apply(pod('one', '', 'app: web', big));
  return w.apply(pod('two', '', 'app: web', big)).rest();
}

function times(w: World, name: string): number | undefined {
  return eventsOf(w, name)[0]?.count;
}

test('a pod that fits nowhere is tried again when something may have helped it, and its Event counts that', () => {
  const w = full();
  expect(times(w, 'two')).toBe(1);
  w.act('kubectl cordon node-1').rest().act('kubectl uncordon node-1').rest();
  expect(eventsOf(w, 'two').map(({ message, count }) => [message.slice(0, 47), count])).toEqual([
    ['0/1 nodes are available: 1 Insufficient cpu. no', 2],
    ['0/1 nodes are available: 1 node(s) were unsched', 1],
  ]);
});

test('what cannot help does not count: labels of other pods, other claims, a pod that comes', () => {
  const w = full().act('kubectl label pod one a=b').apply(pod('three', 'nodeSelector: {disk: none}')).rest();
  expect(times(w, 'two')).toBe(1);
});

test('after five minutes it is tried again whatever happened', () => {
  const w = full().run('5m30s');
  expect(times(w, 'two')).toBe(2);
});

test('of several that wait the one with the higher priority is tried first', () => {
  const w = full()
    .apply(pod('urgent', 'priorityClassName: system-cluster-critical', 'app: web', big))
    .rest();
  w.act('kubectl delete pod one').rest().expectPods('two Pending, urgent Ready');
});

test('a node that joins is there for those that wait', () => {
  const w = full();
  w.act('kubectl apply -f node.yaml', {
    'node.yaml': `
apiVersion: v1
kind: Node
metadata: {name: node-2, labels: {kubernetes.io/hostname: node-2}}
status: {allocatable: {cpu: "4", memory: 8Gi, pods: "110"}}
`,
  });
  w.run('5s');
  expect(nodeOf(w, 'two')).toBe('node-2');
});

test('pods go to the node with the most room, and the log says so', () => {
  const w = world({ settings: { nodes: [machine('node-1', 'zone-a'), machine('node-2', 'zone-b')] } });
  w.apply(pod('one', 'nodeSelector: {kubernetes.io/hostname: node-1}', 'app: web', big)).rest();
  w.apply(pod('two', '', 'app: other', 'image: nginx, resources: {requests: {cpu: 500m, memory: 1Gi}}')).rest();
  expect(decision(w, 'two')).toBe(
    'does: puts two on node-2 because of 2 nodes that can take it, node-2 has the most room left',
  );
});

test('a node that has the image already is better, where it says how large that is', () => {
  const w = world({ settings: { nodes: [machine('node-1', 'zone-a'), machine('node-2', 'zone-b')] } });
  w.apply(pod('one', 'nodeSelector: {kubernetes.io/hostname: node-2}')).rest();
  expect(nodeOf(w, 'one')).toBe('node-2');
});
