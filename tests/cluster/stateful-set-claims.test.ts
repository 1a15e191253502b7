import { expect, test } from 'vitest';
import type { Claim, Event, Pod } from '../../src/objects/index.ts';
import { world } from '../world.ts';
import type { World } from '../world.ts';

/** A set with one claim for each of these names. */
function db(options: { policy?: string; retention?: string; image?: string; claims?: readonly string[] } = {}): string {
  const { policy = 'OrderedReady', retention = '{}', image = 'nginx', claims = ['data'] } = options;
  const templates = claims.map(
    (name) =>
      `{metadata: {name: ${name}}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}`,
  );
  return `
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: db
  replicas: 2
  podManagementPolicy: ${policy}
  persistentVolumeClaimRetentionPolicy: ${retention}
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: db, image: ${image}}]}
  volumeClaimTemplates: [${templates.join(', ')}]
`;
}

/** Each claim with the kinds of its owners: `data-db-0 StatefulSet, data-db-1`. */
function owners({ cluster }: World): string {
  const claims = Object.values(cluster.state.objects).filter(({ kind }) => kind === 'PersistentVolumeClaim');
  const words = (claims as Claim[]).map(({ metadata: { name, ownerReferences = [] } }) =>
    [name, ...ownerReferences.map((owner) => owner.kind)].join(' '),
  );
  return words.sort().join(', ');
}

/** What Events say of the set. */
function told({ cluster }: World): string[] {
  const events = Object.values(cluster.state.objects).filter(({ kind }) => kind === 'Event') as Event[];
  return events
    .filter(({ involvedObject }) => involvedObject.kind === 'StatefulSet')
    .map(({ reason, message }) => `${reason}: ${message}`);
}

const broken = { policy: 'Parallel', image: 'nginx:missing' };

test('in Parallel a claim on its way out under a pod that has not started holds up everything else', () => {
  const w = world().breaks('image/nginx:missing', 'missing').apply(db(broken)).run('10s');
  w.act('kubectl delete pvc data-db-0 --wait=false').act('kubectl scale sts/db --replicas=3').run('5s');
  w.expectPods('db-0..1 Pending');
  expect(w.cluster.state.log.at(-1)?.because?.values).toEqual({ message: 'pvc data-db-0 is being deleted' });
  w.act('kubectl delete pod db-0 --grace-period=0 --force').run('30s').expectPods('db-0..2 Pending');
});

test('claims of pods that have not started follow the retention policy, too', () => {
  const w = world()
    .breaks('image/nginx:missing', 'missing')
    .apply(db({ image: 'nginx:missing' }))
    .run('10s');
  expect(owners(w)).toBe('data-db-0');
  const change = '{"spec":{"persistentVolumeClaimRetentionPolicy":{"whenDeleted":"Delete"}}}';
  w.act(`kubectl patch sts db --type=merge -p '${change}'`).run('1s');
  expect(owners(w)).toBe('data-db-0 StatefulSet');
});

test('another retention policy is an update of the pods that run', () => {
  const w = world().apply(db()).rest();
  const change = '{"spec":{"persistentVolumeClaimRetentionPolicy":{"whenDeleted":"Delete"}}}';
  w.act(`kubectl patch sts db --type=merge -p '${change}'`).run('1s');
  expect(owners(w)).toBe('data-db-0 StatefulSet, data-db-1 StatefulSet');
  expect(told(w)).toContain('SuccessfulUpdate: update Pod db-1 in StatefulSet db successful');
});

test('a pod that a quota refuses leaves its claims with their owner', () => {
  const w = world()
    .act('kubectl create quota small --hard=pods=1')
    .apply(db({ retention: '{whenDeleted: Delete}' }));
  w.run('10s').expectPods('db-0 Ready');
  expect(owners(w)).toBe('data-db-0 StatefulSet, data-db-1 StatefulSet');
});

