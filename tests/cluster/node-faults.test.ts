import { expect, test } from 'vitest';
import { get, spell } from '../../src/cluster/index.ts';
import type { Lease, Pod } from '../../src/objects/index.ts';
import { isReady } from '../../src/objects/index.ts';
import { world } from '../world.ts';
import type { World } from '../world.ts';

function podOf({ cluster }: World, name: string): Pod | undefined {
  return get<Pod>(cluster, `Pod/default/${name}`);
}

function nodeUnder(w: World, name: string): string {
  return `node/${podOf(w, name)?.spec.nodeName}`;
}

function restarts(w: World, name: string): number | undefined {
  return podOf(w, name)?.status?.containerStatuses?.[0]?.restartCount;
}

function heartbeat({ cluster }: World, node: string): number {
  const lease = get<Lease>(cluster, `Lease/kube-node-lease/${node.slice('node/'.length)}`);
  return cluster.state.now - (Date.parse(lease?.spec.renewTime ?? '') - Date.parse(cluster.state.settings.start));
}

function said({ cluster }: World): string {
  return cluster.state.log.map(({ what }) => spell(what)).join('\n');
}

/** The pods that a cut-off kubelet knows for itself. */
function apart({ cluster }: World): readonly Pod[] {
  return Object.values(cluster.state.apart);
}

for (const fault of ['network', 'freeze', 'power']) {
  test(`no lease is renewed while a node has the fault ${fault}, and it is renewed again afterwards`, () => {
    const w = world().run('15s').breaks('node/node-2', fault).run('40s');
    expect(heartbeat(w, 'node/node-2')).toBeGreaterThan(30_000);
    expect(heartbeat(w, 'node/node-1')).toBeLessThanOrEqual(10_000);
    w.heals('node/node-2', fault).run('30s');
    expect(heartbeat(w, 'node/node-2')).toBeLessThanOrEqual(10_000);
  });
}

test('what happens on a cut-off node is told when it can be reached again', () => {
  const w = world().apply('kubia.yaml').rest();
  const node = nodeUnder(w, 'kubia-1');
  w.breaks(node, 'network').breaks('pod/default/kubia-1', 'readiness').run('30s');
  expect(isReady(podOf(w, 'kubia-1')!)).toBe(true);
  expect(apart(w).map(isReady)).toEqual([false]);
  w.heals(node, 'network');
  expect(isReady(podOf(w, 'kubia-1')!)).toBe(false);
  expect(apart(w)).toEqual([]);
  w.heals('pod/default/kubia-1', 'readiness').rest().expectPods('kubia-0..1 Ready');
  expect(restarts(w, 'kubia-1')).toBe(0);
});

test('a deletion does not reach a cut-off node until it is back; then the pod stops and is replaced', () => {
  const w = world().apply('kubia.yaml').rest();
  const node = nodeUnder(w, 'kubia-1');
  w.breaks(node, 'network').act('kubectl delete pod kubia-1 --wait=false').run('40s');
  w.expectPods('kubia-0 Ready, kubia-1 Terminating');
  w.heals(node, 'network').rest().expectPods('kubia-0..1 Ready');
});

test('after a forced deletion the process on a cut-off node runs on, until the node is back', () => {
  const w = world().apply('kubia.yaml').rest();
  const node = nodeUnder(w, 'kubia-1');
  const { uid } = podOf(w, 'kubia-1')!.metadata;
  w.breaks(node, 'network').act(`kubectl cordon ${node}`);
  w.act('kubectl delete pod kubia-1 --force --grace-period=0').run('30s');
  expect(apart(w).map(({ metadata }) => metadata.uid)).toEqual([uid]);
  expect(podOf(w, 'kubia-1')?.metadata.uid).not.toBe(uid);
  w.heals(node, 'network').run('1s');
  expect(apart(w)).toEqual([]);
  expect(said(w)).toContain('the containers of kubia-1 are stopped');
});

test('a node without power boots when it has power again, and its pods start again under a new address', () => {
  const w = world().apply('kubia.yaml').rest();
  const node = nodeUnder(w, 'kubia-1');
  const before = podOf(w, 'kubia-1')!;
  w.breaks(node, 'power').run('30s').heals(node, 'power').run('10s');
  expect(restarts(w, 'kubia-1')).toBe(0);
  w.rest().expectPods('kubia-0..1 Ready');
  expect(podOf(w, 'kubia-1')!.metadata.uid).toBe(before.metadata.uid);
  expect(podOf(w, 'kubia-1')!.status?.podIP).not.toBe(before.status?.podIP);
  expect(restarts(w, 'kubia-1')).toBe(1);
});

test('what a frozen node was doing goes on where it was', () => {
  const w = world().apply('kubia.yaml').run('1s');
  const node = nodeUnder(w, 'kubia-0');
  const started = w.cluster.state.now;
  w.breaks(node, 'freeze').run('1m').expectPods('kubia-0 Pending');
  w.heals(node, 'freeze').rest().expectPods('kubia-0..1 Ready');
  expect(restarts(w, 'kubia-0')).toBe(0);
  expect(w.cluster.state.now - started).toBeGreaterThan(60_000);
});

test('a pod that is bound to a node that cannot be reached starts when the node is back', () => {
  const w = world().breaks('node/node-1', 'network').breaks('node/node-2', 'freeze').breaks('node/node-3', 'power');
  w.apply('kubia.yaml').run('20s').expectPods('kubia-0 Pending');
  expect(podOf(w, 'kubia-0')?.spec.nodeName).toBeDefined();
  for (const [node, fault] of [
    ['1', 'network'],
    ['2', 'freeze'],
    ['3', 'power'],
  ])
    w.heals(`node/node-${node}`, fault!);
  w.rest().expectPods('kubia-0..1 Ready');
});

test('a frozen node notices nothing until it goes on', () => {
  const w = world().apply('kubia.yaml').rest();
  const node = nodeUnder(w, 'kubia-1');
  w.breaks(node, 'freeze').breaks('pod/default/kubia-1', 'readiness').run('35s');
  expect(isReady(podOf(w, 'kubia-1')!)).toBe(true);
  expect(apart(w).map(isReady)).toEqual([true]);
  w.heals(node, 'freeze').run('35s');
  expect(isReady(podOf(w, 'kubia-1')!)).toBe(false);
});
