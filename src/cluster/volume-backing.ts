/**
 * What lies behind the volumes of a pod: a disk, a directory of a server or of a machine, or room that ends with the pod.
 * Models what the volume plugins of the kubelet mount (pkg/volume). Left out: generic ephemeral volumes, the downward API, file modes,
 * block devices.
 */
import { keyFor, quantity } from '../objects/index.ts';
import type { ApiObject, Claim, Container, Pod, PodVolume, Volume } from '../objects/index.ts';
import { get, getBeside } from './read.ts';
import type { Reader } from './read.ts';
import type { BackingId, Files } from './state.ts';

/** What a volume of a pod shows its containers. */
export interface Backing {
  readonly id: BackingId;
  readonly isReadOnly: boolean;
  /** So many characters can be kept here, names included. */
  readonly roomMax: number;
  /** What it shows where the files come from an object of the API. */
  readonly projected?: Files;
}

/** A file as a container sees it: on which backing, and where there. */
export interface Place {
  readonly backing: Backing;
  readonly path: string;
}

// A disk of 1Gi keeps as much as one of 1Mi: data are part of the state, which is stored and sent.
const charactersMax = 2 ** 20;

/** What backs the volume of this name; nothing while its claim has no volume, the pod no node, or an object is missing. */
export function backingOf(reader: Reader, pod: Pod, volumeName: string): Backing | undefined {
  const volume = pod.spec.volumes?.find(({ name }) => name === volumeName);
  if (!volume) return undefined;
  if (volume.persistentVolumeClaim) return claimed(reader, pod, volume.persistentVolumeClaim);
  if (volume.emptyDir) return writable(`emptyDir/${pod.metadata.uid}/${volumeName}`);
  const files = projectedFiles(reader, pod, volume);
  if (files) return { id: `files/${pod.metadata.uid}/${volumeName}`, isReadOnly: true, roomMax: 0, projected: files };
  const id = sourceId(volume, pod.spec.nodeName);
  return id === undefined ? undefined : writable(id, isReadOnlySource(volume));
}

function writable(id: BackingId, isReadOnly = false, roomMax = charactersMax): Backing {
  return { id, isReadOnly, roomMax };
}

function claimed(reader: Reader, pod: Pod, { claimName, readOnly }: Claiming): Backing | undefined {
  const claim = getBeside<Claim>(reader, pod, 'PersistentVolumeClaim', claimName);
  const volume = claim && volumeOf(reader, claim);
  const id = volume && sourceId(volume.spec, pod.spec.nodeName);
  if (!volume || id === undefined) return undefined;
  const room = Math.min(charactersMax, quantity(volume.spec.capacity?.['storage'] ?? '0'));
  return writable(id, readOnly === true || isReadOnlySource(volume.spec), room);
}

type Claiming = NonNullable<PodVolume['persistentVolumeClaim']>;

/** The volume that a claim is bound to. */
export function volumeOf(reader: Reader, { spec, status }: Claim): Volume | undefined {
  if (status?.phase !== 'Bound' || spec.volumeName === undefined) return undefined;
  return get<Volume>(reader, keyFor('PersistentVolume', undefined, spec.volumeName));
}

interface Source {
  readonly path?: string;
  readonly server?: string;
  readonly driver?: string;
  readonly volumeHandle?: string;
  readonly readOnly?: boolean;
}

type Sources = Readonly<Record<string, unknown>>;

/** The same directory has the same name, whoever mounts it; directories of a machine are others on the next machine. */
export function sourceId(sources: Sources, node: string | undefined): BackingId | undefined {
  const { hostPath, local, nfs, csi } = sources as Readonly<Record<string, Source | undefined>>;
  const directory = hostPath ?? local;
  if (directory) return node === undefined ? undefined : `host/${node}${directory.path ?? ''}`;
  if (nfs) return `nfs/${nfs.server}${nfs.path ?? ''}`;
  return csi && `csi/${csi.driver}/${csi.volumeHandle ?? ''}`;
}

function isReadOnlySource(sources: Sources): boolean {
  return Object.values(sources).some((source) => (source as Source | undefined)?.readOnly === true);
}

interface Projection {
  readonly name?: string;
  readonly secretName?: string;
  readonly items?: readonly { readonly key: string; readonly path: string }[];
}

type Projections = Readonly<Record<string, Projection | undefined>>;

function projectedFiles(reader: Reader, pod: Pod, volume: PodVolume): Files | undefined {
  const { projected } = volume as unknown as { projected?: { readonly sources?: readonly Projections[] } };
  const sources = projected ? (projected.sources ?? []) : [volume as unknown as Projections];
  const parts = sources.map((source) => filesOf(reader, pod, source));
  return !projected && parts.includes(undefined) ? undefined : Object.assign({}, ...parts);
}

function filesOf(reader: Reader, pod: Pod, { configMap, secret }: Projections): Files | undefined {
  const source = configMap ?? secret;
  if (!source) return undefined;
  const object = getBeside<ApiObject>(
    reader,
    pod,
    configMap ? 'ConfigMap' : 'Secret',
    source.name ?? source.secretName ?? '',
  );
  const data = (object?.['data'] ?? {}) as Files;
  const texts = configMap ? data : mapValues(data, decoded);
  if (!source.items) return texts;
  return Object.fromEntries(source.items.map(({ key, path }) => [path, texts[key] ?? '']));
}

function mapValues(files: Files, map: (text: string) => string): Files {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [name, map(text)]));
}

function decoded(base64: string): string {
  return new TextDecoder().decode(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
}

/**
 * Where a file of a container lies: on the volume with the longest mount path above it, or else in the container's own layer,
 * which ends with the container. Nothing when that volume is not there.
 */
export function placeOf(reader: Reader, pod: Pod, container: Container, path: string): Place | undefined {
  const mount = container.volumeMounts
    ?.filter(({ mountPath }) => path === mountPath || path.startsWith(`${mountPath.replace(/\/$/, '')}/`))
    .sort((a, b) => b.mountPath.length - a.mountPath.length)[0];
  if (!mount) return { backing: writable(layerOf(pod, container.name)), path: path.slice(1) };
  const backing = backingOf(reader, pod, mount.name);
  if (!backing) return undefined;
  const { subPath } = mount as { readonly subPath?: string };
  const inside = path.slice(mount.mountPath.length).replace(/^\//, '');
  return {
    backing: mount.readOnly ? { ...backing, isReadOnly: true } : backing,
    path: [subPath, inside].filter(Boolean).join('/'),
  };
}

/** The container's own layer, which is new whenever the container is. */
export function layerOf({ metadata: { uid } }: Pod, container: string): BackingId {
  return `container/${uid}/${container}`;
}

/** The name of a container's log. */
export function logOf({ metadata: { uid } }: Pod, container: string): string {
  return `${uid}/${container}`;
}
