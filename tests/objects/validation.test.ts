import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ApiObject, kindOf } from '../../src/objects/index.ts';
import { causes, type Change, defaulted, make } from './asking.ts';

const claimSpec = { resources: { requests: { storage: '1Mi' } }, accessModes: ['ReadWriteOnce'] };

describe('recorded: a Service', () => {
  test.each<[string, Change, readonly string[]]>([
    [
      'with port 0',
      { clusterIP: 'None', ports: [{ name: 'http', port: 0 }] },
      [
        'spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive',
        'spec.ports[0].targetPort: Invalid value: 0: must be between 1 and 65535, inclusive',
      ],
    ],
    [
      'with the address none',
      { clusterIP: 'none', ports: [{ port: 80 }] },
      ['spec.clusterIPs[0]: Invalid value: "none": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'],
    ],
    [
      'with two ports and no names',
      { clusterIP: 'None', ports: [{ port: 80 }, { port: 81 }] },
      ['spec.ports[0].name: Required value', 'spec.ports[1].name: Required value'],
    ],
  ])('%s', (_, spec, expected) => {
    expect(causes(make('Service', spec))).toEqual(expected);
  });

  test('may have a name that begins with a digit', () => {
    expect(causes(make('Service', { clusterIP: 'None', ports: [{ port: 80 }] }, '1kubia'))).toEqual([]);
  });
});

describe('a pod', () => {
  const pod = make('Pod', { containers: [{ name: 'c', image: 'app:v1' }] });
  const spec = pod.spec as Change;

  test('recorded: cannot have a label that is too long', () => {
    const value = `${'a'.repeat(60)}-fb74cfc94`;
    const labelled = { ...pod, metadata: { name: 'x', labels: { 'controller-revision-hash': value } } };
    expect(causes(labelled)).toEqual([`metadata.labels: Invalid value: "${value}": must be no more than 63 bytes`]);
  });

  test('recorded: cannot have a label with a bad key', () => {
    const shape =
      "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
    const labelled = { ...pod, metadata: { name: 'x', labels: { 'bad key': '1' } } };
    expect(causes(labelled, pod)).toEqual([`metadata.labels: Invalid value: "bad key": ${shape}`]);
  });

  test('can be given another image and more tolerations, and nothing else', () => {
    const image = { ...pod, spec: { ...spec, containers: [{ ...(spec.containers as Change[])[0], image: 'app:v2' }] } };
    const tolerations = [...(spec.tolerations as Change[]), { key: 'a', operator: 'Exists' }];
    expect(causes(image, pod)).toEqual([]);
    expect(causes({ ...pod, spec: { ...spec, tolerations } }, pod)).toEqual([]);
    const [cause] = causes({ ...pod, spec: { ...spec, hostname: 'y' } }, pod);
    expect(cause).toMatch(
      /^spec: Forbidden: pod updates may not change fields other than `spec.containers\[\*\].image`,/,
    );
    const two = [...(spec.containers as Change[]), { name: 'd', image: 'app:v1' }];
    expect(causes({ ...pod, spec: { ...spec, containers: two } }, pod)).toEqual([
      'spec.containers: Forbidden: pod updates may not add or remove containers',
    ]);
  });

  test('that shares its containers with a good pod is still looked at', () => {
    expect(causes(pod)).toEqual([]);
    expect(causes({ ...pod, spec: { ...spec, subdomain: 'Not_A_Label' } })).toHaveLength(1);
    expect(causes({ ...pod, spec: { ...spec, dnsPolicy: 'None!' } })).toHaveLength(1);
    expect(causes({ ...pod, spec: { ...spec, volumes: [{ name: 'A', emptyDir: {} }] } })).toHaveLength(1);
  });

  test('cannot have two containers, ports or volumes of one name', () => {
    const ports = [
      { name: 'http', containerPort: 80 },
      { name: 'http', containerPort: 81 },
    ];
    const containers = [
      { name: 'c', image: 'a', ports },
      { name: 'c', image: 'a' },
    ];
    const volumes = [
      { name: 'v', emptyDir: {} },
      { name: 'v', emptyDir: {} },
    ];
    expect(causes(make('Pod', { containers, volumes }))).toEqual([
      'spec.volumes[1].name: Duplicate value: "v"',
      'spec.containers[0].ports[1].name: Duplicate value: "http"',
      'spec.containers[1].name: Duplicate value: "c"',
    ]);
  });

  test('cannot request more than its limit', () => {
    const resources = { requests: { cpu: '200m' }, limits: { cpu: '100m' } };
    expect(causes(make('Pod', { containers: [{ name: 'c', image: 'a', resources }] }))).toEqual([
      'spec.containers[0].resources.requests: Invalid value: "200m": must be less than or equal to cpu limit of 100m',
    ]);
  });

  test('cannot have a probe that does nothing', () => {
    expect(causes(make('Pod', { containers: [{ name: 'c', image: 'a', readinessProbe: {} }] }))).toEqual([
      'spec.containers[0].readinessProbe: Required value: must specify a handler type',
    ]);
  });
});

