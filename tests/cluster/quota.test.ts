import { expect, test } from 'vitest';
import { submit } from '../../src/cluster/index.ts';
import type { Pod } from '../../src/objects/index.ts';
import { world } from '../world.ts';
import { thing } from './set.ts';

/** A pod whose init container asks for this much, and its container for 100m. */
function pod(cpu: string | undefined): string {
  const amount = (given: string | undefined): object => (given === undefined ? {} : { requests: { cpu: given } });
  const containers = [{ name: 'web', image: 'nginx', resources: amount('100m') }];
  const initContainers = [{ name: 'first', image: 'busybox', resources: amount(cpu) }];
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web' },
    spec: { containers, initContainers },
  });
}

test('a quota counts the more demanding of init containers and containers', () => {
  const w = world().act('kubectl create quota small --hard=requests.cpu=1');
  w.refuses('kubectl apply -f pod.json', 'requested: requests.cpu=2, used: requests.cpu=0, limited: requests.cpu=1', {
    'pod.json': pod('2'),
  });
  w.act('kubectl apply -f pod.json', { 'pod.json': pod('1') })
    .rest()
    .expectPods('web Ready');
  w.refuses('kubectl run other --image=nginx', 'must specify requests.cpu for: other');
});

test('init containers, too, must say how much they ask for', () => {
  const w = world().act('kubectl create quota small --hard=requests.cpu=1');
  w.refuses('kubectl apply -f pod.json', 'must specify requests.cpu for: first', { 'pod.json': pod(undefined) });
});

test('of pods that share their containers each is counted with its own overhead', () => {
  const w = world().apply(pod('100m')).act('kubectl create quota small --hard=requests.cpu=1');
  const { apiVersion, kind, spec } = thing<Pod>(w, 'Pod/default/web');
  const heavy = { apiVersion, kind, metadata: { name: 'heavy' }, spec: { ...spec, overhead: { cpu: '2' } } };
  expect(submit(w.cluster, { verb: 'create', object: heavy }).answer).toMatchObject({
    message: expect.stringContaining('requested: requests.cpu=2100m') as string,
  });
});
