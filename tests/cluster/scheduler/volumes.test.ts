import { expect, test } from 'vitest';
import { get } from '../../../src/cluster/index.ts';
import type { Claim } from '../../../src/objects/index.ts';
import { world } from '../../world.ts';
import type { World } from '../../world.ts';
import { decision, eventsOf, expectRefused, machine, nodeOf, pod, tail } from './pods.ts';

const nodes = [machine('node-1', 'zone-a'), machine('node-2', 'zone-b')];

function twoNodes(): World {
  return world({ settings: { nodes } });
}

const mounts = (claim: string): string => `volumes: [{name: v, persistentVolumeClaim: {claimName: ${claim}}}]`;

function claim(name: string, more = '', mode = 'ReadWriteOnce'): string {
  return `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: ${name}}
spec: {accessModes: [${mode}], resources: {requests: {storage: 1Gi}}${more}}
`;
}

function localVolume(name: string, node: string, storageClass = 'disks'): string {
  const terms = `[{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [${node}]}]}]`;
  return `
apiVersion: v1
kind: PersistentVolume
metadata: {name: ${name}}
spec:
  capacity: {storage: 1Gi}
  accessModes: [ReadWriteOnce]
  storageClassName: ${storageClass}
  local: {path: /mnt/${name}}
  nodeAffinity: {required: {nodeSelectorTerms: ${terms}}}
`;
}

const disks = `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: disks}
provisioner: kubernetes.io/no-provisioner
volumeBindingMode: WaitForFirstConsumer
`;

test('VolumeBinding: a claim that is not there', () => {
  const w = twoNodes()
    .apply(pod('one', mounts('data')))
    .rest();
  expectRefused(w, 'one', '0/2 nodes are available: persistentvolumeclaim "data" not found. not found');
  w.apply(claim('data')).rest().expectPods('one Ready');
});

test('VolumeBinding: a claim that is bound at once must be bound before the pod has a node', () => {
  const w = twoNodes()
    .apply(`${claim('data', ', storageClassName: ""')}---${pod('one', mounts('data'))}`)
    .rest();
  expectRefused(w, 'one', '0/2 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found');
  w.apply(localVolume('pv-a', 'node-2', '""')).rest();
  expect(nodeOf(w, 'one')).toBe('node-2');
});

test('VolumeBinding: a pod goes where its volume is, and waits while that node takes none', () => {
  const w = twoNodes()
    .apply(localVolume('pv-a', 'node-2', '""'))
    .apply(claim('data', ', storageClassName: ""'))
    .rest();
  w.act('kubectl cordon node-2')
    .apply(pod('one', mounts('data')))
    .rest();
  expectRefused(
    w,
    'one',
    `0/2 nodes are available: 1 node(s) didn't match PersistentVolume's node affinity, 1 node(s) were unschedulable. ${tail(2, 2)}`,
  );
  w.act('kubectl uncordon node-2').rest();
  expect(nodeOf(w, 'one')).toBe('node-2');
});

test('VolumeBinding: a claim that waits for its first pod is bound where the pod can be', () => {
  const w = twoNodes()
    .apply(disks)
    .apply(localVolume('pv-1', 'node-1'))
    .apply(localVolume('pv-2', 'node-2'))
    .apply(claim('data', ', storageClassName: disks'))
    .rest();
  w.expectClaims('data Pending');
  w.apply(pod('one', `nodeSelector: {kubernetes.io/hostname: node-2}, ${mounts('data')}`)).rest();
  w.expectPods('one Ready').expectClaims('data Bound');
  expect(get<Claim>(w.cluster, 'PersistentVolumeClaim/default/data')?.spec.volumeName).toBe('pv-2');
  expect(eventsOf(w, 'one')).toEqual([]);
});

test('VolumeBinding: a pod whose claims find no volume on any node waits for one', () => {
  const w = twoNodes()
    .apply(disks)
    .apply(localVolume('pv-1', 'node-1'))
    .apply(claim('data', ', storageClassName: disks'));
  w.apply(pod('one', `nodeSelector: {kubernetes.io/hostname: node-2}, ${mounts('data')}`)).rest();
  expectRefused(
    w,
    'one',
    `0/2 nodes are available: 1 node(s) didn't find available persistent volumes to bind, 1 node(s) didn't match Pod's node affinity/selector. ${tail(2, 2)}`,
  );
  w.apply(localVolume('pv-2', 'node-2')).rest().expectPods('one Ready');
});

test('VolumeBinding: a class that makes volumes in one zone only draws its pods there', () => {
  const cloud = `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: cloud}
provisioner: ordinal.dev/disk
volumeBindingMode: WaitForFirstConsumer
allowedTopologies: [{matchLabelExpressions: [{key: topology.kubernetes.io/zone, values: [zone-b]}]}]
`;
  const w = twoNodes()
    .apply(cloud)
    .apply(claim('data', ', storageClassName: cloud'))
    .apply(pod('one', mounts('data')))
    .rest();
  expect(nodeOf(w, 'one')).toBe('node-2');
});

test('VolumeRestrictions: a ReadWriteOncePod claim has one pod in the whole cluster', () => {
  const w = twoNodes()
    .apply(claim('data', '', 'ReadWriteOncePod'))
    .apply(pod('one', mounts('data')))
    .rest();
  w.apply(pod('two', mounts('data'))).rest();
  expectRefused(
    w,
    'two',
    `0/2 nodes are available: 2 node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode. ${tail(2, 0)}`,
  );
  w.act('kubectl delete pod one').rest().expectPods('two Ready');
});

test('VolumeZone: a volume that is labelled with a zone is used from there', () => {
  const volume = localVolume('pv-a', 'node-1', '""')
    .replace('{name: pv-a}', '{name: pv-a, labels: {topology.kubernetes.io/zone: zone-b}}')
    .replace(/ {2}nodeAffinity.*\n/, '')
    .replace('local: {path: /mnt/pv-a}', 'hostPath: {path: /mnt}');
  const w = twoNodes().apply(volume).apply(claim('data', ', storageClassName: ""')).rest();
  w.act('kubectl cordon node-2')
    .apply(pod('one', mounts('data')))
    .rest();
  expectRefused(
    w,
    'one',
    `0/2 nodes are available: 1 node(s) had no available volume zone, 1 node(s) were unschedulable. ${tail(2, 2)}`,
  );
  w.act('kubectl uncordon node-2').rest();
  expect(decision(w, 'one')).toContain('puts one on node-2');
});
