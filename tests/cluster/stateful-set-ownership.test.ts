/** Which pods and revisions are a set's: what it adopts, what it leaves alone, what it lets go. */
import { expect, test } from 'vitest';
import { steadyWorld } from './pod.ts';
import { ownersOf, podOf, revisionsOf, saidSince, setOf, thing, webSet } from './set.ts';

/** A pod of the name that the next ordinal of a set of three would have. */
function web3(labels: object, more: object = {}): string {
  const metadata = { name: 'web-3', labels, ...more };
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata,
    spec: { containers: [{ name: 'c', image: 'app' }] },
  });
}

test('a pod that fits and has no controller is adopted when it appears, and goes when it is out of range', () => {
  const w = steadyWorld()
    .apply(webSet())
    .rest()
    .apply(web3({ app: 'web' }))
    .rest();
  w.expectDone('statefulset', 'adopts web-3').expectPods('web-0..2 Ready');
});

test('a pod with the labels of a set, but not the name of one of its pods, is left alone', () => {
  const w = steadyWorld()
    .apply(webSet())
    .rest()
    .apply(web3({ app: 'web' }).replace('web-3', 'web-x3'))
    .rest();
  expect(ownersOf(thing(w, 'Pod/default/web-x3'))).toBe('');
});

test('a pod that nobody controls is adopted when its labels come to fit', () => {
  const w = steadyWorld()
    .apply(webSet())
    .rest()
    .apply(web3({ app: 'other' }))
    .rest()
    .expectPods('web-0..3 Ready');
  w.act('kubectl label pod web-3 app=web --overwrite').rest();
  w.expectDone('statefulset', 'adopts web-3').expectPods('web-0..2 Ready');
});

test('a pod that another controls is left alone until that lets it go', () => {
  const w = steadyWorld().apply(webSet()).act('kubectl create configmap keeper').rest();
  const { uid } = thing(w, 'ConfigMap/default/keeper').metadata;
  const keeper = { apiVersion: 'v1', kind: 'ConfigMap', name: 'keeper', uid, controller: true };
  w.apply(web3({ app: 'web' }, { ownerReferences: [keeper] }))
    .act('kubectl annotate sts/web touched=1')
    .rest();
  w.expectPods('web-0..3 Ready');
  w.act(`kubectl patch pod web-3 -p '{"metadata":{"ownerReferences":null}}'`).rest().expectPods('web-0..2 Ready');
});

test('a pod that another controller lets go is adopted by the set that it fits then', () => {
  const w = steadyWorld()
    .apply(webSet())
    .apply(web3({ app: 'other' }))
    .rest();
  const template = { metadata: { labels: { app: 'other' } }, spec: { containers: [{ name: 'c', image: 'app' }] } };
  const spec = { replicas: 1, selector: { matchLabels: { app: 'other' } }, template };
  w.apply(JSON.stringify({ apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: 'other' }, spec })).rest();
  expect(ownersOf(podOf(w, 3))).toBe('ReplicaSet/other');
  w.act('kubectl label pod web-3 app=web --overwrite').rest().expectDone('statefulset', 'adopts web-3');
});

test('what is adopted or let go keeps its other owners', () => {
  const w = steadyWorld().apply(webSet()).act('kubectl create configmap friend').rest();
  const { uid } = thing(w, 'ConfigMap/default/friend').metadata;
  const friend = { apiVersion: 'v1', kind: 'ConfigMap', name: 'friend', uid };
  w.apply(web3({ app: 'other' }, { ownerReferences: [friend] }))
    .act('kubectl scale sts/web --replicas=4')
    .run('1s');
  w.act('kubectl label pod web-3 app=web --overwrite').run('100ms');
  expect(ownersOf(podOf(w, 3))).toBe('ConfigMap/friend StatefulSet/web');
  w.act('kubectl label pod web-3 app=other --overwrite').run('100ms');
  expect(ownersOf(podOf(w, 3))).toBe('ConfigMap/friend');
  expect(saidSince(w, 0)).toContain('does: releases web-3 because its labels no longer match the selector');
});

test('a pod that is on its way out is not adopted', () => {
  const w = steadyWorld()
    .apply(webSet())
    .apply(web3({ app: 'other' }, { finalizers: ['example.org/kept'] }))
    .rest();
  w.act('kubectl delete pod web-3 --wait=false').rest().act('kubectl label pod web-3 app=web --overwrite').rest();
  expect(ownersOf(podOf(w, 3))).toBe('');
});

test('a set that is being deleted adopts neither pods nor revisions', () => {
  const w = steadyWorld().apply(webSet()).rest();
  const name = setOf(w).status?.currentRevision ?? '';
  w.act('kubectl delete sts web --cascade=foreground --wait=false').apply(web3({ app: 'web' }));
  w.act(`kubectl patch controllerrevision ${name} -p '{"metadata":{"ownerReferences":null}}'`).rest();
  w.expectPods('web-3 Ready');
  expect(ownersOf(thing(w, `ControllerRevision/default/${name}`))).toBe('');
});

test('a revision that nobody controls is adopted when its labels fit, and only then', () => {
  const others = webSet().replaceAll('"web"', '"old"');
  const w = steadyWorld().apply(webSet()).apply(others).rest();
  w.act('kubectl delete sts web old --cascade=orphan').rest().apply(webSet()).rest();
  const owners = revisionsOf(w).map((revision) => ownersOf(revision));
  expect(owners.sort()).toEqual(['', 'StatefulSet/web']);
});

test('a set that is made again adopts the revisions first, then the pods, and uses an old revision at once', () => {
  const w = steadyWorld().apply(webSet()).rest().act('kubectl set image sts/web c=app:v2').rest();
  const names = revisionsOf(w).map(({ metadata }) => metadata.name);
  w.act('kubectl delete sts web --cascade=orphan').rest();
  const { now } = w.cluster.state;
  w.apply(webSet()).run('1ms');
  const done = saidSince(w, now).filter((line) => line.startsWith('does'));
  expect(done.map((line) => line.split(' because ')[0])).toEqual([
    ...[...names].sort().map((name) => `does: adopts ${name}`),
    ...[0, 1, 2].map((ordinal) => `does: adopts web-${ordinal}`),
    `does: records ${names[0]}`,
    'does: deletes web-2',
  ]);
});

test('a pod that is taken from a set is missed by it', () => {
  const w = steadyWorld().apply(webSet()).rest();
  w.act(`kubectl patch pod web-1 -p '{"metadata":{"ownerReferences":null,"labels":{"app":"other"}}}'`).run('1s');
  expect(setOf(w).status).toMatchObject({ replicas: 2, readyReplicas: 2 });
});
