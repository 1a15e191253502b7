import { expect, test } from 'vitest';
import { list, machines } from '../../src/cluster/index.ts';
import { evenSettings } from '../kubectl/player.ts';
import { world } from '../world.ts';
import type { World } from '../world.ts';

function set(replicas: number): string {
  return `
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web}
spec:
  serviceName: web
  replicas: ${replicas}
  podManagementPolicy: Parallel
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: nginx}]}
`;
}

function budget(spec: string): string {
  return `{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: web}, spec: {${spec}, selector: {matchLabels: {app: web}}}}`;
}

function three(spec: string): World {
  return world({ settings: evenSettings }).apply(set(3)).rest().apply(budget(spec)).rest();
}

function statusOf({ cluster: { state } }: World): unknown {
  return state.objects['PodDisruptionBudget/default/web']?.status;
}

test('a budget counts the healthy pods and says how many may go', () => {
  const w = three('minAvailable: 2').expectDone('disruption', 'web allows 1 disruptions');
  expect(statusOf(w)).toMatchObject({ currentHealthy: 3, desiredHealthy: 2, disruptionsAllowed: 1, expectedPods: 3 });
  w.breaks('pod/default/web-0', 'readiness').rest().expectDone('disruption', 'web allows 0 disruptions');
  expect(statusOf(w)).toMatchObject({ currentHealthy: 2, disruptionsAllowed: 0 });
  const { log } = w.cluster.state;
  expect(log.findLast(({ who }) => who === 'disruption')?.because).toMatchObject({
    text: '{healthy} of its {pods} pods are healthy, and {desired} must be',
    values: { healthy: 2, pods: 3, desired: 2 },
  });
});

test('shares are of what the set asks for, and rounded up', () => {
  expect(statusOf(three('minAvailable: 50%'))).toMatchObject({ expectedPods: 3, desiredHealthy: 2 });
  expect(statusOf(three('maxUnavailable: 50%'))).toMatchObject({ expectedPods: 3, desiredHealthy: 1 });
  expect(statusOf(three('maxUnavailable: 5'))).toMatchObject({ expectedPods: 3, desiredHealthy: 0 });
});

test('pods that nobody scales cannot be counted, and then nothing may go', () => {
  const w = world({ settings: evenSettings });
  w.apply(
    `{apiVersion: v1, kind: Pod, metadata: {name: bare, labels: {app: web}}, spec: {containers: [{name: c, image: nginx}]}}`,
  );
  w.rest().apply(budget('maxUnavailable: 1')).rest();
  expect(statusOf(w)).toMatchObject({ expectedPods: 0, disruptionsAllowed: 0 });
});

test('where nobody knows how many pods there should be, nothing may go', () => {
  const daemons = `
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: nginx}]}
`;
  const w = world({ settings: { ...evenSettings, nodes: machines(1) } })
    .apply(daemons)
    .rest();
  w.apply(budget('maxUnavailable: 1')).rest();
  const pod = list(w.cluster, 'Pod')[0]?.metadata.name ?? '';
  w.expectWait('disruption', `web allows no disruption: found no controllers for pod "${pod}"`, 'default/web');
});

test('two drains at once: one takes the last disruption, the other tries again every five seconds', () => {
  const w = three('maxUnavailable: 1').act('kubectl drain node-1 node-2').run('1m');
  expect(w.printed.code).toBe(0);
  expect(w.printed.out.match(/^node\/.* drained$/gm)).toHaveLength(2);
  w.act('kubectl drain node-3').run('2s');
  expect(w.printed.err).toContain('(will retry after 5s)');
  w.run('58s');
  expect(w.printed.code).toBeUndefined();
  w.act('kubectl uncordon node-1').run('1m').expectPods('web-0..2 Ready');
});

test('a pod that is evicted says so itself, and a plain deletion asks no budget', () => {
  const w = three('maxUnavailable: 0');
  w.act('kubectl drain node-1 --timeout=3s').run('6s');
  expect(w.printed.code).toBe(1);
  w.act('kubectl delete pod web-0').rest().expectPods('web-0..2 Ready');
  w.act(`kubectl patch pdb web -p '{"spec":{"maxUnavailable":1}}'`).run('1s');
  w.act('kubectl drain node-2').run('200ms');
  const going = w.changes.findLast(({ object }) => object.kind === 'Pod' && object.metadata.deletionTimestamp);
  expect(going?.object.status).toMatchObject({
    conditions: expect.arrayContaining([
      expect.objectContaining({
        type: 'DisruptionTarget',
        status: 'True',
        reason: 'EvictionByEvictionAPI',
        message: 'Eviction API: evicting',
      }),
    ]),
  });
});

test('an unhealthy pod may go where AlwaysAllow says so, or where enough others are healthy', () => {
  const w = three('minAvailable: 3').breaks('pod/default/web-0', 'readiness').rest();
  const node = (w.cluster.state.objects['Pod/default/web-0']?.spec as { nodeName: string }).nodeName;
  w.act(`kubectl drain ${node} --timeout=1s`).run('6s');
  expect(w.printed.code).toBe(1);
  w.act(`kubectl patch pdb web -p '{"spec":{"unhealthyPodEvictionPolicy":"AlwaysAllow"}}'`).run('1s');
  w.act(`kubectl drain ${node} --timeout=10s`).run('15s');
  expect(w.printed.code).toBe(0);
});
