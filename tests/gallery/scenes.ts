import { claim, data, group, loosePods, many, now, pv, rows, says, scene, shared, workload } from './making.ts';
import type { Sample } from './making.ts';
import { messages } from './messages.ts';
import { states } from './states.ts';

/** Nobody hears from it, and its grace period is over. */
const overdue = { unheard: true, span: { of: 'grace', from: now - 60_000, to: now - 30_000 } } as const;

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
            ...(column.pod && { pod: { ...column.pod, ...(column.ordinal === 1 && overdue) } }),
          }),
        }),
      ],
      {
        rows: rows(3, {
          'node-2': {
            ready: false,
            heard: false,
            silence: { of: 'lease', from: now - 372_000, to: now - 322_000 },
            faults: ['network'],
            taints: ['node.kubernetes.io/unreachable:NoExecute'],
          },
          'node-3': { silence: { of: 'lease', from: now - 22_000, to: now + 28_000 } },
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
    scene: scene([group('0@1 ready, 1@2 ready, 2@3 ready')], {
      loose: [workload('Deployment', 'kubia-loose', loosePods(4, 3), { claims: [shared] })],
    }),
  },
  ...states,
  ...messages,
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
        rows: rows(10, {
          'node-4': { ready: false, heard: false, silence: { of: 'lease', from: now - 60_000, to: now - 10_000 } },
        }),
      },
    ),
  },
  { name: '1,000 pods', scene: scene([group(many(1000, 34, () => 'ready'))], { rows: rows(34) }) },
];