describe('claims, volumes and classes', () => {
  test('a claim needs modes and a size', () => {
    expect(causes(make('PersistentVolumeClaim', {}))).toEqual([
      'spec.accessModes: Required value: at least 1 access mode is required',
      'spec.resources[storage]: Required value',
    ]);
  });

  test('a claim keeps its class; a bound one may grow', () => {
    const claim = {
      ...make('PersistentVolumeClaim', claimSpec),
      status: { phase: 'Bound', capacity: { storage: '1Mi' } },
    };
    const grown = make('PersistentVolumeClaim', { ...claimSpec, resources: { requests: { storage: '2Mi' } } });
    const other = make('PersistentVolumeClaim', { ...claimSpec, accessModes: ['ReadWriteMany'] });
    expect(causes(grown, claim)).toEqual([]);
    expect(causes(other, claim)).toEqual([
      'spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims',
    ]);
  });

  test('a volume needs modes, a size and a source', () => {
    expect(causes(make('PersistentVolume', {}))).toEqual([
      'spec.accessModes: Required value',
      'spec.capacity: Required value',
      'spec: Required value: must specify a volume type',
    ]);
  });

  test('a class needs a provisioner and keeps it', () => {
    const named: ApiObject = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'fast' } };
    const fast = defaulted({ ...named, provisioner: 'a' });
    expect(causes(defaulted(named))).toEqual(['provisioner: Required value']);
    expect(causes({ ...fast, provisioner: 'b' }, fast)).toEqual([
      'provisioner: Forbidden: updates to provisioner are forbidden.',
    ]);
  });
});

test('what is filled in once is never filled in again, and validation answers for whatever decoding lets through', () => {
  const text = fc.constantFrom('', 'a', 'A_b', 'x.y', 'nginx:1', 'None');
  const number = fc.integer({ min: -1, max: 70_000 });
  const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
  const port = fc.record({
    name: optional(text),
    containerPort: number,
    port: number,
    targetPort: optional(fc.oneof(text, number)),
  });
  const probe = fc.record({ httpGet: optional(fc.record({ port: number })), periodSeconds: optional(number) });
  const resources = fc.record({ limits: optional(fc.record({ cpu: fc.constantFrom('1', '-1', '500m') })) });
  const containers = fc.array(
    fc.record({
      name: text,
      image: text,
      ports: optional(fc.array(port)),
      livenessProbe: optional(probe),
      resources: optional(resources),
    }),
  );
  const volumes = fc.array(fc.record({ name: text, configMap: optional(fc.record({ name: text })) }));
  const podSpec = fc.record({ containers, volumes: optional(volumes), hostNetwork: optional(fc.boolean()) });
  const strategy = fc.record({
    type: optional(text),
    rollingUpdate: optional(fc.record({ partition: optional(number) })),
  });
  const setSpec = fc.record({
    replicas: optional(number),
    updateStrategy: optional(strategy),
    template: optional(fc.record({ spec: podSpec })),
    volumeClaimTemplates: optional(fc.array(fc.record({ metadata: fc.record({ name: text }) }))),
  });
  const serviceSpec = fc.record({
    type: optional(fc.constantFrom('NodePort', 'ExternalName')),
    clusterIP: optional(text),
    ports: optional(fc.array(port)),
  });
  const object = fc.oneof(
    fc.tuple(fc.constant('Pod'), podSpec),
    fc.tuple(fc.constant('StatefulSet'), optional(setSpec)),
    fc.tuple(fc.constant('Service'), optional(serviceSpec)),
    fc.tuple(
      fc.constantFrom('PersistentVolumeClaim', 'PersistentVolume', 'Namespace', 'Node', 'StorageClass'),
      fc.constant({}),
    ),
  );
  fc.assert(
    fc.property(object, ([kind, spec]) => {
      const given = { apiVersion: kindOf(kind).apiVersion, kind, metadata: { name: 'x' }, ...(spec ? { spec } : {}) };
      const once = defaulted(given);
      expect(defaulted(once)).toBe(once);
      expect(Array.isArray(causes(once))).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
