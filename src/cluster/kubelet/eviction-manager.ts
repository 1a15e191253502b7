/**
 * What a kubelet does when its machine runs short of memory or disk: it says so, and sends pods away, one after the other, those first
 * that have asked for nothing. Models pkg/kubelet/eviction/eviction_manager.go and helpers.go. Left out: real usage (a pod with limits
 * equal to its requests counts as one that keeps to them), soft thresholds, images that are thrown away first, pods refused at the door.
 */
import { conditionOf, hasEnded, isTerminating, keyFor, keyOf, withCondition } from '../../objects/index.ts';
import type { Condition, Millis, Node, Pod } from '../../objects/index.ts';
import { workerOf } from '../apart.ts';
import { nowOf } from '../store.ts';
import { hold, memoryOf, timedPart } from '../controllers/timed.ts';
import { say } from '../log.ts';
import type { Answer, Deed, Wake } from '../part.ts';
import { get, podsOnNode } from '../read.ts';
import type { Reader } from '../read.ts';
import type { Change, Signal } from '../state.ts';

interface Pressure {
  readonly fault: 'memory' | 'disk';
  readonly type: string;
  readonly resource: string;
  /** Status to reason and message of the condition (pkg/kubelet/nodestatus/setters.go). */
  readonly says: Readonly<Record<'True' | 'False', readonly [reason: string, message: string]>>;
}

const pressures: readonly Pressure[] = [
  {
    fault: 'memory',
    type: 'MemoryPressure',
    resource: 'memory',
    says: {
      True: ['KubeletHasInsufficientMemory', 'kubelet has insufficient memory available'],
      False: ['KubeletHasSufficientMemory', 'kubelet has sufficient memory available'],
    },
  },
  {
    fault: 'disk',
    type: 'DiskPressure',
    resource: 'ephemeral-storage',
    says: {
      True: ['KubeletHasDiskPressure', 'kubelet has disk pressure'],
      False: ['KubeletHasNoDiskPressure', 'kubelet has no disk pressure'],
    },
  },
];

interface Look {
  readonly reader: Reader;
  readonly node: Node;
  readonly felt: readonly Pressure[];
  /** When a pressure that is over was last felt, by its fault. */
  readonly lastAt: Readonly<Record<string, Millis>>;
  /** Not before this moment does another pod go. */
  readonly nextAt: Millis;
}

const name = 'eviction-manager';
const everyMs = 10_000;
const transitionMs = 300_000;

/** The part that watches over a machine's memory and disk, one instance for each machine that has been short of them. */
export const evictionManager = timedPart<Look>({
  name,
  isOnNode: true,
  wakesOn: { Node: hear },
  look,
  steps: { conditions, evict, wait },
});

function hear({ type, object, before }: Change, { state }: Reader): readonly Wake[] {
  const of = object.metadata.name;
  const isNews = type === 'modified' && (object as Node).status?.conditions !== (before as Node).status?.conditions;
  return isNews && state.faults[`node/${of}`] !== undefined ? [{ of }] : [];
}

function look(reader: Reader, of: string): Look | undefined {
  const node = get<Node>(reader, keyFor('Node', undefined, of));
  if (!node) return undefined;
  const faults = reader.state.faults[`node/${of}`] ?? [];
  const felt = pressures.filter(({ fault }) => faults.includes(fault));
  const memory = memoryOf(reader, name, of);
  const lastAt = (memory['lastAt'] as Look['lastAt'] | undefined) ?? {};
  return { reader, node, felt, lastAt, nextAt: (memory['nextAt'] as Millis | undefined) ?? 0 };
}

/** How long the pressure still counts, which it does for five minutes after it was last felt. */
function leftMs({ reader, felt, lastAt }: Look, { fault }: Pressure): Millis {
  if (felt.some((each) => each.fault === fault)) return Infinity;
  return Math.max(0, (lastAt[fault] ?? -Infinity) + transitionMs - reader.state.now);
}

