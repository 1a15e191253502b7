/** What a set's claims are made of, and who owns them as persistentVolumeClaimRetentionPolicy says. */
import { expect, test } from 'vitest';
import type { World } from '../world.ts';
import { eventsOf, steadyWorld } from './pod.ts';
import { claimOf, claimTemplate, decision, ownersOf, podOf, saidSince, setOf, thing, webSet } from './set.ts';

function withClaims(policy: object, more: object = {}): World {
  const volumeClaimTemplates = [claimTemplate()];
  return steadyWorld().apply(webSet({ volumeClaimTemplates, persistentVolumeClaimRetentionPolicy: policy, ...more }));
}

const keep = { whenDeleted: 'Retain', whenScaled: 'Retain' };

/** Changes the set's policy. */
function retain(w: World, persistentVolumeClaimRetentionPolicy: object): World {
  return w.act(`kubectl patch sts web -p '${JSON.stringify({ spec: { persistentVolumeClaimRetentionPolicy } })}'`);
}

/** A reference to this object, as its controller or not. */
function referenceTo(w: World, key: string, controller: boolean): object {
  const { apiVersion, kind, metadata } = thing(w, key);
  return { apiVersion, kind, name: metadata.name, uid: metadata.uid, controller };
}

/** Gives the claim of the lowest ordinal these owners. */
function own(w: World, ownerReferences: readonly object[]): World {
  return w.act(`kubectl patch pvc data-web-0 --type=merge -p '${JSON.stringify({ metadata: { ownerReferences } })}'`);
}

test('a new claim is its template with the labels of the selector, which win', () => {
  const metadata = { labels: { app: 'other', tier: 'a' }, annotations: { note: 'kept' } };
  const w = withClaims(keep, { volumeClaimTemplates: [claimTemplate('data', metadata)] }).run('1s');
  expect(claimOf(w, 0).metadata).toMatchObject({ labels: { app: 'web', tier: 'a' }, annotations: { note: 'kept' } });
});

test('other owners of a claim stay, whatever the policy', () => {
  const w = withClaims(keep).act('kubectl create configmap friend').rest();
  own(w, [referenceTo(w, 'ConfigMap/default/friend', false)]);
  retain(w, { whenDeleted: 'Delete' }).rest();
  expect(ownersOf(claimOf(w, 0))).toBe('ConfigMap/friend StatefulSet/web');
  retain(w, { whenDeleted: 'Retain' }).rest();
  expect(ownersOf(claimOf(w, 0))).toBe('ConfigMap/friend');
});

test('of the set and the pod only the one that the policy wants owns the claim', () => {
  const w = withClaims({ whenDeleted: 'Delete', whenScaled: 'Retain' }).rest();
  const [set, pod] = [referenceTo(w, 'StatefulSet/default/web', true), referenceTo(w, 'Pod/default/web-0', true)];
  own(w, [{ ...set }, { ...pod, controller: false }])
    .act('kubectl annotate sts/web touched=1')
    .rest();
  expect(ownersOf(claimOf(w, 0))).toBe('StatefulSet/web');
  own(w, [pod]).act('kubectl annotate sts/web touched=2 --overwrite').rest();
  expect(ownersOf(claimOf(w, 0))).toBe('StatefulSet/web');
});

test.each([
  ['where nothing is ever deleted nothing is said', keep, 0],
  ['where it might be deleted the set says so', { whenDeleted: 'Delete', whenScaled: 'Retain' }, 1],
])('a claim that another controls is not owned by the set, too: %s', (_, policy, count) => {
  const w = withClaims(policy).act('kubectl create configmap keeper').rest();
  const keeper = referenceTo(w, 'ConfigMap/default/keeper', true);
  own(w, [keeper, referenceTo(w, 'StatefulSet/default/web', false)])
    .act('kubectl annotate sts/web touched=1')
    .rest();
  expect(ownersOf(claimOf(w, 0))).toBe('ConfigMap/keeper');
  w.act('kubectl annotate sts/web touched=2 --overwrite').rest();
  const conflicts = eventsOf(w, 'web').filter((event) => event.includes('ConflictingController'));
  expect(conflicts).toHaveLength(count);
  expect(conflicts.join()).not.toMatch(/ x\d/);
});

