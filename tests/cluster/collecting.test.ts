import { expect, test } from 'vitest';
import { world } from '../world.ts';
import type { World } from '../world.ts';
import { steadyWorld } from './pod.ts';
import { ownersOf, podOf, setOf, thing, webSet } from './set.ts';

function revisions({ cluster: { state } }: World): number {
  return Object.values(state.objects).filter(({ kind }) => kind === 'ControllerRevision').length;
}

test('when a set is deleted, its pods and revisions go, and its claims stay', () => {
  const w = world().apply('kubia.yaml').rest();
  expect(revisions(w)).toBe(1);
  w.act('kubectl delete sts kubia').run('100ms').expectPods('kubia-0..1 Terminating').rest().expectPods('none');
  expect(revisions(w)).toBe(0);
});

test('orphaned pods stay, and belong to nobody', () => {
  const w = world().apply('kubia.yaml').rest().act('kubectl delete sts kubia --cascade=orphan').rest();
  w.expectPods('kubia-0..1 Ready');
  expect(w.cluster.state.objects['Pod/default/kubia-0']?.metadata.ownerReferences ?? []).toEqual([]);
});

test('in the foreground the set stays until its pods are gone', () => {
  const w = world().apply('kubia.yaml').rest().act('kubectl delete sts kubia --cascade=foreground').run('500ms');
  expect(w.cluster.state.objects['StatefulSet/default/kubia']?.metadata.deletionTimestamp).toBeDefined();
  const { uid } = thing(w, 'StatefulSet/default/kubia').metadata;
  w.expectWait('garbage-collector', 'kubia waits for 2 dependents to go', `StatefulSet/default/kubia ${uid}`);
  w.rest().expectPods('none');
  expect(w.cluster.state.objects['StatefulSet/default/kubia']).toBeUndefined();
  const { log } = w.cluster.state;
  const asked = log.filter(({ who, what }) => who === 'garbage-collector' && what.text === 'deletes {object}');
  const pods = asked.map(({ what }) => String(what.values?.['object'])).filter((name) => /^kubia-\d$/.test(name));
  expect(pods).toHaveLength(2);
});

/** A world with the set `web` and a ConfigMap `friend`, and that as an owner. */
function withFriend(): { readonly w: World; readonly friend: object } {
  const w = steadyWorld().apply(webSet()).act('kubectl create configmap friend').rest();
  const { uid } = thing(w, 'ConfigMap/default/friend').metadata;
  return { w, friend: { apiVersion: 'v1', kind: 'ConfigMap', name: 'friend', uid } };
}

/** A pod with these owners, which nothing else has to do with. */
function loose(...ownerReferences: readonly object[]): string {
  const metadata = { name: 'loose', ownerReferences };
  const spec = { containers: [{ name: 'c', image: 'app' }] };
  return JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata, spec });
}

test('what has another owner that stays is not collected, and loses the one that is gone', () => {
  const { w, friend } = withFriend();
  const { uid } = setOf(w).metadata;
  w.apply(loose(friend, { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web', uid })).rest();
  w.act('kubectl delete sts web').rest().expectPods('loose Ready');
  expect(ownersOf(thing(w, 'Pod/default/loose'))).toBe('ConfigMap/friend');
  w.act('kubectl delete configmap friend').rest().expectPods('none');
});

test('orphaned objects lose this owner and no other', () => {
  const { w, friend } = withFriend();
  const { ownerReferences = [] } = podOf(w, 0).metadata;
  const metadata = { ownerReferences: [...ownerReferences, friend] };
  w.act(`kubectl patch pod web-0 -p '${JSON.stringify({ metadata })}'`);
  w.act('kubectl delete sts web --cascade=orphan').rest();
  expect([0, 1].map((ordinal) => ownersOf(podOf(w, ordinal)))).toEqual(['ConfigMap/friend', '']);
});

test('what is created for an owner that is gone is collected', () => {
  const { w, friend } = withFriend();
  w.act('kubectl delete configmap friend').apply(loose(friend)).rest().expectPods('web-0..2 Ready');
});

test('in the foreground an owner waits only for what blocks it', () => {
  const { w, friend } = withFriend();
  w.apply(loose(friend)).rest().act('kubectl delete configmap friend --cascade=foreground --wait=false').run('100ms');
  w.expectPods('loose Terminating, web-0..2 Ready');
  expect(w.cluster.state.objects['ConfigMap/default/friend']).toBeUndefined();
});

test('in the foreground the finalizers of others stay, and the object with them', () => {
  const w = steadyWorld().apply(webSet()).rest();
  w.act(`kubectl patch sts web -p '{"metadata":{"finalizers":["example.org/kept"]}}'`);
  w.act('kubectl delete sts web --cascade=foreground --wait=false').rest().expectPods('none');
  expect(setOf(w).metadata.finalizers).toEqual(['example.org/kept']);
});

test('of several deletions the newest says what becomes of the rest, and the first says when', () => {
  const w = steadyWorld().apply(webSet()).rest();
  w.act(`kubectl patch sts web -p '{"metadata":{"finalizers":["example.org/kept"]}}'`);
  const { deletionTimestamp } = setOf(w.act('kubectl delete sts web --cascade=foreground --wait=false')).metadata;
  w.run('900ms').act('kubectl delete sts web --cascade=orphan --wait=false');
  const finalizers = ['example.org/kept', 'orphan'];
  expect(setOf(w).metadata).toMatchObject({ deletionTimestamp, generation: 2, finalizers });
});

test('a pod that is asked to go sooner than before counts from the first time', () => {
  const spec = { terminationGracePeriodSeconds: 60 };
  const w = steadyWorld({
    settings: { durations: { ...steadyWorld().cluster.state.settings.durations, stop: 90_000 } },
  });
  w.apply(webSet({ replicas: 1 }, { spec }))
    .rest()
    .act('kubectl delete pod web-0 --wait=false')
    .run('10s');
  const before = podOf(w, 0).metadata;
  w.act('kubectl delete pod web-0 --grace-period=40 --wait=false');
  const after = podOf(w, 0).metadata;
  expect(Date.parse(before.deletionTimestamp ?? '') - Date.parse(after.deletionTimestamp ?? '')).toBe(20_000);
  expect(after).toMatchObject({ deletionGracePeriodSeconds: 40, generation: before.generation });
});

test('an owner of the same name is another owner', () => {
  const w = steadyWorld().apply(webSet()).rest();
  const { uid } = setOf(w).metadata;
  w.act('kubectl delete sts web').apply(webSet()).rest().expectPods('web-0..2 Ready');
  const owners = [0, 1, 2].map((ordinal) => podOf(w, ordinal).metadata.ownerReferences?.[0]?.uid);
  expect(owners).toEqual([0, 1, 2].map(() => setOf(w).metadata.uid));
  expect(owners).not.toContain(uid);
});

test('an owner may be in no namespace: what a Node owns stays as long as the Node does', () => {
  const w = steadyWorld();
  const { uid } = thing(w, 'Node/node-1').metadata;
  w.apply(loose({ apiVersion: 'v1', kind: 'Node', name: 'node-1', uid }));
  w.rest().expectPods('loose Ready').act('kubectl delete node node-1').rest().expectPods('none');
});
