import { describe, expect, test } from 'vitest';
import { difference } from '../../src/cli/difference.ts';
import { readDuration, showDuration } from '../../src/cli/durations.ts';
import { readStory } from '../../src/cli/story.ts';
import type { Passage } from '../../src/cli/story.ts';

function passages(...lines: readonly string[]): readonly Passage[] {
  const story = readStory(`${lines.join('\n')}\n`);
  if ('problem' in story) throw new Error(story.problem);
  return story.passages;
}

describe('reading a story', () => {
  test('answers are left out, everything else keeps its lines', () => {
    const read = passages(
      '# one',
      '',
      '$ kubectl get pods',
      '  NAME   READY',
      '',
      '  kubia-0 1/1',
      '',
      '+ 1m30s',
      '[1] x',
      '+ rest',
    );
    expect(read.map(({ kind, lines }) => [kind, ...lines])).toEqual([
      ['remark', '# one'],
      ['remark', ''],
      ['command', '$ kubectl get pods'],
      ['remark', ''],
      ['pass', '+ 1m30s'],
      ['rest', '+ rest'],
    ]);
  });

  test('a here-document is the standard input of its command', () => {
    const [apply] = passages(
      "$ kubectl apply -f - <<'EOF'",
      'kind: Service',
      '  name: kubia',
      '',
      'EOF',
      '  service/kubia created',
    );
    expect(apply).toMatchObject({
      kind: 'command',
      line: 'kubectl apply -f -',
      stdin: 'kind: Service\n  name: kubia\n\n',
      lines: ["$ kubectl apply -f - <<'EOF'", 'kind: Service', '  name: kubia', '', 'EOF'],
    });
  });

  test.each([
    ['kubectl get pods', 'line 1: "kubectl get pods" begins with none of "$ ", "+ ", "# ", "[1] " and two blanks'],
    ['# x\n+ soon', 'line 2: "soon" is not a duration such as 30s, 1m30s or 500ms, nor the word rest'],
    ['$ kubectl apply -f - <<EOF\nkind: Pod', 'line 1: the here-document has no end word EOF'],
  ])('%j is not a story', (text, problem) => {
    expect(readStory(text)).toEqual({ problem });
  });
});

test('durations are read and written', () => {
  const durations = { '500ms': 500, '30s': 30_000, '1m30s': 90_000, '2h': 7_200_000, '1h1m1s1ms': 3_661_001 };
  for (const [text, ms] of Object.entries(durations)) {
    expect(readDuration(text)).toBe(ms);
    expect(showDuration(ms)).toBe(text);
  }
  expect(showDuration(0)).toBe('0s');
  for (const text of ['', '30', 's', '-1s', '1 s', '1s!']) expect(readDuration(text)).toBeUndefined();
});

describe('a difference', () => {
  test('of equal texts is nothing', () => {
    expect(difference(['a', 'b'], ['a', 'b'])).toEqual([]);
  });

  test('shows what was expected, what came, and the lines around', () => {
    const lines = Array.from({ length: 20 }, (_, index) => `line ${index}`);
    expect(difference(lines, lines.with(10, 'other'))).toEqual([
      ...[6, 7, 8, 9].map((index) => `  line ${index}`),
      '- line 10',
      '+ other',
      ...[11, 12, 13, 14].map((index) => `  line ${index}`),
    ]);
  });

  test('finds what is missing and what is too much', () => {
    expect(difference(['a', 'b', 'c'], ['a', 'c'])).toEqual(['  a', '- b', '  c']);
    expect(difference(['a'], ['a', 'b'])).toEqual(['  a', '+ b']);
  });
});
