import { expect, test } from 'vitest';
import type { StorageClassSettings } from '../../src/cluster/index.ts';
import { backingOf, decisionOf, defaultSettings, filesOn, get, putFile, spell } from '../../src/cluster/index.ts';
import type { Claim, Pod, Volume } from '../../src/objects/index.ts';
import type { World } from '../world.ts';
import { world } from '../world.ts';

interface Wish {
  readonly className?: string;
  readonly size?: string;
  readonly more?: string;
}

function claim(name: string, { className = 'standard', size = '1Gi', more = '' }: Wish = {}): string {
  return `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: ${name} }
spec:
  storageClassName: "${className}"
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: ${size} } }
  ${more}
`;
}

function volume(name: string, more = '', size = '1Gi', source = `nfs: { server: files, path: /${name} }`): string {
  return `
apiVersion: v1
kind: PersistentVolume
metadata: { name: ${name}, labels: { disk: ${name} } }
spec:
  capacity: { storage: ${size} }
  accessModes: [ReadWriteOnce]
  ${source}
  ${more}
`;
}

function all(...manifests: readonly string[]): string {
  return manifests.join('---');
}

function pod(name: string, claimName: string, more = ''): string {
  return `
apiVersion: v1
kind: Pod
metadata: { name: ${name} }
spec:
  ${more}
  containers: [{ name: main, image: nginx, volumeMounts: [{ name: data, mountPath: /data }] }]
  volumes: [{ name: data, persistentVolumeClaim: { claimName: ${claimName} } }]
`;
}

function set(replicas: number): string {
  return `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: s }
spec:
  serviceName: s
  replicas: ${replicas}
  selector: { matchLabels: { app: s } }
  template:
    metadata: { labels: { app: s } }
    spec: { containers: [{ name: main, image: nginx, volumeMounts: [{ name: data, mountPath: /data }] }] }
  volumeClaimTemplates:
  - metadata: { name: data }
    spec: { storageClassName: "", accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
`;
}

function classes(...given: readonly (Partial<StorageClassSettings> & { readonly name: string })[]): {
  readonly settings: { readonly storageClasses: readonly StorageClassSettings[] };
} {
  const like = defaultSettings.storageClasses[0]!;
  return { settings: { storageClasses: given.map((each) => ({ ...like, isDefault: false, ...each })) } };
}

function claimOf(w: World, name: string): Claim | undefined {
  return get<Claim>(w.cluster, `PersistentVolumeClaim/default/${name}`);
}

function volumeNamed(w: World, name = ''): Volume | undefined {
  return get<Volume>(w.cluster, `PersistentVolume/${name}`);
}

/** What `kubectl get events` says of one object: reason and message, in order. */
function eventsOf(w: World, name: string): readonly string[] {
  w.act(`kubectl get events --field-selector involvedObject.name=${name} --no-headers`);
  return w.printed.out
    .split('\n')
    .filter(Boolean)
    .map((row) => row.split(/ {2,}/).slice(2).join(' '));
}

/** Writes where the pod's volume is mounted, as its program would. */
function write(w: World, name: string, text: string): void {
  const it = get<Pod>(w.cluster, `Pod/default/${name}`);
  const backing = it && backingOf(w.cluster, it, 'data');
  if (!backing) throw new Error(`${name} has no volume`);
  putFile(w.cluster, { verb: 'store', backing, path: 'file', text });
}

function read(w: World, name: string): string | undefined {
  const it = get<Pod>(w.cluster, `Pod/default/${name}`);
  const backing = it && backingOf(w.cluster, it, 'data');
  return backing && filesOn(w.cluster, backing)['file'];
}

function waitOf(w: World, part: string, of: string): string | undefined {
  const entry = decisionOf(w.cluster, part, of);
  return entry?.kind === 'waits' ? spell(entry.what) : undefined;
}

test('three claims share out volumes made by hand, the smallest first; a fourth waits, and so does its pod', () => {
  const w = world()
    .apply(all(volume('a'), volume('b', '', '5Gi'), volume('c', '', '5Gi'), set(3)))
    .rest();
  w.expectPods('s-0..2 Ready').expectClaims('data-s-0..2 Bound');
  expect(claimOf(w, 'data-s-0')?.spec.volumeName).toBe('a');
  expect(claimOf(w, 'data-s-1')?.status?.capacity).toEqual({ storage: '5Gi' });
  w.act('kubectl scale sts s --replicas=4').rest().expectPods('s-0 Ready, s-1 Ready, s-2 Ready, s-3 Pending');
  expect(waitOf(w, 'volume-binder', 'default/data-s-3')).toBe(
    'data-s-3 waits: no free volume is enough, and it names no class that makes one',
  );
  expect(eventsOf(w, 'data-s-3')).toEqual([
    'FailedBinding persistentvolumeclaim/data-s-3 no persistent volumes available for this claim and no storage class is set',
  ]);
});

