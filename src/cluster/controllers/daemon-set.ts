/**
 * Keeps one pod on every node that can take it, and gives nodes their new pod one by one.
 * Models pkg/controller/daemon (v1.36): syncDaemonSet, manage, podsShouldBeOnNode, rollingUpdate and updateDaemonSetStatus.
 * Left out: the back-off after failed pods, and that not more than 250 pods are made or deleted in one turn.
 */
import { hasEnded, isReady, isTerminating, keyOf, templateGenerationAnnotation } from '../../objects/index.ts';
import type { DaemonSet, DaemonSetStatus, Node, Pod, Revision } from '../../objects/index.ts';
import { equal } from '../equal.ts';
import { say } from '../log.ts';
import type { Sentence } from '../log.ts';
import type { Answer, Deed, Wake } from '../part.ts';
import { get, list } from '../read.ts';
import type { Reader } from '../read.ts';
import type { Change } from '../state.ts';
import { controllerPart } from './controller.ts';
import { byTarget, specFor, welcomeOn } from './daemon-set-nodes.ts';
import type { Welcome } from './daemon-set-nodes.ts';
import { daemonHistory, hashOf, tooOld } from './daemon-set-revisions.ts';
import type { DaemonHistory } from './daemon-set-revisions.ts';
import { updateStep } from './daemon-set-update.ts';
import type { Eye } from './daemon-set-update.ts';
import { claimed, ownersConcerned } from './ownership.ts';
import type { Claimed } from './ownership.ts';
import { createPod, dateOf, deletePod, millisToAvailable, podFrom, slowStart } from './pod-control.ts';

interface Turn extends Eye {
  readonly reader: Reader;
  readonly set: DaemonSet;
  readonly pods: Claimed<Pod>;
  readonly revisions: Claimed<Revision>;
  readonly history: DaemonHistory;
  readonly nodes: readonly (readonly [node: Node, welcome: Welcome])[];
  /** Node to the pods that are meant for it. */
  readonly there: ReadonlyMap<string, readonly Pod[]>;
  readonly nowMs: number;
}

/** The part that keeps DaemonSets, one instance for each. */
export const daemonSetController = controllerPart<Turn>({
  name: 'daemonset',
  wakesOn: {
    DaemonSet: ({ type, object, before }) => {
      const { namespace, name } = object.metadata;
      const isCounted = type === 'modified' && object.spec === before?.spec && !isTerminating(object);
      return type === 'deleted' || isCounted ? [] : [{ of: `${namespace}/${name}` }];
    },
    Pod: (change, reader) => ownersConcerned<DaemonSet>(change, reader, 'DaemonSet'),
    Node: hearNode,
  },
  look,
  steps: { observe, revision, onePerNode, update },
  afterwards: ['status', status],
  endsOnRefusal: ['observe', 'revision'],
  rest,
});

/** A node concerns the sets that it begins or ceases to suit. */
function hearNode({ type, object, before }: Change, reader: Reader): readonly Wake[] {
  if (type === 'modified' && object.spec === before?.spec && object.metadata.labels === before?.metadata.labels)
    return [];
  const sets = list<DaemonSet>(reader, 'DaemonSet').filter((set) => {
    if (type !== 'modified') return true;
    return !equal(welcomeOn(set, object as Node), welcomeOn(set, before as Node));
  });
  return sets.map(({ metadata }) => ({ of: `${metadata.namespace}/${metadata.name}` }));
}

function look(reader: Reader, of: string): Turn | undefined {
  const set = get<DaemonSet>(reader, `DaemonSet/${of}`);
  if (!set) return undefined;
  const pods = claimed<Pod>(reader, set, set.spec.selector, 'Pod');
  const revisions = claimed<Revision>(reader, set, set.spec.selector, 'ControllerRevision');
  const history = daemonHistory(set, revisions.own);
  const hash = hashOf(history.current);
  const generation = set.metadata.annotations?.[templateGenerationAnnotation] ?? '';
  const nowMs = dateOf(reader);
  return {
    reader,
    set,
    pods,
    revisions,
    history,
    nodes: reader.index.nodes.map((node) => [node, welcomeOn(set, node)] as const),
    there: byTarget(pods.own),
    nowMs,
    isNew: (pod) => hashOf(pod) === hash || pod.metadata.labels?.[generationLabel] === generation,
    isAvailable: (pod) => millisToAvailable(pod, set.spec.minReadySeconds ?? 0, nowMs) === 0,
  };
}

