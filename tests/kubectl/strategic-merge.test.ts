import { expect, test } from 'vitest';
import { applyPatch, threeWayPatch } from '../../src/kubectl/strategic-merge.ts';

const template = (containers: object[], more: object = {}): Record<string, unknown> => ({
  spec: { template: { spec: { containers, ...more } } },
});

test('what the server filled in stays, and nothing else is patched', () => {
  const given = template([{ name: 'app', image: 'app:v1' }]);
  const live = template([{ name: 'app', image: 'app:v1', imagePullPolicy: 'IfNotPresent' }], {
    dnsPolicy: 'ClusterFirst',
  });
  expect(threeWayPatch(given, given, live)).toEqual({});
});

test('a new image finds its container by name', () => {
  const before = template([{ name: 'app', image: 'app:v1' }]);
  const after = template([{ name: 'app', image: 'app:v2' }]);
  const live = template([
    { name: 'app', image: 'app:v1', imagePullPolicy: 'IfNotPresent' },
    { name: 'injected', image: 'mesh' },
  ]);
  const patch = threeWayPatch(before, after, live);
  expect(patch).toEqual({
    spec: {
      template: {
        spec: { '$setElementOrder/containers': [{ name: 'app' }], containers: [{ name: 'app', image: 'app:v2' }] },
      },
    },
  });
  expect(applyPatch(live, patch)).toEqual(
    template([
      { name: 'app', image: 'app:v2', imagePullPolicy: 'IfNotPresent' },
      { name: 'injected', image: 'mesh' },
    ]),
  );
});

test('what the last apply had and this one has not is taken away', () => {
  const before = {
    spec: { replicas: 3, template: { spec: { containers: [{ name: 'a' }, { name: 'b', image: 'b' }] } } },
  };
  const after = { spec: { template: { spec: { containers: [{ name: 'a' }] } } } };
  const live = {
    spec: {
      replicas: 5,
      template: { spec: { containers: [{ name: 'a' }, { name: 'b', image: 'b' }, { name: 'c' }] } },
    },
  };
  const patched = applyPatch(live, threeWayPatch(before, after, live));
  expect(patched).toEqual({ spec: { template: { spec: { containers: [{ name: 'a' }, { name: 'c' }] } } } });
});

test('what somebody else set stays when the manifest never spoke of it', () => {
  const given = { metadata: { labels: { app: 'web' } } };
  const live = { metadata: { labels: { app: 'web', team: 'x' } }, spec: { replicas: 2 } };
  expect(threeWayPatch(given, given, live)).toEqual({});
});

test('a list without a merge key is replaced as a whole', () => {
  const given = { spec: { tolerations: [{ key: 'a' }] } };
  const live = { spec: { tolerations: [{ key: 'b' }] } };
  expect(applyPatch(live, threeWayPatch({}, given, live))).toEqual(given);
});

test('claim templates that the server has filled in always differ, which is why apply says configured', () => {
  const given = { spec: { volumeClaimTemplates: [{ metadata: { name: 'data' } }] } };
  const live = {
    spec: { volumeClaimTemplates: [{ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' } }] },
  };
  expect(threeWayPatch(given, given, live)).toEqual(given);
});

test('ports merge by number in a container and in a Service, and mounts by path', () => {
  const given = { spec: { ports: [{ port: 80, name: 'http' }] } };
  const live = { spec: { ports: [{ port: 80, name: 'web', protocol: 'TCP', targetPort: 80 }] } };
  expect(applyPatch(live, threeWayPatch(given, given, live))).toEqual({
    spec: { ports: [{ port: 80, name: 'http', protocol: 'TCP', targetPort: 80 }] },
  });
});

test('a volume that changes its type loses the fields of the old one', () => {
  const before = template([], { volumes: [{ name: 'v', emptyDir: {} }] });
  const after = template([], { volumes: [{ name: 'v', hostPath: { path: '/x' } }] });
  const live = template([], { volumes: [{ name: 'v', emptyDir: { sizeLimit: '1Gi' } }] });
  expect(applyPatch(live, threeWayPatch(before, after, live))).toEqual(after);
});

test('finalizers are added and removed one by one', () => {
  const live = { metadata: { finalizers: ['server', 'old'] } };
  const patch = threeWayPatch({ metadata: { finalizers: ['old'] } }, { metadata: { finalizers: ['new'] } }, live);
  expect(applyPatch(live, patch)).toEqual({ metadata: { finalizers: ['server', 'new'] } });
});

test('a changed order of containers is a change', () => {
  const before = template([{ name: 'a' }, { name: 'b' }]);
  const after = template([{ name: 'b' }, { name: 'a' }]);
  expect(applyPatch(before, threeWayPatch(before, after, before))).toEqual(after);
});
