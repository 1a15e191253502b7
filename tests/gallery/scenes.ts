import type { Column, Group, Look, PodSeen, RevisionSeen, Row, Scene } from '../../src/stage/index.ts';

/** Scenes to look at. Columns are written `ordinal@node look revision`, such as `0@1 ready 1`; `-` stands for no pod. */
export interface Sample {
  readonly name: string;
  readonly scene: Scene;
}

const steps = ['observe', 'revisions', 'podsInOrder', 'scaleDown', 'updateInOrder', 'status'];
const now = 182_000;
const hashes = ['677759c9b8', '7c55499668', '59d8b7c6f4'];

function revision(of: string, hue: number): RevisionSeen {
  const hash = hashes[hue] ?? '';
  return { key: `ControllerRevision/default/${of}-${hash}`, of, hash, hue };
}

function rows(count: number, changed: Readonly<Record<string, Partial<Row>>> = {}): readonly Row[] {
  return Array.from({ length: count }, (_, index) => {
    const name = `node-${index + 1}`;
    const calm = {
      uid: name,
      key: `Node/${name}`,
      name,
      ready: true,
      heard: true,
      cordoned: false,
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

function pod(name: string, look: Look, node: string | undefined, changed: Partial<PodSeen> = {}): PodSeen {
  const key = `Pod/default/${name}`;
  const span = look === 'creating' || look === 'terminating' ? { from: now - 2000, to: now + 1000 } : undefined;
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

function group(columns: string, sample: SetSample = {}): Group {
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

function claim(name: string): Column['claims'][number] {
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

function scene(groups: readonly Group[], changed: Partial<Scene> = {}): Scene {
  const used = new Map(
    groups.flatMap(({ columns }) =>
      columns.flatMap(({ pod }) => (pod?.revision ? [[pod.revision.key, pod.revision] as const] : [])),
    ),
  );
  const calm = { now, rows: rows(3), loose: [], looseClaims: [], shelf: [], services: [] };
  return { ...calm, strip: { steps }, groups, revisions: [...used.values()].sort((a, b) => a.hue - b.hue), ...changed };
}

function says(step: string, kind: 'does' | 'waits', text: string): Pick<Scene, 'strip'> {
  return { strip: { of: 'StatefulSet/default/kubia', steps, decision: { at: now, step, kind, what: { text } } } };
}

function many(count: number, nodes: number, look: (ordinal: number) => string): string {
  return Array.from({ length: count }, (_, ordinal) => `${ordinal}@${(ordinal % nodes) + 1} ${look(ordinal)}`).join(
    ', ',
  );
}

function data(records: readonly number[]): (column: Column) => Column {
  return (column) => ({
    ...column,
    claims: column.claims.map((claim) => ({ ...claim, data: records[column.ordinal] ?? 0 })),
  });
}

function pv(name: string, phase: string): Scene['shelf'][number] {
  return { uid: `uid of ${name}`, key: `PersistentVolume/${name}`, name, phase };
}

const shared = { ...claim('shared'), volume: 'pv-shared', name: 'shared' };
const loose = (count: number, nodes: number): readonly PodSeen[] =>
  Array.from({ length: count }, (_, index) =>
    pod(`kubia-loose-6f8d9-x${index}k2${index}`, index === 1 ? 'creating' : 'ready', String((index % nodes) + 1), {
      claims: [shared.key],
    }),
  );

/** Every sample, in the order in which the gallery shows them. */
export const samples: readonly Sample[] = [
  { name: 'nothing yet', scene: scene([]) },
  { name: 'volumes only', scene: scene([], { shelf: ['pv-a', 'pv-b', 'pv-c'].map((name) => pv(name, 'Available')) }) },
  {
    name: 'kubia coming up',
    scene: scene([group('0@1 ready, 1@2 creating')], {
      shelf: [pv('pv-c', 'Available')],
      ...says('podsInOrder', 'waits', 'kubia-1 is not Ready yet'),
    }),
  },
  {
    name: 'the mock-up',
    scene: scene(
      [
        group('0@1 ready 1, 1@2 ready 1, 2@3 ready 1, 3@2 creating 2, 4@1 ready 2', {
          partition: 3,
          change: data([3, 2, 3, 1, 2]),
        }),
      ],
      says('podsInOrder', 'waits', 'kubia-3 is on the new revision but not Ready yet, so nothing else is touched'),
    ),
  },
  {
    name: 'node lost',
    scene: scene(
      [
        group('0@1 ready, 1@2 terminating, 2@3 ready, 3 ghost', {
          change: (column) => ({
            ...data([3, 2, 3, 2])(column),
            ...(column.pod && { pod: { ...column.pod, unheard: column.ordinal === 1 } }),
          }),
        }),
      ],
      {
        rows: rows(3, {
          'node-2': {
            ready: false,
            heard: false,
            silentSince: now - 372_000,
            faults: ['network'],
            taints: ['node.kubernetes.io/unreachable:NoExecute'],
          },
          'node-3': { silentSince: now - 22_000 },
        }),
        ...says(
          'podsInOrder',
          'waits',
          'kubia-1 is Terminating and still exists. At most one kubia-1 may ever run, so no new one is made',
        ),
      },
    ),
  },
  {
    name: 'every look',
    scene: scene(
      [
        group('0@1 ready, 1@2 running, 2@3 creating, 3@1 terminating, 4@2 failing, 5@3 ended, 6 pending', {
          change: (column) => {
            if (column.ordinal !== 6 || !column.pod) return column;
            const reason = '0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims.';
            const { volume: _, ...unbound } = column.claims[0] ?? claim('x');
            return { ...column, pod: { ...column.pod, reason }, claims: [{ ...unbound, phase: 'Pending' }] };
          },
        }),
      ],
      {
        shelf: [pv('pv-old', 'Released'), pv('pv-bad', 'Failed')],
        ...says('status', 'does', 'counts 1 of 7 pods Ready'),
      },
    ),
  },
  {
    name: 'long names, two claims each',
    scene: scene([group('0@1 ready, 1@2 ready, 2@3 running', { name: 'test-redis-pod', templates: ['data', 'log'] })]),
  },
  {
    name: 'two sets side by side',
    scene: scene([
      group('0@1 ready, 1@2 ready, 2@3 creating', { name: 'web', templates: [] }),
      group('0@1 ready 1, 1@2 terminating 1, 2@3 ready 2', { name: 'db' }),
    ]),
  },
  {
    name: 'identity and none',
    scene: scene([group('0@1 ready, 1@2 ready, 2@3 ready')], { loose: loose(4, 3), looseClaims: [shared] }),
  },
  { name: '12 pods', scene: scene([group(many(12, 3, (n) => (n < 10 ? 'ready' : n === 10 ? 'creating' : '-')))]) },
  { name: '40 pods', scene: scene([group(many(40, 4, (n) => (n < 30 ? 'ready 1' : 'ready 2')))], { rows: rows(4) }) },
  {
    name: '300 pods',
    scene: scene(
      [
        group(
          many(300, 10, (n) => (n > 280 ? 'ready 2' : n === 280 ? 'creating 2' : n === 77 ? 'failing 1' : 'ready 1')),
          { name: 'web' },
        ),
      ],
      {
        rows: rows(10, { 'node-4': { ready: false, heard: false, silentSince: now - 60_000 } }),
      },
    ),
  },
  { name: '1,000 pods', scene: scene([group(many(1000, 34, () => 'ready'))], { rows: rows(34) }) },
];
