import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { learnAll, openSandbox } from '../../src/sandbox/index.ts';

const kubia = readFileSync(new URL('../../src/ui/manifests/kubia.yaml', import.meta.url), 'utf8');

test('a machine may freeze at any part of a millisecond: the cluster goes on', () => {
  learnAll();
  const sandbox = openSandbox({ format: 1, start: {}, seed: 42, acts: [] });
  sandbox.act({ line: 'kubectl apply -f kubia.yaml', files: { 'kubia.yaml': kubia } });
  sandbox.seek(30_000.6);
  sandbox.act({ line: 'ordinal break node/node-2 freeze' });
  expect(sandbox.recording.acts.at(-1)?.at).toBe(30_000);
  sandbox.seek(200_000.6);
  expect(sandbox.now).toBe(200_000);
});
