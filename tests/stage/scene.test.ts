import { expect, test } from 'vitest';
import type { PodSeen, Row, Scene } from '../../src/stage/index.ts';
import { get, placeOf, putFile } from '../../src/cluster/index.ts';
import type { Pod } from '../../src/objects/index.ts';
import { sceneOf } from '../../src/stage/index.ts';
import { world } from '../world.ts';
import type { World } from '../world.ts';

function firstPod({ cluster }: World): PodSeen | undefined {
  return sceneOf(cluster).groups[0]?.columns[0]?.pod;
}

function uidOf(scene: Scene): string {
  return scene.groups[0]?.uid ?? '';
}

function columnsOf(scene: Scene): readonly string[] {
  return (scene.groups[0]?.columns ?? []).map(({ name, pod, record, ghost }) =>
    [name, ghost ? 'ghost' : (pod?.look ?? 'no pod'), record.address ? 'has an address' : record.state].join(', '),
  );
}

test('every wanted ordinal has its column before it has a pod', () => {
  const { cluster } = world().apply('kubia.yaml').run('500ms');
  expect(columnsOf(sceneOf(cluster))).toEqual(['kubia-0, creating, none', 'kubia-1, no pod, none']);
});

test('a name gets its address when its pod is Ready, and stands on the node of its pod', () => {
  const { cluster } = world().apply('kubia.yaml').rest();
  const scene = sceneOf(cluster);
  expect(columnsOf(scene)).toEqual(['kubia-0, ready, has an address', 'kubia-1, ready, has an address']);
  const pod = scene.groups[0]?.columns[0]?.pod;
  expect(scene.rows.map(({ name }) => name)).toContain(pod?.node);
  expect(pod?.address).toBe(scene.groups[0]?.columns[0]?.record.address);
});

test('the volume that nobody claims lies on the shelf with its phase', () => {
  const { cluster } = world().apply('kubia.yaml').rest();
  const { shelf, groups } = sceneOf(cluster);
  expect(shelf.map(({ name, phase }) => `${name} ${phase}`)).toEqual(['pv-c Available']);
  expect(groups[0]?.columns.map(({ claims }) => claims[0]?.volume)).toEqual(['pv-a', 'pv-b']);
});

test('a column that was scaled away stays as a ghost for as long as its claim exists', () => {
  const w = world().apply('kubia.yaml').rest().act('kubectl scale sts kubia --replicas=1').rest();
  expect(columnsOf(sceneOf(w.cluster))).toEqual(['kubia-0, ready, has an address', 'kubia-1, ghost, away']);
  w.act('kubectl delete pvc data-kubia-1').rest();
  expect(columnsOf(sceneOf(w.cluster))).toEqual(['kubia-0, ready, has an address']);
});

test('the strip lights the step that decided, with the sentence of the controller itself', () => {
  const { cluster } = world().apply('kubia.yaml').run('500ms');
  const { strip } = sceneOf(cluster);
  expect(strip.steps).toContain(strip.decision?.step);
  expect(strip.decision).toMatchObject({ step: 'podsInOrder', kind: 'waits', what: { values: { pod: 'kubia-0' } } });
});

test('a pod that is being created shows how far it has come, in one stretch from the pull to the start', () => {
  const w = world().apply('kubia.yaml').run('500ms');
  const spans = [firstPod(w)?.span];
  while (firstPod(w)?.look === 'creating') spans.push(firstPod(w.run('300ms'))?.span);
  const whole = new Set(spans.flatMap((span) => (span ? `${span.of} ${span.from} to ${span.to}` : [])));
  expect(whole.size).toBe(1);
  expect(spans[0]?.to).toBeLessThanOrEqual(w.cluster.state.now);
  expect(spans[0]?.to).toBeGreaterThan(w.cluster.state.now - 300);
});

test('a crashing pod counts its restarts and what is left of its back-off', () => {
  const w = world().apply('kubia.yaml').rest();
  w.breaks('pod/default/kubia-0', 'crashloop').run('45s');
  const pod = firstPod(w);
  expect(pod).toMatchObject({ look: 'failing', word: 'CrashLoopBackOff', span: { of: 'backOff' } });
  const { restarts = 0, span } = pod!;
  w.run(`${Math.round((span?.to ?? 0) - w.cluster.state.now) + 2000}ms`);
  expect(firstPod(w)?.restarts).toBe(restarts + 1);
});

test('an image that cannot be pulled is trouble, and the next try is counted down', () => {
  const w = world().breaks('image/luksa/kubia-pet', 'missing').apply('kubia.yaml').run('20s');
  const pod = firstPod(w);
  expect(pod).toMatchObject({ look: 'failing', restarts: 0, span: { of: 'backOff' } });
  expect((pod?.span?.to ?? 0) - (pod?.span?.from ?? 0)).toBe(20_000);
});

test('nothing moves on a machine that stands still: an arc keeps what it has to go', () => {
  const w = world().apply('kubia.yaml').run('500ms');
  w.breaks(`node/${firstPod(w)?.node}`, 'freeze');
  const left = (): number => (firstPod(w)?.span?.to ?? 0) - w.cluster.state.now;
  const before = left();
  w.run('10s');
  expect(left()).toBe(before);
});

test('a terminating pod counts down its grace period', () => {
  const w = world().apply('kubia.yaml').rest();
  w.act('kubectl delete pod kubia-0 --wait=false');
  const pod = sceneOf(w.cluster).groups[0]?.columns[0]?.pod;
  expect(pod?.look).toBe('terminating');
  expect((pod?.span?.to ?? 0) - (pod?.span?.from ?? 0)).toBe(30_000);
});

