/** Much is remembered beside the objects, which clusters may share: because none is ever changed in place, nobody can see it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Cluster } from '../../src/cluster/index.ts';
import { openCluster, tick } from '../../src/cluster/index.ts';
import { kubectl } from '../../src/kubectl/index.ts';
import { historyOf, play } from './deeds.ts';
import { seeds, stories } from './stories.ts';

test('nothing that is stored is changed in place', () => {
  fc.assert(
    fc.property(seeds, stories, (seed, story) => {
      expect(() => play(seed, story, frozen)).not.toThrow();
    }),
    { numRuns: 20 },
  );
});

test('what becomes of a cluster that shares all its objects is not seen', () => {
  fc.assert(
    fc.property(seeds, stories, fc.constantFrom(...otherDeeds), (seed, story, line) => {
      const beside = (cluster: Cluster): Cluster => {
        liveOn(twinOf(cluster), line);
        return cluster;
      };
      expect(historyOf(play(seed, story, beside))).toBe(historyOf(play(seed, story)));
    }),
    { numRuns: 10 },
  );
});

/** The cluster, of whose objects none can be changed any more. */
function frozen(cluster: Cluster): Cluster {
  const { objects, machines, mounts } = cluster.state;
  for (const stored of [objects, machines, mounts]) for (const value of Object.values(stored)) freeze(value);
  return cluster;
}

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const inner of Object.values(value)) freeze(inner);
}

/** Another cluster with the very same objects. */
function twinOf({ state }: Cluster): Cluster {
  const copies = Object.entries(state).map(([name, value]) => [name, name === 'settings' ? value : copyOf(value)]);
  return openCluster(Object.fromEntries(copies) as Cluster['state']);
}

function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return [...(value as unknown[])];
  return typeof value === 'object' && value !== null ? { ...value } : value;
}

const otherDeeds = [
  'kubectl delete pvc --all --wait=false',
  'kubectl delete pod kubia-1 --grace-period=0 --force',
  'kubectl scale sts/kubia --replicas=1',
  'kubectl set image sts/kubia *=luksa/kubia-pet:v2',
];

function liveOn(cluster: Cluster, line: string): void {
  kubectl(cluster, { line, files: {}, namespace: 'default' });
  for (let ticks = 0; ticks < 5; ticks++) tick(cluster);
}
