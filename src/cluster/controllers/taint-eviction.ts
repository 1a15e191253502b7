/**
 * Drives pods off nodes with a NoExecute taint, at once or when the time is over for which they tolerate it.
 * Models pkg/controller/tainteviction/taint_eviction.go. Disruption budgets are not asked.
 */
import { keyFor, keyOf, withCondition } from '../../objects/index.ts';
import type { Condition, Millis, Node, Pod, Taint, Toleration } from '../../objects/index.ts';
import { nowOf } from '../store.ts';
import { equal } from '../equal.ts';
import { say } from '../log.ts';
import type { Sentence } from '../log.ts';
import type { Answer, Deed, Wake } from '../part.ts';
import { get, podsOnNode } from '../read.ts';
import type { Reader } from '../read.ts';
import type { Change } from '../state.ts';
import { noExecuteTaints } from '../taints.ts';
import { isTolerated } from '../tolerations.ts';
import { hold, memoryOf, timedPart } from './timed.ts';

interface Look {
  readonly reader: Reader;
  readonly of: string;
  readonly pod: Pod | undefined;
  readonly node: Node | undefined;
  readonly taints: readonly Taint[];
  /** When the pod is to go, if that has been decided. */
  readonly until: Millis | undefined;
}

const name = 'taint-eviction';

/** The part that evicts, one instance for each pod on a tainted node. */
export const taintEviction = timedPart<Look>({
  name,
  wakesOn: { Node: hearNode, Pod: hearPod },
  look,
  steps: { evict },
});

function nameOf({ metadata }: Pod): string {
  return `${metadata.namespace}/${metadata.name}`;
}

function hearNode({ type, object, before }: Change, reader: Reader): readonly Wake[] {
  if (type === 'deleted') return [];
  const isSame = equal(noExecuteTaints(object as Node), noExecuteTaints(before as Node | undefined));
  return isSame ? [] : podsOnNode(reader, object.metadata.name).map((pod) => ({ of: nameOf(pod) }));
}

function hearPod({ type, object, before }: Change, reader: Reader): readonly Wake[] {
  const [pod, old] = [object as Pod, before as Pod | undefined];
  const of = nameOf(pod);
  if (type === 'deleted') return `${name}:${of}` in reader.state.machines ? [{ of }] : [];
  if (pod.spec === old?.spec || pod.spec.nodeName === undefined) return [];
  return noExecuteTaints(nodeOf(reader, pod)).length > 0 ? [{ of }] : [];
}

function nodeOf(reader: Reader, { spec }: Pod): Node | undefined {
  return get<Node>(reader, keyFor('Node', undefined, spec.nodeName ?? ''));
}

function look(reader: Reader, of: string): Look {
  const pod = get<Pod>(reader, `Pod/${of}`);
  const memory = memoryOf(reader, name, of);
  const isSame = pod !== undefined && memory['uid'] === pod.metadata.uid;
  const until = (isSame || !pod ? memory['until'] : undefined) as Millis | undefined;
  const node = pod && nodeOf(reader, pod);
  return { reader, of, pod, node, taints: noExecuteTaints(node), until };
}

function evict(look: Look): Answer {
  const { reader, pod, node, taints, until } = look;
  if (pod && !node && until !== undefined) return goOnWithout(look, pod, until);
  if (!pod || taints.length === 0) return cancel(look);
  const { tolerations = [] } = pod.spec;
  const hated = taints.find((taint) => !isTolerated(taint, tolerations));
  const it = { pod: pod.metadata.name, node: pod.spec.nodeName ?? '' };
  if (hated) return { do: [remove(look, pod, say('it does not tolerate {taint}', { taint: textOf(hated) }))] };
  const shortest = shortestOf(taints, tolerations);
  if (!shortest) return cancel(look);
  const { now } = reader.state;
  const at = until ?? now + shortest.seconds * 1000;
  const because = say('it tolerates {taint} for {seconds} s', shortest);
  if (now >= at) {
    return { do: [remove(look, pod, say('it has tolerated {taint} for {seconds} s', shortest))] };
  }
  return {
    wait: say('{pod} may stay on {node} for now', it),
    because,
    object: keyOf(pod),
    signal: hold(at - now, { until: at, uid: pod.metadata.uid }),
  };
}

/** What was decided stands, although the Node object is gone. */
function goOnWithout(look: Look, pod: Pod, until: Millis): Answer {
  const { now } = look.reader.state;
  if (now >= until) return { do: [remove(look, pod, say('its node is gone'))] };
  return { do: [], signal: hold(until - now, { until, uid: pod.metadata.uid }) };
}

function textOf({ key, effect }: Taint): string {
  return `${key}:${effect}`;
}

interface Patience {
  readonly taint: string;
  readonly seconds: number;
}

/** The shortest time for which one of the taints is tolerated; nothing when all are tolerated for ever (getMinTolerationTime). */
function shortestOf(taints: readonly Taint[], tolerations: readonly Toleration[]): Patience | undefined {
  const times = taints.flatMap((taint) => {
    const own = tolerations.filter((toleration) => isTolerated(taint, [toleration]));
    return own.flatMap(({ tolerationSeconds: seconds }) =>
      seconds === undefined ? [] : [{ taint: textOf(taint), seconds: Math.max(0, seconds) }],
    );
  });
  return times.sort((a, b) => a.seconds - b.seconds)[0];
}

/** What was decided is taken back: the taint is gone, or the pod is. */
function cancel({ of, pod, until }: Look): Answer {
  if (until === undefined) return undefined;
  const what = pod && say('{pod} may stay on {node}', { pod: pod.metadata.name, node: pod.spec.nodeName ?? '' });
  const because = say('no taint drives it away any more');
  const deed: Deed = { writes: [], event: eventOf(of, `Cancelling deletion of Pod ${of}`) };
  return { do: [pod && what ? { ...deed, what, because, object: keyOf(pod) } : deed] };
}

/** These Events name the pod without its uid, so that `describe` does not show them. */
function eventOf(of: string, message: string): NonNullable<Deed['event']> {
  const [namespace = '', podName = ''] = of.split('/');
  const about = { apiVersion: 'v1', kind: 'Pod', metadata: { name: podName, namespace } };
  return { about, reason: 'TaintManagerEviction', message };
}

function remove({ reader, of }: Look, pod: Pod, because: Sentence): Deed {
  const target: Condition = {
    type: 'DisruptionTarget',
    status: 'True',
    reason: 'DeletionByTaintManager',
    message: 'Taint manager: deleting due to NoExecute taint',
    lastProbeTime: null,
  };
  const conditions = withCondition(pod.status?.conditions, target, nowOf(reader));
  const { uid } = pod.metadata;
  const key = keyOf(pod);
  return {
    what: say('deletes {pod}', { pod: pod.metadata.name }),
    because,
    writes: [
      { verb: 'update', object: { ...pod, status: { ...pod.status, conditions } }, subresource: 'status' },
      { verb: 'delete', key, ...(uid === undefined ? {} : { uid }) },
    ],
    object: key,
    event: eventOf(of, `Marking for deletion Pod ${of}`),
  };
}
