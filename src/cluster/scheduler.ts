/**
 * Gives every pod a node: first the nodes that can take it, then the best of them.
 * Models pkg/scheduler/schedule_one.go and the default plugins. Left out: affinity, topology constraints, preemption, gates.
 * Of the scores two counts stand in: siblings, then pods.
 */
import {
  claimNames,
  controllerOf,
  isTerminating,
  keyOf,
  milliQuantity,
  selectedNodeAnnotation,
} from '../objects/index.ts';
import type { Claim, Condition, Node, Pod, StorageClass, Taint, Toleration } from '../objects/index.ts';
import { nowOf } from './api-server.ts';
import { draw } from './chance.ts';
import { controllerPart } from './controllers/controller.ts';
import { requestsOf } from './index-of-objects.ts';
import { say } from './log.ts';
import type { Answer, Deed, Wake } from './part.ts';
import { get, getBeside, podsWithClaim } from './read.ts';
import type { Reader } from './read.ts';
import type { Change } from './state.ts';
import { volumeNodeReason } from './volume-topology.ts';

interface Look {
  readonly reader: Reader;
  readonly pod: Pod;
}

/** The part that binds pods to nodes, one instance for each pod that waits for one. */
export const scheduler = controllerPart<Look>({
  name: 'scheduler',
  isSteady: true,
  wakesOn: { Pod: hearPod, PersistentVolumeClaim: hearClaim, Node: hearNode },
  look,
  steps: { assign },
});

function nameOf(pod: Pod): string {
  return `${pod.metadata.namespace}/${pod.metadata.name}`;
}

function isWaiting(pod: Pod): boolean {
  return pod.spec.nodeName === undefined && !isTerminating(pod);
}

function hearPod({ type, object, before }: Change, reader: Reader): readonly Wake[] {
  const pod = object as Pod;
  if (type === 'added' && isWaiting(pod)) return [{ of: nameOf(pod) }];
  const hadRoom = type === 'deleted' && (before as Pod).spec.nodeName !== undefined;
  return hadRoom ? allWaiting(reader) : [];
}

function hearClaim({ type, object, before }: Change, reader: Reader): readonly Wake[] {
  const claim = object as Claim;
  if (type !== 'deleted' && claim.status?.phase === (before as Claim | undefined)?.status?.phase) return [];
  const pods = podsWithClaim(reader, claim.metadata.namespace ?? '', claim.metadata.name);
  return pods.filter(isWaiting).map((pod) => ({ of: nameOf(pod) }));
}

function hearNode({ type, object, before }: Change, reader: Reader): readonly Wake[] {
  const isSame =
    type === 'modified' && object.spec === before?.spec && object.metadata.labels === before?.metadata.labels;
  return isSame || type === 'deleted' ? [] : allWaiting(reader);
}

function allWaiting({ index, state }: Reader): readonly Wake[] {
  const keys = [...(index.byNode.get('') ?? [])].sort();
  return keys
    .map((key) => state.objects[key] as Pod)
    .filter(isWaiting)
    .map((pod) => ({ of: nameOf(pod) }));
}

function look(reader: Reader, of: string): Look | undefined {
  const pod = reader.state.objects[`Pod/${of}`] as Pod | undefined;
  return pod && isWaiting(pod) ? { reader, pod } : undefined;
}

function assign({ reader, pod }: Look): Answer {
  const missing = claimNames(pod).find((name) => !getBeside(reader, pod, 'PersistentVolumeClaim', name));
  if (missing !== undefined) return cannot(reader, pod, `persistentvolumeclaim "${missing}" not found`);
  const open = claimNames(pod).flatMap((name) => openClaim(reader, pod, name) ?? []);
  const immediate = open.find((claim) => !waitsForPod(reader, claim));
  if (immediate) return waitForClaim(reader, pod, immediate.metadata.name);
  const reasons = new Map<string, number>();
  const fitting = feasible(reader, pod, reasons);
  if (fitting.length === 0) return cannot(reader, pod, spellReasons(reasons));
  const chosen = open[0]?.metadata.annotations?.[selectedNodeAnnotation];
  const node = fitting.find(({ metadata }) => metadata.name === chosen) ?? best(reader, pod, fitting);
  const name = node.metadata.name;
  if (open.length > 0) return chooseFor(pod, open, name);
  const what = say('puts {pod} on {node}', { pod: pod.metadata.name, node: name });
  const because = say(
    'of {count} nodes that can take it, this one has the fewest of its siblings, then the fewest pods',
    {
      count: fitting.length,
    },
  );
  const message = `Successfully assigned ${nameOf(pod)} to ${name}`;
  const event = { about: pod, reason: 'Scheduled', message };
  return { do: [{ what, because, writes: [{ verb: 'bind', pod, node }], object: keyOf(pod), event }] };
}

/** The claim of this name if it has no volume yet. */
function openClaim(reader: Reader, pod: Pod, name: string): Claim | undefined {
  const claim = getBeside<Claim>(reader, pod, 'PersistentVolumeClaim', name);
  return claim?.status?.phase === 'Bound' ? undefined : claim;
}

function waitsForPod(reader: Reader, { spec }: Claim): boolean {
  const storageClass = get<StorageClass>(reader, `StorageClass/${spec.storageClassName ?? ''}`);
  return storageClass?.volumeBindingMode === 'WaitForFirstConsumer';
}

