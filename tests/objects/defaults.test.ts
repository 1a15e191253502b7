import { expect, test } from 'vitest';
import { type ApiObject, kindOf } from '../../src/objects/index.ts';

const container = {
  name: 'kubia',
  image: 'luksa/kubia-pet',
  ports: [{ name: 'http', containerPort: 8080 }],
  volumeMounts: [{ name: 'data', mountPath: '/var/data' }],
};

const kubia: ApiObject = {
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'kubia' },
  spec: {
    serviceName: 'kubia',
    replicas: 2,
    selector: { matchLabels: { app: 'kubia' } },
    template: { metadata: { labels: { app: 'kubia' } }, spec: { containers: [container] } },
    volumeClaimTemplates: [
      {
        metadata: { name: 'data' },
        spec: { resources: { requests: { storage: '1Mi' } }, accessModes: ['ReadWriteOnce'] },
      },
    ],
  },
};

const recordedContainer = {
  image: 'luksa/kubia-pet',
  imagePullPolicy: 'Always',
  name: 'kubia',
  ports: [{ containerPort: 8080, name: 'http', protocol: 'TCP' }],
  resources: {},
  terminationMessagePath: '/dev/termination-log',
  terminationMessagePolicy: 'File',
  volumeMounts: [{ mountPath: '/var/data', name: 'data' }],
};

/** `kubectl get sts kubia -o yaml`, `.spec`, Kubernetes 1.36.2. */
const recordedSpec = {
  persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
  podManagementPolicy: 'OrderedReady',
  replicas: 2,
  revisionHistoryLimit: 10,
  selector: { matchLabels: { app: 'kubia' } },
  serviceName: 'kubia',
  template: {
    metadata: { labels: { app: 'kubia' } },
    spec: {
      containers: [recordedContainer],
      dnsPolicy: 'ClusterFirst',
      restartPolicy: 'Always',
      schedulerName: 'default-scheduler',
      securityContext: {},
      terminationGracePeriodSeconds: 30,
    },
  },
  updateStrategy: { rollingUpdate: { partition: 0 }, type: 'RollingUpdate' },
  volumeClaimTemplates: [
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'data' },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '1Mi' } },
        volumeMode: 'Filesystem',
      },
      status: { phase: 'Pending' },
    },
  ],
};

function defaulted(object: ApiObject): ApiObject {
  return kindOf(object.kind).defaults?.(object) ?? object;
}

function make(kind: string, spec: object): ApiObject {
  return { apiVersion: kindOf(kind).apiVersion, kind, metadata: { name: 'x' }, spec };
}

test('kubia gets exactly the fields that Kubernetes 1.36 fills in', () => {
  expect(defaulted(kubia).spec).toEqual(recordedSpec);
});

test('a pod of kubia gets the fields of its template and those that only pods have', () => {
  const pod = make('Pod', {
    ...recordedSpec.template.spec,
    hostname: 'kubia-0',
    subdomain: 'kubia',
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data-kubia-0' } }],
  });
  expect(defaulted(pod).spec).toEqual({
    containers: [recordedContainer],
    dnsPolicy: 'ClusterFirst',
    enableServiceLinks: true,
    hostname: 'kubia-0',
    preemptionPolicy: 'PreemptLowerPriority',
    priority: 0,
    restartPolicy: 'Always',
    schedulerName: 'default-scheduler',
    securityContext: {},
    subdomain: 'kubia',
    terminationGracePeriodSeconds: 30,
    tolerations: [
      { effect: 'NoExecute', key: 'node.kubernetes.io/not-ready', operator: 'Exists', tolerationSeconds: 300 },
      { effect: 'NoExecute', key: 'node.kubernetes.io/unreachable', operator: 'Exists', tolerationSeconds: 300 },
    ],
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data-kubia-0' } }],
  });
});

test('a toleration of one lost-node taint leaves the other to be filled in', () => {
  const own = { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 5 };
  const pod = defaulted(make('Pod', { containers: [container], tolerations: [own] }));
  expect(pod.spec).toMatchObject({ tolerations: [own, { key: 'node.kubernetes.io/unreachable' }] });
  const everything = { operator: 'Exists' };
  const patient = defaulted(make('Pod', { containers: [container], tolerations: [everything] }));
  expect(patient.spec).toMatchObject({ tolerations: [everything] });
});

