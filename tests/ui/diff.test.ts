import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changedLines, diffLines } from '../../src/ui/manifest/diff.ts';

const signs = { same: ' ', added: '+', removed: '-' } as const;

function drawn(before: string, after: string): readonly string[] {
  return diffLines(before, after).map(({ kind, text }) => `${signs[kind]}${text}`);
}

test('a changed line is removed and added in its place', () => {
  expect(drawn('spec:\n  replicas: 2\n  a: b', 'spec:\n  replicas: 3\n  a: b')).toEqual([
    ' spec:',
    '-  replicas: 2',
    '+  replicas: 3',
    '   a: b',
  ]);
});

test('changed lines are counted in the newer text', () => {
  expect(changedLines('a\nb\nc', 'a\nnew\nb\nother')).toEqual([2, 4]);
  expect(changedLines('a\nb', 'a\nb')).toEqual([]);
});

test('whatever two texts are, each can be read from their comparison', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 }).map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = diffLines(before, after);
      const without = (kind: string): string =>
        lines.flatMap((line) => (line.kind === kind ? [] : line.text)).join('\n');
      expect([without('added'), without('removed')]).toEqual([before, after]);
    }),
  );
});