test('a pod without a StatefulSet stands in no column', () => {
  const manifest =
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: alone\nspec:\n  containers:\n  - name: it\n    image: nginx\n';
  const { cluster } = world().apply(manifest).rest();
  const scene = sceneOf(cluster);
  expect(scene.groups).toEqual([]);
  expect(scene.loose.flatMap(({ pods }) => pods).map(({ name, look }) => `${name} ${look}`)).toEqual(['alone ready']);
});

test('a silent machine counts to the moment at which it is NotReady, its pod to the moment at which it is evicted', () => {
  const w = world().apply('kubia.yaml').rest();
  const name = firstPod(w)?.node ?? '';
  const row = (): Row | undefined => sceneOf(w.cluster).rows.find((one) => one.name === name);
  const until = (moment: number): string => `${moment - w.cluster.state.now}ms`;
  w.breaks(`node/${name}`, 'network').run('30s');
  const notReadyAt = row()?.silence?.to ?? 0;
  w.run(until(notReadyAt - 1));
  expect(row()).toMatchObject({ ready: true, heard: true });
  w.run('2s');
  expect(row()).toMatchObject({ ready: false, heard: false });
  const { span, unheard } = firstPod(w)!;
  expect({ unheard, of: span?.of, lasts: (span?.to ?? 0) - (span?.from ?? 0) }).toEqual({
    unheard: true,
    of: 'eviction',
    lasts: 300_000,
  });
  w.run(until((span?.to ?? 0) - 1));
  expect(firstPod(w)?.look).not.toBe('terminating');
  w.run('1s');
  expect(firstPod(w)).toMatchObject({ look: 'terminating', span: { of: 'grace' } });
});

test('after a forced deletion the process stays on its dark row without a name, beside its successor', () => {
  const w = world().apply('kubia.yaml').rest();
  const before = sceneOf(w.cluster).groups[0]?.columns[1]?.pod;
  w.breaks(`node/${before?.node}`, 'network').act(`kubectl cordon ${before?.node}`);
  w.act('kubectl delete pod kubia-1 --force --grace-period=0').run('30s');
  const column = sceneOf(w.cluster).groups[0]?.columns[1];
  expect(column?.processes).toMatchObject([
    { uid: before?.uid, gone: true, node: before?.node, claims: before?.claims },
  ]);
  expect(column?.pod?.node).not.toBe(before?.node);
  w.heals(`node/${before?.node}`, 'network').run('1s');
  expect(sceneOf(w.cluster).groups[0]?.columns[1]?.processes).toBeUndefined();
});

test('a machine whose object is deleted keeps its row while processes run on it', () => {
  const w = world().apply('kubia.yaml').rest();
  const node = sceneOf(w.cluster).groups[0]?.columns[1]?.pod?.node ?? '';
  w.breaks(`node/${node}`, 'network').act(`kubectl delete node ${node}`).run('1s');
  expect(sceneOf(w.cluster).rows.find(({ name }) => name === node)).toMatchObject({ deletion: 'gone', heard: false });
});

test('every line that is written on a volume is one record', () => {
  const w = world().apply('kubia.yaml').rest();
  const pod = get<Pod>(w.cluster, 'Pod/default/kubia-1')!;
  const place = placeOf(w.cluster, pod, pod.spec.containers[0]!, '/var/data/kubia.txt')!;
  putFile(w.cluster, { verb: 'store', ...place, text: 'one\ntwo\n' });
  expect(sceneOf(w.cluster).groups[0]?.columns.map(({ claims }) => claims[0]?.data)).toEqual([undefined, 2]);
});

test('a folded set is one column that counts its pods on each machine', () => {
  const { cluster } = world().apply('kubia.yaml').rest();
  const folded = new Set([uidOf(sceneOf(cluster))]);
  const [group] = sceneOf(cluster, { folded }).groups;
  expect(group?.columns).toEqual([]);
  expect(group?.folded).toMatchObject({ total: 2, ready: 2, trouble: 0, claims: 2 });
  expect(Object.values(group?.folded?.onNodes ?? {}).map(({ ready }) => ready)).toEqual([1, 1]);
  expect(sceneOf(cluster, { folded }).oldClaims).toEqual([]);
});

test('a claim that nobody mounts lies on the shelf', () => {
  const w = world().apply('kubia.yaml').rest().act('kubectl delete sts kubia').rest();
  expect(sceneOf(w.cluster).oldClaims.map(({ name }) => name)).toEqual(['data-kubia-0', 'data-kubia-1']);
});

test('a namespace with a quota shows it over its sets, a template the ConfigMaps that it names', () => {
  const quota = 'apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: pods}\nspec: {hard: {pods: "5"}}\n';
  const { cluster } = world().apply(quota).apply('kubia.yaml').rest();
  expect(sceneOf(cluster).groups[0]?.chips).toMatchObject([{ kind: 'quota', name: 'pods', hard: '5' }]);
});

test('a scene is plain data and does not change the cluster', () => {
  const { cluster } = world().apply('kubia.yaml').rest();
  const before = JSON.stringify(cluster.state);
  const scene = sceneOf(cluster);
  expect(JSON.parse(JSON.stringify(scene))).toEqual(scene);
  expect(JSON.stringify(cluster.state)).toBe(before);
});
