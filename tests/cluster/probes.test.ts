import { expect, test } from 'vitest';
import { isReady } from '../../src/objects/index.ts';
import type { World } from '../world.ts';
import { eventsOf, podNamed, podOf, statusOf, steadyWorld } from './pod.ts';

/** When the pod turned ready or not, in seconds after its container's start, told by looking each tenth of a second. */
function turnsOf(w: World, seconds: number): readonly string[] {
  const turns: string[] = [];
  let startedAt: number | undefined;
  let was = false;
  for (let at = 0; at < seconds * 10; at++) {
    w.run('100ms');
    const pod = podNamed(w);
    if (pod.status?.containerStatuses?.[0]?.state?.running) startedAt ??= w.cluster.state.now - 100;
    const is = isReady(pod);
    if (is !== was)
      turns.push(`${is ? 'ready' : 'unready'} ${Math.round((w.cluster.state.now - 100 - (startedAt ?? 0)) / 1000)}`);
    was = is;
  }
  return turns;
}

function web(probes: string, image = 'web'): string {
  return podOf(`containers: [{name: web, image: "${image}", ports: [{name: http, containerPort: 8080}], ${probes}}]`);
}

test('without a readiness probe a container is ready soon after its start; with one when it has passed', () => {
  const http = 'httpGet: {path: /, port: http}';
  expect(turnsOf(steadyWorld().apply(web('')), 20)).toEqual(['ready 1']);
  expect(turnsOf(steadyWorld().apply(web(`readinessProbe: {${http}}`)), 20)).toEqual(['ready 0']);
  const later = `readinessProbe: {${http}, initialDelaySeconds: 5, periodSeconds: 4, successThreshold: 3}`;
  expect(turnsOf(steadyWorld().apply(web(later)), 30)).toEqual(['ready 13']);
});

test('a readiness probe that fails three times takes the pod out, and one success puts it back', () => {
  const w = steadyWorld().apply(web('readinessProbe: {httpGet: {port: 8080}, periodSeconds: 5}')).run('4s');
  expect(statusOf(w)).toBe('1/1 Running 0');
  w.breaks('pod/default/a', 'readiness');
  // The probes come at 2.5, 7.5, 12.5 … seconds.
  w.run('13s');
  expect(statusOf(w)).toBe('1/1 Running 0');
  w.run('1s');
  expect(statusOf(w)).toBe('0/1 Running 0');
  w.expectDone('kubelet', 'a is not Ready');
  w.run('30s').heals('pod/default/a', 'readiness').run('5s');
  expect(statusOf(w)).toBe('1/1 Running 0');
  expect(eventsOf(w)).toContain('Warning Unhealthy Readiness probe failed: HTTP probe failed with statuscode: 500 x9');
});

test('without a probe the fault readiness counts at once', () => {
  const w = steadyWorld().apply(web('')).run('10s').breaks('pod/default/a', 'readiness');
  expect(statusOf(w)).toBe('0/1 Running 0');
  w.heals('pod/default/a', 'readiness');
  expect(statusOf(w)).toBe('1/1 Running 0');
});

test('a probe on a port where nobody listens fails, and says so', () => {
  const w = steadyWorld().apply(web('readinessProbe: {tcpSocket: {port: 8081}}', 'luksa/kubia-pet')).run('1m');
  expect(statusOf(w)).toBe('0/1 Running 0');
  const { podIP } = podNamed(w).status ?? {};
  expect(eventsOf(w).at(-1)).toBe(
    `Warning Unhealthy Readiness probe failed: dial tcp ${podIP}:8081: connect: connection refused x6`,
  );
});

test('a liveness probe that fails has its container killed and started again', () => {
  const w = steadyWorld()
    .apply(web('livenessProbe: {httpGet: {port: 8080}, periodSeconds: 5, failureThreshold: 2}'))
    .run('4s');
  w.breaks('pod/default/a', 'liveness').run('9s');
  expect(eventsOf(w).slice(-2)).toEqual([
    'Warning Unhealthy Liveness probe failed: HTTP probe failed with statuscode: 500 x2',
    'Normal Killing Container web failed liveness probe, will be restarted',
  ]);
  w.run('5s');
  expect(statusOf(w)).toMatch(/Running 1/);
  w.heals('pod/default/a', 'liveness').run('5m');
  expect(statusOf(w)).toMatch(/^1\/1 Running/);
});

test('until the startup probe has passed nothing else is asked; if it never does the container is started again', () => {
  const startup = 'startupProbe: {tcpSocket: {port: 3306}, periodSeconds: 2, failureThreshold: 30}';
  const liveness = 'livenessProbe: {tcpSocket: {port: 3306}, periodSeconds: 1, failureThreshold: 1}';
  const env = 'env: [{name: MYSQL_ROOT_PASSWORD, value: x}]';
  const w = steadyWorld()
    .apply(web(`${startup}, ${liveness}, ${env}`, 'mysql:8'))
    .run('30s');
  expect(statusOf(w)).toBe('1/1 Running 0');
  const hopeless = 'startupProbe: {tcpSocket: {port: 1}, periodSeconds: 2, failureThreshold: 3}';
  const lost = steadyWorld().apply(web(hopeless, 'nginx')).run('12s');
  expect(statusOf(lost)).toMatch(/Running 1/);
  expect(eventsOf(lost)).toContain('Normal Killing Container web failed startup probe, will be restarted');
});

test('exec probes run their command among the files of the container', () => {
  const script = 'touch /tmp/healthy; sleep 30; rm -f /tmp/healthy; sleep 600';
  const probe = 'livenessProbe: {exec: {command: [cat, /tmp/healthy]}, initialDelaySeconds: 5, periodSeconds: 5}';
  const w = steadyWorld().apply(
    podOf(`containers: [{name: web, image: busybox, args: [/bin/sh, -c, "${script}"], ${probe}}]`),
  );
  w.run('35s');
  expect(statusOf(w)).toBe('1/1 Running 0');
  w.run('15s');
  expect(eventsOf(w)).toContain(
    "Warning Unhealthy Liveness probe failed: cat: can't open '/tmp/healthy': No such file or directory\n x3",
  );
  w.run('35s');
  expect(statusOf(w)).toMatch(/Running 1/);
});

test('a pod at rest has no timers, however often it is asked', () => {
  const probes = ['livenessProbe', 'readinessProbe'].map((kind) => `${kind}: {httpGet: {port: 8080}}`).join(', ');
  const w = steadyWorld().apply(web(probes)).run('1m');
  const due = w.cluster.state.due.filter(({ part }) => part.startsWith('container:') || part.startsWith('kubelet:'));
  const machines = Object.keys(w.cluster.state.machines).filter((part) => part.startsWith('container:'));
  expect(machines.flatMap((part) => Object.keys(w.cluster.state.machines[part]?.timers ?? {}))).toEqual([]);
  expect(due.filter(({ at }) => at > w.cluster.state.now)).toEqual([]);
});
