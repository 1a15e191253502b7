import { expect, test } from 'vitest';
import { backingOf, filesOn, get, placeOf, putFile } from '../../src/cluster/index.ts';
import type { Pod } from '../../src/objects/index.ts';
import type { World } from '../world.ts';
import { world } from '../world.ts';

function podOf(w: World, name: string): Pod {
  const pod = get<Pod>(w.cluster, `Pod/default/${name}`);
  if (!pod) throw new Error(`no pod ${name}`);
  return pod;
}

function placeIn(w: World, name: string, path: string): NonNullable<ReturnType<typeof placeOf>> {
  const pod = podOf(w, name);
  const place = placeOf(w.cluster, pod, pod.spec.containers[0]!, path);
  if (!place) throw new Error(`${path} of ${name} lies nowhere`);
  return place;
}

/** What a program in the pod does; answers with the complaint, if there is one. */
function write(w: World, name: string, path: string, text: string, isAppended?: true): string | undefined {
  const place = placeIn(w, name, path);
  const storing = { verb: 'store', ...place, text, ...(isAppended && { isAppended }) } as const;
  return putFile(w.cluster, storing)?.message;
}

function read(w: World, name: string, path: string): string | undefined {
  const place = placeIn(w, name, path);
  return filesOn(w.cluster, place.backing)[place.path];
}

test('what a program wrote on its claim is there for the next pod of that name, and for no other', () => {
  const w = world().apply('kubia.yaml').rest();
  write(w, 'kubia-0', '/var/data/kubia.txt', 'Hey there!');
  w.act('kubectl delete pod kubia-0').rest().expectPods('kubia-0..1 Ready');
  expect(read(w, 'kubia-0', '/var/data/kubia.txt')).toBe('Hey there!');
  expect(read(w, 'kubia-1', '/var/data/kubia.txt')).toBeUndefined();
});

test('what a program wrote beside its volumes is gone with the pod', () => {
  const w = world().apply('kubia.yaml').rest();
  write(w, 'kubia-0', '/tmp/notes', 'one\n');
  write(w, 'kubia-0', '/tmp/notes', 'two\n', true);
  expect(read(w, 'kubia-0', '/tmp/notes')).toBe('one\ntwo\n');
  w.act('kubectl delete pod kubia-0').rest();
  expect(read(w, 'kubia-0', '/tmp/notes')).toBeUndefined();
  expect(w.cluster.state.data).toEqual({});
});

test('a volume that is full refuses what is too much, in the words of the system', () => {
  const w = world().apply('kubia.yaml').rest();
  const full = 'x'.repeat(2 ** 20);
  expect(write(w, 'kubia-0', '/var/data/kubia.txt', full)).toBe('kubia.txt: No space left on device');
  expect(write(w, 'kubia-0', '/var/data/kubia.txt', full.slice(100))).toBeUndefined();
});

const scratch = `
apiVersion: v1
kind: Pod
metadata: { name: scratch }
spec:
  nodeName: node-1
  containers:
  - name: main
    image: nginx
    volumeMounts:
    - { name: room, mountPath: /room }
    - { name: room, mountPath: /room/inner, subPath: deep }
    - { name: host, mountPath: /host, readOnly: true }
  volumes:
  - { name: room, emptyDir: {} }
  - { name: host, hostPath: { path: /srv } }
`;

test('the longest mount path above a file says on which volume it is', () => {
  const w = world().apply(scratch).rest();
  write(w, 'scratch', '/room/inner/file', 'inside');
  expect(read(w, 'scratch', '/room/deep/file')).toBe('inside');
  expect(backingOf(w.cluster, podOf(w, 'scratch'), 'host')?.id).toBe('host/node-1/srv');
  expect(write(w, 'scratch', '/host/file', 'no')).toBe('file: Read-only file system');
});

test('with policy Delete the data go with the claim', () => {
  const w = world().apply('nginx-web.yaml').rest();
  const [name = ''] = Object.keys(w.cluster.state.objects).flatMap(
    (key) => /^Pod\/default\/(.+)$/.exec(key)?.[1] ?? [],
  );
  write(w, name, '/usr/share/nginx/html/index.html', 'Hello');
  expect(Object.keys(w.cluster.state.data)).toHaveLength(1);
  w.act('kubectl delete sts --all').rest().act('kubectl delete pvc --all').rest();
  w.expectVolumes('none');
  expect(w.cluster.state.data).toEqual({});
});
