/**
 * What keeps a pod's volumes from being mounted, what is mounted, and by whom.
 * Models pkg/kubelet/volumemanager (populator, WaitForAttachAndMount) and the configmap and secret plugins. Left out: retries with
 * back-off (it looks again when what it waits for has come), failures of mounting itself, file modes.
 */
import { isTerminating, keyFor, keyOf } from '../../objects/index.ts';
import type { ApiObject, Claim, Pod, PodVolume, Volume, VolumeAttachment } from '../../objects/index.ts';
import { workerOf } from '../apart.ts';
import { isAttachable, isAttached, uniqueName } from '../attachments.ts';
import { say } from '../log.ts';
import type { Sentence } from '../log.ts';
import type { Call, Deed, Wait, Wake } from '../part.ts';
import { get, getBeside, list, podsWithClaim } from '../read.ts';
import type { Reader } from '../read.ts';
import type { Change, MountedVolume, Mounts } from '../state.ts';
import { backingOf, volumeOf } from '../volume-backing.ts';

/** Why the pod's volumes cannot be mounted yet; nothing when they can. */
export function mountObstacle(reader: Reader, pod: Pod): Wait | undefined {
  for (const volume of pod.spec.volumes ?? []) {
    const obstacle = claimObstacle(reader, pod, volume) ?? filesObstacle(reader, pod, volume);
    if (obstacle) return obstacle;
  }
  return undefined;
}

function claimObstacle(reader: Reader, pod: Pod, { persistentVolumeClaim }: PodVolume): Wait | undefined {
  if (!persistentVolumeClaim) return undefined;
  const it = { pod: pod.metadata.name, claim: persistentVolumeClaim.claimName };
  const claim = getBeside<Claim>(reader, pod, 'PersistentVolumeClaim', it.claim);
  if (!claim) return waitOf(pod, say('{pod} waits for its volumes: there is no claim {claim}', it));
  if (isTerminating(claim)) return waitOf(pod, say('{pod} waits for its volumes: {claim} is being deleted', it));
  const volume = volumeOf(reader, claim);
  if (!volume) return waitOf(pod, say('{pod} waits for its volumes: {claim} is not bound', it));
  const node = pod.spec.nodeName ?? '';
  if (!isAttachable(volume) || isAttached(reader, volume, node)) return undefined;
  const which = { pod: it.pod, volume: volume.metadata.name, node };
  return waitOf(pod, say('{pod} waits for its volumes: {volume} is not attached to {node} yet', which));
}

function waitOf(pod: Pod, wait: Sentence): Wait {
  return { wait, object: keyOf(pod) };
}

interface Reference {
  readonly name?: string;
  readonly secretName?: string;
  readonly optional?: boolean;
}

type Sources = Readonly<Record<string, Reference | undefined>>;

function filesObstacle(reader: Reader, pod: Pod, volume: PodVolume): Wait | undefined {
  const { projected } = volume as unknown as { projected?: { readonly sources?: readonly Sources[] } };
  const sources = projected?.sources ?? [volume as unknown as Sources];
  for (const { configMap, secret } of sources) {
    const reference = configMap ?? secret;
    const [kind, named] = configMap ? ['ConfigMap', 'configmap'] : ['Secret', 'secret'];
    const name = reference?.name ?? reference?.secretName;
    if (name === undefined || reference?.optional || getBeside<ApiObject>(reader, pod, kind, name)) continue;
    return missing(pod, volume, kind, `${named} "${name}" not found`, name);
  }
  return undefined;
}

function missing(pod: Pod, volume: PodVolume, kind: string, why: string, name: string): Wait {
  const message = `MountVolume.SetUp failed for volume "${volume.name}" : ${why}`;
  return {
    wait: say('{pod} waits for its volumes: there is no {kind} {name}', { pod: pod.metadata.name, kind, name }),
    object: keyOf(pod),
    event: { about: pod, type: 'Warning', reason: 'FailedMount', message },
  };
}

/** Which pod workers look again at their volumes when this changes. */
export const mountWakes = {
  PersistentVolumeClaim: ({ type, object }: Change, reader: Reader): readonly Wake[] =>
    type === 'deleted' ? [] : wakeAll(podsWithClaim(reader, object.metadata.namespace ?? '', object.metadata.name)),
  VolumeAttachment: hearAttachment,
  ConfigMap: hearFiles,
  Secret: hearFiles,
} as const;

function hearAttachment({ object }: Change, reader: Reader): readonly Wake[] {
  const { status, spec } = object as VolumeAttachment;
  const volume = get<Volume>(reader, keyFor('PersistentVolume', undefined, spec.source.persistentVolumeName ?? ''));
  const { namespace = '', name } = volume?.spec.claimRef ?? {};
  if (!status?.attached || name === undefined) return [];
  return wakeAll(podsWithClaim(reader, namespace, name).filter((pod) => pod.spec.nodeName === spec.nodeName));
}

function hearFiles({ type, object }: Change, reader: Reader): readonly Wake[] {
  return type === 'added' ? wakeAll(list<Pod>(reader, 'Pod', object.metadata.namespace)) : [];
}

function wakeAll(pods: readonly Pod[]): readonly Wake[] {
  return pods.filter(isStarting).map((pod) => ({ of: workerOf(pod) }));
}

/** It has come to its node, and nothing of it has run there. */
function isStarting({ spec, status, metadata }: Pod): boolean {
  return spec.nodeName !== undefined && status?.phase === 'Pending' && metadata.deletionTimestamp === undefined;
}

/** To be done on the pod's machine when its volumes are mounted: before the first container starts. */
export function mounting(reader: Reader, pod: Pod): Deed {
  const mounts: Mounts = { pod: keyOf(pod), volumes: mountedVolumes(reader, pod) };
  if (mounts.volumes.length === 0) return { writes: [] };
  return { writes: [{ verb: 'mount', pod, mounts }], tells: telling(pod, mounts) };
}

/** To be done there when the last process has ended, before the pod is removed. */
export function unmounting({ state }: Reader, pod: Pod): Deed {
  const mounts = state.mounts[pod.spec.nodeName ?? '']?.[pod.metadata.uid ?? ''];
  return mounts ? { writes: [{ verb: 'unmount', pod }], tells: telling(pod, mounts) } : { writes: [] };
}

/** The machine reports what disks it has in use. */
function telling({ spec: { nodeName } }: Pod, { volumes }: Mounts): readonly Call[] {
  return volumes.some(({ disk }) => disk !== undefined) ? [[`volume-manager:${nodeName}`, { type: 'wake' }]] : [];
}

function mountedVolumes(reader: Reader, pod: Pod): Mounts['volumes'] {
  return (pod.spec.volumes ?? []).flatMap(({ name, persistentVolumeClaim: claim }) => {
    const backing = backingOf(reader, pod, name);
    if (!backing) return [];
    const { id, isReadOnly } = backing;
    return [{ backing: id, isReadOnly, ...(claim && namesOf(reader, pod, claim.claimName)) }];
  });
}

function namesOf(reader: Reader, pod: Pod, claimName: string): Pick<MountedVolume, 'volume' | 'disk'> {
  const claim = getBeside<Claim>(reader, pod, 'PersistentVolumeClaim', claimName);
  const volume = claim && volumeOf(reader, claim);
  if (!volume) return {};
  return { volume: volume.metadata.name, ...(isAttachable(volume) && { disk: uniqueName(volume) }) };
}
