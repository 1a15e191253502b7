import { expect, test } from 'vitest';
import { coursesOf, podNamed, podOf, statusOf, steadyWorld } from './pod.ts';

const inits = (second: string): string => `
initContainers:
- {name: first, image: busybox, command: [sleep, "3"]}
- {name: second, image: busybox, command: ${second}}
containers: [{name: web, image: nginx}]
`;

test('init containers run one after the other, and the others only after them', () => {
  const w = steadyWorld().apply(podOf(inits('[sleep, "2"]')));
  expect(coursesOf(w, 15)).toEqual([
    '0s 0/1 Init:0/2 0',
    '6s 0/1 Init:1/2 0',
    '8s 0/1 PodInitializing 0',
    '11s 0/1 Running 0',
    '12s 1/1 Running 0',
  ]);
  expect(podNamed(w).status?.initContainerStatuses?.map(({ state }) => state?.terminated?.reason)).toEqual([
    'Completed',
    'Completed',
  ]);
});

test('an init container that fails is tried again, with waits in between', () => {
  const w = steadyWorld().apply(podOf(inits('["sh", "-c", "exit 3"]')));
  expect(coursesOf(w, 25).slice(1)).toEqual([
    '6s 0/1 Init:Error 0',
    '7s 0/1 Init:Error 1',
    '8s 0/1 Init:CrashLoopBackOff 1',
    '17s 0/1 Init:Error 2',
    '18s 0/1 Init:CrashLoopBackOff 2',
  ]);
  expect(podNamed(w).status?.conditions?.find(({ type }) => type === 'Initialized')).toMatchObject({
    status: 'False',
    reason: 'ContainersNotInitialized',
    message: 'containers with incomplete status: [second]',
  });
  expect(podNamed(w).status?.phase).toBe('Pending');
});

test('with restartPolicy Never a failed init container fails the pod', () => {
  const w = steadyWorld()
    .apply(podOf(`restartPolicy: Never${inits('["false"]')}`))
    .run('20s');
  expect(statusOf(w)).toBe('0/1 Init:Error 0');
  expect(podNamed(w).status?.phase).toBe('Failed');
});

test('a sidecar starts before the others, counts in READY, and stops after them', () => {
  const w = steadyWorld().apply(
    podOf(
      'initContainers: [{name: log, image: fluentd, restartPolicy: Always}]\ncontainers: [{name: web, image: nginx}]',
    ),
  );
  expect(coursesOf(w, 10)).toEqual([
    '0s 0/2 Init:0/1 0',
    '3s 0/2 PodInitializing 0',
    '4s 1/2 PodInitializing 0',
    '5s 1/2 Running 0',
    '6s 2/2 Running 0',
  ]);
  w.act('kubectl delete pod a --wait=false').run('1500ms');
  const { containerStatuses, initContainerStatuses } = podNamed(w).status ?? {};
  expect(containerStatuses?.[0]?.state?.terminated?.exitCode).toBe(0);
  expect(initContainerStatuses?.[0]?.state?.running).toBeDefined();
  w.run('1s').refuses('kubectl get pod a', 'not found');
});

test('a pod whose work is done stops its sidecar and has succeeded', () => {
  const w = steadyWorld().apply(
    podOf(
      'restartPolicy: Never\ninitContainers: [{name: log, image: fluentd, restartPolicy: Always}]\ncontainers: [{name: work, image: busybox, command: [sleep, "2"]}]',
    ),
  );
  w.run('20s');
  expect(podNamed(w).status?.phase).toBe('Succeeded');
  expect(podNamed(w).status?.initContainerStatuses?.[0]?.state?.terminated).toBeDefined();
});
