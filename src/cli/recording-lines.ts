import type { Claim, Node, Pod, Revision, StatefulSet, StatefulSetStatus } from '../objects/index.ts';
import { conditionOf, controllerOf, isReady, isTerminating } from '../objects/index.ts';
import type { Change } from '../sandbox/index.ts';

/** Names revisions r1, r2 … in the order in which they first appear, instead of their hashes. */
export type RevisionNames = (name: string) => string;

/** Nothing has been named yet. */
export function newRevisionNames(): RevisionNames {
  const names = new Map<string, string>();
  return (name) => {
    const known = names.get(name) ?? `r${names.size + 1}`;
    names.set(name, known);
    return known;
  };
}

const actors: Readonly<Record<string, string>> = {
  you: 'user',
  statefulset: 'statefulset-controller',
  deployment: 'deployment-controller',
  replicaset: 'replicaset-controller',
  daemonset: 'daemon-set-controller',
  job: 'job-controller',
  'volume-binder': 'persistent-volume-binder',
  'volume-reclaimer': 'persistent-volume-binder',
  'garbage-collector': 'generic-garbage-collector',
  'claim-protection': 'pvc-protection-controller',
  'node-lifecycle': 'node-controller',
  'zone-tainter': 'node-controller',
  'node-eviction': 'node-controller',
  'taint-eviction': 'node-controller',
  'pod-gc': 'pod-garbage-collector',
};

function byOf(change: Change): string {
  if (change.who === '') return '';
  const node = change.object.kind === 'Pod' ? (change.object as Pod).spec.nodeName : change.object.metadata.name;
  const isNodes = change.who === 'kubelet' || change.who === 'node';
  return ` by ${isNodes ? `kubelet/${node}` : (actors[change.who] ?? change.who)}`;
}

/** What one kind's change says: lines without their actor, and the names of those that name none. */
interface Form<T> {
  readonly word: string;
  created?(object: T, names: RevisionNames): string;
  changed(before: T, after: T, names: RevisionNames): readonly string[];
}

function ownersOf(object: Pod | Claim | Revision): string {
  const owners = (object.metadata.ownerReferences ?? []).map((owner) => {
    const name = `${owner.kind}/${owner.name}`;
    if (object.kind !== 'ControllerRevision') return name;
    return `'${owner.controller ? '*' : ''}${name}${owner.blockOwnerDeletion ? '+block' : ''}'`;
  });
  return `owners=[${owners.join(', ')}]`;
}

function ownersChanged<T extends Pod | Claim | Revision>(before: T, after: T): readonly string[] {
  return ownersOf(before) === ownersOf(after) ? [] : [ownersOf(after)];
}

function wasAskedToGo(before: Pod | Claim | StatefulSet, after: Pod | Claim | StatefulSet): boolean {
  return isTerminating(after) && !isTerminating(before);
}

function waitsFor(pod: Pod): string | undefined {
  const reason = pod.status?.containerStatuses?.[0]?.state?.waiting?.reason;
  return reason === 'ImagePullBackOff' || reason === 'CrashLoopBackOff' ? reason : undefined;
}

function podChanged(before: Pod, after: Pod): readonly string[] {
  const parts: string[] = [];
  const { phase } = after.status ?? {};
  if (phase !== before.status?.phase && phase !== 'Pending') parts.push(`phase=${phase}`);
  if (isReady(after) !== isReady(before)) parts.push(isReady(after) ? 'ready' : 'unready');
  if (waitsFor(after) && waitsFor(after) !== waitsFor(before)) parts.push(`waiting:${waitsFor(after)}`);
  const disruption = conditionOf(after, 'DisruptionTarget')?.reason;
  if (disruption && !conditionOf(before, 'DisruptionTarget')) parts.push(`disruptionTarget=${disruption}`);
  if (wasAskedToGo(before, after)) parts.push(`terminating grace=${after.metadata.deletionGracePeriodSeconds}`);
  return [...parts, ...ownersChanged(before, after)];
}

function podCreated(pod: Pod, names: RevisionNames): string {
  const revision = revisionOfPod(pod, names) ?? pod.metadata.labels?.['pod-template-hash'];
  return `${revision ?? '-'} ${pod.spec.containers[0]?.image}`;
}

/** The revision that a pod was made from; a DaemonSet's pods carry only its hash. */
export function revisionOfPod(pod: Pod, names: RevisionNames): string | undefined {
  const label = pod.metadata.labels?.['controller-revision-hash'];
  const owner = controllerOf(pod);
  if (label === undefined) return undefined;
  return names(owner?.kind === 'DaemonSet' ? `${owner.name}-${label}` : label);
}

