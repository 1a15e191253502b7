/** What a set's status says, and how many pods an update takes at a time. */
import { expect, test } from 'vitest';
import { steadyWorld } from './pod.ts';
import { decision, podOf, saidSince, setOf, webSet } from './set.ts';

test('counts of zero are left out, but for all pods, those that are available, and the collisions', () => {
  const { status = {} } = setOf(steadyWorld().apply(webSet()).run('1ms'));
  const { currentRevision, ...others } = status as { readonly currentRevision?: string };
  expect(others).toEqual({
    replicas: 0,
    availableReplicas: 0,
    collisionCount: 0,
    observedGeneration: 1,
    updateRevision: currentRevision,
  });
});

test('with maxUnavailable a pod below the partition that is out counts, too', () => {
  const rollingUpdate = { partition: 2, maxUnavailable: 1 };
  const w = steadyWorld({ settings: { gates: { MaxUnavailableStatefulSet: true } } });
  w.apply(webSet({ podManagementPolicy: 'Parallel', updateStrategy: { rollingUpdate } })).rest();
  w.breaks('pod/default/web-0', 'readiness').rest();
  expect(decision(w)).not.toContain('maxUnavailable');
  w.act('kubectl set image sts/web c=app:v2').rest();
  expect(podOf(w, 2).spec.containers[0]?.image).toBe('app:v1');
  expect(decision(w)).toBe(
    'waits: web-0 is not Ready yet because maxUnavailable is 1, and these are unavailable: web-0',
  );
  w.heals('pod/default/web-0', 'readiness').rest();
  expect(podOf(w, 2).spec.containers[0]?.image).toBe('app:v2');
});

test.each([
  [5, '75%', 3],
  [7, '34%', 2],
  [3, '10%', 1],
])('of %i pods %s are rounded down to %i, and one may always be out', (replicas, maxUnavailable, count) => {
  const w = steadyWorld({ settings: { gates: { MaxUnavailableStatefulSet: true } } });
  w.apply(webSet({ replicas, podManagementPolicy: 'Parallel', updateStrategy: { rollingUpdate: { maxUnavailable } } }));
  const { now } = w.rest().cluster.state;
  w.act('kubectl set image sts/web c=app:v2').run('1ms');
  expect(saidSince(w, now).filter((line) => line.startsWith('does: deletes'))).toHaveLength(count);
});

test('without its gate maxUnavailable is dropped from a new set and from a changed one; with it, it is 1', () => {
  const asked = { updateStrategy: { rollingUpdate: { maxUnavailable: 2 } } };
  const w = steadyWorld().apply(webSet(asked));
  expect(setOf(w).spec.updateStrategy.rollingUpdate).toEqual({ partition: 0 });
  w.act(`kubectl patch sts web -p '${JSON.stringify({ spec: asked })}'`);
  expect(setOf(w).spec.updateStrategy.rollingUpdate).toEqual({ partition: 0 });
  const open = steadyWorld({ settings: { gates: { MaxUnavailableStatefulSet: true } } }).apply(webSet());
  expect(setOf(open).spec.updateStrategy.rollingUpdate).toEqual({ partition: 0, maxUnavailable: 1 });
});