const generationLabel = 'pod-template-generation';

function rest({ set: { status } }: Turn): Sentence | undefined {
  const { desiredNumberScheduled: count = 0, updatedNumberScheduled = 0, numberAvailable = 0 } = status ?? {};
  const isDone = updatedNumberScheduled === count && numberAvailable === count;
  return isDone ? say('{count} of {count} pods are as they should be', { count }) : undefined;
}

/** Takes pods and revisions that fit and have no controller; lets go what no longer fits. */
function observe({ set, pods, revisions }: Turn): Answer {
  if (isTerminating(set)) return { do: [], signal: 'end' };
  const deeds = [...revisions.deeds, ...pods.deeds];
  return deeds.length > 0 ? { do: deeds } : undefined;
}

/** Writes the revision of a template that is new, or new again. */
function revision({ history: { change } }: Turn): Answer {
  if (!change) return undefined;
  const { verb, revision } = change;
  const it = { number: revision.revision };
  const because =
    verb === 'create'
      ? say('the template is new: this is revision {number}', it)
      : say('the template is back: its old revision is now number {number}', it);
  const what = say('records {revision}', { revision: revision.metadata.name });
  return { do: [{ what, because, writes: [{ verb, object: revision }], object: keyOf(revision) }] };
}

/** Makes a pod for every node that has none and can take one; deletes those that are on the wrong node or too many. */
function onePerNode(turn: Turn): Answer {
  const removals = turn.nodes.flatMap(([node, welcome]) => removalsOn(turn, node, welcome));
  const homeless = [...turn.there].flatMap(([name, pods]) => {
    const isThere = turn.nodes.some(([{ metadata }]) => metadata.name === name);
    return isThere ? [] : pods.filter((pod) => pod.spec.nodeName === undefined && !isTerminating(pod));
  });
  const because = say('its node is no longer there');
  const gone = homeless.map((pod) => deletePod(turn.set, pod, because));
  const bare = turn.nodes.filter(([node, { runs }]) => runs && !turn.there.has(node.metadata.name));
  const creations = createOn(
    turn,
    bare.map(([node]) => node.metadata.name),
  );
  if (creations.length + removals.length + gone.length === 0) return undefined;
  return { batches: [...slowStart(creations).batches, [...removals, ...gone]] };
}

function createOn({ reader, set, history }: Turn, nodes: readonly string[]): readonly Deed[] {
  const { metadata, spec } = set.spec.template;
  const generation = set.metadata.annotations?.[templateGenerationAnnotation];
  const labels = {
    ...metadata?.labels,
    'controller-revision-hash': hashOf(history.current),
    ...(generation && { [generationLabel]: generation }),
  };
  return nodes.map((node, place) => {
    const template = { metadata: { ...metadata, labels }, spec: specFor(spec, node) };
    const because = say('{node} has none yet', { node });
    return createPod(set, podFrom(reader, set, template, place), because);
  });
}

function removalsOn(turn: Turn, { metadata: { name: node } }: Node, { stays }: Welcome): readonly Deed[] {
  const { set, there } = turn;
  const pods = (there.get(node) ?? []).filter((pod) => !isTerminating(pod));
  if (!stays) {
    const because = say('{node} is not for it, by its labels or taints', { node });
    return pods.map((pod) => deletePod(set, pod, because));
  }
  const ended = pods.filter(hasEnded).map((pod) => replaceDeed(set, pod, node));
  const because = say('{node} has another one', { node });
  return [
    ...ended,
    ...tooMany(
      turn,
      pods.filter((pod) => !hasEnded(pod)),
    ).map((pod) => deletePod(set, pod, because)),
  ];
}

/** A pod that has ended is deleted first; the next turn makes another one. */
function replaceDeed(set: DaemonSet, pod: Pod, node: string): Deed {
  const { name, namespace } = pod.metadata;
  const phase = pod.status?.phase ?? '';
  const isFailed = phase === 'Failed';
  const message = isFailed
    ? `Found failed daemon pod ${namespace}/${name} on node ${node}, will try to kill it`
    : `Found succeeded daemon pod ${namespace}/${name} on node ${node}, will try to delete it`;
  const event = isFailed
    ? ({ about: set, type: 'Warning', reason: 'FailedDaemonPod', message } as const)
    : ({ about: set, reason: 'SucceededDaemonPod', message } as const);
  const because = say('its phase is {phase}, so it is replaced', { phase });
  return { ...deletePod(set, pod, because), before: [{ writes: [], event }] };
}

