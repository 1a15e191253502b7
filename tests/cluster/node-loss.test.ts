import { expect, test } from 'vitest';
import { list, machines, runTo, spell } from '../../src/cluster/index.ts';
import { conditionOf, isReady, isTerminating, millisOf } from '../../src/objects/index.ts';
import type { Lease, Node, Pod, Taint } from '../../src/objects/index.ts';
import { world } from '../world.ts';
import type { Options, World } from '../world.ts';

/** A world in which kubia-1 runs on a node whose lease has just been renewed: seconds count from here. */
interface Loss {
  readonly w: World;
  readonly node: string;
  /** Lets time pass up to this second. */
  to(second: number): World;
  kubia1(): Pod;
  home(): Node;
}

function kubiaOn(options: Options = {}): Loss {
  const w = world(options).apply('kubia.yaml').rest().run('10s');
  const { state } = w.cluster;
  const kubia1 = (): Pod => state.objects['Pod/default/kubia-1'] as Pod;
  const node = kubia1().spec.nodeName ?? '';
  const lease = state.objects[`Lease/kube-node-lease/${node}`] as Lease;
  const renewed = millisOf(lease.spec.renewTime ?? '') - millisOf(state.settings.start);
  w.run(`${renewed + 10_001 - state.now}ms`);
  const start = state.now;
  return {
    w,
    node,
    kubia1,
    to: (second) => w.run(`${start + second * 1000 - state.now}ms`),
    home: () => state.objects[`Node/${node}`] as Node,
  };
}

function lose(what = 'network', options: Options = {}): Loss {
  const loss = kubiaOn(options);
  loss.w.breaks(`node/${loss.node}`, what);
  return loss;
}

function keysOf(taints: readonly Taint[] = []): readonly string[] {
  return taints.map(({ key, effect }) => `${key.replace('node.kubernetes.io/', '')}:${effect}`);
}

function because(w: World, who: string): readonly string[] {
  const own = w.cluster.state.log.filter((entry) => entry.who === who);
  return own.map(({ what, because }) => `${spell(what)}: ${because ? spell(because) : ''}`);
}

test('a silent node is Ready for 50 seconds, then nobody knows how it is; its pod still reads 1/1 Running', () => {
  const { w, to, home, kubia1 } = lose();
  to(45);
  expect(conditionOf(home(), 'Ready')?.status).toBe('True');
  to(60);
  for (const type of ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure']) {
    expect(conditionOf(home(), type)).toMatchObject({
      status: 'Unknown',
      reason: 'NodeStatusUnknown',
      message: 'Kubelet stopped posting node status.',
    });
  }
  expect(conditionOf(kubia1(), 'Ready')?.status).toBe('False');
  expect(conditionOf(kubia1(), 'ContainersReady')?.status).toBe('True');
  expect(w.act('kubectl get pod kubia-1 --no-headers').printed.out).toMatch(/^kubia-1 +1\/1 +Running +0/);
  expect(w.act('kubectl get sts kubia --no-headers').printed.out).toMatch(/^kubia +1\/2/);
  w.expectWait('statefulset', 'kubia-1 is not Ready yet');
});

test('both taints come within 0.3 s', () => {
  const { w, to, node, home } = lose();
  to(65);
  expect(keysOf(home().spec.taints)).toEqual(['unreachable:NoSchedule', 'unreachable:NoExecute']);
  const tainted = w.changes.filter(({ object, before }) => object.kind === 'Node' && before?.spec !== object.spec);
  const times = tainted.filter(({ key }) => key === `Node/${node}`).map(({ at }) => at);
  expect(Math.max(...times) - Math.min(...times)).toBeLessThanOrEqual(300);
});

test('after 300 seconds more the pod is Terminating, and stays so for ever', () => {
  const { w, to, node, kubia1 } = lose();
  const { uid } = kubia1().metadata;
  to(345);
  expect(isTerminating(kubia1())).toBe(false);
  w.expectWait('taint-eviction', `kubia-1 may stay on ${node} for now`, 'default/kubia-1');
  to(365);
  expect(isTerminating(kubia1())).toBe(true);
  expect(conditionOf(kubia1(), 'DisruptionTarget')).toMatchObject({
    status: 'True',
    reason: 'DeletionByTaintManager',
    message: 'Taint manager: deleting due to NoExecute taint',
  });
  expect(because(w, 'taint-eviction').at(-1)).toBe(
    'deletes kubia-1: it has tolerated node.kubernetes.io/unreachable:NoExecute for 300 s',
  );
  w.expectWait('statefulset', 'kubia-1 is still terminating');
  runTo(w.cluster, w.cluster.state.now + 10_000_000);
  expect(kubia1().metadata.uid).toBe(uid);
  w.expectPods('kubia-0 Ready, kubia-1 Terminating');
  const words = `kubia-1 goes on Terminating: nobody on ${node} confirms that it has stopped`;
  w.expectWait('pod-gc', words, 'default/kubia-1');
  expect(because(w, 'pod-gc')).toEqual([`${words}: ${node} is NotReady, and nobody has declared it out of service`]);
});

