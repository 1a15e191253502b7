import { describe, expect, test } from 'vitest';
import { get, list } from '../../src/cluster/index.ts';
import type { Deployment, Event, Pod, ReplicaSet } from '../../src/objects/index.ts';
import { conditionOf, isReady, isTerminating } from '../../src/objects/index.ts';
import { world } from '../world.ts';
import type { World } from '../world.ts';

/** A Deployment called web, with whatever else its spec is to say. */
function web(replicas: number, more = ''): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, annotations: {kubernetes.io/change-cause: first}}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: web}}
  ${more}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: 'nginx:1'}]}
`;
}

function deployment({ cluster }: World): Deployment {
  return get<Deployment>(cluster, 'Deployment/default/web')!;
}

function sets({ cluster }: World): readonly ReplicaSet[] {
  return list<ReplicaSet>(cluster, 'ReplicaSet', 'default');
}

function pods({ cluster }: World): readonly Pod[] {
  return list<Pod>(cluster, 'Pod', 'default').filter((pod) => !isTerminating(pod));
}

/** The images of the pods that are not going, with how many of each. */
function images(w: World): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const pod of pods(w)) {
    const image = pod.spec.containers[0]?.image ?? '';
    counts[image] = (counts[image] ?? 0) + 1;
  }
  return counts;
}

/** The most pods that there were at once, and the fewest that were Ready, while time passed to rest. */
function watched(replicas: number, more: string): { most: number; fewest: number; w: World } {
  const seen = { most: 0, fewest: Infinity };
  let isOn = false;
  const w: World = world({
    each: () => {
      if (!isOn) return;
      seen.most = Math.max(seen.most, pods(w).length);
      seen.fewest = Math.min(seen.fewest, pods(w).filter(isReady).length);
    },
  });
  w.apply(web(replicas, more)).rest();
  isOn = true;
  w.act('kubectl set image deploy/web web=nginx:2').rest();
  return { ...seen, w };
}

function reasonOf(w: World, type: string): string | undefined {
  return conditionOf(deployment(w), type)?.reason;
}

describe('its pods', () => {
  test('have names of their ReplicaSet and five random signs, and the hash as a label', () => {
    const w = world().apply(web(3)).rest();
    const [set] = sets(w);
    const hash = set?.metadata.labels?.['pod-template-hash'];
    expect(set?.metadata.name).toBe(`web-${hash}`);
    expect(hash).toMatch(/^[4-9bcdf]+$/);
    for (const { metadata } of pods(w)) {
      expect(metadata.name).toMatch(new RegExp(`^web-${hash}-[bcdfghjklmnpqrstvwxz2456789]{5}$`));
      expect(metadata.labels?.['pod-template-hash']).toBe(hash);
    }
  });

  test('are replaced as soon as they begin to go, under another name', () => {
    const w = world().apply(web(2)).rest();
    const [first] = pods(w);
    w.act(`kubectl delete pod ${first?.metadata.name}`).run('100ms');
    expect(pods(w)).toHaveLength(2);
    expect(pods(w).map(({ metadata }) => metadata.name)).not.toContain(first?.metadata.name);
    expect(list(w.cluster, 'Pod', 'default')).toHaveLength(3);
  });

  test('are adopted when they fit, and released when their labels no longer do', () => {
    const w = world().apply(web(2)).rest();
    const [first] = pods(w);
    w.act(`kubectl label pod ${first?.metadata.name} app=other --overwrite`).rest();
    w.expectDone('replicaset', `releases ${first?.metadata.name}`);
    expect(pods(w)).toHaveLength(3);
    w.act(`kubectl label pod ${first?.metadata.name} app=web --overwrite`).rest();
    w.expectDone('replicaset', `adopts ${first?.metadata.name}`);
    expect(pods(w)).toHaveLength(2);
  });
});

describe('a roll-out', () => {
  test('of 3 has at most 4 pods, and 3 of them Ready', () => {
    const { most, fewest, w } = watched(3, '');
    expect([most, fewest]).toEqual([4, 3]);
    expect(images(w)).toEqual({ 'nginx:2': 3 });
  });

  test('of 4 may be one short; shares are rounded up for the surge and down for the rest', () => {
    const { most, fewest } = watched(4, '');
    expect([most, fewest]).toEqual([5, 3]);
  });

  test('of 10 with 25 % has 13 pods at most and 8 Ready at least', () => {
    const { most, fewest } = watched(10, '');
    expect(most).toBe(13);
    expect(fewest).toBeGreaterThanOrEqual(8);
  });

  test('waits for the new pods, and says so', () => {
    const w = world().apply(web(3)).rest().act('kubectl set image deploy/web web=nginx:2').run('1s');
    w.expectWait('deployment', '0 of 3 new pods are available', 'default/web');
    expect(images(w)).toEqual({ 'nginx:1': 3, 'nginx:2': 1 });
    expect(reasonOf(w, 'Progressing')).toBe('ReplicaSetUpdated');
    w.rest();
    expect(reasonOf(w, 'Progressing')).toBe('NewReplicaSetAvailable');
  });

  test('with Recreate begins when the last old pod is gone', () => {
    const w = world().apply(web(2, 'strategy: {type: Recreate}')).rest();
    w.act('kubectl set image deploy/web web=nginx:2').run('500ms');
    expect(pods(w)).toHaveLength(0);
    w.expectWait('deployment', '2 old pods are not gone yet', 'default/web').rest();
    expect(images(w)).toEqual({ 'nginx:2': 2 });
  });

  test('on a bad image leaves the old pods serving, and undoing it needs no help', () => {
    const w = world().apply(web(3)).rest().act('kubectl set image deploy/web web=missing').run('1m');
    expect(images(w)).toEqual({ 'nginx:1': 3, missing: 1 });
    w.act('kubectl rollout undo deploy/web').rest();
    expect(images(w)).toEqual({ 'nginx:1': 3 });
  });

  test('that does not move for progressDeadlineSeconds says so', () => {
    const w = world().apply(web(2, 'progressDeadlineSeconds: 30')).rest();
    w.act('kubectl set image deploy/web web=missing').run('29s');
    expect(reasonOf(w, 'Progressing')).toBe('ReplicaSetUpdated');
    w.run('5s').expectDone('deployment-progress', 'web makes no progress');
    expect(reasonOf(w, 'Progressing')).toBe('ProgressDeadlineExceeded');
    w.refuses('kubectl rollout status deploy/web', 'error: deployment "web" exceeded its progress deadline');
  });

  test('that is paused stands still, also for a new number, which is followed', () => {
    const w = world().apply(web(2)).rest().act('kubectl rollout pause deploy/web');
    w.act('kubectl set image deploy/web web=nginx:2').rest();
    w.expectWait('deployment', 'web is paused', 'default/web');
    expect(images(w)).toEqual({ 'nginx:1': 2 });
    w.act('kubectl scale deploy/web --replicas=3').rest();
    expect(images(w)).toEqual({ 'nginx:1': 3 });
    w.act('kubectl rollout resume deploy/web').rest();
    expect(images(w)).toEqual({ 'nginx:2': 3 });
  });

  test('that is scaled half-way grows in proportion', () => {
    const w = world().apply(web(10, 'strategy: {rollingUpdate: {maxSurge: 3, maxUnavailable: 2}}')).rest();
    w.act('kubectl set image deploy/web web=missing').run('5s');
    expect(images(w)).toEqual({ 'nginx:1': 8, missing: 5 });
    w.act('kubectl scale deploy/web --replicas=15').run('5s');
    expect(images(w)).toEqual({ 'nginx:1': 11, missing: 7 });
  });
});

describe('its history', () => {
  test('numbers the sets; a template that comes back gets the next number', () => {
    const w = world().apply(web(1)).rest().act('kubectl set image deploy/web web=nginx:2').rest();
    w.act('kubectl rollout undo deploy/web').rest();
    const [set] = sets(w).filter(({ spec }) => spec.replicas > 0);
    expect(set?.metadata.annotations).toMatchObject({
      'deployment.kubernetes.io/revision': '3',
      'deployment.kubernetes.io/revision-history': '1',
      'kubernetes.io/change-cause': 'first',
    });
    expect(deployment(w).metadata.annotations?.['deployment.kubernetes.io/revision']).toBe('3');
  });

  test('keeps no more sets than revisionHistoryLimit', () => {
    const w = world().apply(web(1, 'revisionHistoryLimit: 1')).rest();
    for (const image of ['nginx:2', 'nginx:3', 'nginx:4']) w.act(`kubectl set image deploy/web web=${image}`).rest();
    expect(sets(w)).toHaveLength(2);
  });
});

describe('scaling down', () => {
  test('takes pods that are not Ready first', () => {
    const w = world().apply(web(3)).rest();
    const [, second] = pods(w);
    w.breaks(`pod/default/${second?.metadata.name}`, 'readiness');
    w.act('kubectl scale deploy/web --replicas=2').rest();
    expect(pods(w).map(({ metadata }) => metadata.name)).not.toContain(second?.metadata.name);
  });

  test('takes the pod with the lowest deletion cost', () => {
    const w = world().apply(web(3)).rest();
    const [, , third] = pods(w);
    w.act(`kubectl annotate pod ${third?.metadata.name} controller.kubernetes.io/pod-deletion-cost=-1`);
    w.act('kubectl scale deploy/web --replicas=2').rest();
    expect(pods(w).map(({ metadata }) => metadata.name)).not.toContain(third?.metadata.name);
  });
});

describe('deleting it', () => {
  test('takes its sets and their pods along', () => {
    const w = world().apply(web(2)).rest().act('kubectl delete deploy web').rest();
    expect(sets(w)).toHaveLength(0);
    w.expectPods('none');
  });

  test('in the foreground ends with the Deployment', () => {
    const w = world().apply(web(2)).rest().act('kubectl delete deploy web --cascade=foreground').run('200ms');
    expect(isTerminating(deployment(w))).toBe(true);
    w.rest().expectPods('none');
    expect(deployment(w)).toBeUndefined();
  });

  test('as an orphan leaves the sets, and the same Deployment takes them again', () => {
    const w = world().apply(web(2)).rest();
    const before = pods(w).map(({ metadata }) => metadata.uid);
    w.act('kubectl delete deploy web --cascade=orphan').rest();
    expect(sets(w)).toHaveLength(1);
    w.apply(web(2)).rest();
    expect(pods(w).map(({ metadata }) => metadata.uid)).toEqual(before);
    expect(sets(w)[0]?.metadata.ownerReferences?.[0]?.kind).toBe('Deployment');
  });
});

test('a quota keeps pods from being made; the set and the Deployment say so, and go on when there is room', () => {
  const w = world().act('kubectl create quota few --hard=pods=1').apply(web(2)).run('10s');
  expect(conditionOf(sets(w)[0]!, 'ReplicaFailure')).toMatchObject({ status: 'True', reason: 'FailedCreate' });
  expect(conditionOf(deployment(w), 'ReplicaFailure')?.message).toContain('exceeded quota: few');
  const events = list<Event>(w.cluster, 'Event', 'default').map(({ message }) => message);
  expect(events.some((message) => message.startsWith('Error creating: pods "web-'))).toBe(true);
  w.act('kubectl delete quota few').rest();
  expect(pods(w)).toHaveLength(2);
  expect(conditionOf(deployment(w), 'ReplicaFailure')).toBeUndefined();
});

test('minReadySeconds makes a pod count only after that time', () => {
  const w = world().apply(web(1, 'minReadySeconds: 20')).run('15s');
  expect(deployment(w).status).toMatchObject({ readyReplicas: 1, unavailableReplicas: 1 });
  w.rest();
  expect(deployment(w).status).toMatchObject({ readyReplicas: 1, availableReplicas: 1 });
});

test('the API server refuses what Kubernetes refuses', () => {
  const w = world();
  const file = (text: string): Record<string, string> => ({ 'a.yaml': text });
  w.refuses(
    'kubectl apply -f a.yaml',
    'spec.template.metadata.labels: Invalid value',
    file(web(1).replace('labels: {app: web}', 'labels: {app: x}')),
  );
  w.refuses(
    'kubectl apply -f a.yaml',
    'may not be 0 when `maxSurge` is 0',
    file(web(1, 'strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 0}}')),
  );
  w.refuses(
    'kubectl apply -f a.yaml',
    "may not be specified when strategy `type` is 'Recreate'",
    file(web(1, 'strategy: {type: Recreate, rollingUpdate: {}}')),
  );
  w.apply(web(1)).refuses(
    'kubectl apply -f a.yaml',
    'spec.selector: Invalid value: {"matchLabels":{"app":"x"}}: field is immutable',
    file(web(1).replaceAll('app: web', 'app: x')),
  );
});
