import { expect, test } from 'vitest';
import type { ClusterState } from '../../src/cluster/index.ts';
import { openCluster, runTo, submitAsk } from '../../src/cluster/index.ts';
import { world } from '../world.ts';
import { client, clientPod } from './asking.ts';

/** Lets the cluster be written down and read back every so often, and not; both must come to the same end. */
function expectSameEnd(state: ClusterState, everyMs: number, forMs: number): void {
  const straight = openCluster(structuredClone(state));
  const end = state.now + forMs;
  runTo(straight, end);
  let written = structuredClone(state);
  for (let at = state.now + everyMs; at <= end; at += everyMs) {
    const cluster = openCluster(JSON.parse(JSON.stringify(written)) as ClusterState);
    runTo(cluster, at);
    written = cluster.state;
  }
  expect(JSON.parse(JSON.stringify(written))).toEqual(JSON.parse(JSON.stringify(straight.state)));
}

test('replicas that connect, copy and follow go on the same when the cluster is written down and read back at any moment', () => {
  const w = world().apply('redis.yaml').apply(clientPod).run('8s');
  const body = 'SET colour blue';
  const host = 'test-redis-pod-0.test-redis-service';
  const request = { protocol: 'redis', method: 'SET', path: '/', body } as const;
  submitAsk(w.cluster, { from: client, asker: '', ask: { kind: 'request', host, port: 6379, request } });
  w.act('kubectl delete pod test-redis-pod-0 --wait=false');
  expectSameEnd(w.cluster.state, 350, 14_000);
});

test('a member that hands over goes on the same when the cluster is written down and read back at any moment', () => {
  const w = world().apply('store.yaml').apply(clientPod).rest();
  for (const key of ['a', 'b', 'c']) {
    const request = { method: 'PUT', path: `/${key}`, body: key };
    submitAsk(w.cluster, {
      from: client,
      asker: '',
      ask: { kind: 'request', host: 'store-0.store', port: 7000, request },
    });
  }
  w.rest().act('kubectl scale sts store --replicas=3');
  expectSameEnd(w.cluster.state, 300, 12_000);
});
