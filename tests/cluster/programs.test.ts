import { expect, test } from 'vitest';
import type { World } from '../world.ts';
import { podNamed, podOf, statusOf, steadyWorld } from './pod.ts';

/** Everything that lies on volumes, by backing and path. */
function filesOf({ cluster }: World): readonly (readonly [string, string])[] {
  return Object.values(cluster.state.data).flatMap((files) => Object.entries(files));
}

test('ordinal/ticker writes a line a second on its volume, and the cluster is at rest all the same', () => {
  const volume = 'volumeMounts: [{name: data, mountPath: /var/data}]';
  const w = steadyWorld().apply(
    podOf(`containers: [{name: tick, image: ordinal/ticker, ${volume}}]\nvolumes: [{name: data, emptyDir: {}}]`),
  );
  w.run('13s').rest();
  const [path, text] = filesOf(w)[0] ?? ['', ''];
  expect(path).toBe('ticker.log');
  const lines = text.trim().split('\n');
  expect(lines).toHaveLength(10);
  expect(lines[0]).toMatch(/^2026-01-01T00:00:03Z a \d+$/);
  w.run('10m');
  expect(filesOf(w)[0]?.[1].trim().split('\n')).toHaveLength(100);
});

test('mysql ends with exit code 1 when nobody tells it a root password', () => {
  const mysql = (env: string): string =>
    podOf(`containers: [{name: db, image: "mysql:8", terminationMessagePolicy: FallbackToLogsOnError${env}}]`);
  const w = steadyWorld().apply(mysql('')).run('4s');
  expect(statusOf(w)).toBe('0/1 Error 0');
  const { exitCode, message } = podNamed(w).status?.containerStatuses?.[0]?.state?.terminated ?? {};
  expect(exitCode).toBe(1);
  expect(message).toContain('Database is uninitialized and password option is not specified');
  const told = steadyWorld().apply(mysql(', env: [{name: MYSQL_ROOT_PASSWORD, value: x}]')).run('10s');
  expect(statusOf(told)).toBe('1/1 Running 0');
});

test('a database takes a while before it listens: its probe shows it, no probe hides it', () => {
  const db = (probe: string): string =>
    podOf(`containers: [{name: db, image: "mariadb:10", env: [{name: MARIADB_ROOT_PASSWORD, value: x}]${probe}}]`);
  const w = steadyWorld().apply(db(', readinessProbe: {tcpSocket: {port: 3306}, periodSeconds: 2}')).run('8s');
  expect(statusOf(w)).toBe('0/1 Running 0');
  w.run('4s');
  expect(statusOf(w)).toBe('1/1 Running 0');
  expect(statusOf(steadyWorld().apply(db('')).run('4s'))).toBe('1/1 Running 0');
});

test('busybox without a command is done at once, and is started again and again', () => {
  const w = steadyWorld().apply(podOf('containers: [{name: box, image: busybox}]')).run('3s');
  expect(statusOf(w)).toBe('0/1 Completed 0');
  w.run('4s');
  expect(statusOf(w)).toBe('0/1 CrashLoopBackOff 1');
});

test('a script writes files that others read', () => {
  const w = steadyWorld().apply(
    podOf(`
initContainers:
- name: write
  image: busybox
  command: [sh, -c, "mkdir -p /html && echo \\"from $HOSTNAME\\" > /html/index.html"]
  volumeMounts: [{name: html, mountPath: /html}]
containers:
- name: web
  image: nginx
  readinessProbe: {httpGet: {path: /, port: 80}}
  volumeMounts: [{name: html, mountPath: /usr/share/nginx/html}]
volumes: [{name: html, emptyDir: {}}]
`),
  );
  w.run('10s');
  expect(filesOf(w)).toContainEqual(['index.html', 'from a\n']);
  expect(statusOf(w)).toBe('1/1 Running 0');
});

test('the settings say of an image what its name does not', () => {
  const settings = { images: { 'my/app': { runs: 'mysql', startUp: 5000 }, other: { unready: true } } };
  const w = steadyWorld({ settings }).apply(podOf('containers: [{name: app, image: "my/app:1"}]')).run('4s');
  expect(statusOf(w)).toBe('0/1 Error 0');
  const never = steadyWorld({ settings }).apply(podOf('containers: [{name: app, image: other}]')).run('1m');
  expect(statusOf(never)).toBe('0/1 Running 0');
});
