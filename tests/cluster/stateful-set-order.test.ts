/** What a set's controller does at a time, and in which order. */
import { describe, expect, test } from 'vitest';
import type { StatefulSet } from '../../src/objects/index.ts';
import type { World } from '../world.ts';
import { eventsOf, steadyWorld } from './pod.ts';
import { claimOf, claimTemplate, decision, saidSince, setOf, thing, webSet } from './set.ts';

const parallel = { podManagementPolicy: 'Parallel' };

/** A limit on the pods of the namespace. */
function quota(pods: number): string {
  const metadata = { name: 'few' };
  return JSON.stringify({ apiVersion: 'v1', kind: 'ResourceQuota', metadata, spec: { hard: { pods: String(pods) } } });
}

/** What was said, without the reasons. */
function wordsSince(w: World, from: number): readonly string[] {
  return saidSince(w, from).map((line) => line.split(' because ')[0] ?? '');
}

/** How long it was from each refusal since this moment to the next. */
function pausesOf({ cluster: { state } }: World, from: number): readonly number[] {
  const refused = state.log.filter(({ who, kind, at }) => who === 'statefulset' && kind === 'fails' && at >= from);
  return refused.slice(1).map(({ at }, place) => at - refused[place]!.at);
}

describe('OrderedReady', () => {
  test('of several pods that have ended one is replaced at a time', () => {
    const w = steadyWorld().apply(webSet()).rest().breaks('pod/default/web-0', 'readiness').rest();
    w.breaks('pod/default/web-1', 'evict').breaks('pod/default/web-2', 'evict').rest();
    const { now } = w.expectPods('web-0 Running, web-1 Failed, web-2 Failed').cluster.state;
    w.heals('pod/default/web-0', 'readiness').rest().expectPods('web-0..2 Ready');
    expect(wordsSince(w, now).filter((line) => line.startsWith('does'))).toEqual([
      'does: deletes web-1',
      'does: creates web-1',
      'does: deletes web-2',
      'does: creates web-2',
    ]);
  });

  test('a pod that has succeeded is replaced, too', () => {
    const w = steadyWorld().apply(webSet()).rest();
    w.act(`kubectl patch pod web-1 --subresource=status -p '{"status":{"phase":"Succeeded"}}'`).rest();
    expect(saidSince(w, 0)).toContain('does: deletes web-1 because its phase is Succeeded, so it is replaced');
    w.expectPods('web-0..2 Ready');
  });

  test('a pod that has ended, and is kept by a finalizer, is asked to go once and waited for', () => {
    const w = steadyWorld()
      .apply(webSet({}, { metadata: { finalizers: ['example.org/kept'] } }))
      .rest();
    w.breaks('pod/default/web-1', 'evict').rest().act('kubectl annotate sts/web touched=1').rest();
    expect(decision(w)).toBe('waits: web-1 is still terminating because web-1 is created again only when it is gone');
    expect(saidSince(w, 0).filter((line) => line.includes('deletes'))).toEqual([
      'does: deletes web-1 because its phase is Failed, so it is replaced',
    ]);
  });

  test('a claim is made again for a pod that is Pending, and not for one that runs', () => {
    const persistentVolumeClaimRetentionPolicy = { whenDeleted: 'Retain', whenScaled: 'Delete' };
    const volumeClaimTemplates = [claimTemplate()];
    const set = webSet({ replicas: 2, volumeClaimTemplates, persistentVolumeClaimRetentionPolicy });
    const w = steadyWorld().apply(set).rest();
    w.act('kubectl delete pvc data-web-0 --wait=false');
    w.act(`kubectl patch pvc data-web-0 -p '{"metadata":{"finalizers":null}}'`);
    w.act('kubectl annotate sts/web touched=1').rest().expectClaims('data-web-1 Bound').expectPods('web-0..1 Ready');
  });
});

