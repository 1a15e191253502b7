/** What a ReplicaSet says of its pods, and how many it makes at a time. */
import { expect, test } from 'vitest';
import { eventsOf, steadyWorld } from './pod.ts';

/** A ReplicaSet `web`. */
function web(replicas: number): string {
  const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'app' }] } };
  const spec = { replicas, selector: { matchLabels: { app: 'web' } }, template };
  return JSON.stringify({ apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: 'web' }, spec });
}

test('its Events name the pods that came and went', () => {
  const w = steadyWorld().apply(web(1)).rest().act('kubectl scale rs web --replicas=0').rest();
  const told = eventsOf(w, 'web').map((event) => event.replace(/web-[a-z0-9]{5}$/, 'web-x'));
  expect(told).toEqual(['Normal SuccessfulCreate Created pod: web-x', 'Normal SuccessfulDelete Deleted pod: web-x']);
});

test('pods are created in batches of 1, 2, 4 …, and none after a batch in which one was refused', () => {
  const quota = { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'few' }, spec: { hard: { pods: '4' } } };
  const w = steadyWorld().apply(JSON.stringify(quota)).apply(web(9)).run('1ms');
  const tried = w.cluster.state.log.filter(({ who }) => who === 'replicaset').map(({ kind }) => kind);
  expect(tried).toEqual(['does', 'does', 'does', 'does', 'fails', 'fails', 'fails']);
});