/** Without a surge the oldest stays; with one, the old pod also stays until the new one is available. */
function tooMany({ set, isNew, isAvailable, nodes }: Turn, pods: readonly Pod[]): readonly Pod[] {
  if (pods.length <= 1) return [];
  const { maxSurge = 0 } = set.spec.updateStrategy.rollingUpdate ?? {};
  if (maxSurge === 0 || nodes.length === 0) return pods.slice(1);
  const next = pods.find(isNew);
  const old = pods.find((pod) => !isNew(pod));
  const extra = pods.filter((pod) => pod !== next && pod !== old);
  return old && next && (!isReady(old) || isAvailable(next)) ? [...extra, old] : extra;
}

/** Replaces pods of an older template, as many nodes at once as the strategy allows; not in a turn that has made or deleted pods. */
function update(turn: Turn, answers: Readonly<Record<string, Answer>>): Answer {
  const { set, there, nodes, history } = turn;
  if (answers['onePerNode'] || set.spec.updateStrategy.type === 'OnDelete') return undefined;
  const desired = nodes.filter(([, { runs }]) => runs).length;
  const { deletes, creates } = updateStep(set, desired, there, turn);
  const because = say('it is not on {revision}', { revision: history.current.metadata.name });
  const deeds = [...createOn(turn, creates), ...deletes.map((pod) => deletePod(set, pod, because))];
  if (deeds.length > 0) return { do: deeds };
  const left = [...there.values()].flat().filter((pod) => !turn.isNew(pod) && !isTerminating(pod));
  const next = [...there.values()].flat().find((pod) => turn.isNew(pod) && !turn.isAvailable(pod));
  if (left.length === 0 || !next) return undefined;
  return {
    wait: say('{pod} is not available yet', { pod: next.metadata.name }),
    because: say('{count} nodes still have an old pod, and maxUnavailable lets no other go', { count: left.length }),
    object: keyOf(next),
  };
}

/** Counts nodes, as they were at the start of the turn; then forgets revisions beyond the history limit. */
function status(turn: Turn): Answer {
  const { set, history, pods, nowMs } = turn;
  if (isTerminating(set)) return undefined;
  const next = statusOf(turn);
  const counts: Deed[] = equal(next, set.status)
    ? []
    : [{ writes: [{ verb: 'update', object: { ...set, status: next }, subresource: 'status' }] }];
  const deeds = [...counts, ...tooOld(set, history, pods.own).map(forget)];
  const waits = pods.own.map((pod) => millisToAvailable(pod, set.spec.minReadySeconds ?? 0, nowMs));
  const againMs = Math.min(...waits.filter((ms) => ms > 0));
  if (againMs < Infinity) return { do: deeds, againMs };
  return deeds.length > 0 ? { do: deeds } : undefined;
}

function statusOf({ set, nodes, there, isNew, isAvailable }: Turn): DaemonSetStatus {
  let [scheduled, misscheduled, ready, available, updated] = [0, 0, 0, 0, 0];
  for (const [{ metadata }, { runs }] of nodes) {
    const [oldest] = there.get(metadata.name) ?? [];
    if (!oldest) continue;
    if (!runs) {
      misscheduled++;
      continue;
    }
    scheduled++;
    if (isReady(oldest)) ready++;
    if (isAvailable(oldest)) available++;
    if (isNew(oldest)) updated++;
  }
  const desired = nodes.filter(([, { runs }]) => runs).length;
  const { generation } = set.metadata;
  const some = { updatedNumberScheduled: updated, numberAvailable: available, numberUnavailable: desired - available };
  return {
    currentNumberScheduled: scheduled,
    numberMisscheduled: misscheduled,
    desiredNumberScheduled: desired,
    numberReady: ready,
    ...(generation !== undefined && { observedGeneration: generation }),
    ...Object.fromEntries(Object.entries(some).filter(([, count]) => count > 0)),
  };
}

function forget(revision: Revision): Deed {
  const key = keyOf(revision);
  return {
    what: say('forgets {revision}', { revision: revision.metadata.name }),
    because: say('revisionHistoryLimit keeps no more'),
    object: key,
    writes: [{ verb: 'delete', key }],
  };
}
