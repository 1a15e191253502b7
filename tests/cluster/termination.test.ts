import { expect, test } from 'vitest';
import type { EndpointSlice, Pod } from '../../src/objects/index.ts';
import type { World } from '../world.ts';
import { eventsOf, podNamed, podOf, statusOf, steadyWorld } from './pod.ts';

/** Deletes the pod and answers how long it took to go, in seconds. */
function goesIn(w: World, flags = ''): number {
  const from = w.cluster.state.now;
  w.act(`kubectl delete pod a --wait=false ${flags}`);
  for (let at = 0; at < 1000 && podNamed(w); at++) w.run('100ms');
  return Math.round((w.cluster.state.now - from) / 100) / 10;
}

function started(spec: string): World {
  return steadyWorld().apply(podOf(spec)).run('10s');
}

test('a program that listens to SIGTERM goes at once; one that does not uses up the grace period', () => {
  expect(goesIn(started('containers: [{name: web, image: nginx}]'))).toBe(1);
  expect(goesIn(started('containers: [{name: web, image: "web:slowterm"}]'))).toBe(30);
  expect(goesIn(started('terminationGracePeriodSeconds: 5\ncontainers: [{name: web, image: "web:slowterm"}]'))).toBe(5);
  expect(goesIn(started('containers: [{name: web, image: busybox, command: [sleep, "3600"]}]'))).toBe(30);
});

test('what was killed says 137, what stopped says 0', () => {
  const seen = (image: string): unknown => {
    const w = started(`terminationGracePeriodSeconds: 3\ncontainers: [{name: web, image: "${image}"}]`);
    w.act('kubectl delete pod a --wait=false');
    const ends = w
      .run('10s')
      .changes.filter(({ object }) => object.kind === 'Pod')
      .map(({ object }) => object as Pod);
    const last = ends.at(-1);
    return [last?.status?.phase, last?.status?.containerStatuses?.[0]?.state?.terminated?.exitCode];
  };
  expect(seen('web')).toEqual(['Succeeded', 0]);
  expect(seen('web:slowterm')).toEqual(['Failed', 137]);
});

test('the preStop hook counts inside the grace period, and a process gets two seconds more at least', () => {
  const hook = (seconds: number): string => `lifecycle: {preStop: {sleep: {seconds: ${seconds}}}}`;
  const grace = 'terminationGracePeriodSeconds: 10\n';
  expect(goesIn(started(`${grace}containers: [{name: web, image: web, ${hook(5)}}]`))).toBe(6);
  expect(goesIn(started(`${grace}containers: [{name: web, image: "web:slowterm", ${hook(5)}}]`))).toBe(10);
  expect(
    goesIn(
      started(
        `${grace}containers: [{name: web, image: "web:slowterm", lifecycle: {preStop: {exec: {command: [sleep, "20"]}}}}]`,
      ),
    ),
  ).toBe(12);
  const command = 'lifecycle: {preStop: {exec: {command: [sh, -c, "nginx -s quit; sleep 4"]}}}';
  expect(goesIn(started(`containers: [{name: web, image: nginx, ${command}}]`))).toBe(5);
});

test('the fault hang makes a program deaf; healed, it stops', () => {
  const w = started('containers: [{name: web, image: web}]').breaks('pod/default/a', 'hang');
  w.act('kubectl delete pod a --wait=false').run('20s');
  expect(statusOf(w)).toBe('1/1 Terminating 0');
  w.heals('pod/default/a', 'hang').run('100ms');
  expect(podNamed(w)).toBeUndefined();
  expect(eventsOf(w)).toContain('Normal Killing Stopping container web');
});

test('deleting again shortens the grace period, and never makes it longer', () => {
  const w = started('containers: [{name: web, image: "web:slowterm"}]');
  w.act('kubectl delete pod a --wait=false').run('2s');
  w.act('kubectl delete pod a --wait=false --grace-period=60').run('1s');
  expect(podNamed(w).metadata.deletionGracePeriodSeconds).toBe(30);
  w.act('kubectl delete pod a --wait=false --grace-period=3').run('2s');
  expect(podNamed(w)).toBeDefined();
  w.run('1100ms');
  expect(podNamed(w)).toBeUndefined();
});

test('a Service lets go of a terminating pod at once, while it still answers', () => {
  const service =
    'apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {selector: {app: a}, ports: [{port: 80}]}\n---\n';
  const w = steadyWorld()
    .apply(service + podOf('containers: [{name: web, image: "web:slowterm"}]'))
    .run('10s');
  w.act('kubectl delete pod a --wait=false').run('1s');
  const slice = Object.values(w.cluster.state.objects).find(({ kind }) => kind === 'EndpointSlice') as EndpointSlice;
  expect(slice.endpoints[0]?.conditions).toEqual({ ready: false, serving: true, terminating: true });
});

test('a pod that is forced away is gone at once, and so are its processes', () => {
  const w = started('containers: [{name: web, image: "web:slowterm"}]');
  w.act('kubectl delete pod a --grace-period=0 --force').run('100ms');
  expect(Object.keys(w.cluster.state.machines).filter((part) => /^(kubelet|container):/.test(part))).toEqual([]);
});

test('an evicted pod has failed, with the reason', () => {
  const w = started('containers: [{name: web, image: web}]').breaks('pod/default/a', 'evict');
  expect(statusOf(w)).toMatch(/Evicted/);
  expect(podNamed(w).status).toMatchObject({ phase: 'Failed', message: 'The node was low on resource: memory. ' });
  expect(Object.keys(w.cluster.state.machines).filter((part) => /^(kubelet|container):/.test(part))).toEqual([]);
});
