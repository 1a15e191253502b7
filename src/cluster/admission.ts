/**
 * What the API server itself adds to a new object beyond its kind's defaults.
 * Models the strategies' PrepareForCreate, the DefaultStorageClass and StorageObjectInUseProtection admission and the
 * Service address allocator. Left out: service accounts, limit ranges.
 * Priority and tolerations are filled in by the pod's defaults, quotas are asked in api-server.ts.
 */
import {
  defaultClassAnnotation,
  isHeadless,
  keyOf,
  millisOf,
  quantity,
  stayingFor,
  templateGenerationAnnotation,
  timestamp,
  withFields,
} from '../objects/index.ts';
import type {
  ApiObject,
  Claim,
  DaemonSet,
  Job,
  Pod,
  Service,
  StatefulSet,
  StorageClass,
  UpdateStrategy,
  Volume,
} from '../objects/index.ts';
import { allotmentOf } from './allotment.ts';
import { uidOf } from './chance.ts';
import { equal } from './equal.ts';
import { get, list } from './read.ts';
import type { Reader } from './read.ts';
import { gatedCondition, isGated } from './scheduler/scheduling-gates.ts';

const admissions: Readonly<Record<string, (reader: Reader, object: ApiObject) => ApiObject>> = {
  Pod: (reader, object) => admitPod(reader, object as Pod),
  PersistentVolumeClaim: (reader, object) => admitClaim(reader, object as Claim),
  PersistentVolume: (_, object) => admitVolume(object as Volume),
  Service: (reader, object) => admitService(reader, object as Service),
  StatefulSet: (reader, object) => ({ ...gated(reader, object), status: { availableReplicas: 0, replicas: 0 } }),
  PodDisruptionBudget: (_, object) => ({ ...object, status: nothingCounted }),
  Deployment: (_, object) => ({ ...object, status: {} }),
  DaemonSet: (_, object) => ({ ...withTemplateNumber(object as DaemonSet), status: noNodes }),
  Job: (reader, object) => withJobLabels(reader, object as Job),
  ReplicaSet: (_, object) => ({ ...object, status: { replicas: 0 } }),
  Namespace: (_, object) => ({ ...object, status: { phase: 'Active' } }),
};

const nothingCounted = { currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 };

/** What is filled in before the kind's defaults are (plugin defaulttolerationseconds). */
export function beforeDefaults({ state }: Reader, object: ApiObject): ApiObject {
  return object.kind === 'Pod' && object.spec
    ? stayingFor(object as Pod, state.settings.tolerationSeconds / 1000)
    : object;
}

/** The object as the API server lets it in. */
export function admit(reader: Reader, object: ApiObject): ApiObject {
  return admissions[object.kind]?.(reader, object) ?? object;
}

/** With its gate the field has a default; without it it is dropped silently, unless the object had it before (pkg/registry/apps/statefulset/strategy.go). */
export function gated(reader: Reader, object: ApiObject, old?: ApiObject): ApiObject {
  if (object.kind !== 'StatefulSet') return object;
  const { rollingUpdate } = (object as StatefulSet).spec.updateStrategy;
  if (reader.state.settings.gates['MaxUnavailableStatefulSet']) {
    const isDefaulted = rollingUpdate?.maxUnavailable === undefined && rollingUpdate !== undefined;
    return isDefaulted ? withRollingUpdate(object as StatefulSet, { ...rollingUpdate, maxUnavailable: 1 }) : object;
  }
  const had = (old as StatefulSet | undefined)?.spec.updateStrategy.rollingUpdate?.maxUnavailable;
  if (rollingUpdate?.maxUnavailable === undefined || had !== undefined) return object;
  const { maxUnavailable: _, ...kept } = rollingUpdate;
  return withRollingUpdate(object as StatefulSet, kept);
}

function withRollingUpdate(set: StatefulSet, rollingUpdate: NonNullable<UpdateStrategy['rollingUpdate']>): StatefulSet {
  return { ...set, spec: { ...set.spec, updateStrategy: { ...set.spec.updateStrategy, rollingUpdate } } };
}

/** The labels by which a Job knows its pods are made of its uid (pkg/registry/batch/job/strategy.go, generateSelector). */
function withJobLabels({ state }: Reader, job: Job): ApiObject {
  const { name, labels } = job.metadata;
  const { template, manualSelector } = job.spec;
  if (manualSelector) return { ...job, status: {} };
  const key = keyOf(job);
  const uid = uidOf(state.chance, key, state.lives[key] ?? 0);
  const own = { 'batch.kubernetes.io/controller-uid': uid, 'batch.kubernetes.io/job-name': name };
  const all = { ...template.metadata?.labels, ...own, 'controller-uid': uid, 'job-name': name };
  const selector = { matchLabels: { 'batch.kubernetes.io/controller-uid': uid } };
  return {
    ...job,
    metadata: { ...job.metadata, labels: labels ?? all },
    spec: { ...job.spec, selector, template: { ...template, metadata: { ...template.metadata, labels: all } } },
    status: {},
  };
}

const noNodes = { currentNumberScheduled: 0, desiredNumberScheduled: 0, numberMisscheduled: 0, numberReady: 0 };

