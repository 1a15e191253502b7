import { expect, test } from 'vitest';
import { world } from '../world.ts';
import type { World } from '../world.ts';

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
  w.rest().expectPods('none');
  expect(w.cluster.state.objects['StatefulSet/default/kubia']).toBeUndefined();
});
