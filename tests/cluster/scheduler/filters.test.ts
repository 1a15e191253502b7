import { expect, test } from 'vitest';
import { get } from '../../../src/cluster/index.ts';
import type { Node } from '../../../src/objects/index.ts';
import { world } from '../../world.ts';
import type { World } from '../../world.ts';
import { decision, expectRefused, machine, nodeOf, pod, said, tail } from './pods.ts';

const two = [
  machine('node-1', 'zone-a', { disk: 'ssd', cores: '8' }),
  machine('node-2', 'zone-b', { disk: 'hdd', cores: '16' }),
];

function twoNodes(): World {
  return world({ settings: { nodes: two } });
}

const asking = (requests: string): string => `image: nginx, resources: {requests: {${requests}}}`;

test('NodeUnschedulable: a cordoned node takes no pods, but those that tolerate it', () => {
  const w = twoNodes().act('kubectl cordon node-1').act('kubectl cordon node-2').apply(pod('one')).rest();
  expectRefused(w, 'one', `0/2 nodes are available: 2 node(s) were unschedulable. ${tail(2, 2)}`);
  w.apply(pod('two', 'tolerations: [{key: node.kubernetes.io/unschedulable, operator: Exists}]')).rest();
  expect(nodeOf(w, 'two')).toBeDefined();
  w.act('kubectl uncordon node-2').rest().expectPods('one Ready, two Ready');
});

test('TaintToleration: a taint keeps pods away that do not tolerate it', () => {
  const w = twoNodes()
    .act('kubectl taint nodes node-1 team=a:NoSchedule')
    .act('kubectl taint nodes node-2 team=b:NoSchedule');
  w.apply(pod('one')).rest();
  expectRefused(w, 'one', `0/2 nodes are available: 2 node(s) had untolerated taint(s). ${tail(2, 2)}`);
  w.apply(pod('two', 'tolerations: [{key: team, value: b, effect: NoSchedule}]')).rest();
  expect(nodeOf(w, 'two')).toBe('node-2');
  expect(decision(w, 'two')).toBe('does: puts two on node-2 because node-2 alone can take it');
  expect(said(w)).toContain('passes over nodes for two: node(s) had untolerated taint(s) (node-1)');
});

test('TaintToleration: a node that had rather be left alone is taken when no other will do', () => {
  const w = twoNodes().act('kubectl taint nodes node-1 team=a:PreferNoSchedule');
  w.apply(pod('one')).apply(pod('two')).apply(pod('three')).rest();
  expect([nodeOf(w, 'one'), nodeOf(w, 'two'), nodeOf(w, 'three')]).toEqual(['node-2', 'node-2', 'node-2']);
  expect(decision(w, 'one')).toBe(
    'does: puts one on node-2 because of 2 nodes that can take it, node-2 has the fewest taints against it',
  );
  w.act('kubectl cordon node-2').apply(pod('four')).rest();
  expect(nodeOf(w, 'four')).toBe('node-1');
});

test('NodeAffinity: a node selector is a list of labels that a node must have', () => {
  const w = twoNodes()
    .apply(pod('one', 'nodeSelector: {disk: hdd}'))
    .apply(pod('two', 'nodeSelector: {disk: tape}'))
    .rest();
  expect(nodeOf(w, 'one')).toBe('node-2');
  expectRefused(
    w,
    'two',
    `0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector. ${tail(2, 2)}`,
  );
  w.act('kubectl label node node-1 disk=tape --overwrite').rest();
  expect(nodeOf(w, 'two')).toBe('node-1');
});

const required = (terms: string): string =>
  `affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [${terms}]}}}`;

test.each([
  ['In', 'disk', '[ssd, nvme]', 'node-1'],
  ['NotIn', 'disk', '[ssd]', 'node-2'],
  ['Gt', 'cores', '["8"]', 'node-2'],
  ['Lt', 'cores', '["16"]', 'node-1'],
])('NodeAffinity: operator %s', (operator, key, values, node) => {
  const terms = `{matchExpressions: [{key: ${key}, operator: ${operator}, values: ${values}}]}`;
  const w = twoNodes()
    .apply(pod('one', required(terms)))
    .rest();
  expect(nodeOf(w, 'one')).toBe(node);
});