/** Says of the node what it is short of. */
function conditions(look: Look): Answer {
  const { reader, node } = look;
  const wanted = pressures.map((pressure) => {
    const status: 'True' | 'False' = leftMs(look, pressure) > 0 ? 'True' : 'False';
    const [reason, message] = pressure.says[status];
    return { pressure, condition: { type: pressure.type, status, reason, message } };
  });
  const changed = wanted.filter(({ condition: { type, status } }) => conditionOf(node, type)?.status !== status);
  if (changed.length === 0) return undefined;
  const now = nowOf(reader);
  const after = changed.reduce(
    (all, { condition }) => withCondition(all, { ...condition, lastHeartbeatTime: now }, now),
    node.status?.conditions ?? [],
  );
  const object = { ...node, status: { ...node.status, conditions: after } };
  const told = changed.map(({ condition, pressure }) => tell(node, condition, pressure));
  return { do: [{ writes: [{ verb: 'update', object, subresource: 'status' }] }, ...told] };
}

function tell(node: Node, { status, reason = '' }: Condition, { resource }: Pressure): Deed {
  const it = { node: node.metadata.name, resource };
  const what =
    status === 'True' ? say('{node} is short of {resource}', it) : say('{node} has enough {resource} again', it);
  // The names of the Events and of the reasons differ in their first word alone.
  const event = reason.replace(/^Kubelet/, 'Node');
  const message = `Node ${it.node} status is now: ${event}`;
  return { what, writes: [], object: keyOf(node), event: { about: node, reason: event, message } };
}

/** The pod that goes next: of no quality before the burstable ones, the youngest first; the others keep to what they asked for. */
function evict(look: Look): Answer {
  const { reader, node, felt } = look;
  const [pressure] = felt;
  const { now } = reader.state;
  if (!pressure) return undefined;
  if (now < look.nextAt) return { do: [], signal: nextLook(look, look.nextAt) };
  const [victim] = podsOnNode(reader, node.metadata.name).filter(mayGo).sort(byQuality);
  const why = say('{node} is short of {resource}', { node: node.metadata.name, resource: pressure.resource });
  const attempt = `Attempting to reclaim ${pressure.resource}`;
  const event = { about: node, type: 'Warning', reason: 'EvictionThresholdMet', message: attempt } as const;
  if (!victim) {
    return {
      wait: say('no pod of {node} is evicted', { node: node.metadata.name }),
      because: say('all of them keep to what they asked for'),
      object: keyOf(node),
      signal: nextLook(look, now + everyMs),
    };
  }
  const what = say('evicts {pod}', { pod: victim.metadata.name });
  const deed: Deed = {
    ...{ what, because: why, writes: [], object: keyOf(victim), event },
    tells: [[`kubelet:${workerOf(victim)}`, { type: 'evict' }]],
  };
  return { do: [deed], signal: nextLook(look, now + everyMs) };
}

function nextLook({ reader, felt, lastAt }: Look, nextAt: Millis): Signal {
  const { now } = reader.state;
  const feltNow = Object.fromEntries(felt.map(({ fault }) => [fault, now]));
  return hold(nextAt - now, { lastAt: { ...lastAt, ...feltNow }, nextAt });
}

const criticalPriority = 2_000_000_000;

function mayGo(pod: Pod): boolean {
  const isCritical = Number(pod.spec['priority'] ?? 0) >= criticalPriority;
  return !isCritical && !hasEnded(pod) && !isTerminating(pod) && pod.status?.qosClass !== 'Guaranteed';
}

function byQuality(a: Pod, b: Pod): number {
  const [first, second] = [a, b].map((pod) => (pod.status?.qosClass === 'BestEffort' ? 0 : 1));
  if (first !== second) return first! - second!;
  const [one = '', other = ''] = [a, b].map(({ metadata }) => metadata.creationTimestamp);
  return other.localeCompare(one) || a.metadata.name.localeCompare(b.metadata.name);
}

/** A pressure that is over counts for some time, so that the node does not go to and fro. */
function wait(look: Look): Answer {
  const over = pressures.filter((pressure) => leftMs(look, pressure) > 0);
  const [first] = over;
  if (!first) return undefined;
  const { name: node } = look.node.metadata;
  return {
    wait: say('{node} still counts as short of {resource}', { node, resource: first.resource }),
    because: say('that is over only after {seconds} s without', { seconds: transitionMs / 1000 }),
    object: keyOf(look.node),
    signal: hold(Math.min(...over.map((pressure) => leftMs(look, pressure))), { lastAt: look.lastAt }),
  };
}
