import { expect, test } from 'vitest';
import { get, list } from '../../src/cluster/index.ts';
import type { Pod, ResourceQuota } from '../../src/objects/index.ts';
import { world } from '../world.ts';

const deployment = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: nginx, resources: {requests: {cpu: 100m, memory: 64Mi}}}]}
`;

const quota = `
apiVersion: v1
kind: ResourceQuota
metadata: {name: few, namespace: shop}
spec: {hard: {pods: '2', requests.cpu: 200m, requests.memory: 1Gi, count/deployments.apps: '1', services: '5'}}
`;

test('a deleted namespace is Terminating until everything in it is gone', () => {
  const w = world().act('kubectl create namespace shop').apply(deployment).rest();
  w.act('kubectl delete namespace shop --wait=false').run('200ms').act('kubectl get ns shop');
  expect(w.printed.out).toContain('shop   Terminating');
  expect(list<Pod>(w.cluster, 'Pod', 'shop').every(({ metadata }) => metadata.deletionTimestamp)).toBe(true);
  w.expectWait('namespace', '2 objects are still in shop', 'shop');
  w.refuses(
    'kubectl apply -f a.yaml',
    'is forbidden: unable to create new content in namespace shop because it is being terminated',
    { 'a.yaml': deployment.replace('name: web,', 'name: late,') },
  );
  w.rest();
  expect(get(w.cluster, 'Namespace/shop')).toBeUndefined();
  expect(list(w.cluster, 'Event', 'shop')).toHaveLength(0);
});

test('the namespaces of the cluster itself stay', () => {
  world().refuses('kubectl delete ns default', 'namespaces "default" is forbidden: this namespace may not be deleted');
});

test('a quota tells what is used of it, and refuses what is too much', () => {
  const w = world().act('kubectl create namespace shop').apply(quota).apply(deployment).rest();
  expect(get<ResourceQuota>(w.cluster, 'ResourceQuota/shop/few')?.status?.used).toEqual({
    pods: '2',
    'requests.cpu': '200m',
    'requests.memory': '128Mi',
    'count/deployments.apps': '1',
    services: '0',
  });
  w.act('kubectl describe quota few -n shop');
  expect(w.printed.out).toContain('requests.memory         128Mi  1Gi');
  w.act('kubectl scale deploy web -n shop --replicas=3').run('5s');
  expect(list(w.cluster, 'Pod', 'shop')).toHaveLength(2);
  const another = { 'a.yaml': deployment.replace('name: web,', 'name: late,') };
  w.refuses(
    'kubectl apply -f a.yaml',
    'exceeded quota: few, requested: count/deployments.apps=1, used: count/deployments.apps=1, limited: count/deployments.apps=1',
    another,
  );
});
