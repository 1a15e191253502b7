import { expect, test } from 'vitest';
import { get, list } from '../../src/cluster/index.ts';
import type { Node, Pod, VolumeAttachment } from '../../src/objects/index.ts';
import type { World } from '../world.ts';
import { world } from '../world.ts';

const claim = `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: notes }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
---
`;

function user(name: string, node: string): string {
  return `
apiVersion: v1
kind: Pod
metadata: { name: ${name} }
spec:
  nodeName: ${node}
  terminationGracePeriodSeconds: 5
  tolerations: [{ operator: Exists }]
  containers: [{ name: main, image: nginx, volumeMounts: [{ name: notes, mountPath: /notes }] }]
  volumes: [{ name: notes, persistentVolumeClaim: { claimName: notes } }]
`;
}

function eventsOf(w: World, name: string): readonly string[] {
  w.act(`kubectl get events --field-selector involvedObject.name=${name} --no-headers`);
  return w.printed.out
    .split('\n')
    .filter(Boolean)
    .map((row) => row.split(/ {2,}/).slice(2).join(' ').trim())
    .filter((row) => row.includes('Attach'));
}

/** To which nodes the disk is attached, or is just being. */
function attachedTo(w: World): readonly string[] {
  return list<VolumeAttachment>(w.cluster, 'VolumeAttachment').map(
    ({ spec, status, metadata }) =>
      `${spec.nodeName}${metadata.deletionTimestamp ? ' leaving' : status?.attached ? '' : ' coming'}`,
  );
}

function inUse(w: World, node: string): number {
  return get<Node>(w.cluster, `Node/${node}`)?.status?.volumesInUse?.length ?? 0;
}

/** What was last awaited about the disk and this node. */
function said(w: World, node: string): string | undefined {
  const entry = w.cluster.state.log
    .filter(({ who, kind, of }) => who === 'attach-detach' && kind === 'waits' && of?.endsWith(node))
    .at(-1);
  return entry && `${entry.what.text}${entry.because ? `: ${entry.because.text}` : ''}`;
}

test('a disk is attached to the node of its pod, and the pod waits for it', () => {
  const w = world()
    .apply(claim + user('one', 'node-1'))
    .run('1500ms');
  expect(attachedTo(w)).toEqual(['node-1 coming']);
  const waits = w.cluster.state.log.filter(({ who, kind }) => who === 'kubelet' && kind === 'waits');
  expect(waits.at(-1)?.what.text).toBe('{pod} waits for its volumes: {volume} is not attached to {node} yet');
  w.rest().expectPods('one Ready');
  expect(attachedTo(w)).toEqual(['node-1']);
  expect(inUse(w, 'node-1')).toBe(1);
  expect(eventsOf(w, 'one')[0]).toMatch(
    /^SuccessfulAttachVolume pod\/one AttachVolume.Attach succeeded for volume "pvc-[-0-9a-f]+"$/,
  );
  w.act('kubectl get volumeattachments');
  expect(w.printed.out).toMatch(
    /^NAME +ATTACHER +PV +NODE +ATTACHED +AGE\ncsi-[0-9a-f]{64} +ordinal.dev\/disk +pvc-\S+ +node-1 +true /,
  );
});

test('when its pod is gone a disk is taken from the node, and the next node gets it', () => {
  const w = world()
    .apply(claim + user('one', 'node-1'))
    .rest()
    .act('kubectl delete pod one')
    .rest();
  expect(attachedTo(w)).toEqual([]);
  expect(inUse(w, 'node-1')).toBe(0);
  expect(get<Node>(w.cluster, 'Node/node-1')?.status?.volumesAttached).toEqual([]);
  w.apply(user('two', 'node-2')).rest().expectPods('two Ready');
  expect(attachedTo(w)).toEqual(['node-2']);
});

test('two pods on one node share a disk; on a second node there is a Multi-Attach error that names them', () => {
  const w = world()
    .apply(claim + user('one', 'node-1'))
    .apply(user('also', 'node-1'))
    .rest();
  w.expectPods('also Ready, one Ready').apply(user('two', 'node-2')).rest();
  w.expectPods('also Ready, one Ready, two Pending');
  expect(said(w, 'node-2')).toBe('{volume} is still attached to {node}, and it can be on one node only');
  expect(eventsOf(w, 'two')[0]).toMatch(
    /^FailedAttachVolume pod\/two Multi-Attach error for volume "pvc-\S+" Volume is already used by pod\(s\) also, one$/,
  );
  w.act('kubectl delete pod one also').rest().expectPods('two Ready');
  expect(attachedTo(w)).toEqual(['node-2']);
});

test('a disk stays with a silent node for six minutes after its pod was deleted by force', () => {
  const w = world()
    .apply(claim + user('one', 'node-1'))
    .rest()
    .breaks('node/node-1', 'network');
  w.act('kubectl delete node node-1').act('kubectl delete pod one --grace-period=0 --force');
  w.apply(user('two', 'node-2')).run('5m59s').expectPods('two Pending');
  expect(said(w, 'node-1')).toContain('{volume} stays attached to {node} until it is unmounted there');
  expect(said(w, 'node-1')).toContain('after six minutes it is taken from a node that is not Ready');
  expect(eventsOf(w, 'two')[0]).toMatch(
    /Volume is already exclusively attached to one node and can't be attached to another$/,
  );
  w.run('10s').expectPods('two Ready');
  expect(attachedTo(w)).toEqual(['node-2']);
});

test('a healthy node keeps a disk that its kubelet has not unmounted; when it is back it lets it go at once', () => {
  const w = world()
    .apply(claim + user('one', 'node-1'))
    .rest()
    .breaks('node/node-1', 'freeze');
  w.act('kubectl delete pod one --grace-period=0 --force').apply(user('two', 'node-2')).run('20s');
  expect(said(w, 'node-1')).toBe(
    '{volume} stays attached to {node} until it is unmounted there: a disk is never taken by force from a node that is Ready',
  );
  w.heals('node/node-1', 'freeze').rest().expectPods('two Ready');
  expect(attachedTo(w)).toEqual(['node-2']);
});

test('from a node that is out of service a disk is taken at once', () => {
  const w = world()
    .apply(claim + user('one', 'node-1'))
    .rest()
    .breaks('node/node-1', 'power');
  w.act('kubectl taint node node-1 node.kubernetes.io/out-of-service=nodeshutdown:NoExecute');
  w.act('kubectl delete pod one --grace-period=0 --force').apply(user('two', 'node-2')).run('10s');
  w.expectPods('two Ready');
  expect(attachedTo(w)).toEqual(['node-2']);
});

test('what is mounted over the network or lies on the machine is never attached', () => {
  const w = world().apply('kubia.yaml').rest().expectPods('kubia-0..1 Ready');
  expect(attachedTo(w)).toEqual([]);
  expect(list<Pod>(w.cluster, 'Pod').flatMap(({ metadata }) => eventsOf(w, metadata.name))).toEqual([]);
});