test('a claim that cannot be bound says why', () => {
  const w = world()
    .apply(all(volume('a'), claim('first', { className: '' })))
    .rest();
  const wants = (name: string, wish: Wish): void => void w.apply(claim(name, wish)).rest();
  const says = (name: string): string | undefined => waitOf(w, 'volume-binder', `default/${name}`);
  wants('second', { className: '', more: 'volumeName: a' });
  expect(says('second')).toBe('second waits for a, which belongs to another claim');
  w.apply(volume('b')).rest();
  wants('third', { className: '', size: '5Gi', more: 'volumeName: b' });
  expect(says('third')).toBe('third cannot have b, which it names: requested PV is too small');
  wants('fourth', { className: 'nowhere' });
  expect(says('fourth')).toBe('fourth waits: there is no class nowhere');
  w.act('kubectl apply -f class.yaml', { 'class.yaml': handMade }).rest();
  wants('fifth', { className: 'by-hand' });
  expect(says('fifth')).toBe('fifth waits: no free volume of by-hand is enough, and nobody makes any');
});

const handMade =
  '{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: by-hand}, provisioner: kubernetes.io/no-provisioner}';

test('a released volume keeps its data and is offered to nobody until its claimRef is removed', () => {
  const w = world()
    .apply(all(volume('a'), volume('b'), set(2)))
    .rest();
  write(w, 's-1', 'old');
  w.act('kubectl scale sts s --replicas=1').rest().act('kubectl delete pvc data-s-1').rest();
  w.expectVolumes('a Bound, b Released').act('kubectl scale sts s --replicas=2').run('1m');
  w.expectPods('s-0 Ready, s-1 Pending').expectClaims('data-s-0 Bound, data-s-1 Pending');
  expect(waitOf(w, 'volume-reclaimer', 'b')).toBe(
    'b keeps its data and is offered to no claim until its claimRef is removed',
  );
  w.act(`kubectl patch pv b --type=json -p '[{"op":"remove","path":"/spec/claimRef"}]'`).rest();
  w.expectPods('s-0..1 Ready').expectVolumes('a Bound, b Bound');
  expect(read(w, 's-1')).toBe('old');
});

test('a claim of a class that waits is bound soon after its first pod, where that pod is to be', () => {
  const w = world()
    .apply(claim('notes', { className: 'local' }))
    .rest()
    .expectClaims('notes Pending');
  expect(waitOf(w, 'volume-binder', 'default/notes')).toBe('notes waits until a pod that uses it has a node');
  expect(eventsOf(w, 'notes')[0]).toContain('waiting for first consumer to be created before binding');
  w.apply(pod('one', 'notes')).rest().expectClaims('notes Bound').expectPods('one Ready');
  const { nodeName } = get<Pod>(w.cluster, 'Pod/default/one')!.spec;
  const { spec } = volumeNamed(w, claimOf(w, 'notes')?.spec.volumeName)!;
  expect(JSON.stringify(spec.nodeAffinity)).toContain(nodeName);
  write(w, 'one', 'here');
  w.act(`kubectl cordon ${nodeName}`).act('kubectl delete pod one').apply(pod('two', 'notes')).rest();
  w.expectPods('two Pending').act(`kubectl uncordon ${nodeName}`).rest().expectPods('two Ready');
  expect(read(w, 'two')).toBe('here');
});

test('with Delete the storage goes with the claim, and the next claim of that name is empty', () => {
  const w = world()
    .apply(all(claim('notes'), pod('one', 'notes')))
    .rest();
  write(w, 'one', 'secret');
  w.act('kubectl delete pod one').act('kubectl delete pvc notes').rest().expectVolumes('none');
  w.apply(all(claim('notes'), pod('two', 'notes')))
    .rest()
    .expectPods('two Ready');
  expect(read(w, 'two')).toBeUndefined();
  const said = eventsOf(w, 'notes').join('\n');
  expect(said).toContain("Waiting for a volume to be created either by the external provisioner 'ordinal.dev/disk'");
  expect(said).toContain('External provisioner is provisioning volume for claim "default/notes"');
  expect(said).toContain('Successfully provisioned volume pvc-');
});

