import { expect, test } from 'vitest';
import { world } from '../world.ts';

test('claims take the volumes made by hand in order; the third volume stays free', () => {
  const w = world().apply('kubia.yaml').rest();
  w.expectClaims('data-kubia-0..1 Bound').expectVolumes('pv-a Bound, pv-b Bound, pv-c Available');
  expect(w.cluster.state.objects['PersistentVolume/pv-a']?.spec).toMatchObject({ claimRef: { name: 'data-kubia-0' } });
});

test('the fourth pod waits for a volume that nobody has made', () => {
  const w = world().apply('kubia.yaml').rest().act('kubectl scale sts/kubia --replicas=4').rest();
  w.expectPods('kubia-0 Ready, kubia-1 Ready, kubia-2 Ready, kubia-3 Pending');
  w.expectClaims('data-kubia-0 Bound, data-kubia-1 Bound, data-kubia-2 Bound, data-kubia-3 Pending');
  w.act('kubectl scale sts/kubia --replicas=3').rest().expectClaims('data-kubia-0..2 Bound, data-kubia-3 Pending');
});

test('scaling down and deleting the set keep the claims', () => {
  const w = world().apply('kubia.yaml').rest().act('kubectl scale sts/kubia --replicas=1').rest();
  w.expectPods('kubia-0 Ready').expectClaims('data-kubia-0..1 Bound');
  w.act('kubectl delete sts kubia').rest().expectPods('none').expectClaims('data-kubia-0..1 Bound');
});

test('scaled up again, a pod finds its old claim', () => {
  const w = world().apply('kubia.yaml').rest();
  const uid = w.cluster.state.objects['PersistentVolumeClaim/default/data-kubia-1']?.metadata.uid;
  w.act('kubectl scale sts/kubia --replicas=1')
    .rest()
    .act('kubectl scale sts/kubia --replicas=2')
    .rest()
    .expectPods('kubia-0..1 Ready');
  expect(w.cluster.state.objects['PersistentVolumeClaim/default/data-kubia-1']?.metadata.uid).toBe(uid);
});

test('a class with a provisioner makes a volume for each claim', () => {
  const w = world().apply('nginx-web.yaml').rest();
  const volumes = Object.values(w.cluster.state.objects).filter(({ kind }) => kind === 'PersistentVolume');
  expect(volumes.length).toBeGreaterThan(0);
  for (const { status } of volumes) expect(status).toMatchObject({ phase: 'Bound' });
});

test('a claim in use goes only when its pod is gone', () => {
  const w = world().apply('kubia.yaml').rest().act('kubectl delete pvc data-kubia-1 --wait=false').rest();
  expect(
    w.cluster.state.objects['PersistentVolumeClaim/default/data-kubia-1']?.metadata.deletionTimestamp,
  ).toBeDefined();
  w.act('kubectl scale sts/kubia --replicas=1').rest().expectClaims('data-kubia-0 Bound');
});

test('a claim that nobody uses any more stays while somebody else has a finalizer on it', () => {
  const w = world().apply('kubia.yaml').rest().act('kubectl scale sts/kubia --replicas=1').rest();
  w.act(`kubectl patch pvc data-kubia-1 -p '{"metadata":{"finalizers":["example.org/kept"]}}'`);
  w.act('kubectl delete pvc data-kubia-1 --wait=false').rest();
  const claim = w.cluster.state.objects['PersistentVolumeClaim/default/data-kubia-1'];
  expect(claim?.metadata.finalizers).toEqual(['example.org/kept']);
});
