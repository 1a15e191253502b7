/** What a set's controller says while it waits: for which pod, by which rule, and what is held up by it. */
import { describe, expect, test } from 'vitest';
import { steadyWorld } from './pod.ts';
import { claimTemplate, decision, podOf, saidSince, setOf, webSet } from './set.ts';

const parallel = { podManagementPolicy: 'Parallel' };
const late = { ordinals: { start: 5 } };

describe('OrderedReady', () => {
  test('a scale-up names the lowest ordinal that is missing', () => {
    const w = steadyWorld().apply(webSet(late)).rest().breaks('pod/default/web-5', 'readiness');
    w.act('kubectl scale sts/web --replicas=5').rest();
    expect(decision(w)).toBe('waits: web-5 is not Ready yet because OrderedReady creates web-8 only after it');
  });

  test('a scale-down names the pod that goes next, and at the end none', () => {
    const w = steadyWorld().apply(webSet()).rest().act('kubectl scale sts/web --replicas=1').run('100ms');
    expect(decision(w)).toBe('waits: web-2 is still terminating because OrderedReady removes web-1 only after it');
    expect(decision(w.run('1100ms'))).toBe('waits: web-1 is still terminating');
  });

  test('a scale-down that is held up by a pod in range names the highest that is to go', () => {
    const w = steadyWorld()
      .apply(webSet({ replicas: 4 }))
      .rest()
      .breaks('pod/default/web-0', 'readiness')
      .rest();
    w.act('kubectl scale sts/web --replicas=1').rest();
    const rule = 'OrderedReady removes web-3 only when all lower pods are Ready';
    expect(decision(w)).toBe(`waits: web-0 is not Ready yet because ${rule}`);
  });

  test('an update names the highest pod that is old', () => {
    const w = steadyWorld().apply(webSet()).rest().act('kubectl set image sts/web c=app:badimage').run('20s');
    const rule = 'OrderedReady updates web-1 only when all pods are Ready';
    expect(decision(w)).toBe(`waits: web-2 is not Ready yet because ${rule}`);
  });

  test('a pod that is Ready, but not for long enough, is waited for as long as that takes', () => {
    const w = steadyWorld()
      .apply(webSet({ minReadySeconds: 30 }))
      .run('20s')
      .expectPods('web-0 Ready');
    const rule = 'OrderedReady creates web-1 only after it';
    expect(decision(w)).toBe(`waits: web-0 is Ready, but not yet for minReadySeconds because ${rule}`);
    w.run('20s').expectPods('web-0 Ready, web-1 Ready');
  });
});

describe('a roll-out that does not go on says why', () => {
  const below = { updateStrategy: { rollingUpdate: { partition: 2 } } };
  const onDelete = { updateStrategy: { type: 'OnDelete' } };

  test('pods below the partition stay, and are never said to be next', () => {
    const w = steadyWorld().apply(webSet(below)).rest();
    const before = w.cluster.state.log.length;
    w.act('kubectl set image sts/web c=app:v2').rest();
    expect(decision(w)).toBe('rests: below the partition 2 stays old: web-0, web-1');
    const said = saidSince(w, before);
    expect(said).toContain('waits: web-2 is still terminating because web-2 is created again only when it is gone');
    expect(said.filter((line) => line.includes('updates web'))).toEqual([]);
  });

  test('it is said anew when another rule keeps them old', () => {
    const w = steadyWorld().apply(webSet(below)).rest().act('kubectl set image sts/web c=app:v2').rest();
    w.act(`kubectl patch sts web -p '{"spec":{"updateStrategy":{"type":"OnDelete","rollingUpdate":null}}}'`).rest();
    expect(decision(w)).toBe('rests: with OnDelete nobody but you deletes what is old: web-0, web-1');
  });

  test('with OnDelete nobody deletes them, and no pod is said to be next', () => {
    const w = steadyWorld().apply(webSet(onDelete)).rest();
    w.act('kubectl set image sts/web c=app:v2').rest();
    expect(decision(w)).toBe('rests: with OnDelete nobody but you deletes what is old: web-0, web-1, web-2');
    const before = w.cluster.state.log.length;
    w.act('kubectl delete pod web-1 --wait=false').rest();
    expect(saidSince(w, before).filter((line) => line.includes('updates'))).toEqual([]);
    expect(decision(w)).toContain('what is old: web-0, web-2');
  });

  test('with the gate open it names all that use up maxUnavailable', () => {
    const w = steadyWorld({ settings: { gates: { MaxUnavailableStatefulSet: true } } });
    const rollingUpdate = { maxUnavailable: 2 };
    w.apply(webSet({ replicas: 5, ...parallel, updateStrategy: { rollingUpdate } })).rest();
    w.breaks('pod/default/web-1', 'readiness').breaks('pod/default/web-3', 'readiness').rest();
    w.act('kubectl set image sts/web c=app:v2').rest();
    expect(decision(w)).toBe(
      'waits: web-1 is not Ready yet because maxUnavailable is 2, and these are unavailable: web-1, web-3',
    );
  });
});

describe('Parallel', () => {
  test('a pod that is not Ready holds nothing up where no pod is left to be updated', () => {
    const w = steadyWorld().apply(webSet(parallel)).rest();
    w.breaks('pod/default/web-0', 'readiness').rest();
    const rule = 'Parallel holds nothing up for it, and no pod is left to be updated';
    expect(decision(w)).toBe(`waits: web-0 is not Ready yet because ${rule}`);
  });

  test('an update says which missing pod it waits for', () => {
    const w = steadyWorld()
      .apply(webSet({ ...late, ...parallel }))
      .rest()
      .act('kubectl set image sts/web c=app:v2');
    expect(saidSince(w.rest(), 0)).toContain(
      'waits: web-7 is not there yet because an update goes on only when it is available',
    );
  });

  test('the lowest pod that cannot be made is named, and holds up neither other pods nor updates', () => {
    const persistentVolumeClaimRetentionPolicy = { whenDeleted: 'Retain', whenScaled: 'Delete' };
    const volumeClaimTemplates = [claimTemplate()];
    const w = steadyWorld().apply(webSet({ ...parallel, volumeClaimTemplates, persistentVolumeClaimRetentionPolicy }));
    for (const ordinal of [0, 1]) {
      const finalizers = ['example.org/kept'];
      w.rest().act(`kubectl patch pvc data-web-${ordinal} -p '${JSON.stringify({ metadata: { finalizers } })}'`);
    }
    w.act('kubectl scale sts/web --replicas=0').rest().act('kubectl scale sts/web --replicas=3').rest();
    const waits =
      'waits: web-0 cannot be created yet because data-web-0 still belongs to the pod of this name that was scaled away';
    expect(decision(w.expectPods('web-2 Ready'))).toBe(waits);
    w.act('kubectl set image sts/web c=app:v2').rest().expectPods('web-2 Ready');
    expect(podOf(w, 2).spec.containers[0]?.image).toBe('app:v2');
    expect(decision(w)).toBe(waits);
  });

  test('the set looks again when its pods have been Ready for minReadySeconds, though nothing is to be done then', () => {
    const w = steadyWorld();
    w.apply(webSet({ ...parallel, updateStrategy: { type: 'OnDelete' }, minReadySeconds: 30 })).run('20s');
    expect(setOf(w).status).toMatchObject({ readyReplicas: 3, availableReplicas: 0 });
    expect(setOf(w.run('20s')).status).toMatchObject({ readyReplicas: 3, availableReplicas: 3 });
  });
});
