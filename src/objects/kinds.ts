import { defaultSecret, validateConfig } from './config.ts';
import { dnsLabel, dnsSubdomain } from './formats.ts';
import type { ApiObject } from './meta.ts';
import { onlyMeta } from './meta-validation.ts';
import { defaultNamespace } from './namespace.ts';
import { defaultNode } from './node.ts';
import { defaultPod } from './pod-defaults.ts';
import { validatePod } from './pod-validation.ts';
import { validateRevision } from './revision.ts';
import { defaultService } from './service-defaults.ts';
import { validateService } from './service-validation.ts';
import { defaultStatefulSet } from './stateful-set-defaults.ts';
import { validateStatefulSet, validateStatefulSetStatus } from './stateful-set-validation.ts';
import { defaultClaim, defaultPersistentVolume, defaultStorageClass } from './storage-defaults.ts';
import { validateClaim, validateStorageClass, validateVolume } from './storage-validation.ts';

/** What the API server knows of a kind: its names, what it fills in and what it refuses. */
export interface Kind {
  readonly kind: string;
  readonly apiVersion: string;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly namespaced: boolean;
  /** Fills in what the author left out; pure, and the same when applied twice. */
  defaults?(object: ApiObject): ApiObject;
  /** The causes for refusing the object, in Kubernetes' words; `old` is what it would replace. */
  validate?(object: ApiObject, old?: ApiObject): readonly string[];
  /** Its rules come later: a page fetches them when it meets the kind (`late-kinds.ts`). */
  readonly isLate?: true;
  /** The causes for refusing a status. */
  validateStatus?(object: ApiObject): readonly string[];
}

/** What a kind fills in and refuses. */
export type Rules = Pick<Kind, 'defaults' | 'validate' | 'validateStatus' | 'isLate'>;

function kind(apiVersion: string, kind: string, plural: string, shortNames: string, rules: Rules = {}): Kind {
  const names = shortNames ? shortNames.split(' ') : [];
  return { apiVersion, kind, plural, singular: kind.toLowerCase(), shortNames: names, namespaced: true, ...rules };
}

function clusterWide(kind: Kind): Kind {
  return { ...kind, namespaced: false };
}

const late: Rules = { isLate: true };
const plain: Rules = { validate: onlyMeta(dnsSubdomain) };
const claim: Rules = { defaults: defaultClaim, validate: validateClaim };
const volume: Rules = { defaults: defaultPersistentVolume, validate: validateVolume };
const storageClass: Rules = { defaults: defaultStorageClass, validate: validateStorageClass };
const statefulSet: Rules = {
  defaults: defaultStatefulSet,
  validate: validateStatefulSet,
  validateStatus: validateStatefulSetStatus,
};

/** THE TABLE of kinds, in the order in which `kubectl api-resources` sorts them by group. */
export const kinds: readonly Kind[] = [
  kind('v1', 'ConfigMap', 'configmaps', 'cm', { validate: validateConfig }),
  { ...kind('v1', 'Endpoints', 'endpoints', 'ep', plain), singular: 'endpoints' },
  kind('v1', 'Event', 'events', 'ev', plain),
  clusterWide(
    kind('v1', 'Namespace', 'namespaces', 'ns', { defaults: defaultNamespace, validate: onlyMeta(dnsLabel) }),
  ),
  clusterWide(kind('v1', 'Node', 'nodes', 'no', { ...plain, defaults: defaultNode })),
  kind('v1', 'PersistentVolumeClaim', 'persistentvolumeclaims', 'pvc', claim),
  clusterWide(kind('v1', 'PersistentVolume', 'persistentvolumes', 'pv', volume)),
  kind('v1', 'Pod', 'pods', 'po', { defaults: defaultPod, validate: validatePod }),
  kind('v1', 'ResourceQuota', 'resourcequotas', 'quota', { ...plain, ...late }),
  kind('v1', 'Secret', 'secrets', '', { defaults: defaultSecret, validate: validateConfig }),
  kind('v1', 'Service', 'services', 'svc', { defaults: defaultService, validate: validateService }),
  kind('apps/v1', 'ControllerRevision', 'controllerrevisions', '', { validate: validateRevision }),
  kind('apps/v1', 'DaemonSet', 'daemonsets', 'ds', late),
  kind('apps/v1', 'Deployment', 'deployments', 'deploy', late),
  kind('apps/v1', 'ReplicaSet', 'replicasets', 'rs', late),
  kind('apps/v1', 'StatefulSet', 'statefulsets', 'sts', statefulSet),
  kind('autoscaling/v2', 'HorizontalPodAutoscaler', 'horizontalpodautoscalers', 'hpa', plain),
  kind('batch/v1', 'Job', 'jobs', '', late),
  kind('coordination.k8s.io/v1', 'Lease', 'leases', '', plain),
  kind('discovery.k8s.io/v1', 'EndpointSlice', 'endpointslices', '', plain),
  clusterWide(kind('networking.k8s.io/v1', 'IngressClass', 'ingressclasses', '', late)),
  kind('networking.k8s.io/v1', 'Ingress', 'ingresses', 'ing', late),
  kind('policy/v1', 'PodDisruptionBudget', 'poddisruptionbudgets', 'pdb', late),
  clusterWide(kind('storage.k8s.io/v1', 'StorageClass', 'storageclasses', 'sc', storageClass)),
  clusterWide(kind('storage.k8s.io/v1', 'VolumeAttachment', 'volumeattachments', '', plain)),
];

const byName = new Map(kinds.map((kind) => [kind.kind, kind]));

/** Gives late kinds their rules, once for all clusters: whoever meets such a kind has seen to it before. */
export function learnRules(rules: Readonly<Record<string, Rules>>): void {
  for (const [name, own] of Object.entries(rules)) Object.assign(kindOf(name), own);
}

/** The kind of this name; throws when there is none, because only known kinds get past the API server's door. */
export function kindOf(name: string): Kind {
  const kind = byName.get(name);
  if (!kind) throw new Error(`kinds.ts knows no kind "${name}".`);
  return kind;
}

/** Is this kind in the table, under this apiVersion? */
export function isKnown(apiVersion: string, name: string): boolean {
  return byName.get(name)?.apiVersion === apiVersion;
}

/** The group of an apiVersion: `apps` for `apps/v1`, nothing for `v1`. */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
}

/** The plural with its group, as errors name a kind: `pods`, `statefulsets.apps`. */
export function resourceOf(name: string): string {
  const { plural, apiVersion } = kindOf(name);
  return groupOf(apiVersion) ? `${plural}.${groupOf(apiVersion)}` : plural;
}
