/**
 * Removes pods that nobody else can: those of a Node object that is gone, and terminating ones of a machine that is declared off.
 * Models pkg/controller/podgc/gc_controller.go. Left out: the oldest of more than 12,500 ended pods; pods without a node, which go at once.
 */
import { conditionOf, hasEnded, isTerminating, keyFor, keyOf, millisOf, withCondition } from '../../objects/index.ts';
import type { Condition, Millis, Node, Pod } from '../../objects/index.ts';
import { nowOf } from '../store.ts';
import { say } from '../log.ts';
import type { Answer, Deed, Wake } from '../part.ts';
import { get, podsOnNode } from '../read.ts';
import type { Reader } from '../read.ts';
import type { Change } from '../state.ts';
import { taintKeys } from '../taints.ts';
import { hold, memoryOf, timedPart } from './timed.ts';

interface Look {
  readonly reader: Reader;
  readonly pod: Pod;
  readonly node: Node | undefined;
  /** When the Node object was found to be gone. */
  readonly goneAt: Millis | undefined;
}

const name = 'pod-gc';
const periodMs = 20_000;
const quarantineMs = 40_000;
/** Between the two writes by which a pod goes somebody else may be faster. */
const betweenMs = 25;

/** The part that collects pods, one instance for each pod that may need it. */
export const podGc = timedPart<Look>({
  name,
  wakesOn: { Pod: hearPod, Node: hearNode },
  look,
  steps: { ofGoneNode, ofDeadNode },
});

function nameOf({ metadata }: Pod): string {
  return `${metadata.namespace}/${metadata.name}`;
}

function nodeOf(reader: Reader, { spec }: Pod): Node | undefined {
  return get<Node>(reader, keyFor('Node', undefined, spec.nodeName ?? ''));
}

function isUp(node: Node | undefined): boolean {
  return node !== undefined && conditionOf(node, 'Ready')?.status === 'True';
}

function hearPod({ type, object, before }: Change, reader: Reader): readonly Wake[] {
  const [pod, old] = [object as Pod, before as Pod | undefined];
  const of = nameOf(pod);
  if (type === 'deleted') return `${name}:${of}` in reader.state.machines ? [{ of }] : [];
  const isNews =
    pod.spec.nodeName !== old?.spec.nodeName || isTerminating(pod) !== (old !== undefined && isTerminating(old));
  return pod.spec.nodeName !== undefined && isNews && !isUp(nodeOf(reader, pod)) ? [{ of }] : [];
}

function hearNode({ type, object, before }: Change, reader: Reader): readonly Wake[] {
  const [node, old] = [object as Node, before as Node | undefined];
  const isSame = type === 'modified' && isUp(node) === isUp(old) && isOff(node) === isOff(old);
  if (isSame) return [];
  const pods = podsOnNode(reader, node.metadata.name);
  return pods
    .filter((pod) => type === 'deleted' || isTerminating(pod) || `${name}:${nameOf(pod)}` in reader.state.machines)
    .map((pod) => ({ of: nameOf(pod) }));
}

/** Has somebody declared that the machine is off? */
function isOff(node: Node | undefined): boolean {
  return node?.spec.taints?.some(({ key }) => key === taintKeys.outOfService) ?? false;
}

function look(reader: Reader, of: string): Look | undefined {
  const pod = get<Pod>(reader, `Pod/${of}`);
  if (!pod || pod.spec.nodeName === undefined) return undefined;
  const memory = memoryOf(reader, name, of);
  const goneAt = memory['uid'] === pod.metadata.uid ? (memory['goneAt'] as Millis | undefined) : undefined;
  return { reader, pod, node: nodeOf(reader, pod), goneAt };
}

/** The next moment at which it goes through the pods. */
function tickAt(at: Millis): Millis {
  return Math.ceil(at / periodMs) * periodMs;
}

/** A Node that is gone may come back for a while (gcOrphaned). */
function ofGoneNode({ reader, pod, node, goneAt }: Look): Answer {
  if (node) return undefined;
  const { now } = reader.state;
  const found = goneAt ?? tickAt(now);
  const at = tickAt(found + quarantineMs);
  const memory = { goneAt: found, uid: pod.metadata.uid };
  if (now >= at)
    return collect(reader, pod, say('its node {node} is gone', { node: pod.spec.nodeName ?? '' }), orphaned);
  return {
    wait: say('{pod} is kept for now', { pod: pod.metadata.name }),
    because: say('its node {node} is gone, but may come back within {seconds} s', {
      node: pod.spec.nodeName ?? '',
      seconds: quarantineMs / 1000,
    }),
    object: keyOf(pod),
    signal: hold(at - now, memory),
  };
}

const orphaned: Condition = {
  type: 'DisruptionTarget',
  status: 'True',
  reason: 'DeletionByPodGC',
  message: 'PodGC: node no longer exists',
  lastProbeTime: null,
};

/** Nobody but the machine's own kubelet, or a human, can know that a process has stopped (gcTerminating). */
function ofDeadNode({ reader, pod, node }: Look): Answer {
  if (!node || !isTerminating(pod) || isUp(node)) return undefined;
  const { now, settings } = reader.state;
  const it = { pod: pod.metadata.name, node: node.metadata.name };
  const off = say('{node} is declared out of service', { node: it.node });
  if (isOff(node)) {
    const at = tickAt(now);
    if (now >= at || hasEnded(pod)) return collect(reader, pod, off);
    return {
      wait: say('{pod} is removed at the next look', { pod: it.pod }),
      because: off,
      object: keyOf(pod),
      signal: hold(at - now),
    };
  }
  const graceEnds = millisOf(pod.metadata.deletionTimestamp ?? '') - millisOf(settings.start);
  if (now < graceEnds) return { do: [], signal: hold(graceEnds - now) };
  return {
    wait: say('{pod} goes on Terminating: nobody on {node} confirms that it has stopped', it),
    because: say('{node} is NotReady, and nobody has declared it out of service', { node: it.node }),
    object: keyOf(pod),
  };
}

/** First the pod is Failed, for those who count on it; then it goes (markFailedAndDeletePod). */
function collect(reader: Reader, pod: Pod, because: Deed['because'], condition?: Condition): Answer {
  const key = keyOf(pod);
  const { name: podName, uid } = pod.metadata;
  const about = { ...(because && { because }), object: key };
  if (hasEnded(pod)) {
    const removal = { verb: 'delete', key, graceSeconds: 0, ...(uid === undefined ? {} : { uid }) } as const;
    return { do: [{ what: say('{pod} is removed', { pod: podName }), ...about, writes: [removal] }] };
  }
  const { conditions: before } = pod.status ?? {};
  const conditions = condition ? withCondition(before, condition, nowOf(reader)) : before;
  const status = { ...pod.status, phase: 'Failed', ...(conditions && { conditions }) } as const;
  return {
    do: [
      {
        what: say('{pod} counts as Failed', { pod: podName }),
        ...about,
        writes: [{ verb: 'update', object: { ...pod, status }, subresource: 'status' }],
      },
    ],
    signal: hold(betweenMs, memoryOf(reader, name, nameOf(pod))),
  };
}
