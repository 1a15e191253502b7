import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runTo, tick } from '../../src/cluster/index.ts';
import type { Cluster } from '../../src/cluster/index.ts';
import { goOn, kubectl } from '../../src/kubectl/index.ts';
import type { Answer, Follow } from '../../src/kubectl/index.ts';
import { openTerminal } from './player.ts';

const files = { 'kubia.yaml': readFileSync(join(import.meta.dirname, '../inputs/kubia.yaml'), 'utf8') };

function type(cluster: Cluster, line: string): Answer {
  return kubectl(cluster, { line, files, namespace: 'default' });
}

function kubia(): Cluster {
  const { cluster } = openTerminal();
  type(cluster, 'kubectl apply -f kubia.yaml');
  runTo(cluster, 10_000);
  return cluster;
}

test('what a running command remembers is plain data, and goes on the same after being stored', () => {
  const cluster = kubia();
  const { follow } = type(cluster, 'kubectl get pods -w');
  const { changes } = type(cluster, 'kubectl delete pod kubia-0 --wait=false');
  const stored = JSON.parse(JSON.stringify(follow)) as Follow;
  expect(stored).toEqual(follow);
  expect(goOn(cluster, stored, changes)).toEqual(goOn(cluster, follow!, changes));
  expect(goOn(cluster, stored, changes).out).toBe('kubia-0   1/1     Terminating   0          10s\n');
});

test('a watch with a selector shows an object that leaves it once more, as deleted', () => {
  const cluster = kubia();
  const { out, follow } = type(cluster, 'kubectl get pods -w -l app=kubia --output-watch-events');
  expect(out).toContain('ADDED   kubia-0');
  const pod = cluster.state.objects['Pod/default/kubia-0']!;
  const object = { ...pod, metadata: { ...pod.metadata, labels: {} } };
  const change = {
    at: cluster.state.now,
    type: 'modified',
    key: 'Pod/default/kubia-0',
    object,
    before: pod,
    who: 'you',
  } as const;
  expect(goOn(cluster, follow!, [change]).out).toContain('DELETED   kubia-0');
});

test('a deletion that waits answers with its code when its object is gone', () => {
  const cluster = kubia();
  let answer = type(cluster, 'kubectl delete pod kubia-0 nope');
  expect(answer).toMatchObject({ out: 'pod "kubia-0" deleted from default namespace\n' });
  expect(answer.code).toBeUndefined();
  while (answer.follow) answer = goOn(cluster, answer.follow, tick(cluster));
  expect(answer.code).toBe(1);
});

test('a hint of ours never mixes with what kubectl says', () => {
  const cluster = kubia();
  const answer = type(cluster, 'kubectl get widgets');
  expect(answer.err).toBe('error: the server doesn\'t have a resource type "widgets"\n');
  expect(answer.hint).toContain('statefulsets');
});

test('a dry run says what would be done and leaves the cluster as it is', () => {
  const { cluster } = openTerminal();
  const before = JSON.stringify(cluster.state);
  const { out, changes } = type(cluster, 'kubectl apply -f kubia.yaml --dry-run=server');
  expect(out).toContain('statefulset.apps/kubia created (server dry run)\n');
  expect(changes).toEqual([]);
  expect(JSON.stringify(cluster.state)).toBe(before);
});
