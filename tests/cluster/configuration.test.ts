import { expect, test } from 'vitest';
import type { World } from '../world.ts';
import { eventsOf, podOf, statusOf, steadyWorld } from './pod.ts';

/** What the first container's process was started with. */
function envOf({ cluster }: World): unknown {
  const id = Object.keys(cluster.state.machines).find((part) => part.startsWith('container:')) ?? '';
  return (cluster.state.machines[id]?.context as { running?: { env?: unknown } } | undefined)?.running?.env;
}

const env = `
containers:
- name: web
  image: nginx
  resources: {limits: {memory: 64Mi}}
  envFrom: [{prefix: DB_, configMapRef: {name: db}}]
  env:
  - {name: PASSWORD, valueFrom: {secretKeyRef: {name: db, key: password}}}
  - {name: NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
  - {name: MEMORY, valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: 1Mi}}}
  - {name: GREETING, value: "$(NAME) uses $(DB_HOST) as $$(DB_USER)"}
`;

function withConfiguration(): World {
  return steadyWorld()
    .act('kubectl create configmap db --from-literal=HOST=maria --from-literal=USER=wp')
    .act('kubectl create secret generic db --from-literal=password=geheim');
}

test('the environment comes from ConfigMaps, Secrets, the pod itself and its limits', () => {
  const w = withConfiguration().apply(podOf(env)).run('5s');
  expect(envOf(w)).toEqual({
    DB_HOST: 'maria',
    DB_USER: 'wp',
    PASSWORD: 'geheim',
    NAME: 'a',
    MEMORY: '64',
    GREETING: 'a uses maria as $(DB_USER)',
  });
});

test('a change of a ConfigMap reaches the environment only with the next start', () => {
  const w = withConfiguration().apply(podOf(env)).run('5s');
  w.act(`kubectl patch configmap db -p '{"data":{"HOST":"other"}}'`).run('5m');
  expect(envOf(w)).toMatchObject({ DB_HOST: 'maria' });
  w.breaks('pod/default/a', 'crash').run('10s');
  expect(envOf(w)).toMatchObject({ DB_HOST: 'other' });
});

test('without the ConfigMap the container cannot be configured; it is tried again, and starts when it is there', () => {
  const w = steadyWorld().apply(podOf(env)).run('5s');
  expect(statusOf(w)).toBe('0/1 CreateContainerConfigError 0');
  expect(eventsOf(w).at(-1)).toBe('Warning Failed Error: configmap "db" not found');
  w.act('kubectl create configmap db --from-literal=HOST=maria').run('20s');
  expect(eventsOf(w)).toContain('Warning Failed Error: secret "db" not found x2');
  w.act('kubectl create secret generic db --from-literal=pass=x').run('10s');
  expect(eventsOf(w)).toContain("Warning Failed Error: couldn't find key password in Secret default/db");
  w.act('kubectl delete secret db').act('kubectl create secret generic db --from-literal=password=x').run('15s');
  expect(statusOf(w)).toBe('1/1 Running 0');
});

test('optional keys and objects may be missing', () => {
  const refs = '[{name: A, valueFrom: {configMapKeyRef: {name: none, key: a, optional: true}}}, {name: B, value: b}]';
  const w = steadyWorld()
    .apply(podOf(`containers: [{name: web, image: nginx, env: ${refs}}]`))
    .run('5s');
  expect(envOf(w)).toEqual({ B: 'b' });
});

test('a volume of a ConfigMap keeps the pod waiting until it is there, and shows its texts as files', () => {
  const spec = `
containers:
- name: web
  image: nginx
  readinessProbe: {httpGet: {path: /hello.txt, port: 80}, periodSeconds: 2}
  volumeMounts: [{name: html, mountPath: /usr/share/nginx/html}]
volumes: [{name: html, configMap: {name: html}}]
`;
  const w = steadyWorld().apply(podOf(spec)).run('5s');
  expect(statusOf(w)).toBe('0/1 ContainerCreating 0');
  expect(eventsOf(w).at(-1)).toBe(
    'Warning FailedMount MountVolume.SetUp failed for volume "html" : configmap "html" not found',
  );
  w.act('kubectl create configmap html --from-literal=index.html=hi').run('10s');
  expect(statusOf(w)).toBe('0/1 Running 0');
  w.act(`kubectl patch configmap html -p '{"data":{"hello.txt":"hello"}}'`).run('5s');
  expect(statusOf(w)).toBe('1/1 Running 0');
});
