import { expect, test } from 'vitest';
import { coursesOf, eventsOf, podNamed, podOf, statusOf, steadyWorld } from './pod.ts';

test('a crashing container is started again at once, then after 10, 20, 40, 80, 160 and 300 seconds', () => {
  const w = steadyWorld().apply(podOf('containers: [{name: web, image: "web:crash"}]'));
  const starts: number[] = [];
  let last = '';
  for (let at = 0; at < 1_000_000; at += 100) {
    w.run('100ms');
    const startedAt = podNamed(w).status?.containerStatuses?.[0]?.state?.running?.startedAt ?? last;
    if (startedAt !== last) starts.push(w.cluster.state.now);
    last = startedAt;
  }
  const waits = starts.slice(1).map((at, place) => Math.round((at - starts[place]! - 300) / 1000));
  expect(waits).toEqual([1, 10, 20, 40, 80, 160, 300, 300]);
  expect(podNamed(w).status?.containerStatuses?.[0]?.restartCount).toBe(8);
});

test('STATUS of a crashing container: Error, Running, Error, CrashLoopBackOff', () => {
  const w = steadyWorld().apply(podOf('containers: [{name: web, image: "web:crash"}]'));
  expect(coursesOf(w, 20)).toEqual([
    '0s 0/1 ContainerCreating 0',
    '3s 0/1 Error 0',
    '4s 0/1 Running 1',
    '5s 0/1 Error 1',
    '6s 0/1 CrashLoopBackOff 1',
    '15s 0/1 Error 2',
    '16s 0/1 CrashLoopBackOff 2',
  ]);
  const uid = podNamed(w).metadata.uid;
  expect(podNamed(w).status?.containerStatuses?.[0]).toMatchObject({
    state: {
      waiting: {
        reason: 'CrashLoopBackOff',
        message: `back-off 20s restarting failed container=web pod=a_default(${uid})`,
      },
    },
    lastState: { terminated: { exitCode: 1, reason: 'Error' } },
  });
  expect(podNamed(w).status?.phase).toBe('Running');
  expect(eventsOf(w)).toContain(`Warning BackOff Back-off restarting failed container web in pod a_default(${uid}) x2`);
});

test('who has run for ten minutes is started again at once', () => {
  const w = steadyWorld().apply(podOf('containers: [{name: web, image: web}]')).run('10s');
  for (const _ of [1, 2, 3]) w.breaks('pod/default/a', 'crash').run('1m');
  expect(statusOf(w)).toBe('1/1 Running 3');
  w.run('9m').breaks('pod/default/a', 'crash').run('1500ms');
  expect(statusOf(w)).toBe('0/1 CrashLoopBackOff 3');
  w.run('15m').breaks('pod/default/a', 'crash').run('1500ms');
  expect(statusOf(w)).toMatch(/Running 5/);
});

test('the fault crash happens once, crashloop until it is healed, exit0 ends the program well', () => {
  const w = steadyWorld().apply(podOf('containers: [{name: web, image: web}]')).run('10s');
  w.breaks('pod/default/a', 'crash');
  expect(statusOf(w)).toBe('0/1 Error 0');
  w.run('5s');
  expect(statusOf(w)).toBe('1/1 Running 1');
  w.breaks('pod/default/a', 'crashloop').run('5m');
  expect(statusOf(w)).toMatch(/CrashLoopBackOff/);
  w.heals('pod/default/a', 'crashloop').run('5m');
  expect(statusOf(w)).toMatch(/^1\/1 Running/);
  w.run('20m').breaks('pod/default/a', 'exit0');
  expect(statusOf(w)).toMatch(/^0\/1 Completed/);
  w.run('5s');
  expect(statusOf(w)).toMatch(/^1\/1 Running/);
});

test('restartPolicy Never lets an end be an end; OnFailure starts again what has failed', () => {
  const never = steadyWorld().apply(podOf('restartPolicy: Never\ncontainers: [{name: web, image: "web:crash"}]'));
  never.run('1m');
  expect(statusOf(never)).toBe('0/1 Error 0');
  expect(podNamed(never).status?.phase).toBe('Failed');
  const fine = steadyWorld().apply(
    podOf('restartPolicy: OnFailure\ncontainers: [{name: web, image: busybox, command: [sleep, "5"]}]'),
  );
  expect(coursesOf(fine, 20)).toEqual([
    '0s 0/1 ContainerCreating 0',
    '3s 0/1 Running 0',
    '4s 1/1 Running 0',
    '8s 0/1 Completed 0',
  ]);
  expect(podNamed(fine).status?.phase).toBe('Succeeded');
});

test('a container that needs more memory than its limit is killed', () => {
  const w = steadyWorld({ settings: { images: { web: { memory: '200Mi' } } } });
  w.apply(podOf('containers: [{name: web, image: web, resources: {limits: {memory: 128Mi}}}]')).run('4s');
  expect(statusOf(w)).toBe('0/1 OOMKilled 0');
  expect(podNamed(w).status?.containerStatuses?.[0]?.state?.terminated).toMatchObject({
    exitCode: 137,
    reason: 'OOMKilled',
  });
});

test('of two containers one may crash while the other runs on', () => {
  const w = steadyWorld().apply(podOf('containers: [{name: web, image: web}, {name: side, image: "side:crash"}]'));
  w.run('10s');
  expect(statusOf(w)).toBe('1/2 CrashLoopBackOff 1');
  expect(podNamed(w).status?.conditions?.find(({ type }) => type === 'Ready')).toMatchObject({
    status: 'False',
    reason: 'ContainersNotReady',
    message: 'containers with unready status: [side]',
  });
});

test('a command that the image does not have cannot be started', () => {
  const w = steadyWorld().apply(podOf('containers: [{name: web, image: busybox, command: [nonsense]}]')).run('3s');
  expect(statusOf(w)).toBe('0/1 RunContainerError 0');
  w.run('3s');
  expect(statusOf(w)).toBe('0/1 CrashLoopBackOff 1');
});
