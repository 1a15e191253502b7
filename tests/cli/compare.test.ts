import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compare } from '../../src/cli/compare.ts';
import type { Mismatch, Played } from '../../src/cli/compare.ts';
import { coreLines } from '../../src/cli/core-lines.ts';
import { courseOf, readHistory } from '../../src/cli/history.ts';
import type { History, Segment } from '../../src/cli/history.ts';

const folder = new URL('../golden/basic/', import.meta.url).pathname;
const names = readdirSync(folder).filter((name) => name.endsWith('.json'));

interface Both {
  readonly history: History;
  readonly recorded: readonly Segment[];
  readonly played: Played;
}

/** The recording, and a replay that did exactly what was recorded. */
function both(name: string): Both {
  const history = readHistory(folder + name);
  const recorded = courseOf(history).segments;
  const segments = recorded.map(({ step, lines, standing }) => ({
    lines: lines.map((line) => line.text),
    ...('do' in step ? { code: step.rc } : {}),
    ...(standing ? { standing: standing.is } : {}),
  }));
  const rejected = recorded.flatMap(({ lines }) =>
    lines.flatMap(({ text }) => /^rejected (\S+ \S+ \S+ \d+)/.exec(text)?.[1] ?? []),
  );
  return { history, recorded, played: { segments, rejected } };
}

type Change = (segment: Played['segments'][number], index: number) => Played['segments'][number];

function afterwards({ history, recorded, played }: Both, change: Change): Mismatch | undefined {
  return compare(history, recorded, { ...played, segments: played.segments.map(change) });
}

describe('every recorded history agrees with itself', () => {
  test.each(names)('%s', (name) => {
    const { history, recorded, played } = both(name);
    expect(compare(history, recorded, played)).toBeUndefined();
  });
});

describe('a replay that loses a line differs', () => {
  test.each(names)('%s', (name) => {
    const recording = both(name);
    const isCore = (line: string): boolean => coreLines(line).length > 0;
    const losing = recording.played.segments.findIndex(({ lines }) => lines.some(isCore));
    const mismatch = afterwards(recording, (segment, index) => {
      const lost = segment.lines.findIndex(isCore);
      return index === losing ? { ...segment, lines: segment.lines.toSpliced(lost, 1) } : segment;
    });
    expect(mismatch?.lines.some((line) => line.startsWith('- '))).toBe(true);
  });
});

const blocked = '05-scale-up-blocked-ordered.json';
const parallel = '02-create-parallel.json';

test('where a second recording had the same order, another order differs', () => {
  const mismatch = afterwards(both(blocked), (segment) => ({
    ...segment,
    lines: swapped(segment.lines, '+ pvc/', '+ pod/'),
  }));
  expect(mismatch?.where).toBe('step 2, kubectl apply -f -: core lines');
});

test('where a second recording had another order, so may the replay; but not for one object', () => {
  const shuffled = afterwards(both(parallel), (segment) => ({ ...segment, lines: byObject(segment.lines) }));
  expect(shuffled).toBeUndefined();
  const backwards = afterwards(both(parallel), (segment) => ({ ...segment, lines: segment.lines.toReversed() }));
  expect(backwards?.where).toContain('core lines');
});

test('even in the same order, what a Parallel set does within one batch is free, but not from batch to batch', () => {
  const [step, away] = ['96-parallel-scaled-to-zero-and-back.json', ' terminating grace=10 by statefulset-controller'];
  const goingIn = (order: readonly string[]): Mismatch | undefined =>
    afterwards(both(step), (segment) => {
      const going = segment.lines.filter((line) => line.endsWith(away));
      const others = segment.lines.filter((line) => !line.endsWith(away));
      return going.length < 3
        ? segment
        : { ...segment, lines: [...order.map((pod) => `~ pod/${pod}${away}`), ...others] };
    });
  expect(goingIn(['web-2', 'web-1', 'web-0'])).toBeUndefined();
  expect(goingIn(['web-1', 'web-2', 'web-0'])?.where).toContain('core lines');
});

test('a status that is never told differs, because both recordings told the same', () => {
  const mismatch = afterwards(both(blocked), (segment) => ({
    ...segment,
    lines: segment.lines.filter((line) => !line.includes('availableReplicas=2')),
  }));
  expect(mismatch).toEqual({
    where: 'the sequence of ~ sts/ lines',
    lines: expect.arrayContaining([
      '- ~ sts/web status availableReplicas=2 readyReplicas=2 by statefulset-controller',
    ]) as string[],
  });
});

test('another exit code differs', () => {
  const mismatch = afterwards(both(blocked), (segment, index) => (index === 3 ? { ...segment, code: 1 } : segment));
  const where = 'step 4, kubectl scale sts/web --replicas=5: exit code';
  expect(mismatch).toEqual({ where, lines: ['- = 0', '+ = 1'] });
});

test('a state that differs names the object', () => {
  const mismatch = afterwards(both(blocked), (segment) => {
    const { standing } = segment;
    if (!standing?.pods?.['web-1']?.includes('unready')) return segment;
    return { ...segment, standing: { ...standing, pods: { ...standing.pods, 'web-1': 'r1 app:v1 Running ready' } } };
  });
  expect(mismatch?.where).toBe('step 3, unready-web-1 on: the state after it');
  expect(mismatch?.lines).toContain('- pod web-1: r1 app:v1 Running unready');
});

test('what the API server refused must be refused once at least', () => {
  const { history, recorded, played } = both('52-release-by-label.json');
  const mismatch = compare(history, recorded, { ...played, rejected: [] });
  expect(mismatch?.lines).toContain('- statefulset-controller create pods/web-1 409');
});

test('core lines are the parts that count', () => {
  expect(coreLines('~ pod/web-0 phase=Succeeded; unready by kubelet/node-1')).toEqual([
    '~ pod/web-0 unready by kubelet',
  ]);
  expect(coreLines('~ pod/web-0 terminating grace=0')).toEqual([]);
  expect(coreLines('+ pod/web-0 r1 app:v1 by statefulset-controller')).toHaveLength(1);
  expect(coreLines('~ pvc/data-web-0 phase=Bound by persistent-volume-binder')).toEqual([]);
  expect(coreLines('~ controllerrevision/r1 owners=[] by generic-garbage-collector')).toEqual([]);
  expect(coreLines('~ sts/web generation=2; terminating by user')).toEqual([]);
});

/** The first two lines of these beginnings change places. */
function swapped(lines: readonly string[], one: string, other: string): readonly string[] {
  const [first, second] = [one, other].map((start) => lines.findIndex((line) => line.startsWith(start)));
  const changed = [...lines];
  if (first === undefined || second === undefined || first < 0 || second < 0) return lines;
  [changed[first], changed[second]] = [lines[second] ?? '', lines[first] ?? ''];
  return changed;
}

/** One object after the other, each with its lines in their order. */
function byObject(lines: readonly string[]): readonly string[] {
  const object = (line: string): string => line.split(' ')[1] ?? '';
  return [...lines].sort((a, b) => (object(a) < object(b) ? -1 : Number(object(a) > object(b))));
}