test('out of range is counted from the first ordinal, downwards too', () => {
  const w = withClaims({ whenDeleted: 'Retain', whenScaled: 'Delete' }, { ordinals: { start: 5 } }).rest();
  expect([5, 6, 7].map((ordinal) => ownersOf(claimOf(w, ordinal)))).toEqual(['', '', '']);
  w.act(`kubectl patch sts web -p '{"spec":{"ordinals":{"start":6}}}'`).rest();
  w.expectPods('web-6..8 Ready').expectClaims('data-web-6..8 Bound');
});

test('a claim that was given to a pod, which stays after all, is taken back', () => {
  const w = withClaims({ whenDeleted: 'Retain', whenScaled: 'Delete' }).rest();
  w.act('kubectl scale sts/web --replicas=1').run('100ms');
  expect([1, 2].map((ordinal) => ownersOf(claimOf(w, ordinal)))).toEqual(['Pod/web-1', 'Pod/web-2']);
  const spec = { replicas: 3, persistentVolumeClaimRetentionPolicy: keep };
  w.act(`kubectl patch sts web -p '${JSON.stringify({ spec })}'`).run('20s');
  expect(ownersOf(claimOf(w, 1))).toBe('');
});

test('a pod is put right after the owners of its claims, in one turn', () => {
  const w = withClaims(keep).rest();
  const { now } = w.cluster.state;
  w.act('kubectl annotate sts/web touched=1').act('kubectl label pod web-0 statefulset.kubernetes.io/pod-name-');
  retain(w, { whenDeleted: 'Delete' }).run('100ms');
  const said = saidSince(w, now).map((line) => line.split(' because ')[0]);
  expect(said.slice(0, 2)).toEqual([
    'does: lets data-web-0 go with StatefulSet/web',
    'does: makes web-0 what its name says',
  ]);
});

test('an adopted pod is not put right while the claim that it lacks is on its way out', () => {
  const w = withClaims(keep, { replicas: 1 }).rest();
  w.act(`kubectl patch pvc data-web-0 -p '{"metadata":{"finalizers":["example.org/kept"]}}'`);
  w.act('kubectl delete sts web').act('kubectl delete pvc data-web-0 --wait=false').rest();
  const pod = {
    metadata: { name: 'web-0', labels: { app: 'web' } },
    spec: { containers: [{ name: 'c', image: 'app' }] },
  };
  w.apply(JSON.stringify({ apiVersion: 'v1', kind: 'Pod', ...pod })).rest();
  w.apply(webSet({ replicas: 1, volumeClaimTemplates: [claimTemplate()] })).run('1m');
  expect(podOf(w, 0).spec.volumes ?? []).toEqual([]);
  expect(eventsOf(w, 'web').join()).toContain('web-0 in StatefulSet web failed error: pvc data-web-0 is being deleted');
  expect(setOf(w).status).toMatchObject({ readyReplicas: 1 });
});

test('only an older pod of its name makes a claim one that is about to go', () => {
  const w = withClaims({ whenDeleted: 'Retain', whenScaled: 'Delete' }).act('kubectl create configmap web-0').rest();
  own(w, [referenceTo(w, 'ConfigMap/default/web-0', false), referenceTo(w, 'Pod/default/web-1', false)]);
  w.act('kubectl delete pod web-0').rest().expectPods('web-0..2 Ready');
});

test('a pod is not made while any of its claims is on its way out', () => {
  const w = withClaims(keep, {
    replicas: 1,
    volumeClaimTemplates: [claimTemplate('data'), claimTemplate('logs')],
  }).rest();
  w.act(`kubectl patch pvc logs-web-0 -p '{"metadata":{"finalizers":["example.org/kept"]}}'`);
  w.act('kubectl scale sts/web --replicas=0').rest().act('kubectl delete pvc logs-web-0 --wait=false').rest();
  w.act('kubectl scale sts/web --replicas=1').run('10s').expectPods('none');
  expect(decision(w)).toBe('fails: creates web-0 because the answer is: pvc logs-web-0 is being deleted');
});
