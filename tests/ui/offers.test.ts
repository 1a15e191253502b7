import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { ObjectKey, Sandbox } from '../../src/sandbox/index.ts';
import { faults, list, openSandbox } from '../../src/sandbox/index.ts';
import { brokenNow, faultKinds, hasOffers, offersOn, targetsOfKind } from '../../src/ui/offers/offers.ts';
import { withMenu } from '../../src/ui/bench/ask-menu.ts';

const kubia = readFileSync(new URL('../../src/ui/manifests/kubia.yaml', import.meta.url), 'utf8');

function started(): Sandbox {
  const sandbox = openSandbox({ format: 1, start: {}, seed: 42, acts: [] });
  sandbox.act({ line: 'kubectl apply -f kubia.yaml', files: { 'kubia.yaml': kubia } });
  sandbox.seek(30_000);
  return sandbox;
}

/** The lines that can be typed, and those that cannot with the reason. */
function told({ cluster }: Sandbox, key: ObjectKey): readonly string[] {
  return offersOn(cluster, key).map(({ line, obstacle }) => (obstacle ? `${line} (${obstacle})` : line));
}

test('a pod can be deleted, deleted by force, and broken in every way of the table', () => {
  const lines = told(started(), 'Pod/default/kubia-0');
  expect(lines.slice(0, 2)).toEqual([
    'kubectl delete pod kubia-0 --wait=false',
    'kubectl delete pod kubia-0 --force --grace-period=0',
  ]);
  for (const { target, name } of faults)
    if (target === 'pod') expect(lines).toContain(`ordinal break pod/kubia-0 ${name}`);
});

test('what is broken is offered to be healed first, and cannot be broken again', () => {
  const sandbox = started();
  sandbox.act({ line: 'ordinal break pod/kubia-0 readiness' });
  const lines = told(sandbox, 'Pod/default/kubia-0');
  expect(lines[0]).toBe('ordinal heal pod/kubia-0 readiness');
  expect(lines).toContain('ordinal break pod/kubia-0 readiness (broken)');
  expect(brokenNow(sandbox.cluster)).toMatchObject([
    { target: 'pod/kubia-0', name: 'readiness', key: 'Pod/default/kubia-0' },
  ]);
  expect(brokenNow(sandbox.cluster)[0]?.about).toMatch(/probe/);
});

test('what is being deleted says that it is', () => {
  const sandbox = started();
  sandbox.act({ line: 'kubectl delete pod kubia-1 --wait=false' });
  expect(told(sandbox, 'Pod/default/kubia-1')[0]).toBe('kubectl delete pod kubia-1 --wait=false (going)');
});

test('a node is cordoned once, and out of service only when it is not Ready', () => {
  const sandbox = started();
  const taint = 'kubectl taint nodes node-1 node.kubernetes.io/out-of-service=nodeshutdown:NoExecute';
  const acts = told(sandbox, 'Node/node-1').filter((line) => line.startsWith('kubectl'));
  expect(acts).toEqual([
    'kubectl cordon node-1',
    'kubectl uncordon node-1 (notCordoned)',
    'kubectl drain node-1 --ignore-daemonsets --delete-emptydir-data',
    `${taint} (ready)`,
    'kubectl delete node node-1 --wait=false',
  ]);
  sandbox.act({ line: 'kubectl cordon node-1' });
  sandbox.act({ line: taint });
  const then = told(sandbox, 'Node/node-1');
  expect(then).toContain('kubectl cordon node-1 (cordoned)');
  expect(then).toContain('kubectl uncordon node-1');
  expect(then).toContain(`${taint}-`);
});

test('claims and volumes can be deleted', () => {
  const sandbox = started();
  expect(told(sandbox, 'PersistentVolumeClaim/default/data-kubia-0')).toContain(
    'kubectl delete pvc data-kubia-0 --wait=false',
  );
  expect(told(sandbox, 'PersistentVolume/pv-a')).toContain('kubectl delete pv pv-a --wait=false');
});

test('whatever has a menu has something in it, and nothing else has one', () => {
  const { cluster } = started();
  for (const kind of ['Pod', 'Node', 'PersistentVolume', 'PersistentVolumeClaim', 'Service', 'StatefulSet']) {
    const [object] = list(cluster, kind);
    const { namespace, name = '' } = object?.metadata ?? {};
    const key = namespace === undefined ? `${kind}/${name}` : `${kind}/${namespace}/${name}`;
    expect(withMenu.test(key), key).toBe(hasOffers(key));
    expect(offersOn(cluster, key).length > 0, key).toBe(hasOffers(key));
  }
});

test('every line that is offered is understood and carried out', () => {
  for (const key of ['Pod/default/kubia-0', 'Node/node-1', 'PersistentVolumeClaim/default/data-kubia-0']) {
    const lines = offersOn(started().cluster, key).filter(({ obstacle }) => !obstacle);
    for (const { line } of lines) {
      const sandbox = started();
      const { job, err } = sandbox.act({ line });
      sandbox.seek(sandbox.now + 1000);
      expect(err.replace(/^Warning: .*\n/, ''), line).toBe('');
      const end = sandbox.transcript.find((entry) => entry.job === job && entry.stream === 'end');
      expect(end?.code ?? 0, line).toBe(0);
    }
  }
});

test('every kind of target of the table of faults has its names', () => {
  const { cluster } = started();
  for (const kind of faultKinds()) expect(targetsOfKind(cluster, kind).length, kind).toBeGreaterThan(0);
});
