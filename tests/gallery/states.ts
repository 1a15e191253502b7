import type { PodSeen } from '../../src/stage/index.ts';
import { claim, data, group, loosePods, now, pod, pv, rows, says, scene, shared, workload } from './making.ts';
import type { Sample } from './making.ts';

type Columns = ReturnType<typeof data>;

/** Pods of a set by ordinal, with what is other than usual about them. */
function pods(changed: Readonly<Record<number, Partial<PodSeen>>>): Columns {
  return ({ pod, ...column }) => {
    const { record, ordinal } = column;
    const other = changed[ordinal];
    if (!pod) return column;
    return { ...column, record: other?.unheard ? { state: 'none' } : record, pod: { ...pod, ...other } };
  };
}

const lost = {
  ready: false,
  heard: false,
  silence: { of: 'lease', from: now - 112_000, to: now - 62_000 },
  faults: ['network'],
  taints: ['node.kubernetes.io/unreachable:NoSchedule', 'node.kubernetes.io/unreachable:NoExecute'],
} as const;

const evicted = { unheard: true, span: { of: 'eviction', from: now - 60_000, to: now + 240_000 } } as const;

/** What kubia-1 has left on node-2: a process whose pod object was deleted by force. */
const left: PodSeen = {
  ...pod('kubia-1', 'ready', '2', {
    unheard: true,
    gone: true,
    claims: ['PersistentVolumeClaim/default/data-kubia-1'],
  }),
  uid: 'the old uid of kubia-1',
};

const budget = { key: 'PodDisruptionBudget/default/web', kind: 'budget', name: 'web', allowed: 1 } as const;
const quota = { key: 'ResourceQuota/default/pods', kind: 'quota', name: 'pods', used: '5', hard: '10' } as const;
const config = { key: 'ConfigMap/default/app', kind: 'config', name: 'app' } as const;
const secret = { key: 'Secret/default/db', kind: 'secret', name: 'db', missing: true } as const;

const sideBySide = scene(
  [{ ...group('0@1 ready, 1@2 ready, 2@3 ready', { change: data([2, 2, 1]) }), chips: [quota, budget] }],
  {
    loose: [
      workload('Deployment', 'web', loosePods(3, 3, 'web-7c5d9f64b8'), { claims: [shared], chips: [config, secret] }),
      workload(
        'DaemonSet',
        'agent',
        ['1', '2', '3'].map((node) => pod(`agent-${node}b7kq`, 'ready', node)),
      ),
      workload('', '', [pod('alone', 'ready', '2')]),
    ],
  },
);

/** One sample for each state that a pod, a machine or a volume can be in. */
export const states: readonly Sample[] = [
  {
    name: 'node silent, still Ready',
    scene: scene([group('0@1 ready, 1@2 ready, 2@3 ready')], {
      rows: rows(3, {
        'node-2': { silence: { of: 'lease', from: now - 31_000, to: now + 19_000 }, faults: ['power'] },
      }),
    }),
  },
  {
    name: 'eviction counted',
    scene: scene([group('0@1 ready, 1@2 ready, 2@3 ready', { change: pods({ 1: evicted }) })], {
      rows: rows(3, { 'node-2': lost }),
      ...says('podsInOrder', 'waits', 'kubia-1 is not Ready yet'),
    }),
  },
  {
    name: 'two writers after a forced deletion',
    scene: scene(
      [
        group('0@1 ready, 1@3 ready, 2@3 ready', {
          change: (column) => ({
            ...data([3, 5, 3])(column),
            ...(column.ordinal === 1 && { processes: [left] }),
          }),
        }),
      ],
      { rows: rows(3, { 'node-2': lost }) },
    ),
  },
  {
    name: 'disk attached elsewhere',
    scene: scene(
      [
        group('0@1 ready, 1@3 creating, 2@3 creating', {
          change: (column) => {
            const claims = column.claims.map((one) => ({ ...one, attached: ['node-2'] }));
            return column.ordinal === 1 ? { ...column, claims } : column;
          },
        }),
      ],
      { rows: rows(3, { 'node-2': lost }) },
    ),
  },
  {
    name: 'trouble',
    scene: scene([
      group('0@1 failing, 1@2 failing, 2@3 creating, 3@1 running, 4@2 failing', {
        change: pods({
          0: { span: { of: 'backOff', from: now - 13_000, to: now + 27_000 }, restarts: 4 },
          1: { word: 'ImagePullBackOff', restarts: 0, span: { of: 'backOff', from: now - 8000, to: now + 2000 } },
          2: { word: 'Init:1/2' },
          3: { containers: { ready: 1, total: 2 } },
          4: { word: 'OOMKilled', restarts: 1 },
        }),
      }),
    ]),
  },
  {
    name: 'rows',
    scene: scene(
      [group('0@1 ready, 1@2 ready, 2@3 terminating, 3@4 ready', { change: pods({ 3: { unheard: true } }) })],
      {
        rows: rows(4, {
          'node-1': { cordoned: true, taints: ['node.kubernetes.io/unschedulable:NoSchedule'] },
          'node-2': {
            pressure: ['MemoryPressure'],
            taints: ['node.kubernetes.io/memory-pressure:NoSchedule'],
            faults: ['memory'],
          },
          'node-3': { deletion: 'leaving', cordoned: true },
          'node-4': { deletion: 'gone', ready: false, heard: false },
        }),
      },
    ),
  },
  {
    name: 'kept claims and volumes',
    scene: scene([group('0@1 ready, 1 ghost, 2 ghost', { change: data([2, 3, 1]) })], {
      oldClaims: [{ ...claim('data-old-0'), data: 4 }],
      shelf: [pv('pv-free', 'Available'), { ...pv('pv-old', 'Released'), data: 3 }, pv('pv-bad', 'Failed')],
    }),
  },
  { name: 'workloads side by side', scene: sideBySide },
  {
    name: 'workloads folded',
    scene: {
      ...sideBySide,
      groups: sideBySide.groups.map((group) => ({ ...group, columns: [], folded: folded(3, 3) })),
      loose: sideBySide.loose.map((one) =>
        one.name === 'web' ? { ...one, pods: [], claims: [], folded: folded(3, 1) } : one,
      ),
    },
  },
];

function folded(total: number, claims: number): NonNullable<(typeof sideBySide.groups)[number]['folded']> {
  const one = { total: 1, ready: 1, trouble: 0 };
  return {
    total,
    ready: total,
    trouble: 0,
    claims,
    onNodes: { 'node-1': one, 'node-2': { ...one, ready: 0, trouble: 1 }, 'node-3': one },
  };
}
