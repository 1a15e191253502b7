import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Cluster } from '../../src/cluster/index.ts';
import { openCluster } from '../../src/cluster/index.ts';
import type { Pod } from '../../src/objects/index.ts';
import { historyOf, play } from './deeds.ts';
import type { Deeds } from './deeds.ts';
import { apply, applyInParallel, seeds, stories } from './stories.ts';

test('a cluster that is written to JSON and read back after every tick goes on to the identical history', () => {
  fc.assert(
    fc.property(seeds, stories, (seed, story) => {
      expect(historyOf(play(seed, story, readBack))).toBe(historyOf(play(seed, story)));
    }),
    { numRuns: 30 },
  );
});

test('what a set’s turns remember of its pods is not seen: a claim that is asked to go is missed at once', () => {
  const story: Deeds = [
    { ...applyInParallel, waitMs: 1500 },
    { deed: { line: 'kubectl delete pvc data-kubia-1 --wait=false' }, waitMs: 20_000 },
  ];
  expect(historyOf(play(1, story, readBack))).toBe(historyOf(play(1, story)));
});

test('in which order a set’s turns came to know of pods that no longer fit is not seen', () => {
  const story: Deeds = [
    { ...apply, waitMs: 60_000 },
    { deed: { line: 'kubectl label pod kubia-0 touched=1' }, waitMs: 1 },
    { deed: { line: 'kubectl label pod kubia-1 app=other --overwrite' }, waitMs: 1 },
    { deed: { line: 'kubectl label pod kubia-0 app=other --overwrite' }, waitMs: 60_000 },
  ];
  expect(historyOf(play(1, story, readBack))).toBe(historyOf(play(1, story)));
});

test('which of two pods with the same ordinal out of range was changed last is not seen', () => {
  const pods = ['kubia-07', 'kubia-7'].map((name) => ({ line: 'kubectl apply -f -', stdin: looseKubia(name) }));
  const story: Deeds = [
    { ...apply, waitMs: 30_000 },
    { deed: { line: 'kubectl delete pod kubia-0 --wait=false' }, waitMs: 10 },
    ...pods.map((deed) => ({ deed, waitMs: 3000 })),
    { deed: { line: 'kubectl label pod kubia-07 touched=1' }, waitMs: 60_000 },
  ];
  expect(historyOf(play(1, story, readBack))).toBe(historyOf(play(1, story)));
});

test('the same seed and acts give the identical history', () => {
  fc.assert(
    fc.property(seeds, stories, (seed, story) => {
      expect(historyOf(play(seed, story))).toBe(historyOf(play(seed, story)));
    }),
    { numRuns: 30 },
  );
});

test('another seed gives another history', () => {
  const story = [{ ...apply, waitMs: 60_000 }];
  expect(play(2, story).state.log).not.toEqual(play(1, story).state.log);
});

test('another process gives the identical history', () => {
  const story: Deeds = [
    { ...apply, waitMs: 30_000 },
    { deed: { line: 'kubectl scale sts/kubia --replicas=3' }, waitMs: 7000 },
    { deed: { line: 'kubectl delete pod kubia-1 --wait=false' }, waitMs: 300 },
    { deed: { breaks: 'pod/default/kubia-0' }, waitMs: 30_000 },
  ];
  const script = new URL('deeds.ts', import.meta.url).pathname;
  const words = ['--import', 'tsx', script, '7', JSON.stringify(story)];
  expect(execFileSync(process.execPath, words, { encoding: 'utf8' })).toBe(historyOf(play(7, story)));
});

test('one more set changes nobody else’s luck', () => {
  const other = { deed: { line: 'kubectl apply -f -', stdin: otherSet }, waitMs: 0 };
  const alone = play(5, [{ ...apply, waitMs: 60_000 }]);
  const beside = play(5, [other, { ...apply, waitMs: 60_000 }]);
  for (const name of ['kubia-0', 'kubia-1']) expect(turnsOf(beside, name)).toEqual(turnsOf(alone, name));
});

/** A pod that the set takes for its own. */
function looseKubia(name: string): string {
  const metadata = { name, labels: { app: 'kubia' } };
  const spec = { containers: [{ name: 'kubia', image: 'luksa/kubia-pet' }] };
  return JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata, spec });
}

const otherSet = `
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: other}
spec:
  serviceName: other
  replicas: 2
  selector: {matchLabels: {app: other}}
  template:
    metadata: {labels: {app: other}}
    spec: {containers: [{name: other, image: other}]}
`;

function readBack({ state }: Cluster): Cluster {
  return openCluster(JSON.parse(JSON.stringify(state)) as Cluster['state']);
}

/** When the pod came to be what it is: its conditions with their times, but for the node it happens to be on. */
function turnsOf({ state }: Cluster, name: string): unknown {
  const pod = state.objects[`Pod/default/${name}`] as Pod | undefined;
  expect(pod?.status?.conditions).toBeDefined();
  return pod?.status?.conditions;
}
