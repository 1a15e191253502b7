import { expect, test } from 'vitest';
import { openSandbox } from '../../src/sandbox/index.ts';
import { appliedFiles } from '../../src/ui/manifest/files.ts';

function service(port: string): string {
  return `apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec:\n  ports:\n  - port: ${port}\n`;
}

test('a file that was applied is known in its versions, the latest file last', () => {
  const sandbox = openSandbox({ format: 1, start: {}, seed: 1, acts: [] });
  for (const [name, port] of [
    ['a.yaml', '80'],
    ['b.yaml', '81'],
    ['a.yaml', '82'],
  ] as const) {
    sandbox.act({ line: `kubectl apply -f ${name}`, files: { [name]: service(port) } });
  }
  expect(appliedFiles(sandbox.recording, sandbox.transcript)).toEqual([
    { name: 'b.yaml', versions: [service('81')] },
    { name: 'a.yaml', versions: [service('80'), service('82')] },
  ]);
});

test('what the cluster refused was not applied', () => {
  const sandbox = openSandbox({ format: 1, start: {}, seed: 1, acts: [] });
  sandbox.act({ line: 'kubectl apply -f a.yaml', files: { 'a.yaml': service('none') } });
  expect(appliedFiles(sandbox.recording, sandbox.transcript)).toEqual([]);
});
