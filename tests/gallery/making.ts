import type { Exchange } from '../../src/sandbox/index.ts';
import type { Column, Group, Look, PodSeen, RevisionSeen, Row, Scene, Workload } from '../../src/stage/index.ts';

/** A scene to look at. */
export interface Sample {
  readonly name: string;
  readonly scene: Scene;
  /** What travels over the stage. */
  readonly exchanges?: Readonly<Record<string, Exchange>>;
}

const steps = ['observe', 'revisions', 'podsInOrder', 'scaleDown', 'updateInOrder', 'status'];
/** The moment of all scenes. */
export const now = 182_000;
const hashes = ['677759c9b8', '7c55499668', '59d8b7c6f4'];

function revision(of: string, hue: number): RevisionSeen {
  const hash = hashes[hue] ?? '';
  return { key: `ControllerRevision/default/${of}-${hash}`, of, hash, hue };
}

/** Calm machines, with what is other on some of them. */
export function rows(count: number, changed: Readonly<Record<string, Partial<Row>>> = {}): readonly Row[] {
  return Array.from({ length: count }, (_, index) => {
    const name = `node-${index + 1}`;
    const calm = {
      uid: name,
      key: `Node/${name}`,
      name,
      ready: true,
      heard: true,
      cordoned: false,
      pressure: [],
      faults: [],
      taints: [],
    };
    return { ...calm, ...changed[name] };
  });
}

const words: Record<Look, string> = {
  pending: 'Pending',
  creating: 'ContainerCreating',
  running: 'Running',
  ready: 'Running',
  terminating: 'Terminating',
  failing: 'CrashLoopBackOff',
  ended: 'Completed',
};

/** A pod with no more than what its look needs. */
export function pod(name: string, look: Look, node: string | undefined, changed: Partial<PodSeen> = {}): PodSeen {
  const key = `Pod/default/${name}`;
  const of = ({ creating: 'start', terminating: 'grace' } as const)[look as 'creating' | 'terminating'];
  const span = of && { of, from: now - 2000, to: now + 1000 };
  const bare = {
    uid: `uid of ${name}`,
    key,
    name,
    look,
    word: words[look],
    unheard: false,
    restarts: look === 'failing' ? 3 : 0,
  };
  return { ...bare, since: 0, claims: [], ...(span && { span }), ...(node && { node: `node-${node}` }), ...changed };
}

interface SetSample {
  readonly name?: string;
  readonly templates?: readonly string[];
  readonly partition?: number;
  readonly change?: (column: Column) => Column;
}

/** A StatefulSet. Columns are written `ordinal@node look revision`, such as `0@1 ready 1`; `-` stands for no pod. */
export function group(columns: string, sample: SetSample = {}): Group {
  const { name = 'kubia', templates = ['data'], partition = 0, change = (column) => column } = sample;
  return {
    uid: name,
    key: `StatefulSet/default/${name}`,
    name,
    namespace: 'default',
    service: name,
    partition,
    whenScaled: 'Retain',
    columns: columns.split(', ').map((line) => change(column(line, name, templates))),
    wanted: columns.split(', ').filter((line) => !line.endsWith('ghost')).length,
    chips: [],
  };
}

function column(line: string, set: string, templates: readonly string[]): Column {
  const [place = '', look = '-', hue = '1'] = line.split(' ');
  const [ordinal = '0', node] = place.split('@');
  const name = `${set}-${ordinal}`;
  const claims = look === '-' ? [] : templates.map((template) => claim(`${template}-${name}`));
  const known = look !== '-' && look !== 'ghost';
  const seen = known
    ? pod(name, look as Look, node, { revision: revision(set, Number(hue) - 1), claims: claims.map(({ key }) => key) })
    : undefined;
  const address = `10.244.${node}.${15 + Number(ordinal)}`;
  const record =
    look === 'ready'
      ? ({ state: 'given', address } as const)
      : ({ state: look === 'ghost' ? 'away' : 'none' } as const);
  return {
    id: `default/${name}`,
    ordinal: Number(ordinal),
    name,
    record,
    claims,
    ghost: look === 'ghost',
    ...(seen && { pod: seen }),
  };
}

/** A bound claim. */
export function claim(name: string): Column['claims'][number] {
  const volume = `pvc-0f3a9c1d-${name}`;
  return {
    uid: `uid of ${name}`,
    key: `PersistentVolumeClaim/default/${name}`,
    name,
    phase: 'Bound',
    terminating: false,
    volume,
  };
}

/** A scene of these groups, with what is other than empty. */
export function scene(groups: readonly Group[], changed: Partial<Scene> = {}): Scene {
  const used = new Map(
    groups.flatMap(({ columns }) =>
      columns.flatMap(({ pod }) => (pod?.revision ? [[pod.revision.key, pod.revision] as const] : [])),
    ),
  );
  const calm = { now, rows: rows(3), loose: [], oldClaims: [], shelf: [] };
  return { ...calm, strip: { steps }, groups, revisions: [...used.values()].sort((a, b) => a.hue - b.hue), ...changed };
}

/** What the controller says in the strip. */
export function says(step: string, kind: 'does' | 'waits', text: string): Pick<Scene, 'strip'> {
  return { strip: { of: 'StatefulSet/default/kubia', steps, decision: { at: now, step, kind, what: { text } } } };
}

/** The columns of many pods. */
export function many(count: number, nodes: number, look: (ordinal: number) => string): string {
  return Array.from({ length: count }, (_, ordinal) => `${ordinal}@${(ordinal % nodes) + 1} ${look(ordinal)}`).join(
    ', ',
  );
}

/** Records on the volumes of a set, by ordinal. */
export function data(records: readonly number[]): (column: Column) => Column {
  return (column) => ({
    ...column,
    claims: column.claims.map((claim) => ({ ...claim, data: records[column.ordinal] ?? 0 })),
  });
}

/** A volume without a claim. */
export function pv(name: string, phase: string): Scene['shelf'][number] {
  return { uid: `uid of ${name}`, key: `PersistentVolume/${name}`, name, phase };
}

/** The claim that the pods of a Deployment share. */
export const shared = { ...claim('shared'), volume: 'pv-shared', name: 'shared' };

/** Pods without identity, over so many nodes, all with the shared claim. */
export function loosePods(count: number, nodes: number, name = 'kubia-loose-6f8d9'): readonly PodSeen[] {
  return Array.from({ length: count }, (_, index) =>
    pod(`${name}-x${index}k2${index}`, index === 1 ? 'creating' : 'ready', String((index % nodes) + 1), {
      claims: [shared.key],
    }),
  );
}

/** A workload without identity. */
export function workload(
  kind: string,
  name: string,
  pods: readonly PodSeen[],
  changed: Partial<Workload> = {},
): Workload {
  const key = `${kind}/default/${name}`;
  return {
    uid: name || 'bare',
    ...(kind && { kind, key }),
    name,
    wanted: pods.length,
    pods,
    claims: [],
    chips: [],
    ...changed,
  };
}
