/**
 * Models plugins/volumebinding (volume_binding.go, binder.go). The scheduler says on a claim which node its volume is for, and
 * the volume binder does the rest. Left out: storage capacity, the ten minutes after which a binding is given up.
 */
import { claimNames, isTerminating, selectedNodeAnnotation } from '../../objects/index.ts';
import type { Claim, Node, Pod, StorageClass } from '../../objects/index.ts';
import { noProvisioner } from '../provisioners.ts';
import { getBeside } from '../read.ts';
import type { Reader } from '../read.ts';
import { isReachable, volumeFor } from '../volume-match.ts';
import { claimsOf, classOf, openClaimsOf, volumeOf } from './pod-claims.ts';
import type { Filter, Plugin, PodRefusal, Refusal } from './plugin.ts';

const elsewhere: Refusal = { reasons: ["node(s) didn't match PersistentVolume's node affinity"], isFinal: true };
const noneToBind: Refusal = { reasons: ["node(s) didn't find available persistent volumes to bind"], isFinal: true };
const lost: Refusal = {
  reasons: ['node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)'],
  isFinal: true,
};

/** A pod goes where its volumes are, or can be made. */
export const volumeBinding: Plugin = {
  name: 'VolumeBinding',
  filter: ({ reader, pod }) => {
    const names = claimNames(pod);
    if (names.length === 0) return undefined;
    const wrong = names.map((name) => whatIsWrong(reader, pod, name)).find((each) => each !== undefined);
    if (wrong !== undefined) return { refusal: wrong };
    return filterFor(reader, claimsOf(reader, pod), openClaimsOf(reader, pod));
  },
};

function whatIsWrong(reader: Reader, pod: Pod, name: string): string | undefined {
  const claim = getBeside<Claim>(reader, pod, 'PersistentVolumeClaim', name);
  if (!claim) return `persistentvolumeclaim "${name}" not found`;
  if (claim.status?.phase !== 'Lost') {
    return isTerminating(claim) ? `persistentvolumeclaim "${name}" is being deleted` : undefined;
  }
  return `persistentvolumeclaim "${name}" bound to non-existent persistentvolume "${claim.spec.volumeName}"`;
}

function filterFor(reader: Reader, claims: readonly Claim[], open: readonly Claim[]): Filter | PodRefusal | undefined {
  if (open.some((claim) => classOf(reader, claim)?.volumeBindingMode !== 'WaitForFirstConsumer')) {
    return { refusal: 'pod has unbound immediate PersistentVolumeClaims' };
  }
  const bound = claims.filter((claim) => !open.includes(claim)).map((claim) => volumeOf(reader, claim));
  if (bound.some((volume) => !volume)) return () => lost;
  const tied = bound.flatMap((volume) => (volume?.spec.nodeAffinity ? volume : []));
  if (open.length === 0 && tied.length === 0) return undefined;
  return (node) => {
    if (!tied.every((volume) => isReachable(volume, node))) return elsewhere;
    return open.every((claim) => canHaveVolume(reader, claim, node)) ? undefined : noneToBind;
  };
}

/** A claim that has been promised to a node has no volume anywhere else. */
function canHaveVolume(reader: Reader, claim: Claim, node: Node): boolean {
  const selected = claim.metadata.annotations?.[selectedNodeAnnotation];
  if (selected !== undefined) return selected === node.metadata.name;
  const storageClass = classOf(reader, claim);
  if (storageClass && canMake(storageClass, node)) return true;
  return volumeFor(reader, claim, node) !== undefined;
}

function canMake({ provisioner, allowedTopologies = [] }: StorageClass, { metadata: { labels = {} } }: Node): boolean {
  if (provisioner === noProvisioner) return false;
  if (allowedTopologies.length === 0) return true;
  return allowedTopologies.some(({ matchLabelExpressions = [] }) =>
    matchLabelExpressions.every(({ key, values }) => values.includes(labels[key] ?? '')),
  );
}
