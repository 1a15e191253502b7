import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkManifest } from '../../src/objects/index.ts';

function places(text: string): readonly string[] {
  return checkManifest(text).map(({ line, column, endColumn, message }) => `${line}:${column}-${endColumn} ${message}`);
}

const web = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
      - name: c
        image: app:v1
`;

test('a good manifest has no problems', () => {
  expect(places(web)).toEqual([]);
});

test('what the API server would refuse is shown where it is written', () => {
  expect(places(web.replace('spec:\n', 'spec:\n  replicas: -1\n'))).toEqual([
    '6:13-15 spec.replicas: Invalid value: -1: must be greater than or equal to 0',
  ]);
  expect(places(web.replace('        image: app:v1\n', ''))).toEqual([
    '13:9-13 spec.template.spec.containers[0].image: Required value',
  ]);
});

test('unknown fields and wrong types are shown at the key and at the value', () => {
  expect(places(web.replace('spec:\n', 'spec:\n  replica: 1\n'))).toEqual(['6:3-10 unknown field "spec.replica"']);
  expect(places(web.replace('spec:\n', 'spec:\n  replicas: two\n'))).toEqual([
    '6:13-16 json: cannot unmarshal string into Go struct field StatefulSetSpec.spec.replicas of type int32',
  ]);
});

test('every document is looked at, also when it is of a kind that is not there', () => {
  expect(places(`${web}---\n${web.replace('StatefulSet', 'StatefullSet')}`)).toEqual([
    '17:7-19 no matches for kind "StatefullSet" in version "apps/v1"',
  ]);
});

test('whatever is left out of a manifest, checking answers', () => {
  const http = { httpGet: { port: 80 } };
  const container = {
    name: 'c',
    image: 'i',
    ports: [{ name: 'p', containerPort: 1 }],
    env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'x' } } }],
    volumeMounts: [{ name: 'v', mountPath: '/v' }],
    resources: { requests: { cpu: '1' }, limits: { cpu: '1' } },
    livenessProbe: http,
    lifecycle: { preStop: http },
  };
  const podSpec = {
    containers: [container],
    initContainers: [container],
    volumes: [
      { name: 'v', persistentVolumeClaim: { claimName: 'x' } },
      { name: 'w', projected: { sources: [{}] } },
    ],
    tolerations: [{ key: 'a', operator: 'Exists' }],
  };
  const claim = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
  const selector = { matchLabels: { a: 'b' }, matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] };
  const metadata = { name: 'x', labels: { a: 'b' }, annotations: { a: 'b' } };
  const volume = { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], nfs: { server: 's', path: '/' } };
  const set = {
    selector,
    template: { metadata, spec: podSpec },
    volumeClaimTemplates: [{ metadata, spec: claim }],
    updateStrategy: { type: 'OnDelete', rollingUpdate: {} },
  };
  const objects = [
    { apiVersion: 'v1', kind: 'Pod', metadata, spec: podSpec },
    { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata, spec: set },
    { apiVersion: 'v1', kind: 'Service', metadata, spec: { ports: [{ port: 1 }], selector: { a: 'b' } } },
    { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata, spec: { ...claim, selector } },
    { apiVersion: 'v1', kind: 'PersistentVolume', metadata, spec: volume },
    { apiVersion: 'v1', kind: 'Namespace', metadata },
  ];
  const without = (value: unknown, drop: () => string): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    const keep = (item: unknown) => ({ keep: item, empty: {}, none: null, deeper: without(item, drop) })[drop()];
    if (Array.isArray(value)) return value.map(keep);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, isSure(key) ? item : keep(item)]));
  };
  const isSure = (key: string) => key === 'apiVersion' || key === 'kind';
  const drops = fc.infiniteStream(fc.constantFrom('keep', 'empty', 'none', 'deeper', 'deeper', 'deeper', 'deeper'));
  fc.assert(
    fc.property(fc.constantFrom(...objects), drops, (object, stream) => {
      const drop = () => stream.next().value ?? 'keep';
      expect(Array.isArray(checkManifest(JSON.stringify(without(object, drop))))).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
