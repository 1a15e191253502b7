import { expect, test } from 'vitest';
import { list } from '../../src/cluster/index.ts';
import type { Claim, Pod } from '../../src/objects/index.ts';
import { isReady } from '../../src/objects/index.ts';
import { world } from '../world.ts';

/** What each manifest must have when it is at rest: its pods, and the claims that are bound. */
const inputs: Readonly<Record<string, { readonly pods: number; readonly claims: number }>> = {
  'kubia.yaml': { pods: 2, claims: 2 },
  'nginx-web.yaml': { pods: 3, claims: 3 },
  'redis.yaml': { pods: 3, claims: 3 },
  'contrast.yaml': { pods: 3, claims: 1 },
  'wordpress.yaml': { pods: 3, claims: 1 },
  // One bare pod, one of the Deployment, and one of the DaemonSet on each of three nodes.
  'notes.yaml': { pods: 5, claims: 0 },
};

for (const [name, { pods, claims }] of Object.entries(inputs)) {
  test(`${name} is applied unchanged, and all of it becomes Ready`, () => {
    const { cluster } = world().apply(name).rest();
    const there = list<Pod>(cluster, 'Pod');
    expect(there.filter((pod) => !isReady(pod)).map(({ metadata, status }) => [metadata.name, status])).toEqual([]);
    expect(there).toHaveLength(pods);
    const bound = list<Claim>(cluster, 'PersistentVolumeClaim').filter(({ status }) => status?.phase === 'Bound');
    expect(bound).toHaveLength(claims);
  });
}
