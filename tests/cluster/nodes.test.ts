import { expect, test } from 'vitest';
import type { Pod } from '../../src/objects/index.ts';
import { machines } from '../../src/cluster/index.ts';
import { world } from '../world.ts';
import type { World } from '../world.ts';

function nodesOf({ cluster: { state } }: World): readonly (string | undefined)[] {
  const pods = Object.values(state.objects).filter((object): object is Pod => object.kind === 'Pod');
  return pods.map((pod) => pod.spec.nodeName);
}

function set(replicas: number, resources = ''): string {
  return `
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web}
spec:
  serviceName: web
  replicas: ${replicas}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: nginx${resources}}]}
`;
}

test('the pods of a set are spread over the nodes', () => {
  const w = world().apply(set(3)).rest();
  expect(new Set(nodesOf(w)).size).toBe(3);
});

test('a pod that no node has room for waits, and says why', () => {
  const w = world({ settings: { nodes: machines(1) } })
    .apply(set(3, ', resources: {requests: {cpu: "2"}}'))
    .rest();
  w.expectPods('web-0 Ready, web-1 Ready, web-2 Pending');
  w.act('kubectl get events');
  expect(w.printed.out).toContain('0/1 nodes are available: 1 Insufficient cpu');
  w.act('kubectl scale sts/web --replicas=2').rest().expectPods('web-0..1 Ready');
});

test('an image that is on the node already is not pulled again', () => {
  const w = world({ settings: { nodes: machines(1) } })
    .apply(set(1))
    .rest();
  const first = w.cluster.state.now;
  w.act('kubectl scale sts/web --replicas=2').rest();
  expect(w.cluster.state.now - first).toBeLessThan(first - 1000);
});

test('every node renews its lease', () => {
  const w = world().run('1m');
  const leases = Object.values(w.cluster.state.objects).filter(({ kind }) => kind === 'Lease');
  expect(leases).toHaveLength(3);
  const times = leases.map(({ spec }) => Date.parse((spec as { renewTime: string }).renewTime));
  for (const time of times) expect(time).toBeGreaterThanOrEqual(Date.parse('2026-01-01T00:00:50Z'));
});
