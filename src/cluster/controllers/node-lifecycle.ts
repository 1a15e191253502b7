/**
 * Watches over every node: one whose lease is not renewed for too long is NotReady, and so are its pods; what a node is shows in its
 * taints. Models pkg/controller/nodelifecycle/node_lifecycle_controller.go (monitorNodeHealth, doNoScheduleTaintingPass).
 * Left out: labels, nodes that are excluded, fresh patience for all nodes when a cluster without any Ready node recovers.
 */
import { conditionOf, isReady, keyFor, keyOf, millisOf, withCondition } from '../../objects/index.ts';
import type { Condition, Lease, Millis, Node, Pod, Taint } from '../../objects/index.ts';
import { reachOf } from '../apart.ts';
import { nowOf } from '../store.ts';
import { equal } from '../equal.ts';
import { say } from '../log.ts';
import type { Sentence } from '../log.ts';
import type { Answer, Deed, Wake } from '../part.ts';
import { get, podsOnNode } from '../read.ts';
import type { Reader } from '../read.ts';
import type { Change } from '../state.ts';
import { isOwnNoExecute, isOwnNoSchedule, noScheduleKeys, taintKeys, withTaints } from '../taints.ts';
import { calm, hold, memoryOf, timedPart } from './timed.ts';
import type { Memory } from './timed.ts';

interface Look {
  readonly reader: Reader;
  readonly name: string;
  readonly node: Node | undefined;
  /** The uid of the Node object that it has spoken of as registered. */
  readonly known: string | undefined;
}

/** The part that watches nodes, one instance for each. */
export const nodeLifecycle = timedPart<Look>({
  name: 'node-lifecycle',
  wakesOn: { Node: hear },
  look: (reader, name) => {
    const node = get<Node>(reader, keyFor('Node', undefined, name));
    const known = memoryOf(reader, 'node-lifecycle', name)['uid'] as string | undefined;
    return { reader, name, node, known };
  },
  steps: { register, health, taints, lookAgain },
});

function hear({ type, object, before }: Change): readonly Wake[] {
  const wakes = [{ of: object.metadata.name }];
  if (type !== 'modified') return wakes;
  const [node, old] = [object as Node, before as Node];
  const isSame = node.status?.conditions === old.status?.conditions && node.spec === old.spec;
  return isSame ? [] : wakes;
}

/** Speaks once of every node that comes or goes. */
function register({ reader, name, node, known }: Look): Answer {
  const uid = node?.metadata.uid;
  if (uid === known || (node && !isPass(reader))) return undefined;
  const [reason, message] = node
    ? ['RegisteredNode', `Registered Node ${name} in Controller`]
    : ['RemovingNode', `Removing Node ${name} from Controller`];
  const about = { apiVersion: 'v1', kind: 'Node', metadata: { name, uid: uid ?? known ?? '' } };
  const deed: Deed = { writes: [], event: { about, reason, message: `Node ${name} event: ${message}` } };
  return { do: [deed] };
}

/** At a pass the node that is there has been spoken of. */
function memoryNow({ reader, node, known }: Look): Memory {
  return { uid: isPass(reader) ? node?.metadata.uid : known };
}

/** All nodes are looked at in passes. */
function isPass({ state }: Reader): boolean {
  return state.now % state.settings.nodeMonitorPeriod === 0;
}

function untilPass({ state }: Reader): Millis {
  return state.settings.nodeMonitorPeriod - (state.now % state.settings.nodeMonitorPeriod);
}

const startupGraceMs = 60_000;

/** When the node will have been silent for too long: the pass that saw its last sign of life, and then the grace period. */
export function silentAt(reader: Reader, node: Node): Millis {
  const { name } = node.metadata;
  const { settings } = reader.state;
  const startMs = millisOf(settings.start);
  const lease = get<Lease>(reader, keyFor('Lease', 'kube-node-lease', name));
  const ready = conditionOf(node, 'Ready');
  const signs = [node.metadata.creationTimestamp, ready?.lastHeartbeatTime, lease?.spec.renewTime];
  const last = Math.max(0, ...signs.map((sign) => (sign === undefined ? 0 : millisOf(sign) - startMs)));
  const passAfter = (at: Millis): Millis => Math.ceil(at / settings.nodeMonitorPeriod) * settings.nodeMonitorPeriod;
  return passAfter(passAfter(last) + (ready ? settings.nodeMonitorGracePeriod : startupGraceMs));
}

/** Nobody knows any more how a silent node is (tryUpdateNodeHealth). */
function health(look: Look): Answer {
  const { reader, name, node } = look;
  if (!node || reader.state.now < silentAt(reader, node)) return undefined;
  const ready = conditionOf(node, 'Ready');
  if (ready?.status === 'Unknown') return undefined;
  const conditions = unknownConditions(node, nowOf(reader));
  const message = `Node ${name} status is now: NodeNotReady`;
  const wasReady = ready?.status === 'True';
  const deed: Deed = {
    what: say('{node} is NotReady', { node: name }),
    because: say('its lease has not been renewed for {seconds} s', {
      seconds: (ready ? reader.state.settings.nodeMonitorGracePeriod : startupGraceMs) / 1000,
    }),
    writes: [{ verb: 'update', object: { ...node, status: { ...node.status, conditions } }, subresource: 'status' }],
    object: keyOf(node),
    ...(wasReady && { event: { about: node, reason: 'NodeNotReady', message } }),
    after: wasReady ? podsOnNode(reader, name).flatMap((pod) => markNotReady(reader, pod, name)) : [],
  };
  return { do: [deed], signal: hold(0, memoryNow(look)) };
}