test('patched to Retain, a volume outlives its claim', () => {
  const w = world()
    .apply(all(claim('notes'), pod('one', 'notes')))
    .rest();
  const name = claimOf(w, 'notes')?.spec.volumeName ?? '';
  w.act(`kubectl patch pv ${name} -p '{"spec":{"persistentVolumeReclaimPolicy":"Retain"}}'`);
  w.act('kubectl delete pod one').act('kubectl delete pvc notes').rest().expectVolumes(`${name} Released`);
});

test('a volume that is deleted before its claim stays until the claim is gone, and then takes its storage along', () => {
  const w = world()
    .apply(all(claim('notes'), pod('one', 'notes')))
    .rest();
  const name = claimOf(w, 'notes')?.spec.volumeName ?? '';
  write(w, 'one', 'text');
  w.act(`kubectl delete pv ${name} --wait=false`).rest().expectPods('one Ready');
  expect(volumeNamed(w, name)?.metadata.finalizers).toEqual([
    'external-provisioner.volume.kubernetes.io/finalizer',
    'kubernetes.io/pv-protection',
  ]);
  w.act('kubectl delete pod one').act('kubectl delete pvc notes').rest().expectVolumes('none');
  expect(w.cluster.state.data).toEqual({});
});

test('a volume that nobody can empty fails, and says why', () => {
  const unfit = volume(
    'a',
    'persistentVolumeReclaimPolicy: Recycle',
    '1Gi',
    'local: { path: /a }\n  nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: kubernetes.io/hostname, operator: Exists }] }] } }',
  );
  const w = world()
    .apply(all(unfit, claim('mine', { className: '' })))
    .rest();
  w.act('kubectl delete pvc mine').rest().expectVolumes('a Failed');
  w.act(`kubectl patch pv a -p '{"spec":{"capacity":{"storage":"2Gi"}}}'`).rest();
  expect(waitOf(w, 'volume-reclaimer', 'a')).toBe('a could not be reclaimed: No recycler plugin found for the volume!');
});

test('Recycle empties a volume with a pod of its own, and then it is free for the next claim', () => {
  const recycled = volume('a', 'persistentVolumeReclaimPolicy: Recycle');
  const w = world()
    .apply(all(recycled, claim('notes', { className: '' }), pod('one', 'notes')))
    .rest();
  write(w, 'one', 'text');
  w.act('kubectl delete pod one').act('kubectl delete pvc notes').run('2s').expectVolumes('a Released');
  expect(waitOf(w, 'volume-reclaimer', 'a')).toBe('a is not free until recycler-for-a has emptied it');
  w.rest().expectVolumes('a Available').expectPods('none');
  expect(w.cluster.state.data).toEqual({});
  expect(volumeNamed(w, 'a')?.spec.claimRef).toBeUndefined();
  const said = eventsOf(w, 'a').join('\n');
  expect(said).toContain(
    'RecyclerPod persistentvolume/a Recycler pod: Successfully assigned default/recycler-for-a to',
  );
  expect(said).toContain('VolumeRecycled persistentvolume/a Volume recycled');
});

test('what nobody can delete for the cluster ends as Failed', () => {
  const w = world()
    .apply(all(volume('a', 'persistentVolumeReclaimPolicy: Delete'), claim('notes', { className: '' })))
    .rest();
  w.act('kubectl delete pvc notes').rest().expectVolumes('a Failed');
  expect(eventsOf(w, 'a').join('\n')).toContain(
    'VolumeFailedDelete persistentvolume/a error getting deleter volume plugin',
  );
});

test('a full class makes no volume and says so; healed, it makes one at the next try', () => {
  const w = world()
    .breaks('storage/standard', 'full')
    .apply(claim('notes'))
    .run('1500ms')
    .expectClaims('notes Pending');
  expect(waitOf(w, 'volume-binder', 'default/notes')).toBe('notes waits: the storage of standard is full');
  expect(eventsOf(w, 'notes').join('\n')).toContain(
    'ProvisioningFailed persistentvolumeclaim/notes failed to provision volume',
  );
  w.heals('storage/standard', 'full').rest().expectClaims('notes Bound');
});

test('a claim gets the volume that it names, and no other; a selector leaves out what does not match', () => {
  const named = claim('named', { className: '', more: 'volumeName: b' });
  const w = world()
    .apply(all(volume('a'), named))
    .rest()
    .expectClaims('named Pending');
  expect(waitOf(w, 'volume-binder', 'default/named')).toBe('named waits for b, which it names and which is not there');
  w.apply(volume('b')).run('20s').expectClaims('named Bound').expectVolumes('a Available, b Bound');
  const more = 'selector: { matchExpressions: [{ key: disk, operator: NotIn, values: [a] }] }';
  w.apply(claim('choosy', { className: '', more }))
    .run('20s')
    .expectClaims('choosy Pending, named Bound');
  w.apply(volume('c'))
    .run('20s')
    .expectClaims('choosy Bound, named Bound')
    .expectVolumes('a Available, b Bound, c Bound');
});