type Counted = Readonly<Record<string, number | string>>;

/** A status as recordings show it: no zero counts but `replicas` and `availableReplicas`, revisions by their short names. */
export function statusOf(set: StatefulSet, names: RevisionNames): Counted {
  const { currentRevision, updateRevision, ...counts }: Partial<StatefulSetStatus> = set.status ?? {};
  const shown: Record<string, number | string> = {
    replicas: counts.replicas ?? 0,
    availableReplicas: counts.availableReplicas ?? 0,
  };
  for (const field of ['readyReplicas', 'currentReplicas', 'updatedReplicas', 'observedGeneration'] as const) {
    const count = counts[field];
    if (count) shown[field] = count;
  }
  if (currentRevision) shown['currentRevision'] = names(currentRevision);
  if (updateRevision) shown['updateRevision'] = names(updateRevision);
  return shown;
}

function statusChanged(before: Counted, after: Counted): readonly string[] {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const changed = fields.filter((field) => before[field] !== after[field]);
  return changed.length === 0
    ? []
    : [`status ${changed.map((field) => `${field}=${after[field] ?? 'None'}`).join(' ')}`];
}

function setChanged(before: StatefulSet, after: StatefulSet, names: RevisionNames): readonly string[] {
  const parts: string[] = [];
  if (after.metadata.generation !== before.metadata.generation) parts.push(`generation=${after.metadata.generation}`);
  if (after.spec.replicas !== before.spec.replicas) parts.push(`spec.replicas=${after.spec.replicas}`);
  if (wasAskedToGo(before, after)) parts.push('terminating');
  return [...parts, ...statusChanged(statusOf(before, names), statusOf(after, names))];
}

function claimChanged(before: Claim, after: Claim): readonly string[] {
  const parts =
    before.status?.phase === after.status?.phase || after.status?.phase === 'Pending'
      ? []
      : [`phase=${after.status?.phase}`];
  return [...parts, ...ownersChanged(before, after), ...(wasAskedToGo(before, after) ? ['terminating'] : [])];
}

function taintsOf(node: Node): string {
  const taints = node.spec.taints ?? [];
  return `taints=[${taints.map(({ key, effect, value }) => `'${key}:${effect}${value ? `=${value}` : ''}'`).join(', ')}]`;
}

function nodeChanged(before: Node, after: Node): readonly string[] {
  const ready = conditionOf(after, 'Ready')?.status;
  const parts = ready === conditionOf(before, 'Ready')?.status ? [] : [`Ready=${ready}`];
  return taintsOf(before) === taintsOf(after) ? parts : [...parts, taintsOf(after)];
}

const forms = {
  StatefulSet: { word: 'sts', changed: setChanged } satisfies Form<StatefulSet>,
  Pod: { word: 'pod', created: podCreated, changed: podChanged } satisfies Form<Pod>,
  PersistentVolumeClaim: { word: 'pvc', changed: claimChanged } satisfies Form<Claim>,
  Node: { word: 'node', changed: nodeChanged } satisfies Form<Node>,
  ControllerRevision: {
    word: 'controllerrevision',
    created: (revision) => `revision=${revision.revision}`,
    changed: (before, after) => [
      ...(before.revision === after.revision ? [] : [`revision=${after.revision}`]),
      ...ownersChanged(before, after),
    ],
  } satisfies Form<Revision>,
} as const;

/** The event lines of a change, in the form of tests/golden/README.md; none for kinds that are not recorded. */
export function eventLines(change: Change, names: RevisionNames): readonly string[] {
  const form = (forms as unknown as Readonly<Record<string, Form<unknown>>>)[change.object.kind];
  if (!form) return [];
  const { name } = change.object.metadata;
  const object = `${form.word}/${change.object.kind === 'ControllerRevision' ? names(name) : name}`;
  if (change.type === 'added') return [addedLine(form, object, change, names)];
  if (change.type === 'deleted') return [`- ${object}${byOf(change)}`];
  const parts = form.changed(change.before, change.object, names);
  const line = parts.length > 0 ? [`~ ${object} ${parts.join('; ')}${byOf(change)}`] : [];
  return isBinding(change) ? [`~ ${object} bound`, ...line] : line;
}

function addedLine(form: Form<unknown>, object: string, change: Change, names: RevisionNames): string {
  const detail = form.created?.(change.object, names);
  return `+ ${object}${detail ? ` ${detail}` : ''}${byOf(change)}`;
}

function isBinding({ object, before }: Change): boolean {
  if (object.kind !== 'Pod' || !before) return false;
  return (object as Pod).spec.nodeName !== undefined && (before as Pod).spec.nodeName === undefined;
}