test('NodeAffinity: Exists, DoesNotExist, and one of several terms is enough', () => {
  const w = world({ settings: { nodes: [machine('node-1', 'zone-a', { gpu: 'yes' }), machine('node-2', 'zone-b')] } });
  w.apply(pod('one', required('{matchExpressions: [{key: gpu, operator: Exists}]}')));
  w.apply(pod('two', required('{matchExpressions: [{key: gpu, operator: DoesNotExist}]}')));
  const neither = '{matchExpressions: [{key: gpu, operator: In, values: ["no"]}]}';
  w.apply(
    pod(
      'three',
      required(`${neither}, {matchExpressions: [{key: topology.kubernetes.io/zone, operator: In, values: [zone-b]}]}`),
    ),
  );
  w.rest();
  expect([nodeOf(w, 'one'), nodeOf(w, 'two'), nodeOf(w, 'three')]).toEqual(['node-1', 'node-2', 'node-2']);
});

test('NodeAffinity: a field names the node, as a DaemonSet does it', () => {
  const named = (node: string): string =>
    required(`{matchFields: [{key: metadata.name, operator: In, values: [${node}]}]}`);
  const w = twoNodes()
    .apply(pod('one', named('node-2')))
    .act('kubectl cordon node-1')
    .apply(pod('two', named('node-1')))
    .rest();
  expect(nodeOf(w, 'one')).toBe('node-2');
  expectRefused(
    w,
    'two',
    `0/2 nodes are available: 1 node(s) didn't satisfy plugin(s) [NodeAffinity], 1 node(s) were unschedulable. ${tail(2, 2)}`,
  );
});

test('NodeAffinity: a preference decides among nodes that will do, and is given up where none has it', () => {
  const prefers = (disk: string): string =>
    `affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 10, preference: {matchExpressions: [{key: disk, operator: In, values: [${disk}]}]}}]}}`;
  const w = twoNodes()
    .apply(pod('one', prefers('hdd')))
    .apply(pod('two', prefers('hdd')))
    .apply(pod('three', prefers('tape')))
    .rest();
  expect([nodeOf(w, 'one'), nodeOf(w, 'two')]).toEqual(['node-2', 'node-2']);
  expect(decision(w, 'two')).toBe(
    'does: puts two on node-2 because of 2 nodes that can take it, node-2 is the one that it prefers',
  );
  w.expectPods('one Ready, three Ready, two Ready');
});

test('NodePorts: a port of a machine is given once', () => {
  const port = (protocol: string): string =>
    `image: nginx, ports: [{containerPort: 80, hostPort: 8080, protocol: ${protocol}}]`;
  const w = twoNodes();
  for (const name of ['one', 'two', 'three']) w.apply(pod(name, '', 'app: web', port('TCP')));
  w.apply(pod('four', '', 'app: web', port('UDP'))).rest();
  w.expectPods('four Ready, one Ready, three Pending, two Ready');
  expectRefused(
    w,
    'three',
    `0/2 nodes are available: 2 node(s) didn't have free ports for the requested pod ports. ${tail(2, 0)}`,
  );
  w.act('kubectl delete pod one').rest().expectPods('four Ready, three Ready, two Ready');
});

test('NodeResourcesFit: what pods request is never more than a node has, whatever they use', () => {
  const w = twoNodes();
  w.apply(pod('one', '', 'app: web', asking('cpu: "3"')))
    .apply(pod('two', '', 'app: web', asking('memory: 6Gi')))
    .rest();
  expect(nodeOf(w, 'one')).not.toBe(nodeOf(w, 'two'));
  w.apply(pod('three', '', 'app: web', asking('cpu: "2", memory: 3Gi'))).rest();
  expectRefused(w, 'three', `0/2 nodes are available: 1 Insufficient cpu, 1 Insufficient memory. ${tail(2, 0)}`);
  w.apply(pod('four', '', 'app: web', asking('cpu: 4500m, memory: 9Gi'))).rest();
  expectRefused(w, 'four', `0/2 nodes are available: 2 Insufficient cpu, 2 Insufficient memory. ${tail(2, 2)}`);
  w.act('kubectl delete pod one').rest().expectPods('four Pending, three Ready, two Ready');
});

