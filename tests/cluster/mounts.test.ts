import { expect, test } from 'vitest';
import { world } from '../world.ts';

const reader = `
apiVersion: v1
kind: Pod
metadata: { name: reader }
spec:
  nodeName: node-1
  containers: [{ name: main, image: nginx, volumeMounts: [{ name: notes, mountPath: /notes }] }]
  volumes: [{ name: notes, persistentVolumeClaim: { claimName: notes } }]
`;

const claim = `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: notes }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
`;

/** What the kubelets have last said that they wait for. */
function waits(w: ReturnType<typeof world>): readonly string[] {
  const last = w.cluster.state.log.filter(({ who, kind }) => who === 'kubelet' && kind === 'waits').at(-1);
  return last ? [last.what.text] : [];
}

test('a pod on its node waits for its claim, then for the volume, then runs', () => {
  const w = world().apply(reader).rest().expectPods('reader Pending');
  expect(waits(w)).toEqual(['{pod} waits for its volumes: there is no claim {claim}']);
  w.apply(claim).run('100ms').expectPods('reader Pending');
  expect(waits(w)).toEqual(['{pod} waits for its volumes: {claim} is not bound']);
  w.rest().expectPods('reader Ready');
  expect(Object.values(w.cluster.state.mounts['node-1'] ?? {})).toMatchObject([{ pod: 'Pod/default/reader' }]);
});

test('a pod does not begin on a claim that is being deleted', () => {
  const holder = reader.replace('reader', 'holder');
  const w = world()
    .apply(claim)
    .rest()
    .apply(holder)
    .rest()
    .act('kubectl delete pvc notes --wait=false')
    .apply(reader)
    .rest();
  expect(waits(w)).toEqual(['{pod} waits for its volumes: {claim} is being deleted']);
  w.expectPods('holder Ready, reader Pending').act('kubectl delete pod holder reader').rest().expectClaims('none');
  expect(w.cluster.state.mounts).toEqual({});
});

test('a volume made of a ConfigMap that is not there keeps the pod from starting, and an Event says so', () => {
  const config = reader.replace('persistentVolumeClaim: { claimName: notes }', 'configMap: { name: settings }');
  const w = world().apply(config).rest().expectPods('reader Pending');
  expect(waits(w)).toEqual(['{pod} waits for its volumes: there is no {kind} {name}']);
  w.act('kubectl get events');
  expect(w.printed.out).toContain('MountVolume.SetUp failed for volume "notes" : configmap "settings" not found');
  const optional = config.replace('name: settings', 'name: settings, optional: true').replace('reader', 'other');
  w.apply(optional).rest().expectPods('other Ready, reader Pending');
});
