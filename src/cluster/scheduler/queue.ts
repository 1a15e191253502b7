/**
 * Which pods are to be looked at again, and when. Models backend/queue and the plugins' EventsToRegister, in simple form: the
 * message on the pod says what it was refused for. A pod that something may have helped is tried at once: with nothing else to
 * do, the scheduler of 1.36 takes pods out of their back-off of 1 to 10 s early (SchedulerPopFromBackoffQ; the recordings show it).
 */
import { conditionOf, hasEnded, isTerminating } from '../../objects/index.ts';
import type { Claim, Node, Pod, Volume } from '../../objects/index.ts';
import { equal } from '../equal.ts';
import type { Wake } from '../part.ts';
import { found, podsWithClaim } from '../read.ts';
import type { Reader } from '../read.ts';
import type { Change } from '../state.ts';
import { isGated } from './scheduling-gates.ts';

/** Is the pod one that the scheduler is to find a node for? */
export function isWaiting(pod: Pod): boolean {
  const { nodeName, schedulerName = 'default-scheduler' } = pod.spec;
  return nodeName === undefined && schedulerName === 'default-scheduler' && !isTerminating(pod) && !isGated(pod);
}

/** What wakes the scheduler for which pods. */
export const wakesOn = {
  Pod: hearPod,
  Node: hearNode,
  PersistentVolumeClaim: hearClaim,
  PersistentVolume: hearVolume,
  StorageClass: (_: Change, reader: Reader): readonly Wake[] => refusedFor(reader, forVolumes),
};

const forRoom = /Insufficient|Too many pods|free ports|ReadWriteOncePod|existing pods anti-affinity/;
const forVolumes = /[Pp]ersistent[Vv]olume|persistent volumes|pvc\(s\)/;

function wakeOf({ metadata: { namespace, name } }: Pod): Wake {
  return { of: `${namespace}/${name}` };
}

function hearPod({ type, object, before }: Change, reader: Reader): readonly Wake[] {
  const pod = object as Pod;
  const old = before as Pod | undefined;
  if (type !== 'deleted' && isWaiting(pod)) return old && isAsBefore(pod, old) ? [] : [wakeOf(pod)];
  const isThere = type !== 'deleted' && pod.spec.nodeName !== undefined && !hasEnded(pod);
  const wasThere = old?.spec.nodeName !== undefined && !hasEnded(old);
  if (isThere === wasThere) return isThere && old && hasOtherMeaning(pod, old) ? choosy(reader) : [];
  return isThere ? choosy(reader) : [...refusedFor(reader, forRoom), ...choosy(reader)];
}

function isAsBefore(pod: Pod, old: Pod): boolean {
  return pod.spec === old.spec && pod.metadata.labels === old.metadata.labels;
}

/** To pods that look for company or avoid it. */
function hasOtherMeaning(pod: Pod, old: Pod): boolean {
  return isTerminating(pod) !== isTerminating(old) || !equal(pod.metadata.labels, old.metadata.labels);
}

function hearNode({ type, object, before }: Change, reader: Reader): readonly Wake[] {
  if (type === 'deleted') return choosy(reader);
  const [node, old] = [object as Node, before as Node | undefined];
  const isSame =
    old !== undefined &&
    node.spec === old.spec &&
    node.metadata.labels === old.metadata.labels &&
    equal(node.status?.allocatable, old.status?.allocatable);
  return isSame ? [] : allWaiting(reader);
}

function hearClaim({ type, object, before }: Change, reader: Reader): readonly Wake[] {
  const claim = object as Claim;
  if (type === 'modified' && claim.status?.phase === (before as Claim).status?.phase) return [];
  const pods = podsWithClaim(reader, claim.metadata.namespace ?? '', claim.metadata.name);
  return type === 'added' ? inTurn(pods) : pods.filter(isWaiting).map(wakeOf);
}

/** A volume that anybody may have now; one that is made for a claim is heard of with the claim. */
function hearVolume({ object, before }: Change, reader: Reader): readonly Wake[] {
  const isFree = (volume: Volume | undefined): boolean => volume?.status?.phase === 'Available';
  return isFree(object as Volume) && !isFree(before as Volume | undefined) ? refusedFor(reader, forVolumes) : [];
}

function choosy(reader: Reader): readonly Wake[] {
  if (reader.index.choosy.size === 0) return [];
  return inTurn(found<Pod>(reader, reader.index.choosy, ''));
}

function refusedFor(reader: Reader, reasons: RegExp): readonly Wake[] {
  return inTurn(unbound(reader).filter((pod) => reasons.test(conditionOf(pod, 'PodScheduled')?.message ?? '')));
}

function allWaiting(reader: Reader): readonly Wake[] {
  return inTurn(unbound(reader));
}

function unbound(reader: Reader): readonly Pod[] {
  return found<Pod>(reader, reader.index.byNode, '');
}

/** Those that have been refused before, the higher priority first; a new pod comes by itself. */
function inTurn(pods: readonly Pod[]): readonly Wake[] {
  const waiting = pods.filter((pod) => isWaiting(pod) && conditionOf(pod, 'PodScheduled'));
  return waiting.sort((a, b) => (b.spec.priority ?? 0) - (a.spec.priority ?? 0)).map(wakeOf);
}
