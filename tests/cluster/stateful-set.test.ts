import { describe, expect, test } from 'vitest';
import { defaultSettings, spell } from '../../src/cluster/index.ts';
import { world } from '../world.ts';
import type { World } from '../world.ts';

/** A set without claims, for stories in which storage plays no part. */
function web(replicas: number, policy = 'OrderedReady'): string {
  return `
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web}
spec:
  serviceName: web
  replicas: ${replicas}
  podManagementPolicy: ${policy}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: nginx}]}
`;
}

/** The order in which a part has changed pods in this way. */
function order({ changes }: World, what: 'added' | 'deleted'): string {
  const pods = changes.filter(({ type, object }) => type === what && object.kind === 'Pod');
  return pods.map(({ object }) => object.metadata.name).join(' ');
}

describe('OrderedReady', () => {
  test('kubia-0 is Ready before kubia-1 is created', () => {
    const w = world().apply('kubia.yaml').run('1s');
    w.expectPods('kubia-0 Pending').expectWait('statefulset', 'kubia-0 is not Ready yet');
    w.rest().expectPods('kubia-0..1 Ready');
    w.expectDone('statefulset', 'creates kubia-0').expectDone('statefulset', 'creates kubia-1');
  });

  test('scaling from 2 to 3 adds the next ordinal', () => {
    const w = world().apply('kubia.yaml').rest();
    w.act('kubectl scale sts/kubia --replicas=3')
      .run('100ms')
      .expectPods('kubia-0 Ready, kubia-1 Ready, kubia-2 Pending');
    w.expectWait('statefulset', 'kubia-2 is not Ready yet').rest().expectPods('kubia-0..2 Ready');
  });

  test('scaling down takes the highest ordinal first, one at a time', () => {
    const w = world().apply(web(4)).rest();
    w.act('kubectl scale sts/web --replicas=1')
      .run('100ms')
      .expectPods('web-0 Ready, web-1 Ready, web-2 Ready, web-3 Terminating');
    w.expectWait('statefulset', 'web-3 is still terminating', 'default/web');
    w.rest().expectPods('web-0 Ready');
    expect(order(w, 'deleted')).toBe('web-3 web-2 web-1');
  });

  test('an unready pod keeps new ones from being created, until it is Ready again', () => {
    const w = world().apply(web(3)).rest();
    w.breaks('pod/default/web-1', 'readiness').act('kubectl scale sts/web --replicas=5').rest();
    w.expectPods('web-0 Ready, web-1 Running, web-2 Ready').expectWait(
      'statefulset',
      'web-1 is not Ready yet',
      'default/web',
    );
    w.heals('pod/default/web-1', 'readiness').rest().expectPods('web-0..4 Ready');
  });

  test('two unready pods that are both to go block each other for good', () => {
    const w = world().apply(web(5)).rest();
    w.breaks('pod/default/web-1', 'readiness').breaks('pod/default/web-3', 'readiness');
    w.act('kubectl scale sts/web --replicas=1').rest();
    w.expectPods('web-0 Ready, web-1 Running, web-2 Ready, web-3 Running');
  });

  test('a deleted pod comes back with its name and its claim', () => {
    const w = world().apply('kubia.yaml').rest();
    const uid = w.cluster.state.objects['Pod/default/kubia-0']?.metadata.uid;
    w.act('kubectl delete pod kubia-0').run('100ms').expectPods('kubia-0 Terminating, kubia-1 Ready').rest();
    w.expectPods('kubia-0..1 Ready').expectClaims('data-kubia-0..1 Bound');
    expect(w.cluster.state.objects['Pod/default/kubia-0']?.metadata.uid).not.toBe(uid);
    expect(w.printed).toMatchObject({ out: 'pod "kubia-0" deleted from default namespace\n', code: 0 });
  });

  test('a pod deleted by force leaves at once', () => {
    const w = world().apply(web(2)).rest().act('kubectl delete pod web-0 --grace-period=0 --force');
    w.expectPods('web-1 Ready').rest().expectPods('web-0..1 Ready');
  });
});

describe('Parallel', () => {
  test('all pods are created at once', () => {
    world().apply(web(4, 'Parallel')).run('100ms').expectPods('web-0..3 Pending').rest().expectPods('web-0..3 Ready');
  });

  test('all pods that are too many go at once', () => {
    const w = world().apply(web(4, 'Parallel')).rest().act('kubectl scale sts/web --replicas=1').run('100ms');
    w.expectPods('web-0 Ready, web-1 Terminating, web-2 Terminating, web-3 Terminating')
      .rest()
      .expectPods('web-0 Ready');
  });

  test('an unready pod blocks nobody', () => {
    const w = world().apply(web(2, 'Parallel')).rest().breaks('pod/default/web-0', 'readiness');
    w.act('kubectl scale sts/web --replicas=3').rest().expectPods('web-0 Running, web-1 Ready, web-2 Ready');
  });
});

/** When the API server refused the set's controller something, in milliseconds. */
function refusals({ cluster }: World): number[] {
  return cluster.state.log.flatMap(({ at, who, refused }) => (who === 'statefulset' && refused ? [at] : []));
}

describe('a refused turn', () => {
  const calm = { ...defaultSettings.durations, controller: 10, jitter: 0 };

  test('what wakes the set meanwhile counts as a try, and does not put off the one that is due', () => {
    const w = world({ settings: { durations: calm } })
      .apply(web(2, 'Parallel'))
      .run('10s');
    w.act('kubectl label pod web-1 app-').run('2s');
    const last = refusals(w).at(-1)!;
    const due = last + 5 * 2 ** (refusals(w).length - 1);
    w.act('kubectl scale sts/web --replicas=3').run('3s');
    expect(refusals(w)).toContain(due);
  });

  test('in Parallel a pod that has ended is asked to go twice in the turn that updates it, and that is no failure', () => {
    const w = world({ settings: { durations: calm } })
      .apply(web(2, 'Parallel'))
      .run('10s');
    const limit = '{"spec":{"revisionHistoryLimit":5}}';
    w.act(`kubectl patch sts web --type=merge -p '${limit}'`).breaks('pod/default/web-1', 'evict');
    w.act('kubectl set image sts/web web=nginx:2').run('100ms').act('kubectl get events');
    const words = 'Delete Pod web-1 in StatefulSet web failed error: pods "web-1" not found';
    expect(w.printed.out).toContain(words);
    w.rest().expectPods('web-0..1 Ready');
  });

  test('pods of an older set of the same name wake nobody when they go', () => {
    const w = world({ settings: { durations: calm } })
      .apply(web(1))
      .run('10s');
    w.act('kubectl delete sts web --wait=false').run('100ms').apply(web(1)).rest();
    const made = w.cluster.state.log.filter(({ what }) => spell(what) === 'creates web-0').at(-1);
    expect(made?.kind).toBe('does');
    expect(made!.at - refusals(w).at(-1)!).toBe(5 * 2 ** (refusals(w).length - 1));
    w.expectPods('web-0 Ready');
  });
});

test('a pod whose number has more than 32 bits is adopted and otherwise left alone', () => {
  const w = world().act('kubectl run web-20260101000000 --image=nginx --labels=app=web').apply(web(1)).rest();
  w.expectPods('web-0 Ready, web-20260101000000 Ready');
  expect(w.cluster.state.objects['Pod/default/web-20260101000000']?.metadata.ownerReferences).toHaveLength(1);
});

test('a set with no replicas has no pods', () => {
  world().apply(web(0)).rest().expectPods('none');
});