const watched = ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure'];

function unknownConditions({ metadata, status }: Node, now: string): readonly Condition[] {
  const before = status?.conditions ?? [];
  const missing = watched.filter((type) => !before.some((condition) => condition.type === type));
  return [
    ...before.map((condition): Condition => {
      if (!watched.includes(condition.type) || condition.status === 'Unknown') return condition;
      const [reason, message] = ['NodeStatusUnknown', 'Kubelet stopped posting node status.'];
      return { ...condition, status: 'Unknown', reason, message, lastTransitionTime: now };
    }),
    ...missing.map((type): Condition => ({
      type,
      status: 'Unknown',
      lastHeartbeatTime: metadata.creationTimestamp ?? now,
      lastTransitionTime: now,
      reason: 'NodeStatusNeverUpdated',
      message: 'Kubelet never posted node status.',
    })),
  ];
}

/** The condition alone changes: what the containers last were stays as it was said (MarkPodsNotReady). */
function markNotReady(reader: Reader, pod: Pod, node: string): readonly Deed[] {
  const ready = conditionOf(pod, 'Ready');
  if (!ready || !isReady(pod)) return [];
  const conditions = withCondition(pod.status?.conditions, { ...ready, status: 'False' }, nowOf(reader));
  return [
    {
      what: say('{pod} counts as not Ready', { pod: pod.metadata.name }),
      because: say('{node} is NotReady', { node }),
      writes: [{ verb: 'update', object: { ...pod, status: { ...pod.status, conditions } }, subresource: 'status' }],
      object: keyOf(pod),
      event: { about: pod, type: 'Warning', reason: 'NodeNotReady', message: 'Node is not ready' },
    },
  ];
}

/** Taints that keep new pods away follow the node at once; those that drive pods away go at the next pass after its return. */
function taints(look: Look): Answer {
  const { reader, node } = look;
  if (!node) return undefined;
  const { taints: before = [] } = node.spec;
  const keys = noScheduleKeys(node);
  const isOver = (taint: Taint): boolean =>
    (isOwnNoSchedule(taint) && !keys.includes(taint.key)) ||
    (isOwnNoExecute(taint) && isReadyNode(node) && isPass(reader));
  const added = keys
    .filter((key) => !before.some((taint) => isOwnNoSchedule(taint) && taint.key === key))
    .map((key): Taint => ({ key, effect: 'NoSchedule', timeAdded: nowOf(reader) }));
  const after = [...before.filter((taint) => !isOver(taint)), ...added];
  if (equal(after, before)) return undefined;
  const removed = before.filter(isOver);
  return {
    do: [
      ...added.map((taint) => tell(node, taint, true)),
      ...removed.map((taint) => tell(node, taint, false)),
      {
        writes: [{ verb: 'update', object: withTaints(node, after) }],
      },
    ],
    signal: hold(0, memoryNow(look)),
  };
}

function tell(node: Node, { key, effect }: Taint, isAdded: boolean): Deed {
  const it = { node: node.metadata.name, taint: `${key}:${effect}` };
  const what = isAdded ? say('taints {node} with {taint}', it) : say('takes {taint} off {node}', it);
  return { what, because: reasonFor(node, key, isAdded), writes: [], object: keyOf(node) };
}

function reasonFor(node: Node, key: string, isAdded: boolean): Sentence {
  if (key === taintKeys.unschedulable) return isAdded ? say('it is cordoned') : say('it is cordoned no longer');
  const isLost = key === taintKeys.notReady || key === taintKeys.unreachable;
  const condition = conditionOf(node, isLost ? 'Ready' : (typesOfKeys[key.replace(/^.*\//, '')] ?? ''));
  return say('its condition {condition} is {status}', {
    condition: condition?.type ?? '',
    status: condition?.status ?? '',
  });
}

const typesOfKeys: Readonly<Record<string, string>> = {
  'memory-pressure': 'MemoryPressure',
  'disk-pressure': 'DiskPressure',
  'pid-pressure': 'PIDPressure',
  'network-unavailable': 'NetworkUnavailable',
};

function isReadyNode(node: Node): boolean {
  return conditionOf(node, 'Ready')?.status === 'True';
}

/**
 * At the moment at which the node would be silent for too long; earlier where a pass is awaited. Of a machine that is well the cluster
 * may be at rest in spite of that, of another one not.
 */
function lookAgain(look: Look): Answer {
  const { reader, name, node } = look;
  if (!node) return undefined;
  const memory = memoryNow(look);
  const awaitsPass = memory['uid'] === undefined || (isReadyNode(node) && node.spec.taints?.some(isOwnNoExecute));
  if (awaitsPass) return { do: [], signal: hold(untilPass(reader), memory) };
  const at = silentAt(reader, node);
  const ms = at - reader.state.now;
  // What has been silent for so long already is heard of when its kubelet writes.
  if (ms <= 0) return { do: [], signal: calm(dayMs, memory) };
  return { do: [], signal: reachOf(reader.state, name) === 'up' ? calm(ms, memory) : hold(ms, memory) };
}

const dayMs = 86_400_000;
