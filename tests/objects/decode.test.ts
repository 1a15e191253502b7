import { expect, test } from 'vitest';
import { canonicalQuantity, decode, readManifest } from '../../src/objects/index.ts';

const kubia = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: kubia
spec:
  serviceName: kubia
  replicas: 2
  selector:
    matchLabels:
      app: kubia
  template:
    metadata:
      labels:
        app: kubia
    spec:
      containers:
      - name: kubia
        image: luksa/kubia-pet
        ports:
        - name: http
          containerPort: 8080
  volumeClaimTemplates:
  - metadata:
      name: data
    spec:
      resources:
        requests:
          storage: 1Mi
`;

function documentOf(text: string) {
  const [document] = readManifest(text).documents;
  if (!document) throw new Error('The text holds no object.');
  return document;
}

function refusal(text: string): string | undefined {
  return decode(documentOf(text).object, { strict: true }).error?.message;
}

function changed(from: string, to: string): string {
  if (!kubia.includes(from)) throw new Error(`The manifest has no ${from}.`);
  return kubia.replace(from, to);
}

const handled = 'StatefulSet in version "v1" cannot be handled as a StatefulSet: ';

test('recorded: unknown fields are refused, all together, in the order of the sorted keys', () => {
  expect(refusal(changed('replicas:', 'replica:'))).toBe(
    `${handled}strict decoding error: unknown field "spec.replica"`,
  );
  const three = changed('  replicas: 2', '  replica: 2\n  foo: 1').replace('image:', 'imagee:');
  expect(refusal(three)).toBe(
    `${handled}strict decoding error: unknown field "spec.foo", unknown field "spec.replica", unknown field "spec.template.spec.containers[0].imagee"`,
  );
});

test('without strictness unknown fields are dropped, and told of', () => {
  const { object, faults, error } = decode(documentOf(changed('replicas:', 'replica:')).object, { strict: false });
  expect(error).toBeUndefined();
  expect(object.spec).not.toHaveProperty('replica');
  expect(faults.map(({ message }) => message)).toEqual(['unknown field "spec.replica"']);
});

test('each fault leads to its place in the text', () => {
  const document = documentOf(changed('        image:', '        imagee:'));
  const [fault] = decode(document.object, { strict: true }).faults;
  expect(document.rangeOf(fault?.path ?? [], 'key')).toEqual({ line: 18, column: 9, endLine: 18, endColumn: 15 });
});

const unmarshal = 'json: cannot unmarshal';

test.each([
  // The first, second and last are recorded; the others follow encoding/json.
  [
    'replicas: 2',
    'replicas: two',
    `${unmarshal} string into Go struct field StatefulSetSpec.spec.replicas of type int32`,
  ],
  [
    'replicas: 2',
    'replicas: "2"',
    `${unmarshal} string into Go struct field StatefulSetSpec.spec.replicas of type int32`,
  ],
  [
    'replicas: 2',
    'replicas: 2.5',
    `${unmarshal} number 2.5 into Go struct field StatefulSetSpec.spec.replicas of type int32`,
  ],
  [
    'replicas: 2',
    'replicas: 5e9',
    `${unmarshal} number 5000000000 into Go struct field StatefulSetSpec.spec.replicas of type int32`,
  ],
  [
    'serviceName: kubia',
    'serviceName: 5',
    `${unmarshal} number into Go struct field StatefulSetSpec.spec.serviceName of type string`,
  ],
  [
    '      labels:\n        app: kubia',
    '      labels:\n        app: yes',
    `${unmarshal} bool into Go struct field ObjectMeta.spec.template.metadata.labels of type string`,
  ],
  [
    'image: luksa/kubia-pet',
    'image: [a]',
    `${unmarshal} array into Go struct field Container.spec.template.spec.containers.image of type string`,
  ],
  [
    'image: luksa/kubia-pet',
    'image: a\n        imagePullPolicy: {}',
    `${unmarshal} object into Go struct field Container.spec.template.spec.containers.imagePullPolicy of type v1.PullPolicy`,
  ],
  [
    'containerPort: 8080',
    'containerPort: http',
    `${unmarshal} string into Go struct field ContainerPort.spec.template.spec.containers.ports.containerPort of type int32`,
  ],
  [
    '      containers:\n      - name: kubia',
    '      containers:\n        name: kubia',
    `${unmarshal} object into Go struct field PodSpec.spec.template.spec.containers of type []v1.Container`,
  ],
  [
    '  selector:\n    matchLabels:\n      app: kubia',
    '  selector: kubia',
    `${unmarshal} string into Go struct field StatefulSetSpec.spec.selector of type v1.LabelSelector`,
  ],
  [
    'storage: 1Mi',
    'storage: 1 MB',
    "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
  ],
  ['storage: 1Mi', 'storage: 1mi', "unable to parse quantity's suffix"],
])('%s as %s is refused in the words of Go', (from, to, words) => {
  expect(refusal(changed(from, to))).toBe(handled + words);
});

test('a wrong type comes before any unknown field', () => {
  const text = changed('replicas: 2', 'aaa: 1\n  replicas: two');
  expect(refusal(text)).toBe(
    `${handled}json: cannot unmarshal string into Go struct field StatefulSetSpec.spec.replicas of type int32`,
  );
});

test('nulls and empty optional fields are left out as Go leaves them out, and names that mean something are kept', () => {
  const text = `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: x, labels: {}, annotations: null}
spec:
  serviceName: ""
  replicas: 0
  minReadySeconds: 0
  template:
    spec:
      hostNetwork: false
      nodeSelector: {}
      securityContext: {}
      containers:
      - {name: c, image: i, args: [], env: [{name: A, value: ""}], readinessProbe: {initialDelaySeconds: 0, tcpSocket: {port: 80}}}
  volumeClaimTemplates:
  - metadata: {name: data}
    spec: {storageClassName: ""}
`;
  expect(decode(documentOf(text).object, { strict: true }).object).toEqual({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'x' },
    spec: {
      serviceName: '',
      replicas: 0,
      template: {
        spec: {
          securityContext: {},
          containers: [{ name: 'c', image: 'i', env: [{ name: 'A' }], readinessProbe: { tcpSocket: { port: 80 } } }],
        },
      },
      volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { storageClassName: '' } }],
    },
  });
});

test('an object of a kind that the schema lacks comes back as it is', () => {
  const { object, faults } = decode({ apiVersion: 'v1', kind: 'LimitRange', data: { a: 1 } }, { strict: true });
  expect(object).toEqual({ apiVersion: 'v1', kind: 'LimitRange', metadata: {}, data: { a: 1 } });
  expect(faults).toEqual([]);
});

test.each([
  ['0.5', '500m'],
  ['1000m', '1'],
  ['1500m', '1500m'],
  ['1000', '1k'],
  ['1024', '1024'],
  ['1024Mi', '1Gi'],
  ['1.5Gi', '1536Mi'],
  ['0.1Gi', '107374182400m'],
  ['0.5Ki', '512'],
  ['1e3', '1e3'],
  ['0Gi', '0'],
  ['-1', '-1'],
  ['1Mi', '1Mi'],
])('the quantity %s is written back as %s', (given, canonical) => {
  expect(canonicalQuantity(given)).toBe(canonical);
  expect(canonicalQuantity(canonical)).toBe(canonical);
});
