import { describe, expect, test } from 'vitest';
import { type ApiObject, kindOf } from '../../src/objects/index.ts';
import { causes, type Change, defaulted } from './asking.ts';

const container = {
  name: 'kubia',
  image: 'luksa/kubia-pet',
  ports: [{ name: 'http', containerPort: 8080 }],
  volumeMounts: [{ name: 'data', mountPath: '/var/data' }],
};
const claimSpec = { resources: { requests: { storage: '1Mi' } }, accessModes: ['ReadWriteOnce'] };
const template = { metadata: { labels: { app: 'kubia' } }, spec: { containers: [container] } };

function set(change: Change = {}, name = 'kubia'): ApiObject {
  const spec = {
    serviceName: 'kubia',
    replicas: 2,
    selector: { matchLabels: { app: 'kubia' } },
    template,
    volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: claimSpec }],
    ...change,
  };
  return defaulted({ apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name }, spec });
}

function withContainer(change: Change): Change {
  return { template: { ...template, spec: { containers: [{ ...container, ...change }] } } };
}

const labelShape =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const notMatching = '`selector` does not match template `labels`';
const onlyThese =
  "spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";

test('kubia is fine', () => {
  expect(causes(set())).toEqual([]);
});

describe('recorded: Kubernetes 1.36 refuses a set with', () => {
  test.each<[string, Change, readonly string[]]>([
    [
      'no selector',
      { selector: undefined },
      [
        'spec.selector: Required value',
        `spec.template.metadata.labels: Invalid value: {"app":"kubia"}: ${notMatching}`,
      ],
    ],
    [
      'a selector that does not match',
      { template: { ...template, metadata: { labels: { app: 'other' } } } },
      [`spec.template.metadata.labels: Invalid value: {"app":"other"}: ${notMatching}`],
    ],
    [
      'no labels',
      { template: { spec: template.spec } },
      [`spec.template.metadata.labels: Invalid value: null: ${notMatching}`],
    ],
    [
      'no template',
      { template: undefined, volumeClaimTemplates: undefined },
      [
        `spec.template.metadata.labels: Invalid value: null: ${notMatching}`,
        'spec.template.spec.containers: Required value',
      ],
    ],
    [
      'an empty selector',
      { selector: {} },
      ['spec.selector: Invalid value: {}: empty selector is invalid for statefulset'],
    ],
    ['negative replicas', { replicas: -1 }, ['spec.replicas: Invalid value: -1: must be greater than or equal to 0']],
    [
      'negative ordinals',
      { ordinals: { start: -1 } },
      ['spec.ordinals.start: Invalid value: -1: must be greater than or equal to 0'],
    ],
    [
      'negative minReadySeconds',
      { minReadySeconds: -5 },
      ['spec.minReadySeconds: Invalid value: -5: must be greater than or equal to 0'],
    ],
    [
      'a negative partition',
      { updateStrategy: { rollingUpdate: { partition: -1 } } },
      ['spec.updateStrategy.rollingUpdate.partition: Invalid value: -1: must be greater than or equal to 0'],
    ],
    [
      'an unknown policy',
      { podManagementPolicy: 'Paralel' },
      ["spec.podManagementPolicy: Invalid value: \"Paralel\": must be 'OrderedReady' or 'Parallel'"],
    ],
    [
      'an unknown strategy',
      { updateStrategy: { type: 'Recreate' } },
      [
        'spec.updateStrategy: Invalid value: {"Type":"Recreate","RollingUpdate":null}: must be \'RollingUpdate\' or \'OnDelete\'',
      ],
    ],
    [
      'a partition beside OnDelete',
      { updateStrategy: { type: 'OnDelete', rollingUpdate: { partition: 1 } } },
      [
        'spec.updateStrategy.rollingUpdate: Invalid value: {"Partition":1,"MaxUnavailable":null}: only allowed for updateStrategy \'RollingUpdate\'',
      ],
    ],
    [
      'an unknown retention policy',
      { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Keep' } },
      [
        'spec.persistentVolumeClaimRetentionPolicy.whenDeleted: Unsupported value: "Keep": supported values: "Retain", "Delete"',
      ],
    ],
    [
      'a restart policy of its own',
      { template: { ...template, spec: { ...template.spec, restartPolicy: 'Never' } } },
      ['spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"'],
    ],
    ['no image', withContainer({ image: undefined }), ['spec.template.spec.containers[0].image: Required value']],
    [
      'no containers',
      { template: { ...template, spec: { containers: [] } } },
      ['spec.template.spec.containers: Required value'],
    ],
    [
      'a mount of no volume',
      withContainer({ volumeMounts: [{ name: 'dataa', mountPath: '/var/data' }] }),
      ['spec.template.spec.containers[0].volumeMounts[0].name: Not found: "dataa"'],
    ],
    [
      'a port out of range',
      withContainer({ ports: [{ name: 'http', containerPort: 80800 }] }),
      [
        'spec.template.spec.containers[0].ports[0].containerPort: Invalid value: 80800: must be between 1 and 65535, inclusive',
      ],
    ],
    [
      'a claim template with a bad name',
      { volumeClaimTemplates: [{ metadata: { name: 'Data_1' }, spec: claimSpec }] },
      [
        `spec.template.spec.volumes[0].name: Invalid value: "Data_1": ${labelShape}`,
        'spec.template.spec.containers[0].volumeMounts[0].name: Not found: "data"',
      ],
    ],
    [
      'a claim template without access modes',
      { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { resources: claimSpec.resources } }] },
      ['spec.volumeClaimTemplates[0].spec.accessModes: Required value: at least 1 access mode is required'],
    ],
    [
      'a claim template with an unknown access mode',
      {
        volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { ...claimSpec, accessModes: ['ReadWriteTwice'] } }],
      },
      [
        'spec.volumeClaimTemplates[0].spec.accessModes: Unsupported value: "ReadWriteTwice": supported values: "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"',
      ],
    ],
  ])('%s', (_, change, expected) => {
    expect(causes(set(change))).toEqual(expected);
  });

  test.each([
    ['Kubia_Set', labelShape],
    ['kubia.set', 'must not contain dots'],
    ['k'.repeat(66), 'must be no more than 63 characters'],
  ])('the name %s', (name, complaint) => {
    expect(causes(set({}, name))).toEqual([`metadata.name: Invalid value: "${name}": ${complaint}`]);
  });
});

