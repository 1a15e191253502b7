import { expect, test } from 'vitest';
import { coursesOf, eventsOf, podNamed, podOf, statusOf, steadyWorld } from './pod.ts';

const bad = podOf('containers: [{name: web, image: "nginx:missing"}]');

test('an image that is not there: ErrImagePull, then ImagePullBackOff, and tries after 10, 20, 40 … 300 seconds', () => {
  const w = steadyWorld().apply(bad);
  const pulls: number[] = [];
  for (let second = 0; second < 900; second++) {
    w.run('1s');
    const message = podNamed(w).status?.containerStatuses?.[0]?.state?.waiting;
    if (message?.reason === 'ErrImagePull') pulls.push(second + 1);
  }
  const waits = pulls.slice(1).map((at, place) => at - pulls[place]! - 2);
  expect(waits).toEqual([10, 20, 40, 80, 160, 300]);
  expect(podNamed(w).status?.phase).toBe('Pending');
});

test('what a bad image says of itself', () => {
  const w = steadyWorld().apply(bad).run('5s');
  expect(statusOf(w)).toBe('0/1 ImagePullBackOff 0');
  expect(eventsOf(w).slice(1)).toEqual([
    'Normal Pulling Pulling image "nginx:missing"',
    'Warning Failed Failed to pull image "nginx:missing": rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/library/nginx:missing": failed to resolve reference "docker.io/library/nginx:missing": docker.io/library/nginx:missing: not found',
    'Warning Failed Error: ErrImagePull',
    'Normal BackOff Back-off pulling image "nginx:missing"',
    'Warning Failed Error: ImagePullBackOff',
  ]);
});

test('an image that is broken and healed is there at the next try', () => {
  const w = steadyWorld().breaks('image/nginx:1.29', 'missing');
  w.apply(podOf('containers: [{name: web, image: "nginx:1.29"}]')).run('5s');
  expect(statusOf(w)).toBe('0/1 ImagePullBackOff 0');
  w.heals('image/nginx:1.29', 'missing').run('5s');
  expect(statusOf(w)).toBe('0/1 ImagePullBackOff 0');
  w.run('10s');
  expect(statusOf(w)).toBe('1/1 Running 0');
});

test('a pull takes as long as the settings say of its image, and ten times that where it is slow', () => {
  const settings = { images: { nginx: { pull: 7000 } } };
  const usual = steadyWorld({ settings }).apply(podOf('containers: [{name: web, image: "nginx:1.29"}]'));
  expect(coursesOf(usual, 12)).toContain('8s 0/1 Running 0');
  const slow = steadyWorld().breaks('image/nginx', 'slow');
  slow.apply(podOf('containers: [{name: web, image: "nginx:1.29"}]'));
  expect(coursesOf(slow, 25)).toContain('21s 0/1 Running 0');
  expect(eventsOf(slow)).toContain(
    'Normal Pulled Successfully pulled image "nginx:1.29" in 20s (20s including waiting). Image size: 62960551 bytes.',
  );
});

test('Never takes only what is there; IfNotPresent pulls once for each node; Always asks each time', () => {
  const never = steadyWorld().apply(podOf('containers: [{name: web, image: "nginx:1", imagePullPolicy: Never}]'));
  never.run('1s');
  expect(statusOf(never)).toBe('0/1 ErrImageNeverPull 0');
  expect(eventsOf(never)).toContain(
    'Warning ErrImageNeverPull Container image "nginx:1" is not present with pull policy of Never',
  );
});

test('a name that is none', () => {
  const w = steadyWorld().apply(podOf('containers: [{name: web, image: "NGINX"}]')).run('1s');
  expect(statusOf(w)).toBe('0/1 InvalidImageName 0');
  expect(podNamed(w).status?.containerStatuses?.[0]?.state?.waiting?.message).toBe(
    'Failed to apply default image tag "NGINX": couldn\'t parse image name "NGINX": invalid reference format: repository name (library/NGINX) must be lowercase',
  );
});