test.each([
  ['luksa/kubia-pet', 'Always'],
  ['luksa/kubia-pet:latest', 'Always'],
  ['localhost:5000/kubia', 'Always'],
  ['localhost:5000/kubia:v2', 'IfNotPresent'],
  ['kubia@sha256:0123456789abcdef', 'IfNotPresent'],
])('the image %s is pulled %s', (image, imagePullPolicy) => {
  const pod = defaulted(make('Pod', { containers: [{ name: 'c', image }] }));
  expect(pod.spec).toMatchObject({ containers: [{ imagePullPolicy }] });
});

test('a strategy with a type alone keeps its rollingUpdate away', () => {
  const strategyOf = (updateStrategy: object) =>
    (defaulted(make('StatefulSet', { updateStrategy })).spec as { updateStrategy: object }).updateStrategy;
  expect(strategyOf({ type: 'RollingUpdate' })).toEqual({ type: 'RollingUpdate' });
  expect(strategyOf({ rollingUpdate: {} })).toEqual({ type: 'RollingUpdate', rollingUpdate: { partition: 0 } });
  expect(strategyOf({ type: 'OnDelete' })).toEqual({ type: 'OnDelete' });
});

test('a probe gets its times and its path', () => {
  const pod = defaulted(
    make('Pod', { containers: [{ name: 'c', image: 'i:1', readinessProbe: { httpGet: { port: 80 } } }] }),
  );
  const readinessProbe = {
    failureThreshold: 3,
    httpGet: { path: '/', port: 80, scheme: 'HTTP' },
    periodSeconds: 10,
    successThreshold: 1,
    timeoutSeconds: 1,
  };
  expect(pod.spec).toMatchObject({ containers: [{ readinessProbe }] });
});

test('limits are requests too where a pod states none', () => {
  const limits = { cpu: '100m', memory: '64Mi' };
  const pod = defaulted(make('Pod', { containers: [{ name: 'c', image: 'i:1', resources: { limits } }] }));
  expect(pod.spec).toMatchObject({ containers: [{ resources: { limits, requests: limits } }] });
});

test('a headless Service and a public one become as recorded', () => {
  const headless = make('Service', {
    clusterIP: 'None',
    selector: { app: 'kubia' },
    ports: [{ name: 'http', port: 80 }],
  });
  expect(defaulted(headless)).toMatchObject({ status: { loadBalancer: {} } });
  expect(defaulted(headless).spec).toEqual({
    clusterIP: 'None',
    clusterIPs: ['None'],
    internalTrafficPolicy: 'Cluster',
    ipFamilies: ['IPv4'],
    ipFamilyPolicy: 'SingleStack',
    ports: [{ name: 'http', port: 80, protocol: 'TCP', targetPort: 80 }],
    selector: { app: 'kubia' },
    sessionAffinity: 'None',
    type: 'ClusterIP',
  });
});

test('a volume made by hand becomes as recorded', () => {
  const volume = make('PersistentVolume', {
    capacity: { storage: '1Mi' },
    accessModes: ['ReadWriteOnce'],
    persistentVolumeReclaimPolicy: 'Recycle',
    hostPath: { path: '/tmp/pv-a' },
  });
  expect(defaulted(volume).spec).toEqual({
    accessModes: ['ReadWriteOnce'],
    capacity: { storage: '1Mi' },
    hostPath: { path: '/tmp/pv-a', type: '' },
    persistentVolumeReclaimPolicy: 'Recycle',
    volumeMode: 'Filesystem',
  });
});

test('what needs nothing stays the very same object', () => {
  for (const object of [
    kubia,
    make('Pod', recordedSpec.template.spec),
    make('Service', {}),
    make('StorageClass', {}),
  ]) {
    const once = defaulted(object);
    expect(defaulted(once)).toBe(once);
  }
});

test('pods of one template share its containers', () => {
  const { template } = defaulted(kubia).spec as { template: { spec: { containers: object[] } } };
  const pod = defaulted(make('Pod', { ...template.spec, hostname: 'kubia-0' }));
  expect((pod.spec as { containers: object[] }).containers).toBe(template.spec.containers);
});

test('a set that says neither how many pods nor which Service gets one pod and no name', () => {
  const { replicas: _, serviceName: __, ...spec } = kubia.spec as { replicas: number; serviceName: string };
  expect(kindOf('StatefulSet').defaults?.({ ...kubia, spec }).spec).toMatchObject({
    replicas: 1,
    serviceName: '',
  });
});