/** Every new template of a DaemonSet gets the next number, as an annotation (pkg/registry/apps/daemonset/strategy.go). */
function withTemplateNumber(set: DaemonSet, old?: DaemonSet): DaemonSet {
  const before = Number(old?.metadata.annotations?.[templateGenerationAnnotation] ?? 0);
  const number = old && equal(old.spec.template, set.spec.template) ? before : before + 1;
  const annotations = { ...set.metadata.annotations, [templateGenerationAnnotation]: String(number) };
  return { ...set, metadata: { ...set.metadata, annotations } };
}

/** What an object that takes an old one's place keeps of it, whatever its writer says. */
export function kept(object: ApiObject, old: ApiObject): ApiObject {
  if (object.kind === 'DaemonSet') return withTemplateNumber(object as DaemonSet, old as DaemonSet);
  const named = keepAddress(object, old);
  return allotmentOf(object.kind)?.keep(named, old) ?? named;
}

/** A Service keeps its address when the writer leaves it out (pkg/registry/core/service/storage, patchAllocatedValues). */
function keepAddress(object: ApiObject, old: ApiObject): ApiObject {
  if (object.kind !== 'Service') return object;
  const { spec } = object as Service;
  const { clusterIP, clusterIPs } = (old as Service).spec;
  if (spec.clusterIP !== undefined || clusterIP === undefined) return object;
  return { ...object, spec: { ...spec, clusterIP, ...(clusterIPs && { clusterIPs }) } };
}

function admitPod({ state: { settings, now } }: Reader, pod: Pod): Pod {
  const status = { phase: 'Pending', qosClass: qosClassOf(pod) } as const;
  return withFields(pod, {
    status: isGated(pod)
      ? { ...status, conditions: [gatedCondition(timestamp(millisOf(settings.start), now))] }
      : status,
  });
}

/** Guaranteed, Burstable or BestEffort (pkg/apis/core/v1/helper/qos/qos.go). */
function qosClassOf({ spec }: Pod): string {
  const asked = spec.containers.flatMap(({ resources }) => [resources?.requests ?? {}, resources?.limits ?? {}]);
  if (asked.every((amounts) => Object.keys(amounts).length === 0)) return 'BestEffort';
  const isGuaranteed = spec.containers.every(({ resources }) =>
    ['cpu', 'memory'].every((resource) => {
      const limit = resources?.limits?.[resource];
      return limit !== undefined && (resources?.requests?.[resource] ?? limit) === limit;
    }),
  );
  return isGuaranteed ? 'Guaranteed' : 'Burstable';
}

function admitClaim(reader: Reader, claim: Claim): Claim {
  const named = claim.spec.storageClassName ?? defaultClassOf(reader)?.metadata.name;
  return withFields(claim, {
    metadata: withFields(claim.metadata, { finalizers: withFinalizer(claim, 'kubernetes.io/pvc-protection') }),
    spec: named === undefined ? claim.spec : withFields(claim.spec, { storageClassName: named }),
    status: { phase: 'Pending' },
  });
}

/** The class that a claim gets when it names none; the newest of several defaults. */
export function defaultClassOf(reader: Reader): StorageClass | undefined {
  return list<StorageClass>(reader, 'StorageClass')
    .filter(({ metadata }) => metadata.annotations?.[defaultClassAnnotation] === 'true')
    .sort((a, b) => (b.metadata.creationTimestamp ?? '').localeCompare(a.metadata.creationTimestamp ?? ''))[0];
}

function admitVolume(volume: Volume): Volume {
  const metadata = withFields(volume.metadata, { finalizers: withFinalizer(volume, 'kubernetes.io/pv-protection') });
  return withFields(volume, { metadata, status: { phase: 'Pending' } });
}

function withFinalizer({ metadata }: ApiObject, finalizer: string): readonly string[] {
  const { finalizers = [] } = metadata;
  return finalizers.includes(finalizer) ? finalizers : [...finalizers, finalizer];
}

function admitService(reader: Reader, service: Service): Service {
  if (isHeadless(service) || service.spec.type === 'ExternalName') return withAddress(service, service.spec.clusterIP);
  return withAddress(service, service.spec.clusterIP ?? freeAddress(reader));
}

function withAddress(service: Service, clusterIP: string | undefined): Service {
  const status = { loadBalancer: {} };
  if (!clusterIP) return { ...service, status };
  return { ...service, spec: { ...service.spec, clusterIP, clusterIPs: [clusterIP] }, status };
}

/** The lowest address of 10.96.0.0/16 that no Service has. */
function freeAddress(reader: Reader): string {
  const taken = new Set(list<Service>(reader, 'Service').map(({ spec }) => spec.clusterIP));
  for (let number = 1; ; number++) {
    const address = `10.96.${number >> 8}.${number & 255}`;
    if (!taken.has(address)) return address;
  }
}

/** Why a claim may not be made larger; nothing when it may, or does not ask for it (plugin persistentvolumeclaim/resize). */
export function resizeRefusal(reader: Reader, object: ApiObject, old: ApiObject): string | undefined {
  if (object.kind !== 'PersistentVolumeClaim') return undefined;
  const sizeOf = ({ spec }: Claim): number => quantity(spec.resources?.requests?.['storage'] ?? '0');
  const [claim, before] = [object as Claim, old as Claim];
  if (sizeOf(claim) <= sizeOf(before)) return undefined;
  if (before.status?.phase !== 'Bound') return 'Only bound persistent volume claims can be expanded';
  const storageClass = get<StorageClass>(reader, `StorageClass/${before.spec.storageClassName ?? ''}`);
  return storageClass?.allowVolumeExpansion
    ? undefined
    : 'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize';
}
