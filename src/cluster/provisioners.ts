/**
 * Who makes volumes for the claims of a class, and what these are like. A name that nobody knows stands for a driver of disks: what
 * the author calls it makes no difference here.
 * Models the in-tree host-path provisioner, sig-storage-lib-external-provisioner and external-provisioner. Left out: parameters,
 * mount options, snapshots, clones.
 */
import { withFields } from '../objects/index.ts';
import type { Claim, Node, NodeSelector, StorageClass, Volume } from '../objects/index.ts';
import { draw } from './chance.ts';
import type { Reader } from './read.ts';

/** Who makes no volumes at all. */
export const noProvisioner = 'kubernetes.io/no-provisioner';

/** What a kind of storage is like. */
interface Storage {
  /** Part of kube-controller-manager; all others are programs of their own, which are waited for. */
  readonly isInTree?: true;
  /** The label of nodes whose value a volume is tied to. */
  readonly tiedTo?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly source: (provisioner: string, name: string) => Readonly<Record<string, unknown>>;
}

const zone = 'topology.kubernetes.io/zone';
const hostname = 'kubernetes.io/hostname';

const hostPath: Storage = {
  isInTree: true,
  annotations: { 'kubernetes.io/createdby': 'hostpath-dynamic-provisioner' },
  source: (_, name) => ({ hostPath: { path: `/tmp/hostpath_pv/${name.replace(/^pvc-/, '')}`, type: '' } }),
};
const local: Storage = {
  tiedTo: hostname,
  source: (_, name) => ({ local: { path: `/var/lib/volumes/${name}` } }),
};
const nfs: Storage = {
  source: (_, name) => ({ nfs: { server: 'nfs.ordinal.dev', path: `/exports/${name}` } }),
};
const disk: Storage = {
  annotations: {
    'volume.kubernetes.io/provisioner-deletion-secret-name': '',
    'volume.kubernetes.io/provisioner-deletion-secret-namespace': '',
  },
  source: (driver, name) => ({ csi: { driver, fsType: 'ext4', volumeHandle: name } }),
};

/** THE TABLE of provisioners: what their names contain, and what they make; the first that fits. */
const storages: readonly (readonly [RegExp, Storage])[] = [
  [/^kubernetes\.io\//, hostPath],
  [/nfs/, nfs],
  [/local|host-?path/, local],
  [/zonal/, { ...disk, tiedTo: zone }],
  [/./, disk],
];

function storageOf(provisioner: string): Storage {
  return storages.find(([name]) => name.test(provisioner))?.[1] ?? disk;
}

/** Is it a program of its own, beside the controllers? */
export function isExternal({ provisioner }: StorageClass): boolean {
  return !storageOf(provisioner).isInTree;
}

/** The finalizer by which whoever made a volume keeps its object until the storage itself is gone. */
export function finalizerOf({ provisioner }: Pick<StorageClass, 'provisioner'>): string {
  return storageOf(provisioner).isInTree
    ? 'kubernetes.io/pv-controller'
    : 'external-provisioner.volume.kubernetes.io/finalizer';
}

/** The annotation that names who made a volume. */
export const provisionedBy = 'pv.kubernetes.io/provisioned-by';

/** The volume that the class makes for the claim, already reserved for it; near the node that the scheduler chose, if it chose one. */
export function newVolume(
  reader: Reader,
  claim: Claim,
  claimRef: Volume['spec']['claimRef'],
  storageClass: StorageClass,
  node: Node | undefined,
): Volume {
  const { provisioner, reclaimPolicy, metadata } = storageClass;
  const name = `pvc-${claim.metadata.uid}`;
  const { source, annotations, tiedTo, isInTree } = storageOf(provisioner);
  const byController = isInTree ? { 'pv.kubernetes.io/bound-by-controller': 'yes' } : {};
  const required = placeOf(reader, claim, storageClass, tiedTo, node);
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: {
      name,
      annotations: withFields(annotations ?? {}, { ...byController, [provisionedBy]: provisioner }),
      finalizers: [finalizerOf(storageClass)],
    },
    spec: {
      accessModes: claim.spec.accessModes ?? [],
      capacity: { storage: claim.spec.resources?.requests?.['storage'] ?? '0' },
      ...(claimRef && { claimRef }),
      ...(required && { nodeAffinity: { required } }),
      persistentVolumeReclaimPolicy: reclaimPolicy ?? 'Delete',
      storageClassName: metadata.name,
      volumeMode: claim.spec.volumeMode ?? 'Filesystem',
      ...source(provisioner, name),
    },
  };
}

/** Made at once, a volume lies where chance puts it: perhaps where the pod cannot be. */
function placeOf(
  reader: Reader,
  { metadata }: Claim,
  { allowedTopologies = [] }: StorageClass,
  tiedTo: string | undefined,
  node: Node | undefined,
): NodeSelector | undefined {
  const allowed = allowedTopologies.flatMap(({ matchLabelExpressions = [] }) => matchLabelExpressions)[0];
  const key = tiedTo ?? allowed?.key;
  if (key === undefined) return undefined;
  const values = allowed?.key === key ? allowed.values : valuesOf(reader, key);
  const luck = Math.floor(draw(reader.state.chance, metadata.uid ?? '', 'place of the volume') * values.length);
  const value = node?.metadata.labels?.[key] ?? values[luck];
  if (value === undefined) return undefined;
  return { nodeSelectorTerms: [{ matchExpressions: [{ key, operator: 'In', values: [value] }] }] };
}

function valuesOf({ index }: Reader, label: string): readonly string[] {
  return [...new Set(index.nodes.flatMap(({ metadata }) => metadata.labels?.[label] ?? []))].sort();
}
