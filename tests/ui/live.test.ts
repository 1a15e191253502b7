import { expect, test } from 'vitest';
import type { ApiObject } from '../../src/sandbox/index.ts';
import { compareWithCluster, readManifest } from '../../src/ui/manifest/live.ts';

const manifest = `# mine
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: kubia}
spec:
  replicas: 2 # two
  template: {spec: {containers: [{name: kubia, image: "pet:v1"}]}}
`;

function cluster(spec: unknown): ApiObject {
  return { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'kubia', uid: '1' }, spec };
}

function containers(image: string): unknown {
  return { spec: { containers: [{ name: 'kubia', image, imagePullPolicy: 'Always' }], restartPolicy: 'Always' } };
}

test('what the manifest does not mention is not compared', () => {
  const live = cluster({ replicas: 2, template: containers('pet:v1'), revisionHistoryLimit: 10 });
  const { differences, missing, text } = compareWithCluster(readManifest(manifest), () => live);
  expect([differences, missing, text]).toEqual([[], [], manifest]);
});

test('each field that the cluster has otherwise is named, and put in its place with comments kept', () => {
  const live = cluster({ replicas: 5, template: containers('pet:v2') });
  const { differences, text } = compareWithCluster(readManifest(manifest), () => live);
  expect(differences.map(({ path, manifest: here, cluster: there }) => `${path}: ${here} → ${there}`)).toEqual([
    'spec.replicas: 2 → 5',
    'spec.template.spec.containers.0.image: pet:v1 → pet:v2',
  ]);
  expect(text).toBe(manifest.replace('replicas: 2', 'replicas: 5').replace('"pet:v1"', 'pet:v2'));
});

test('objects of a List are looked up one by one', () => {
  const list = `kind: List
apiVersion: v1
items:
- {apiVersion: v1, kind: Service, metadata: {name: a}}
- {apiVersion: v1, kind: Service, metadata: {name: b}}
`;
  const { missing } = compareWithCluster(readManifest(list), ({ metadata }) =>
    metadata.name === 'a' ? { apiVersion: 'v1', kind: 'Service', metadata } : undefined,
  );
  expect(missing).toEqual(['Service/b']);
});

test('a document that cannot be read is left out', () => {
  expect(compareWithCluster(readManifest('a: ['), () => undefined).missing).toEqual([]);
});
