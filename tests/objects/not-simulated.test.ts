import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkManifest, kinds, notSimulated, readManifest } from '../../src/objects/index.ts';
import { simulated } from '../../src/objects/simulated.ts';
import { fieldsOf, typeOfKind } from '../../src/schema/index.ts';
import type { FieldType } from '../../src/schema/index.ts';

function keptIn(text: string): readonly string[] {
  return readManifest(text).documents.flatMap(({ object }) => notSimulated(object));
}

const pod = (spec: string): string => `
apiVersion: v1
kind: Pod
metadata: {name: web}
spec: {${spec}}
`;

test('what changes nothing is named by the shortest path that says so', () => {
  const container =
    '{name: c, image: nginx, securityContext: {runAsUser: 0}, stdin: true, ports: [{containerPort: 80}]}';
  expect(keptIn(pod(`hostNetwork: true, dnsConfig: {nameservers: [1.1.1.1]}, containers: [${container}]`))).toEqual([
    'spec.hostNetwork',
    'spec.dnsConfig',
    'spec.containers[0].securityContext',
    'spec.containers[0].stdin',
  ]);
});

test('a field that says what would be so without it is not named', () => {
  const fields =
    'hostNetwork: false, securityContext: {}, dnsPolicy: ClusterFirst, enableServiceLinks: true, serviceAccountName: default';
  expect(keptIn(pod(`${fields}, containers: [{name: c, image: nginx, terminationMessagePolicy: File}]`))).toEqual([]);
  expect(keptIn(pod('dnsPolicy: None, enableServiceLinks: false, containers: [{name: c, image: nginx}]'))).toEqual([
    'spec.dnsPolicy',
    'spec.enableServiceLinks',
  ]);
});

test('of an Ingress everything but TLS and backends that are no Services is simulated', () => {
  const path = '{path: /, pathType: Prefix, backend: {service: {name: a, port: {number: 80}}}}';
  const text = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: a}
spec: {ingressClassName: nginx, tls: [{hosts: [a.test]}], rules: [{host: a.test, http: {paths: [${path}]}}]}
`;
  expect(keptIn(text)).toEqual(['spec.tls']);
});

test('a kind of which nothing is simulated is named as a whole', () => {
  const text =
    'apiVersion: autoscaling/v1\nkind: HorizontalPodAutoscaler\nmetadata: {name: web}\nspec: {maxReplicas: 3}\n';
  const scaler = readManifest(text).documents.flatMap(({ object }) => notSimulated(object));
  if (typeOfKind('autoscaling/v1', 'HorizontalPodAutoscaler') !== undefined) expect(scaler).toEqual(['kind']);
});

test('while a manifest is written, each such field is marked where it stands', () => {
  const text = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostNetwork: true
  containers:
  - name: c
    image: nginx
`;
  expect(checkManifest(text)).toMatchObject([
    {
      severity: 'info',
      message: 'kept, not simulated: spec.hostNetwork',
      line: 6,
      column: 3,
      path: 'spec.hostNetwork',
    },
  ]);
});

test('nothing that the API server fills in by itself is named', () => {
  const texts = [
    pod('containers: [{name: c, image: nginx, livenessProbe: {httpGet: {port: 80}}}], volumes: [{name: v}]'),
  ];
  for (const { defaults, ...kind } of kinds) {
    const { apiVersion } = kind;
    const object = { apiVersion, kind: kind.kind, metadata: { name: 'a' }, spec: {} };
    expect(
      notSimulated(defaults?.(object) ?? object).filter((path) => path !== 'kind'),
      kind.kind,
    ).toEqual([]);
  }
  for (const { object } of texts.flatMap((text) => readManifest(text).documents)) {
    const { defaults } = kinds.find(({ kind }) => kind === object.kind)!;
    expect(notSimulated(defaults?.({ ...object, metadata: { name: 'a' } }) ?? object)).toEqual([]);
  }
});

/** What is truly not simulated in the manifests that people bring. */
test.each([
  ['kubia.yaml', []],
  ['nginx-web.yaml', []],
  ['notes.yaml', []],
  ['redis.yaml', []],
  ['contrast.yaml', []],
  ['wordpress.yaml', []],
])('%s', (name, paths) => {
  expect(keptIn(readFileSync(new URL(`../inputs/${name}`, import.meta.url), 'utf8'))).toEqual(paths);
});

function typesIn(type: FieldType): readonly string[] {
  if (type.is === 'list' || type.is === 'map') return typesIn(type.of);
  return type.is === 'object' ? [type.type] : [];
}

function listed(type: string): readonly string[] {
  const text = simulated[type] ?? '';
  if (text === '**') return [];
  const names =
    text === '*' ? [...fieldsOf(type).keys()] : text.split(' ').filter((entry) => entry !== '' && !entry.includes('='));
  return names.filter((name) => !passedOver.has(name));
}

const passedOver = new Set(['apiVersion', 'kind', 'metadata', 'status']);

/** The types of all kinds, and of all that lies in their simulated fields. */
function typesReached(): ReadonlySet<string> {
  const types = new Set(kinds.map(({ apiVersion, kind }) => typeOfKind(apiVersion, kind) ?? `${kind} has no type`));
  for (const type of types) {
    for (const name of listed(type)) {
      const field = fieldsOf(type).get(name);
      for (const inner of field ? typesIn(field.type) : [`${type} has no ${name}`]) types.add(inner);
    }
  }
  return types;
}

test('every kind and every type of a simulated field has its line in the table, and every line its type', () => {
  const types = typesReached();
  expect([...types].filter((type) => simulated[type] === undefined)).toEqual([]);
  const isKnown = (type: string): boolean => fieldsOf(type).size > 0;
  expect(Object.keys(simulated).filter((type) => isKnown(type) && !types.has(type))).toEqual([]);
});

/** Promised to learners, and read by parts that are still to come. */
const promised = new Set(['ServiceSpec.sessionAffinityConfig', 'SessionAffinityConfig.clientIP']);

test('every field that is said to be simulated is read somewhere in the simulation', () => {
  const root = new URL('../../src/', import.meta.url);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (file) =>
      /^(cluster|kubectl)\/.*\.ts$/.test(file) ||
      /^objects\/(pod|stateful-set|node-selector|service|claim|config|meta|disruption-budget)\.ts$/.test(file),
  );
  const code = files
    .map((file) => readFileSync(new URL(file, root), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, ''))
    .join('\n');
  const words = new Set(code.match(/\w+/g));
  const unread = [...typesReached()].flatMap((type) =>
    listed(type)
      .filter((name) => !words.has(name) && !promised.has(`${type}.${name}`))
      .map((name) => `${type}.${name}`),
  );
  expect(unread).toEqual([]);
});
