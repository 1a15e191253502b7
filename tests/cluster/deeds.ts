import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Cluster } from '../../src/cluster/index.ts';
import { breakTarget, defaultSettings, healTarget, newCluster, nextDue, tick } from '../../src/cluster/index.ts';
import { kubectl } from '../../src/kubectl/index.ts';
import '../learn.ts';

/** Something done to a cluster from outside: a line typed, a pod broken or healed. */
export type Deed =
  { readonly line: string; readonly stdin?: string } | { readonly breaks: string } | { readonly heals: string };

/** Deeds, each with the time that passes after it. */
export type Deeds = readonly { readonly deed: Deed; readonly waitMs: number }[];

/** What happens to the cluster after every tick; it goes on as the one that comes back. */
export type Between = (cluster: Cluster) => Cluster;

const kubia = readFileSync(new URL('../inputs/kubia.yaml', import.meta.url), 'utf8');

/** Plays the deeds on a new cluster. */
export function play(seed: number, deeds: Deeds, between: Between = (cluster) => cluster): Cluster {
  let cluster = newCluster(defaultSettings, seed);
  for (const { deed, waitMs } of deeds) {
    take(cluster, deed);
    const until = cluster.state.now + waitMs;
    while ((nextDue(cluster)?.at ?? until + 1) <= until) {
      tick(cluster);
      cluster = between(cluster);
    }
    cluster.state.now = until;
  }
  return cluster;
}

function take(cluster: Cluster, deed: Deed): void {
  if ('breaks' in deed) breakTarget(cluster, deed.breaks, 'readiness');
  else if ('heals' in deed) healTarget(cluster, deed.heals);
  else
    kubectl(cluster, { line: deed.line, files: { 'kubia.yaml': kubia, '-': deed.stdin ?? '' }, namespace: 'default' });
}

/** Everything that happened and all that there is, as text. */
export function historyOf({ state }: Cluster): string {
  return JSON.stringify(state);
}

/** Run as a program, it prints the history of the deeds that it is given. */
const [, script = '', seed, deeds = ''] = process.argv;
if (import.meta.url === pathToFileURL(script).href && seed !== undefined) {
  process.stdout.write(historyOf(play(Number(seed), JSON.parse(deeds) as Deeds)));
}