test('the log of a lost node, word for word', () => {
  const { w, to, node } = lose();
  to(70);
  expect(because(w, 'node-lifecycle')).toEqual([
    `${node} is NotReady: its lease has not been renewed for 50 s`,
    `kubia-1 counts as not Ready: ${node} is NotReady`,
    `taints ${node} with node.kubernetes.io/unreachable:NoSchedule: its condition Ready is Unknown`,
  ]);
  expect(because(w, 'zone-tainter')).toEqual([
    `taints ${node} with node.kubernetes.io/unreachable:NoExecute: its condition Ready is Unknown`,
  ]);
  expect(because(w, 'taint-eviction')).toEqual([
    `kubia-1 may stay on ${node} for now: it tolerates node.kubernetes.io/unreachable:NoExecute for 300 s`,
  ]);
});

test('a forced deletion frees the name: a new kubia-1 at once, with the same claim, on another node', () => {
  const { to, node, kubia1 } = lose('power');
  const before = kubia1();
  to(400).act('kubectl delete pod kubia-1 --force --grace-period=0').run('1s');
  const after = kubia1();
  expect(after.metadata.uid).not.toBe(before.metadata.uid);
  expect(after.spec.volumes?.[0]).toEqual(before.spec.volumes?.[0]);
  expect(after.spec.nodeName).not.toBe(node);
});

test('a node that comes back in time keeps its pod: no deletion, no restart, taints gone with the next pass', () => {
  const { w, to, node, home, kubia1 } = lose();
  const { uid } = kubia1().metadata;
  to(200).heals(`node/${node}`, 'network');
  expect(keysOf(home().spec.taints)).not.toContain('unreachable:NoSchedule');
  to(215);
  expect(home().spec.taints).toBeUndefined();
  expect(conditionOf(home(), 'Ready')?.status).toBe('True');
  expect(because(w, 'taint-eviction').at(-1)).toBe(`kubia-1 may stay on ${node}: no taint drives it away any more`);
  to(800);
  expect(kubia1().metadata).toMatchObject({ uid });
  expect(kubia1().status?.containerStatuses?.[0]?.restartCount).toBe(0);
  w.expectPods('kubia-0..1 Ready');
  expect(w.act('kubectl get events').printed.out).toContain('Cancelling deletion of Pod default/kubia-1');
});

test('a deleted Node takes its pods along after 40 seconds, at the next look of the collector', () => {
  const { w, to, node, kubia1 } = lose('power');
  const { uid } = kubia1().metadata;
  to(400).act(`kubectl delete node ${node}`);
  to(439);
  expect(kubia1().metadata.uid).toBe(uid);
  w.expectWait('pod-gc', 'kubia-1 is kept for now', 'default/kubia-1');
  to(465);
  expect(kubia1().metadata.uid).not.toBe(uid);
  expect(w.act('kubectl get events').printed.out).toContain(
    `Node ${node} event: Removing Node ${node} from Controller`,
  );
});

test('a pod that was not evicted yet says that its node is gone', () => {
  const { w, to, node } = lose('power');
  to(20).act(`kubectl delete node ${node}`);
  to(90);
  const failed = w.changes.find(({ object }) => (object as Pod).status?.phase === 'Failed');
  expect(conditionOf(failed!.object, 'DisruptionTarget')).toMatchObject({
    reason: 'DeletionByPodGC',
    message: 'PodGC: node no longer exists',
  });
  expect(because(w, 'pod-gc')).toContain(`kubia-1 counts as Failed: its node ${node} is gone`);
});

test('out of service: the machine is declared off, and its pods go at the next look of the collector', () => {
  const { w, to, node, kubia1 } = lose('power');
  const { uid } = kubia1().metadata;
  to(70).act(`kubectl taint nodes ${node} node.kubernetes.io/out-of-service=nodeshutdown:NoExecute`);
  expect(isTerminating(kubia1())).toBe(true);
  expect(because(w, 'taint-eviction').at(-1)).toBe(
    'deletes kubia-1: it does not tolerate node.kubernetes.io/out-of-service:NoExecute',
  );
  w.expectWait('pod-gc', 'kubia-1 is removed at the next look', 'default/kubia-1');
  to(95);
  expect(kubia1().metadata.uid).not.toBe(uid);
  expect(because(w, 'pod-gc')).toContain(`kubia-1 counts as Failed: ${node} is declared out of service`);
});

test('with every node silent nothing is evicted: it is rather the control plane that is cut off', () => {
  const { w, to } = lose();
  for (const node of ['node-1', 'node-2', 'node-3']) w.breaks(`node/${node}`, 'network');
  to(600).expectPods('kubia-0 Running, kubia-1 Running');
  for (const node of ['node-1', 'node-2', 'node-3']) {
    const { spec } = w.cluster.state.objects[`Node/${node}`] as Node;
    expect(keysOf(spec.taints)).toEqual(['unreachable:NoSchedule']);
  }
  w.expectWait('zone-tainter', 'no pod is evicted: it is rather the control plane that is cut off', 'nodes');
});

