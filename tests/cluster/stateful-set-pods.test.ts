/** What a set's pods are made of, which revision they come back at, and what is put right on those that are there. */
import { describe, expect, test } from 'vitest';
import type { World } from '../world.ts';
import { eventsOf, steadyWorld } from './pod.ts';
import { claimTemplate, podOf, setOf, webSet } from './set.ts';

describe('a new pod', () => {
  test('has what its template says, and the name, the labels and the host of its ordinal', () => {
    const metadata = {
      labels: { app: 'web', tier: 'a' },
      annotations: { note: 'kept' },
      finalizers: ['example.org/kept'],
    };
    const w = steadyWorld()
      .apply(webSet({ serviceName: 'names', ordinals: { start: 4 } }, { metadata }))
      .run('1s');
    const { uid } = setOf(w).metadata;
    expect(podOf(w, 4).metadata).toMatchObject({
      generateName: 'web-',
      labels: {
        app: 'web',
        tier: 'a',
        'apps.kubernetes.io/pod-index': '4',
        'controller-revision-hash': setOf(w).status?.updateRevision,
        'statefulset.kubernetes.io/pod-name': 'web-4',
      },
      annotations: { note: 'kept' },
      finalizers: ['example.org/kept'],
      ownerReferences: [
        { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web', uid, controller: true, blockOwnerDeletion: true },
      ],
    });
    expect(podOf(w, 4).spec).toMatchObject({ hostname: 'web-4', subdomain: 'names' });
  });

  test("keeps the set's own labels, whatever the template says of them", () => {
    const labels = { app: 'web', 'apps.kubernetes.io/pod-index': '9', 'statefulset.kubernetes.io/pod-name': 'x' };
    const w = steadyWorld()
      .apply(webSet({}, { metadata: { labels } }))
      .run('1s');
    expect(podOf(w, 0).metadata.labels).toMatchObject({
      'apps.kubernetes.io/pod-index': '0',
      'statefulset.kubernetes.io/pod-name': 'web-0',
    });
  });

  test('mounts its claims before all other volumes, and instead of those of the same name', () => {
    const volumes = [
      { name: 'scratch', emptyDir: {} },
      { name: 'data', emptyDir: {} },
    ];
    const w = steadyWorld();
    w.apply(webSet({ volumeClaimTemplates: [claimTemplate('data'), claimTemplate('logs')] }, { spec: { volumes } }));
    w.run('1s');
    expect(podOf(w, 0).spec.volumes).toEqual([
      { name: 'data', persistentVolumeClaim: { claimName: 'data-web-0' } },
      { name: 'logs', persistentVolumeClaim: { claimName: 'logs-web-0' } },
      { name: 'scratch', emptyDir: {} },
    ]);
  });
});

/** The images of the pods from ordinal 5 up, as a roll-out from v1 to v2 has left them. */
function images(w: World): string {
  return [5, 6, 7].map((ordinal) => podOf(w, ordinal).spec.containers[0]?.image).join(' ');
}

describe('during a roll-out a deleted pod comes back', () => {
  const start = { ordinals: { start: 5 } };

  test('at the new revision wherever its ordinal is, when there is no partition', () => {
    const w = steadyWorld().apply(webSet(start)).rest().act('kubectl set image sts/web c=app:badimage').run('10s');
    w.act('kubectl delete pod web-5 --wait=false').run('10s');
    expect(images(w)).toBe('app:badimage app:v1 app:badimage');
  });

  test('at the old one below the partition, which is a place and not an ordinal', () => {
    const w = steadyWorld();
    w.apply(webSet({ ...start, updateStrategy: { rollingUpdate: { partition: 1 } } })).rest();
    w.act('kubectl set image sts/web c=app:v2').rest().act('kubectl delete pod web-5 web-6').rest();
    expect(images(w)).toBe('app:v1 app:v2 app:v2');
  });

  test('at the old one below currentReplicas, where the strategy is a type and nothing else', () => {
    const w = steadyWorld()
      .apply(webSet({ ...start, updateStrategy: { type: 'RollingUpdate' } }))
      .rest();
    w.act('kubectl set image sts/web c=app:v2').run('100ms').act('kubectl delete pod web-5 --wait=false').run('7s');
    expect(images(w)).toBe('app:v1 app:v1 app:v2');
    w.rest();
    expect(images(w)).toBe('app:v2 app:v2 app:v2');
  });

  test('at the new one in OnDelete', () => {
    const w = steadyWorld()
      .apply(webSet({ ...start, updateStrategy: { type: 'OnDelete' } }))
      .rest();
    w.act('kubectl set image sts/web c=app:v2').rest().act('kubectl delete pod web-5').rest();
    expect(images(w)).toBe('app:v2 app:v1 app:v1');
  });
});

test('a pod that has lost its labels of identity gets them back', () => {
  const w = steadyWorld().apply(webSet()).rest();
  w.act('kubectl label pod web-1 statefulset.kubernetes.io/pod-name- apps.kubernetes.io/pod-index-').rest();
  expect(podOf(w, 1).metadata.labels).toMatchObject({
    'apps.kubernetes.io/pod-index': '1',
    'statefulset.kubernetes.io/pod-name': 'web-1',
  });
  w.expectDone('statefulset', 'makes web-1 what its name says');
  expect(eventsOf(w, 'web')).toContain('Normal SuccessfulUpdate update Pod web-1 in StatefulSet web successful');
});

test('an adopted pod that lacks a volume is not to be helped: its claim is made, and the update is refused', () => {
  const w = steadyWorld();
  const spec = { containers: [{ name: 'c', image: 'app' }] };
  w.apply(
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web-0', labels: { app: 'web', 'statefulset.kubernetes.io/pod-name': 'web-0' } },
      spec,
    }),
  );
  w.rest()
    .apply(webSet({ replicas: 1, volumeClaimTemplates: [claimTemplate()] }))
    .run('1m');
  w.expectClaims('data-web-0 Bound').expectPods('web-0 Ready');
  expect(eventsOf(w, 'web').find((event) => event.includes('FailedUpdate'))).toContain(
    'Warning FailedUpdate update Pod web-0 in StatefulSet web failed error: Pod "web-0" is invalid: spec: Forbidden: pod updates may not change fields other than',
  );
});

test('Events tell what was done for a set, and what was refused', () => {
  const quota = { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'few' }, spec: { hard: { pods: '1' } } };
  const w = steadyWorld()
    .apply(JSON.stringify(quota))
    .apply(webSet({ volumeClaimTemplates: [claimTemplate()] }));
  w.run('1m').act('kubectl scale sts/web --replicas=0').rest();
  const told = eventsOf(w, 'web').map((event) => event.replace(/ x\d+$/, ''));
  expect(told.slice(0, 4)).toEqual([
    'Normal SuccessfulCreate Create Claim data-web-0 Pod web-0 in StatefulSet web success',
    'Normal SuccessfulCreate Create Pod web-0 in StatefulSet web successful',
    'Normal SuccessfulCreate Create Claim data-web-1 Pod web-1 in StatefulSet web success',
    'Warning FailedCreate Create Pod web-1 in StatefulSet web failed error: pods "web-1" is forbidden: exceeded quota: few, requested: pods=1, used: pods=1, limited: pods=1',
  ]);
  expect(told.at(-1)).toBe('Normal SuccessfulDelete Delete Pod web-0 in StatefulSet web successful');
});
