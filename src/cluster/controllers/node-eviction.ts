/**
 * What became of the pods of a lost node before Kubernetes 1.13: no taint, no tolerations; after five minutes the node controller itself
 * wrote that the node was lost, which kubectl showed as Unknown, and deleted them. For comparison, in the era `unknown-pods` alone.
 * Models the eviction of pkg/controller/nodelifecycle before 1.27 (controller_utils.go, DeletePods). Left out: its pace by zones.
 */
import { conditionOf, controllerOf, keyFor, keyOf } from '../../objects/index.ts';
import type { Millis, Node, Pod } from '../../objects/index.ts';
import { say } from '../log.ts';
import type { Sentence } from '../log.ts';
import type { Answer, Deed, Wake } from '../part.ts';
import { get, podsOnNode } from '../read.ts';
import type { Reader } from '../read.ts';
import type { Change } from '../state.ts';
import { hold, memoryOf, timedPart } from './timed.ts';

interface Look {
  readonly reader: Reader;
  readonly node: Node;
  /** When the node was lost. */
  readonly since: Millis;
}

const name = 'node-eviction';

/** The part that gives up the pods of lost nodes as old clusters did, one instance for each lost node. */
export const nodeEviction = timedPart<Look>({ name, wakesOn: { Node: hear }, look, steps: { evict } });

function isLost(node: Node | undefined): boolean {
  const status = node && conditionOf(node, 'Ready')?.status;
  return status === 'Unknown' || status === 'False';
}

function hear({ type, object, before }: Change, { state }: Reader): readonly Wake[] {
  if (state.settings.era !== 'unknown-pods' || type !== 'modified') return [];
  return isLost(object as Node) === isLost(before as Node) ? [] : [{ of: object.metadata.name }];
}

function look(reader: Reader, of: string): Look | undefined {
  const node = get<Node>(reader, keyFor('Node', undefined, of));
  if (!node || !isLost(node)) return undefined;
  return { reader, node, since: (memoryOf(reader, name, of)['since'] as Millis | undefined) ?? reader.state.now };
}

function evict({ reader, node, since }: Look): Answer {
  const { now, settings } = reader.state;
  const at = since + settings.tolerationSeconds;
  const it = { node: node.metadata.name };
  const seconds = settings.tolerationSeconds / 1000;
  if (now < at) {
    return {
      wait: say('the pods of {node} are kept for now', it),
      because: say('they are given up {seconds} s after their node was lost', { seconds }),
      object: keyOf(node),
      signal: hold(at - now, { since }),
    };
  }
  const pods = podsOnNode(reader, it.node).filter((pod) => controllerOf(pod)?.kind !== 'DaemonSet');
  if (pods.length === 0) return undefined;
  const message = `Node ${it.node} event: Deleting all Pods from Node ${it.node}.`;
  const event: Deed = { writes: [], event: { about: node, reason: 'DeletingAllPods', message } };
  const because = say('its node has been lost for {seconds} s', { seconds });
  return { do: [event, ...pods.map((pod) => giveUp(pod, it.node, because))] };
}

function giveUp(pod: Pod, node: string, because: Sentence): Deed {
  const { name: podName, uid } = pod.metadata;
  const message = `Node ${node} which was running pod ${podName} is unresponsive`;
  const object = { ...pod, status: { ...pod.status, reason: 'NodeLost', message } };
  const marking = `Marking for deletion Pod ${podName} from Node ${node}`;
  const key = keyOf(pod);
  return {
    what: say('gives up {pod}, which is Unknown from now on', { pod: podName }),
    because,
    writes: [
      { verb: 'update', object, subresource: 'status' },
      { verb: 'delete', key, ...(uid === undefined ? {} : { uid }) },
    ],
    object: key,
    event: { about: pod, reason: 'NodeControllerEviction', message: marking },
  };
}