/** Says on the claims for which node their volumes are to be, and waits until they are bound. */
function chooseFor(pod: Pod, open: readonly Claim[], node: string): Answer {
  const deeds = open
    .filter(({ metadata }) => metadata.annotations?.[selectedNodeAnnotation] !== node)
    .map((claim): Deed => {
      const annotations = { ...claim.metadata.annotations, [selectedNodeAnnotation]: node };
      const object = { ...claim, metadata: { ...claim.metadata, annotations } };
      const what = say('asks for the volume of {claim} on {node}', { claim: claim.metadata.name, node });
      const because = say('its class waits until {pod} has a node', { pod: pod.metadata.name });
      return { what, because, writes: [{ verb: 'update', object }], object: keyOf(claim) };
    });
  const it = { pod: pod.metadata.name, claim: open[0]?.metadata.name ?? '' };
  return {
    do: deeds,
    then: { wait: say('{pod} has no node: its claim {claim} has no volume yet', it), object: keyOf(pod) },
  };
}

function waitForClaim(reader: Reader, pod: Pod, claim: string): Answer {
  const answer = cannot(reader, pod, 'pod has unbound immediate PersistentVolumeClaims. not found');
  return {
    ...answer,
    wait: say('{pod} has no node: its claim {claim} has no volume yet', { pod: pod.metadata.name, claim }),
  };
}

/** Why no node will do, in the scheduler's own words, and the condition that says so. */
function cannot(reader: Reader, pod: Pod, reasons: string): Extract<Answer, { wait: unknown }> {
  const message = `0/${reader.index.nodes.length} nodes are available: ${reasons}`;
  const event = { about: pod, type: 'Warning', reason: 'FailedScheduling', message } as const;
  const wait = say('{pod} has no node: {reasons}', { pod: pod.metadata.name, reasons });
  const object = unschedulable(reader, pod, message);
  return { wait, object: keyOf(pod), event, writes: [{ verb: 'update', object, subresource: 'status' }] };
}

function unschedulable(reader: Reader, pod: Pod, message: string): Pod {
  const condition: Condition = {
    type: 'PodScheduled',
    status: 'False',
    reason: 'Unschedulable',
    message,
    lastProbeTime: null,
    lastTransitionTime: nowOf(reader),
  };
  return { ...pod, status: { ...pod.status, conditions: [condition] } };
}

/** The nodes that can take the pod; of a hundred or more only as many as Kubernetes looks for (numFeasibleNodesToFind). */
function feasible(reader: Reader, pod: Pod, reasons: Map<string, number>): readonly Node[] {
  const { nodes } = reader.index;
  const enough = enoughOf(nodes.length);
  const from = Math.floor(draw(reader.state.chance, pod.metadata.uid ?? '', 'first node') * nodes.length);
  const fitting: Node[] = [];
  for (let step = 0; step < nodes.length && fitting.length < enough; step++) {
    const node = nodes[(from + step) % nodes.length]!;
    const reason = whyNot(reader, pod, node);
    if (reason === undefined) fitting.push(node);
    else reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  return fitting;
}

function enoughOf(nodes: number): number {
  const share = Math.max(5, 50 - Math.floor(nodes / 125));
  return nodes < 100 ? nodes : Math.max(100, Math.floor((nodes * share) / 100));
}

function whyNot(reader: Reader, pod: Pod, node: Node): string | undefined {
  const { spec, metadata, status } = node;
  const { nodeSelector = {}, tolerations = [] } = pod.spec;
  if (spec.unschedulable) return 'node(s) were unschedulable';
  if (spec.taints?.some((taint) => taint.effect !== 'PreferNoSchedule' && !isTolerated(taint, tolerations))) {
    return 'node(s) had untolerated taint(s)';
  }
  if (Object.entries(nodeSelector).some(([label, value]) => metadata.labels?.[label] !== value)) {
    return "node(s) didn't match Pod's node affinity/selector";
  }
  const reason = volumeNodeReason(reader, pod, node);
  if (reason !== undefined) return reason;
  const use = reader.index.nodeUse.get(metadata.name);
  const { pods = '110', cpu = '0', memory = '0' } = status?.allocatable ?? {};
  const asked = requestsOf(pod);
  if ((use?.pods ?? 0) >= Number(pods)) return 'Too many pods';
  if (asked.cpu > 0 && (use?.cpu ?? 0) + asked.cpu > milliQuantity(cpu)) return 'Insufficient cpu';
  if (asked.memory > 0 && (use?.memory ?? 0) + asked.memory > milliQuantity(memory)) return 'Insufficient memory';
  return undefined;
}

function isTolerated(taint: Taint, tolerations: readonly Toleration[]): boolean {
  return tolerations.some(
    ({ key, operator = 'Equal', value = '', effect }) =>
      (effect === undefined || effect === taint.effect) &&
      (key === undefined || key === taint.key) &&
      (operator === 'Exists' || value === (taint.value ?? '')),
  );
}

/** Fewest siblings, then fewest pods; the search began at a place of the pod's own luck, which decides between equals. */
function best(reader: Reader, pod: Pod, nodes: readonly Node[]): Node {
  const owner = controllerOf(pod)?.uid ?? '';
  let chosen = nodes[0]!;
  let [fewestSiblings, fewestPods] = [Infinity, Infinity];
  for (const node of nodes) {
    const use = reader.index.nodeUse.get(node.metadata.name);
    const siblings = use?.owners.get(owner) ?? 0;
    const pods = use?.pods ?? 0;
    if (siblings > fewestSiblings || (siblings === fewestSiblings && pods >= fewestPods)) continue;
    [chosen, fewestSiblings, fewestPods] = [node, siblings, pods];
  }
  return chosen;
}

function spellReasons(reasons: ReadonlyMap<string, number>): string {
  const groups = [...reasons].map(([reason, count]) => `${count} ${reason}`).sort();
  const count = [...reasons.values()].reduce((sum, each) => sum + each, 0);
  const notHelpful = `preemption: 0/${count} nodes are available: ${count} Preemption is not helpful for scheduling.`;
  return `${groups.join(', ')}. no new claims to deallocate, ${notHelpful}`;
}