test('a claim whose volume is gone is lost', () => {
  const w = world()
    .apply(all(volume('a'), claim('notes', { className: '' })))
    .rest()
    .expectClaims('notes Bound');
  w.act('kubectl delete pv a --wait=false').act(`kubectl patch pv a -p '{"metadata":{"finalizers":null}}'`).rest();
  w.expectClaims('notes Lost');
  expect(eventsOf(w, 'notes').join('\n')).toContain('ClaimLost');
});

test('a default class that comes later is given to claims that name none', () => {
  const nameless = claim('notes').replace('storageClassName: "standard"', '');
  const w = world(classes({ name: 'plain' }))
    .apply(nameless)
    .rest()
    .expectClaims('notes Pending');
  w.act('kubectl annotate sc plain storageclass.kubernetes.io/is-default-class=true')
    .run('20s')
    .expectClaims('notes Bound');
  expect(claimOf(w, 'notes')?.spec.storageClassName).toBe('plain');
});

test('a claim grows while its pod runs, and never shrinks', () => {
  const w = world()
    .apply(all(claim('notes'), pod('one', 'notes')))
    .rest();
  const grow = (size: string): string =>
    `kubectl patch pvc notes -p '{"spec":{"resources":{"requests":{"storage":"${size}"}}}}'`;
  w.act(grow('3Gi')).run('100ms');
  expect(claimOf(w, 'notes')?.status?.conditions).toMatchObject([{ type: 'Resizing', status: 'True' }]);
  w.rest();
  expect(claimOf(w, 'notes')?.status).toMatchObject({ capacity: { storage: '3Gi' } });
  expect(claimOf(w, 'notes')?.status?.conditions).toBeUndefined();
  const said = eventsOf(w, 'notes').join('\n');
  expect(said).toContain('FileSystemResizeSuccessful');
  expect(said).toContain('External resizer is resizing volume');
  w.refuses(grow('2Gi'), 'field can not be less than status.capacity');
});

test('without a pod the new size shows when one has mounted the volume', () => {
  const w = world().apply(claim('notes')).rest();
  w.act(`kubectl patch pvc notes -p '{"spec":{"resources":{"requests":{"storage":"3Gi"}}}}'`).rest();
  expect(claimOf(w, 'notes')?.status).toMatchObject({
    capacity: { storage: '1Gi' },
    conditions: [{ type: 'FileSystemResizePending', status: 'True' }],
  });
  expect(waitOf(w, 'volume-expander', 'default/notes')).toBe('notes shows its new size when a pod has it mounted');
  w.apply(pod('one', 'notes')).rest();
  expect(claimOf(w, 'notes')?.status).toMatchObject({ capacity: { storage: '3Gi' } });
});

test('a class that does not allow it refuses growth', () => {
  const w = world()
    .apply(all(claim('notes', { className: 'local' }), pod('one', 'notes')))
    .rest();
  w.refuses(
    `kubectl patch pvc notes -p '{"spec":{"resources":{"requests":{"storage":"3Gi"}}}}'`,
    'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize',
  );
});

test('a second pod with a ReadWriteOncePod claim has no node until the first is gone', () => {
  const alone = claim('notes').replace('ReadWriteOnce', 'ReadWriteOncePod');
  const w = world()
    .apply(all(alone, pod('one', 'notes')))
    .rest()
    .apply(pod('two', 'notes'))
    .rest();
  w.expectPods('one Ready, two Pending');
  expect(waitOf(w, 'scheduler', 'default/two')).toContain(
    '3 node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode',
  );
  w.act('kubectl delete pod one').rest().expectPods('two Ready');
});

test('deleted by force on a node that is cut off, a pod has two writers on NFS, and the moment is reported', () => {
  const w = world().apply('kubia.yaml').rest();
  const { nodeName = '' } = get<Pod>(w.cluster, 'Pod/default/kubia-0')!.spec;
  w.breaks(`node/${nodeName}`, 'network').act(`kubectl cordon ${nodeName}`);
  expect(w.findings.size).toBe(0);
  w.act('kubectl delete pod kubia-0 --grace-period=0 --force').run('30s').expectPods('kubia-0..1 Ready');
  const [[what = '', at = 0] = []] = [...w.findings];
  expect(what).toMatch(/^oneWriter: Pod\/default\/kubia-0 writes to nfs\/\S+ on node-\d and on node-\d$/);
  expect(at).toBeGreaterThan(0);
});