test('a quota on claims: every claim is tried, and the pod says why it was not made', () => {
  const w = world().act('kubectl create quota small --hard=persistentvolumeclaims=0');
  w.apply(db({ claims: ['data', 'logs'] })).run('100ms');
  w.expectPods('none');
  const said = told(w);
  const refusal = (claim: string): string =>
    `persistentvolumeclaims "${claim}" is forbidden: exceeded quota: small, requested: persistentvolumeclaims=1, used: persistentvolumeclaims=0, limited: persistentvolumeclaims=0`;
  for (const claim of ['data-db-0', 'logs-db-0']) {
    expect(said).toContain(
      `FailedCreate: Create Claim ${claim} for Pod db-0 in StatefulSet db failed error: ${refusal(claim)}`,
    );
  }
  const both = ['data-db-0', 'logs-db-0'].map((claim) => `failed to create PVC ${claim}: ${refusal(claim)}`);
  expect(said).toContain(`FailedCreate: Create Pod db-0 in StatefulSet db failed error: [${both.join(', ')}]`);
});

/** A claim that somebody has made beforehand, with this owner. */
function madeBefore(owner: string): string {
  return `
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: data-db-0
  ownerReferences: [${owner}]
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
`;
}

test('a claim with another controller is left alone, and the set says so', () => {
  const w = world().act('kubectl create configmap boss');
  const uid = w.cluster.state.objects['ConfigMap/default/boss']!.metadata.uid!;
  w.apply(madeBefore(`{apiVersion: v1, kind: ConfigMap, name: boss, uid: ${uid}, controller: true}`));
  w.apply(db({ retention: '{whenDeleted: Delete}' }))
    .rest()
    .expectPods('db-0..1 Ready');
  expect(owners(w)).toBe('data-db-0 ConfigMap, data-db-1 StatefulSet');
  expect(told(w).join()).toContain(
    'ConflictingController: PersistentVolumeClaim data-db-0 has a conflicting OwnerReference',
  );
});

test('a claim that names the set without being controlled by it gets the set as its controller', () => {
  const w = world()
    .apply(db({ retention: '{whenDeleted: Delete}' }))
    .rest();
  const { uid } = w.cluster.state.objects['StatefulSet/default/db']!.metadata;
  const owner = `{"apiVersion":"apps/v1","kind":"StatefulSet","name":"db","uid":"${uid}"}`;
  w.act(`kubectl patch pvc data-db-1 --type=merge -p '{"metadata":{"ownerReferences":[${owner}]}}'`);
  w.act('kubectl scale sts/db --replicas=3').rest();
  const { ownerReferences } = w.cluster.state.objects['PersistentVolumeClaim/default/data-db-1']!.metadata;
  expect(ownerReferences).toMatchObject([{ kind: 'StatefulSet', uid, controller: true }]);
});

test('a set that is being deleted releases no pod any more', () => {
  const w = world().apply(db()).rest().act('kubectl delete sts db --cascade=foreground --wait=false');
  w.act('kubectl label pod db-0 app-').run('100ms');
  expect(w.cluster.state.objects['Pod/default/db-0']?.metadata.ownerReferences).toHaveLength(1);
});

test('a claim is kept while a pod is there that has it, though the pod has ended', () => {
  const hold = '{"metadata":{"finalizers":["example.com/hold"]}}';
  const w = world().apply(db()).rest().act(`kubectl patch pod db-1 --type=merge -p '${hold}'`);
  w.act('kubectl delete pvc data-db-1 --wait=false').act('kubectl delete pod db-1 --wait=false').run('1m');
  expect((w.cluster.state.objects['Pod/default/db-1'] as Pod).status?.phase).toBe('Succeeded');
  w.expectWait('claim-protection', 'data-db-1 is kept while db-1 uses it', 'default/data-db-1');
  w.act(`kubectl patch pod db-1 --type=merge -p '{"metadata":{"finalizers":null}}'`).rest();
  w.expectPods('db-0..1 Ready').expectClaims('data-db-0..1 Bound');
});