test('NodeResourcesFit: a node holds so many pods; what it does not have at all is never enough', () => {
  const w = world({ settings: { nodes: [{ ...machine('node-1', 'zone-a'), pods: 1 }] } });
  w.apply(pod('one'))
    .apply(pod('two'))
    .apply(pod('three', '', 'app: web', asking('example.com/gpu: "1"')))
    .rest();
  expectRefused(w, 'two', `0/1 nodes are available: 1 Too many pods. ${tail(1, 0)}`);
  expectRefused(w, 'three', `0/1 nodes are available: 1 Insufficient example.com/gpu, 1 Too many pods. ${tail(1, 1)}`);
  w.apply(pod('four', '', 'app: web', asking('ephemeral-storage: 1Gi'))).rest();
  expect(decision(w, 'four')).toContain('1 Too many pods');
});

test('NodeResourcesFit: init containers run alone, so that only the most demanding counts; sidecars stay', () => {
  const init = (name: string, cpu: string, more = ''): string =>
    `{name: ${name}, image: busybox, resources: {requests: {cpu: ${cpu}}}${more}}`;
  const w = world({ settings: { nodes: [machine('node-1', 'zone-a')] } });
  const both = `initContainers: [${init('a', '3000m')}, ${init('b', '3000m')}]`;
  w.apply(pod('one', both, 'app: web', asking('cpu: "1"'))).run('10s');
  expect(nodeOf(w, 'one')).toBe('node-1');
  const sidecar = `initContainers: [${init('s', '500m', ', restartPolicy: Always')}, ${init('b', '100m')}]`;
  w.apply(pod('two', sidecar, 'app: web', asking('cpu: 600m'))).run('10s');
  expectRefused(w, 'two', `0/1 nodes are available: 1 Insufficient cpu. ${tail(1, 0)}`);
});

test('SchedulingGates: a pod with a gate is not looked at before somebody takes it away', () => {
  const w = twoNodes().apply(pod('one', 'schedulingGates: [{name: example.com/quota}]')).rest();
  w.act('kubectl get pods');
  expect(w.printed.out).toContain('SchedulingGated');
  expect(get(w.cluster, 'Pod/default/one')?.status).toMatchObject({
    conditions: [{ reason: 'SchedulingGated', message: 'Scheduling is blocked due to non-empty scheduling gates' }],
  });
  w.act(`kubectl patch pod one -p '{"spec":{"schedulingGates":null}}'`).rest().expectPods('one Ready');
});

test('a pod of another scheduler is left to it', () => {
  const w = twoNodes().apply(pod('one', 'schedulerName: mine')).rest().expectPods('one Pending');
  expect(decision(w, 'one')).toBe('nothing');
});

test('a cluster without nodes says so', () => {
  const w = world({ settings: { nodes: [] } })
    .apply(pod('one'))
    .rest();
  expectRefused(w, 'one', 'no nodes available to schedule pods');
});

test('a pod that must not preempt anybody is told that it cannot', () => {
  const w = twoNodes()
    .apply(pod('one', 'preemptionPolicy: Never', 'app: web', asking('cpu: "5"')))
    .rest();
  expectRefused(
    w,
    'one',
    '0/2 nodes are available: 2 Insufficient cpu. no new claims to deallocate, preemption: not eligible due to preemptionPolicy=Never.',
  );
});

test('every node is named with the reason for which it was refused', () => {
  const w = twoNodes()
    .act('kubectl cordon node-1')
    .apply(pod('one', '', 'app: web', asking('cpu: "5"')))
    .rest();
  expect(decision(w, 'one')).toBe(
    `waits: one has no node: 1 Insufficient cpu, 1 node(s) were unschedulable. ${tail(2, 2)}` +
      ' because no node will do: Insufficient cpu (node-2); node(s) were unschedulable (node-1)',
  );
  expect(get<Node>(w.cluster, 'Node/node-1')?.spec.unschedulable).toBe(true);
});