test('tolerations decide: seconds of their own, for ever, or a setting for all who say nothing', () => {
  const short = lose('network', { settings: { tolerationSeconds: 20_000 } });
  expect(short.kubia1().spec.tolerations?.map(({ tolerationSeconds }) => tolerationSeconds)).toEqual([20, 20]);
  short.to(82);
  expect(isTerminating(short.kubia1())).toBe(true);
});

test('a taint that a pod does not tolerate drives it away at once; one that is tolerated for some time later', () => {
  const { w, node } = kubiaOn();
  w.act(`kubectl taint nodes ${node} maintenance=now:NoExecute`).run('1m');
  w.expectPods('kubia-0..1 Ready');
  expect((w.cluster.state.objects['Pod/default/kubia-1'] as Pod).spec.nodeName).not.toBe(node);
  expect(w.act('kubectl get events').printed.out).toContain('Marking for deletion Pod default/kubia-1');
});

test('cordoning shows as a taint, which goes with it', () => {
  const { w, node, home } = kubiaOn();
  w.act(`kubectl cordon ${node}`);
  expect(keysOf(home().spec.taints)).toEqual(['unschedulable:NoSchedule']);
  w.act(`kubectl uncordon ${node}`);
  expect(home().spec.taints).toBeUndefined();
  expect(because(w, 'node-lifecycle')).toEqual([
    `taints ${node} with node.kubernetes.io/unschedulable:NoSchedule: it is cordoned`,
    `takes node.kubernetes.io/unschedulable:NoSchedule off ${node}: it is cordoned no longer`,
  ]);
});

test('a Node without a machine was never heard of; after a minute nobody knows how it is', () => {
  const w = world().apply('{apiVersion: v1, kind: Node, metadata: {name: paper}}').run('20s');
  const paper = (): Node => w.cluster.state.objects['Node/paper'] as Node;
  expect(w.act('kubectl get node paper --no-headers').printed.out).toMatch(/^paper +Unknown/);
  w.run('50s');
  expect(conditionOf(paper(), 'Ready')).toMatchObject({
    status: 'Unknown',
    reason: 'NodeStatusNeverUpdated',
    message: 'Kubelet never posted node status.',
  });
  expect(keysOf(paper().spec.taints)).toEqual(['unreachable:NoSchedule', 'unreachable:NoExecute']);
});

test('nodes of one zone are tainted one after the other, ten seconds apart', () => {
  const nodes = machines(5).map((each) => ({
    ...each,
    labels: { ...each.labels, 'topology.kubernetes.io/zone': 'one' },
  }));
  const w = world({ settings: { nodes } }).run('20s');
  w.breaks('node/node-1', 'network').breaks('node/node-2', 'network').run('85s');
  const times = w.changes
    .filter(
      ({ object }) => object.kind === 'Node' && keysOf((object as Node).spec.taints).includes('unreachable:NoExecute'),
    )
    .map(({ at }) => at);
  expect(times).toHaveLength(2);
  expect(times[1]! - times[0]!).toBe(10_000);
  w.breaks('node/node-3', 'network').run('2m');
  const third = w.cluster.state.objects['Node/node-3'] as Node;
  expect(keysOf(third.spec.taints)).toEqual(['unreachable:NoSchedule']);
  w.expectWait('zone-tainter', 'node-3 is not tainted for eviction yet', 'nodes');
  expect(because(w, 'zone-tainter').at(-1)).toContain('3 of the 5 nodes of one are down: it is rather the network');
});

test('five hundred nodes that are well cost the node controller nothing but a look before each could be lost', () => {
  const w = world({ settings: { nodes: machines(500) } });
  const orders = w.cluster.state.order;
  runTo(w.cluster, 600_000);
  const leases = 500 * 60;
  expect(w.cluster.state.order - orders).toBeLessThan(leases * 1.3);
  expect(w.cluster.state.log.filter(({ who }) => who === 'node-lifecycle')).toEqual([]);
});

const deployment = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: nginx}]}
`;

test('a Deployment has its replacement as soon as the pod is Terminating; a set never has one', () => {
  const { w, to, node } = kubiaOn();
  w.apply(deployment).run('8s').breaks(`node/${node}`, 'power');
  const webPods = (): readonly Pod[] =>
    list<Pod>(w.cluster, 'Pod', 'default').filter(({ metadata }) => metadata.labels?.['app'] === 'web');
  expect(webPods().filter(({ spec }) => spec.nodeName === node)).toHaveLength(1);
  to(345);
  expect(webPods()).toHaveLength(3);
  to(375);
  expect(webPods().filter(isReady)).toHaveLength(3);
  expect(webPods().filter(isTerminating)).toHaveLength(1);
  expect(list<Pod>(w.cluster, 'Pod', 'default').filter(({ metadata }) => metadata.name === 'kubia-1')).toHaveLength(1);
});
