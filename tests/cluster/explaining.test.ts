import { describe, expect, test } from 'vitest';
import { decisionOf, spell } from '../../src/cluster/index.ts';
import { world } from '../world.ts';
import type { World } from '../world.ts';

function web(replicas: number, spec = ''): string {
  return `
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web}
spec:
  replicas: ${replicas}
  ${spec}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: c, image: 'app:v1'}]}
  volumeClaimTemplates:
  - metadata: {name: data}
    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
`;
}

/** What the set's controller last said, and why: `waits: … because …`. */
function decision(w: World): string {
  const entry = decisionOf(w.cluster, 'statefulset', 'default/web');
  if (!entry) return 'nothing';
  const because = entry.because ? ` because ${spell(entry.because)}` : '';
  return `${entry.kind}: ${spell(entry.what)}${because}`;
}

describe('a set that is stuck says which pod holds it up, and by which rule', () => {
  test('an unready low ordinal holds up a scale-up', () => {
    const w = world().apply(web(3)).rest();
    w.breaks('pod/default/web-1', 'readiness').act('kubectl scale sts/web --replicas=5').rest();
    expect(decision(w)).toBe('waits: web-1 is not Ready yet because OrderedReady creates web-3 only after it');
  });

  test('two unready pods that are both to go hold each other up', () => {
    const w = world().apply(web(5)).rest();
    w.breaks('pod/default/web-2', 'readiness').breaks('pod/default/web-4', 'readiness');
    w.act('kubectl scale sts/web --replicas=2').rest();
    expect(decision(w)).toBe(
      'waits: web-4 is to be removed next, but it is not Ready because OrderedReady removes only one unready pod, the lowest: web-2',
    );
    w.expectPods('web-0..1 Ready, web-2 Running, web-3 Ready, web-4 Running');
  });

  test('a reverted bad image does not heal a roll-out', () => {
    const w = world().apply(web(3)).rest();
    w.act('kubectl set image sts/web c=app:badimage').run('1m');
    w.act('kubectl set image sts/web c=app:v1').run('1m');
    expect(decision(w)).toBe(
      'waits: web-2 is not Ready yet because OrderedReady updates web-2 only when all pods are Ready',
    );
    w.act('kubectl delete pod web-2 --wait=false').rest().expectPods('web-0..2 Ready');
    expect(decision(w)).toBe('rests: 3 of 3 pods are as they should be');
  });

  test('a failed pod is not replaced while a lower one is not Ready', () => {
    const w = world().apply(web(3)).rest();
    w.breaks('pod/default/web-0', 'readiness').breaks('pod/default/web-2', 'evict').rest();
    w.expectPods('web-0 Running, web-1 Ready, web-2 Failed');
    expect(decision(w)).toBe(
      'waits: web-0 is not Ready yet because OrderedReady replaces web-2 only when all lower pods are Ready',
    );
    w.heals('pod/default/web-0', 'readiness').rest().expectPods('web-0..2 Ready');
    w.expectDone('statefulset', 'deletes web-2');
  });

  test('an unready low ordinal holds up an update', () => {
    const w = world().apply(web(3)).rest();
    w.breaks('pod/default/web-0', 'readiness').act('kubectl set image sts/web c=app:v2').rest();
    expect(decision(w)).toBe(
      'waits: web-0 is not Ready yet because OrderedReady updates web-2 only when all pods are Ready',
    );
  });

  // In Parallel the owners of the claim are put right as long as the pod is there: too late is just after that.
  test.each([
    ['OrderedReady', '100ms'],
    ['Parallel', '850ms'],
  ])('in %s a claim of the pod that was scaled away holds up its successor', (how, after) => {
    const retention = 'persistentVolumeClaimRetentionPolicy: {whenDeleted: Retain, whenScaled: Delete}';
    const w = world()
      .apply(web(1, `podManagementPolicy: ${how}\n  ${retention}`))
      .rest();
    w.act('kubectl scale sts/web --replicas=0').run(after).act('kubectl scale sts/web --replicas=1').rest();
    expect(decision(w)).toBe(
      'waits: web-0 cannot be created yet because data-web-0 still belongs to the pod of this name that was scaled away',
    );
    w.expectPods('none').expectClaims('none');
    w.act('kubectl annotate sts/web touched=1').rest().expectPods('web-0 Ready');
  });
});
