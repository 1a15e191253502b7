/**
 * Where the volumes of a pod can be reached: what the scheduler asks of each node.
 * Models pkg/scheduler/framework/plugins volumebinding, volumezone and volumerestrictions. Left out: limits of volumes for each node,
 * storage capacity, and that two unbound claims of one pod may want the same volume.
 */
import { claimNames, hasEnded, keyFor } from '../objects/index.ts';
import type { Claim, Node, Pod, StorageClass, Volume } from '../objects/index.ts';
import { noProvisioner } from './provisioners.ts';
import { get, getBeside, podsWithClaim } from './read.ts';
import type { Reader } from './read.ts';
import { isReachable, volumeFor } from './volume-match.ts';

/** Why this pod's volumes rule the node out, in the scheduler's words; nothing when they do not. */
export function volumeNodeReason(reader: Reader, pod: Pod, node: Node): string | undefined {
  for (const name of claimNames(pod)) {
    const claim = getBeside<Claim>(reader, pod, 'PersistentVolumeClaim', name);
    const reason = claim && (conflictOfPods(reader, pod, claim) ?? reasonOf(reader, claim, node));
    if (reason !== undefined) return reason;
  }
  return undefined;
}

/** A claim that one pod alone may use, and another one does. */
function conflictOfPods(reader: Reader, pod: Pod, { metadata, spec }: Claim): string | undefined {
  if (!spec.accessModes?.includes('ReadWriteOncePod')) return undefined;
  const users = podsWithClaim(reader, metadata.namespace ?? '', metadata.name);
  const isTaken = users.some((other) => other !== pod && other.spec.nodeName !== undefined && !hasEnded(other));
  return isTaken
    ? 'node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod'
    : undefined;
}

function reasonOf(reader: Reader, claim: Claim, node: Node): string | undefined {
  if (claim.spec.volumeName !== undefined) return boundReason(reader, claim.spec.volumeName, node);
  if (volumeFor(reader, claim, node)) return undefined;
  const storageClass = get<StorageClass>(reader, `StorageClass/${claim.spec.storageClassName ?? ''}`);
  return storageClass && canProvision(storageClass, node)
    ? undefined
    : "node(s) didn't find available persistent volumes to bind";
}

function boundReason(reader: Reader, name: string, node: Node): string | undefined {
  const volume = get<Volume>(reader, keyFor('PersistentVolume', undefined, name));
  if (!volume) return 'node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)';
  if (!isReachable(volume, node)) return "node(s) didn't match PersistentVolume's node affinity";
  return isInZone(volume, node) ? undefined : 'node(s) had no available volume zone';
}

const zoneLabels = [
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region',
];

/** A volume with a zone's label is only reached from there; several zones are joined with `__`. */
function isInZone({ metadata: { labels = {} } }: Volume, { metadata: { labels: own = {} } }: Node): boolean {
  return zoneLabels.every(
    (label) => labels[label] === undefined || labels[label].split('__').includes(own[label] ?? ''),
  );
}

function canProvision({ provisioner, allowedTopologies = [] }: StorageClass, { metadata }: Node): boolean {
  if (provisioner === noProvisioner) return false;
  const terms = allowedTopologies.map(({ matchLabelExpressions = [] }) => matchLabelExpressions);
  const isIn = (term: (typeof terms)[number]): boolean =>
    term.every(({ key, values }) => values.includes(metadata.labels?.[key] ?? ''));
  return terms.length === 0 || terms.some(isIn);
}
