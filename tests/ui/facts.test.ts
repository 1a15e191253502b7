import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { ObjectKey, Sandbox } from '../../src/sandbox/index.ts';
import { get, openSandbox } from '../../src/sandbox/index.ts';
import { sectionsOf } from '../../src/ui/inspect/facts.ts';
import { waitsAbout } from '../../src/ui/inspect/why.ts';

const kubia = readFileSync(new URL('../../src/ui/manifests/kubia.yaml', import.meta.url), 'utf8');

function started(ms = 30_000): Sandbox {
  const sandbox = openSandbox({ format: 1, start: {}, seed: 42, acts: [] });
  sandbox.act({ line: 'kubectl apply -f kubia.yaml', files: { 'kubia.yaml': kubia } });
  sandbox.seek(ms);
  return sandbox;
}

/** Every fact as a line: `Section: name value`, with what is said about it behind. */
function told({ cluster }: Sandbox, key: ObjectKey): string {
  const object = get(cluster, key);
  const sections = object ? sectionsOf(cluster, object) : [];
  const lines = sections.flatMap(({ title, facts }) =>
    facts.map(({ name, value, more }) => `${title}: ${name} ${value}${more ? ` (${more})` : ''}`),
  );
  return lines.join('\n');
}

test('a pod tells its node, its containers and its conditions', () => {
  const text = told(started(), 'Pod/default/kubia-0');
  expect(text).toContain('State: phase Running');
  expect(text).toMatch(/State: node node-\d/);
  expect(text).toContain('State: claim data-kubia-0');
  expect(text).toMatch(/Container kubia: state running since T\+00:0\d/);
  expect(text).toContain('Container kubia: restartCount 0');
  expect(text).toContain('Conditions: Ready True');
});

test('a node tells when it was last heard of, and its pods', () => {
  const sandbox = started();
  expect(told(sandbox, 'Node/node-1')).toMatch(/Lease: renewTime T\+00:\d\d, \d+s ago/);
  expect(told(sandbox, 'Node/node-1')).toContain('Pods: Running kubia-0');
  sandbox.act({ line: 'ordinal break node/node-1 network' });
  sandbox.seek(120_000);
  expect(told(sandbox, 'Node/node-1')).toMatch(/Lease: renewTime T\+00:\d\d, 1m\d+s ago/);
});

test('a claim and its volume tell of each other, and who has them mounted', () => {
  const sandbox = started();
  const claim = told(sandbox, 'PersistentVolumeClaim/default/data-kubia-0');
  expect(claim).toContain('State: volume pv-a');
  expect(claim).toContain('Pods: Running kubia-0');
  const volume = told(sandbox, 'PersistentVolume/pv-a');
  expect(volume).toContain('State: claim data-kubia-0');
  expect(volume).toContain('Mounted by: node-1 kubia-0');
});

test('what a pod waits for is said by everybody who keeps it waiting, as long as it waits', () => {
  const sandbox = started(100);
  const who = waitsAbout(sandbox.cluster, 'Pod/default/kubia-0').map((entry) => entry.who);
  expect(who).toContain('statefulset');
  expect(waitsAbout(sandbox.cluster, 'StatefulSet/default/kubia').map((entry) => entry.who)).toContain('statefulset');
  sandbox.seek(30_000);
  expect(waitsAbout(sandbox.cluster, 'Pod/default/kubia-0')).toEqual([]);
});

test('data are told as records, the last ones of many', () => {
  const sandbox = started();
  const text = Array.from({ length: 20 }, (_, line) => `record ${line}\n`).join('');
  const [mounts] = Object.values(sandbox.cluster.state.mounts)
    .flatMap((pods) => Object.values(pods))
    .filter(({ pod }) => pod === 'Pod/default/kubia-0');
  const backing = mounts?.volumes[0]?.backing ?? '';
  sandbox.cluster.state.data[backing] = { 'kubia.txt': text };
  const said = told(sandbox, 'PersistentVolume/pv-a');
  expect(said).toContain('Data: kubia.txt 20 records');
  expect(said).toContain('record 19');
  expect(said).not.toContain('record 3\n');
});