describe('Parallel', () => {
  test('a claim of a pod that has no node yet is made again, when the set looks', () => {
    const volumeClaimTemplates = [claimTemplate('data'), claimTemplate('logs')];
    const w = steadyWorld().apply(
      webSet({ ...parallel, volumeClaimTemplates }, { spec: { schedulingGates: [{ name: 'example.org/later' }] } }),
    );
    const { uid } = claimOf(w.run('10s'), 1).metadata;
    w.act('kubectl delete pvc data-web-1')
      .run('100ms')
      .expectClaims('data-web-0 Bound, data-web-2 Bound, logs-web-0..2 Bound');
    w.act('kubectl annotate sts/web touched=1').run('1ms');
    expect(claimOf(w, 1).metadata.uid).not.toBe(uid);
  });

  test('pods are created in batches of 1, 2, 4 …, and none after a batch in which one was refused', () => {
    const w = steadyWorld()
      .apply(quota(4))
      .apply(webSet({ ...parallel, replicas: 9 }))
      .run('1ms');
    expect(wordsSince(w, 0).filter((line) => line.includes('creates'))).toEqual([
      ...[0, 1, 2, 3].map((ordinal) => `does: creates web-${ordinal}`),
      ...[4, 5, 6].map((ordinal) => `fails: creates web-${ordinal}`),
    ]);
  });

  test('a place where nothing is to be done counts in its batch all the same, and a refusal keeps no status from being written', () => {
    const w = steadyWorld().apply(quota(4)).apply(webSet(parallel)).rest();
    const { now } = w.cluster.state;
    w.act('kubectl scale sts/web --replicas=9').run('1ms');
    expect(setOf(w).status).toMatchObject({ replicas: 3, observedGeneration: 2 });
    expect(wordsSince(w, now)).toEqual([
      'does: creates web-3',
      ...[4, 5, 6].map((ordinal) => `fails: creates web-${ordinal}`),
    ]);
  });

  test('a batch holds 500 pods and no more', () => {
    const limits = { ...steadyWorld().cluster.state.settings.limits, pods: 511 };
    const w = steadyWorld({ settings: { limits } })
      .apply(webSet({ ...parallel, replicas: 1100 }))
      .run('1ms');
    expect(saidSince(w, 0).filter((line) => line.startsWith('fails'))).toHaveLength(500);
  });

  test('a pod that is on its way out is not asked to go again', () => {
    const w = steadyWorld().apply(webSet(parallel)).rest().act('kubectl scale sts/web --replicas=1').run('100ms');
    w.act('kubectl annotate sts/web touched=1').rest().expectPods('web-0 Ready');
    expect(eventsOf(w, 'web').filter((event) => event.includes('Delete'))).toEqual([
      'Normal SuccessfulDelete Delete Pod web-2 in StatefulSet web successful',
      'Normal SuccessfulDelete Delete Pod web-1 in StatefulSet web successful',
    ]);
  });

  test('it does not say that all is done while pods are starting or on their way out', () => {
    const w = steadyWorld()
      .apply(webSet({ ...parallel, updateStrategy: { type: 'OnDelete' } }))
      .run('3s');
    expect(decision(w)).toMatch(/^does: creates/);
    expect(decision(w.rest())).toBe('rests: 3 of 3 pods are as they should be');
    w.act('kubectl scale sts/web --replicas=1').run('100ms').act('kubectl annotate sts/web touched=1').run('100ms');
    expect(decision(w)).toMatch(/^does: deletes/);
    expect(decision(w.rest())).toBe('rests: 1 of 1 pods are as they should be');
  });
});

test('a turn that is refused comes again after 5 ms, then twice as long each time up to 1,000 s; success begins anew', () => {
  const taken = { metadata: { name: 'web-0', labels: { app: 'other' } } };
  const spec = { containers: [{ name: 'c', image: 'app' }] };
  const w = steadyWorld().apply(JSON.stringify({ apiVersion: 'v1', kind: 'Pod', ...taken, spec }));
  w.apply(webSet({ replicas: 1 })).run('1h');
  expect(pausesOf(w, 0).slice(1, 5)).toEqual([10, 20, 40, 80]);
  expect(pausesOf(w, 0).slice(-3)).toEqual([655_360, 1_000_000, 1_000_000]);
  const { now } = w.act('kubectl delete pod web-0').rest().expectPods('web-0 Ready').cluster.state;
  w.act('kubectl label pod web-0 app=other --overwrite').run('2s');
  expect(pausesOf(w, now).slice(1, 5)).toEqual([10, 20, 40, 80]);
});

test('where a new revision is refused, nothing follows, and the status stays as it was', () => {
  const w = steadyWorld().act('kubectl create namespace lab');
  const kept = JSON.parse(webSet()) as { metadata: object };
  kept.metadata = { name: 'web', namespace: 'lab', finalizers: ['example.org/kept'] };
  w.apply(JSON.stringify(kept)).rest().act('kubectl delete namespace lab --wait=false').run('1m');
  const { status } = thing<StatefulSet>(w, 'StatefulSet/lab/web');
  w.act('kubectl set image -n lab sts/web c=app:v2').run('1m');
  expect(thing(w, 'StatefulSet/lab/web').status).toEqual(status);
});
