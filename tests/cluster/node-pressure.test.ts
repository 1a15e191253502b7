import { expect, test } from 'vitest';
import { spell } from '../../src/cluster/index.ts';
import { conditionOf } from '../../src/objects/index.ts';
import type { Node, Pod } from '../../src/objects/index.ts';
import { world } from '../world.ts';
import type { World } from '../world.ts';

function nodeOf({ cluster: { state } }: World, name: string): Node {
  return state.objects[`Node/${name}`] as Node;
}

function homeOf({ cluster: { state } }: World, pod: string): string {
  return (state.objects[`Pod/default/${pod}`] as Pod).spec.nodeName ?? '';
}

function said({ cluster: { state } }: World, who: string): readonly string[] {
  return state.log.filter((entry) => entry.who === who).map(({ what }) => spell(what));
}

test('a machine short of memory says so, takes no new pods and sends away those that asked for nothing', () => {
  const w = world().apply('kubia.yaml').rest();
  const home = homeOf(w, 'kubia-1');
  w.breaks(`node/${home}`, 'memory');
  expect(conditionOf(nodeOf(w, home), 'MemoryPressure')).toMatchObject({
    status: 'True',
    reason: 'KubeletHasInsufficientMemory',
    message: 'kubelet has insufficient memory available',
  });
  expect(nodeOf(w, home).spec.taints?.map(({ key }) => key)).toEqual(['node.kubernetes.io/memory-pressure']);
  w.run('1m').expectPods('kubia-0..1 Ready');
  expect(homeOf(w, 'kubia-1')).not.toBe(home);
  expect(said(w, 'eviction-manager')).toEqual([
    `${home} is short of memory`,
    'evicts kubia-1',
    `no pod of ${home} is evicted`,
  ]);
  const evicted = w.changes.find(({ object }) => (object as Pod).status?.reason === 'Evicted');
  expect(evicted?.object.status).toMatchObject({ phase: 'Failed', message: 'The node was low on resource: memory. ' });
});

test('a machine short of disk says so of the pods that it sends away', () => {
  const w = world().apply('kubia.yaml').rest();
  w.breaks(`node/${homeOf(w, 'kubia-1')}`, 'disk').run('1m');
  const evicted = w.changes.find(({ object }) => (object as Pod).status?.reason === 'Evicted');
  expect(evicted?.object.status).toMatchObject({ message: 'The node was low on resource: ephemeral-storage. ' });
});

test('healed, it counts as short for five minutes more', () => {
  const w = world().run('1s').breaks('node/node-1', 'disk').run('30s').heals('node/node-1', 'disk');
  expect(conditionOf(nodeOf(w, 'node-1'), 'DiskPressure')?.status).toBe('True');
  w.expectWait('eviction-manager', 'node-1 still counts as short of ephemeral-storage', 'node-1');
  w.run('310s');
  expect(conditionOf(nodeOf(w, 'node-1'), 'DiskPressure')).toMatchObject({
    status: 'False',
    reason: 'KubeletHasNoDiskPressure',
  });
  expect(nodeOf(w, 'node-1').spec.taints).toBeUndefined();
});

test('before Kubernetes 1.13 the pod of a lost node was deleted by the node controller and read Unknown', () => {
  const w = world({ settings: { era: 'unknown-pods' } })
    .apply('kubia.yaml')
    .run('20s');
  const home = homeOf(w, 'kubia-1');
  w.breaks(`node/${home}`, 'network').run('6m');
  expect(nodeOf(w, home).spec.taints?.map(({ effect }) => effect)).toEqual(['NoSchedule']);
  expect(w.act('kubectl get pod kubia-1 --no-headers').printed.out).toMatch(/^kubia-1 +1\/1 +Unknown/);
  const described = w.act('kubectl describe pod kubia-1').printed.out;
  expect(described).toContain('NodeLost');
  expect(described).toContain(`Node ${home} which was running pod kubia-1 is unresponsive`);
  expect(said(w, 'node-eviction')).toEqual([
    `the pods of ${home} are kept for now`,
    'gives up kubia-1, which is Unknown from now on',
  ]);
  w.run('30m').expectPods('kubia-0 Ready, kubia-1 Terminating');
  w.heals(`node/${home}`, 'network').run('30s').expectPods('kubia-0..1 Ready');
});
