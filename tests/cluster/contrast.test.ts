import { expect, test } from 'vitest';
import { get, list } from '../../src/cluster/index.ts';
import type { Deployment, Ingress, Pod, Secret } from '../../src/objects/index.ts';
import { isReady } from '../../src/objects/index.ts';
import { world } from '../world.ts';

test('contrast.yaml: three pods with random names share one volume', () => {
  const w = world().apply('contrast.yaml').rest();
  const pods = list<Pod>(w.cluster, 'Pod', 'default');
  expect(pods.map(isReady)).toEqual([true, true, true]);
  expect(
    new Set(pods.flatMap(({ spec }) => spec.volumes?.map((each) => each.persistentVolumeClaim?.claimName))),
  ).toEqual(new Set(['shared']));
  w.expectClaims('shared Bound').expectVolumes('pv-shared Bound');
  expect(get<Deployment>(w.cluster, 'Deployment/default/kubia-loose')?.status).toMatchObject({ availableReplicas: 3 });
});

test('every object of wordpress.yaml and notes.yaml is accepted', () => {
  const w = world().apply('wordpress.yaml').apply('notes.yaml');
  expect(get<Secret>(w.cluster, 'Secret/default/maria')?.data).toEqual({ 'root-password': 'MTIz' });
  expect(get<Ingress>(w.cluster, 'Ingress/default/wordpress')?.spec?.ingressClassName).toBe('nginx');
  w.act('kubectl get deploy,ds,cm,secret,ing');
  expect(w.printed.out).toContain('wordpress   nginx   blog.example.test   192.168.0.80   80      0s');
});
