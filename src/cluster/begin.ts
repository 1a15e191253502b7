/** How a cluster stands before anybody has done anything: namespaces, machines, classes, the API server's own Service. */
import { defaultClassAnnotation, isApiError } from '../objects/index.ts';
import type { ApiObject } from '../objects/index.ts';
import { openCluster } from './cluster.ts';
import type { Cluster } from './cluster.ts';
import { newNode } from './new-node.ts';
import { submit } from './outside.ts';
import type { Settings, StorageClassSettings } from './settings.ts';

/** A new cluster: the same settings and seed give the same one, and the same history after the same acts. */
export function newCluster(settings: Settings, seed: number): Cluster {
  const cluster = openCluster({
    settings,
    now: 0,
    chance: seed,
    version: 0,
    order: 0,
    ticksHere: 0,
    objects: nothingYet(),
    lives: nothingYet(),
    addresses: nothingYet(),
    machines: nothingYet(),
    due: [],
    faults: nothingYet(),
    data: nothingYet(),
    mounts: nothingYet(),
    apart: nothingYet(),
    still: nothingYet(),
    exchanges: nothingYet(),
    exchanged: 0,
    sessions: nothingYet(),
    answers: nothingYet(),
    logs: nothingYet(),
    commands: nothingYet(),
    commanded: 0,
    log: [],
  });
  const first = [
    ...['default', 'kube-node-lease', 'kube-public', 'kube-system'].map(namespace),
    ...settings.nodes.map((each, place) => newNode(each, place, settings.start)),
    ...settings.storageClasses.map(storageClass),
    kubernetesService(),
  ];
  for (const object of first) {
    const { answer } = submit(cluster, { verb: 'create', object }, 'apiserver');
    if (isApiError(answer)) throw new Error(`begin.ts: ${answer.message}`);
  }
  return cluster;
}

/** Without a prototype nothing is found that nobody put there, and engines are quicker to say that something is not. */
function nothingYet(): Record<string, never> {
  return Object.create(null) as Record<string, never>;
}

function namespace(name: string): ApiObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}

function storageClass({ name, isDefault, ...rest }: StorageClassSettings): ApiObject {
  const annotations = isDefault ? { annotations: { [defaultClassAnnotation]: 'true' } } : {};
  return { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name, ...annotations }, ...rest };
}

function kubernetesService(): ApiObject {
  const ports = [{ name: 'https', port: 443, protocol: 'TCP', targetPort: 6443 }];
  const spec = { type: 'ClusterIP', clusterIP: '10.96.0.1', ports };
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: 'kubernetes', namespace: 'default' }, spec };
}