test('the name of its Service has to be one, but only when the set is new', () => {
  const complaint = `spec.serviceName: Invalid value: "Kubia_Set": ${labelShape}`;
  expect(causes(set({ serviceName: 'Kubia_Set' }))).toEqual([complaint]);
  expect(causes(set({ serviceName: 'Kubia_Set', replicas: 3 }), set({ serviceName: 'Kubia_Set' }))).toEqual([]);
  expect(causes(set({ serviceName: '' }))).toEqual([]);
});

describe('recorded: an update of a set', () => {
  test.each<[string, Change]>([
    ['serviceName', { serviceName: 'x' }],
    ['podManagementPolicy', { podManagementPolicy: 'Parallel' }],
    [
      'volumeClaimTemplates',
      {
        volumeClaimTemplates: [],
        template: { ...template, spec: { containers: [{ ...container, volumeMounts: [] }] } },
      },
    ],
    [
      'selector',
      { selector: { matchLabels: { app: 'y' } }, template: { ...template, metadata: { labels: { app: 'y' } } } },
    ],
  ])('may not change %s', (_, change) => {
    expect(causes(set(change), set())).toEqual([onlyThese]);
  });

  test.each<[string, Change]>([
    ['replicas', { replicas: 5 }],
    ['ordinals', { ordinals: { start: 2 } }],
    ['template', withContainer({ image: 'luksa/kubia-pet:v2' })],
    ['updateStrategy', { updateStrategy: { type: 'OnDelete' } }],
    ['revisionHistoryLimit', { revisionHistoryLimit: 3 }],
    ['persistentVolumeClaimRetentionPolicy', { persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete' } }],
    ['minReadySeconds', { minReadySeconds: 1 }],
  ])('may change %s', (_, change) => {
    expect(causes(set(change), set())).toEqual([]);
  });

  test('tells what is wrong first and what is forbidden last', () => {
    expect(causes(set({ selector: { matchLabels: { app: 'y' } } }), set())).toEqual([
      `spec.template.metadata.labels: Invalid value: {"app":"kubia"}: ${notMatching}`,
      onlyThese,
    ]);
  });
});

describe('what a set may not ask for, as validation.go says', () => {
  test.each<[string, Change, string[]]>([
    [
      'no pod that may be out',
      { updateStrategy: { rollingUpdate: { maxUnavailable: 0 } } },
      ['spec.updateStrategy.rollingUpdate.maxUnavailable: Invalid value: 0: cannot be 0'],
    ],
    [
      'fewer pods than none that may be out',
      { updateStrategy: { rollingUpdate: { maxUnavailable: -1 } } },
      ['spec.updateStrategy.rollingUpdate.maxUnavailable: Invalid value: -1: must be greater than or equal to 0'],
    ],
    [
      'no percent of the pods that may be out',
      { updateStrategy: { rollingUpdate: { maxUnavailable: '0%' } } },
      ['spec.updateStrategy.rollingUpdate.maxUnavailable: Invalid value: "0%": cannot be 0'],
    ],
    [
      'more than all pods that may be out',
      { updateStrategy: { rollingUpdate: { maxUnavailable: '101%' } } },
      ['spec.updateStrategy.rollingUpdate.maxUnavailable: Invalid value: "101%": must not be greater than 100%'],
    ],
    [
      'a word for the pods that may be out',
      { updateStrategy: { rollingUpdate: { maxUnavailable: 'many' } } },
      [
        `spec.updateStrategy.rollingUpdate.maxUnavailable: Invalid value: "many": a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')`,
      ],
    ],
    [
      'a negative history',
      { revisionHistoryLimit: -1 },
      ['spec.revisionHistoryLimit: Invalid value: -1: must be greater than or equal to 0'],
    ],
    [
      'an unknown retention policy for scaling',
      { persistentVolumeClaimRetentionPolicy: { whenScaled: 'Keep' } },
      [
        'spec.persistentVolumeClaimRetentionPolicy.whenScaled: Unsupported value: "Keep": supported values: "Retain", "Delete"',
      ],
    ],
  ])('%s', (_, change, expected) => {
    expect(causes(set(change))).toEqual(expected);
  });
});

test('a claim template may take the place of a volume of its name', () => {
  expect(
    causes(set({ template: { ...template, spec: { ...template.spec, volumes: [{ name: 'data', emptyDir: {} }] } } })),
  ).toEqual([]);
});

test('nobody puts a finalizer on a set that is being deleted', () => {
  const old = set();
  const going = { ...old, metadata: { ...old.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } };
  const held = { ...going, metadata: { ...going.metadata, finalizers: ['example.org/kept'] } };
  expect(causes(held, going)).toEqual([
    'metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{"example.org/kept"}',
  ]);
});

test('no count of a status is larger than the one that it is part of', () => {
  const { validateStatus } = kindOf('StatefulSet');
  const status = { replicas: 1, readyReplicas: 1, availableReplicas: 2 };
  expect(validateStatus?.({ ...set(), status })).toEqual([
    'status.availableReplicas: Invalid value: 2: cannot be greater than status.replicas',
    'status.availableReplicas: Invalid value: 2: cannot be greater than status.readyReplicas',
  ]);
});

test('recorded: a controller that counts below zero may not write its status', () => {
  const { validateStatus } = kindOf('StatefulSet');
  const status = { replicas: 1, availableReplicas: 0, currentReplicas: -1 };
  expect(validateStatus?.({ ...set(), status })).toEqual([
    'status.currentReplicas: Invalid value: -1: must be greater than or equal to 0',
  ]);
});
