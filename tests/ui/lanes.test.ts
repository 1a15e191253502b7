import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { learnAll, openSandbox } from '../../src/sandbox/index.ts';
import type { Sandbox } from '../../src/sandbox/index.ts';
import { flagsOf, placeFlags } from '../../src/ui/time/flags.ts';
import type { Lane } from '../../src/ui/time/lanes.ts';
import { inOrder, lanesOf } from '../../src/ui/time/lanes.ts';

const kubia = readFileSync(new URL('../../src/ui/manifests/kubia.yaml', import.meta.url), 'utf8');

function started(): Sandbox {
  const sandbox = openSandbox({ format: 1, start: {}, seed: 42, acts: [] });
  sandbox.act({ line: 'kubectl apply -f kubia.yaml', files: { 'kubia.yaml': kubia } });
  sandbox.seek(30_000);
  return sandbox;
}

function told({ name, phases }: Lane): string {
  return `${name}: ${phases.map((phase) => `${phase.life} ${phase.name}`).join(', ')}`;
}

test('a lane tells the life of its pod, from its creation to Ready', () => {
  const lanes = inOrder(lanesOf(started().cluster.state.log));
  expect(lanes.map(told)).toEqual([
    'kubia-0: 0 pending, 0 creating, 0 running, 0 ready',
    'kubia-1: 0 pending, 0 creating, 0 running, 0 ready',
  ]);
  expect(lanes[1]?.phases[0]?.from).toBeGreaterThanOrEqual(lanes[0]?.phases.at(-1)?.from ?? Infinity);
});

test('a pod that comes back under its name begins another life in the same lane', () => {
  const sandbox = started();
  sandbox.act({ line: 'kubectl delete pod kubia-0 --wait=false' });
  sandbox.seek(60_000);
  const [lane] = inOrder(lanesOf(sandbox.cluster.state.log));
  expect(lane && told(lane)).toMatch(/^kubia-0: .*0 ready, 0 terminating, 1 pending, 1 creating, 1 running, 1 ready$/);
});

test('the lane of a pod whose program has ended is over when the pod is deleted', () => {
  const sandbox = openSandbox({ format: 1, start: {}, seed: 42, acts: [] });
  sandbox.act({ line: 'kubectl run once --image=busybox --restart=Never -- sleep 2' });
  sandbox.seek(30_000);
  expect(inOrder(lanesOf(sandbox.cluster.state.log))[0]?.phases.at(-1)?.to).toBeUndefined();
  sandbox.act({ line: 'kubectl delete pod once' });
  sandbox.seek(60_000);
  expect(inOrder(lanesOf(sandbox.cluster.state.log))[0]?.phases.at(-1)?.to).toBe(30_000);
});

test('lanes that are read on equal lanes that are read at once', () => {
  const { log } = started().cluster.state;
  const half = lanesOf(log.slice(0, Math.floor(log.length / 2)));
  expect(lanesOf(log, half)).toEqual(lanesOf(log));
});

test('a pod that takes the name of one nobody hears from begins another life in its lane', () => {
  learnAll();
  const sandbox = started();
  sandbox.act({ line: 'kubectl cordon node-3' });
  sandbox.act({ line: 'ordinal break node/node-3 freeze' });
  sandbox.act({ line: 'kubectl delete pod kubia-1 --force --grace-period=0' });
  sandbox.seek(40_000);
  const lane = inOrder(lanesOf(sandbox.cluster.state.log)).find(({ name }) => name === 'kubia-1');
  expect(lane && told(lane)).toMatch(/0 ready, 1 pending, 1 creating/);
});

test('only what asks for a change leaves a flag', () => {
  const acts = [
    'kubectl apply -f kubia.yaml',
    'kubectl get pods',
    'kubectl scale sts kubia --replicas=5',
    'kubectl set image sts/kubia kubia=v2',
    'kubectl delete pod kubia-1 --wait=false',
    'ordinal break node/node-2 network',
    '^C',
  ].map((line, at) => ({ at, act: { line } }));
  const labels = flagsOf({ format: 1, start: {}, seed: 1, acts }).map(({ label }) => label);
  expect(labels).toEqual(['apply', 'scale 5', 'set image', 'delete kubia-1', 'break network']);
});

test('flags that would lie over each other stand as one, and no label reaches the next', () => {
  const flags = [
    { at: 0, label: 'apply' },
    { at: 5000, label: 'delete kubia-1' },
    { at: 5400, label: 'break network' },
    { at: 9000, label: 'scale 5' },
    { at: 20_000, label: 'scale 3' },
  ];
  const placed = placeFlags(flags, (at) => at / 50, 11_000);
  expect(placed.map(({ x, label, flags: here }) => `${x} ${here.length} ${label}`)).toEqual([
    '0 1 apply',
    '100 2 delete… +1',
    '180 1 ',
  ]);
});
