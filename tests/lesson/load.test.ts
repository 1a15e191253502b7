import { describe, expect, test } from 'vitest';
import {
  actOf,
  apply,
  filesOf,
  instead,
  kubectl,
  lesson,
  nameOf,
  once,
  readLessons,
  ready,
  startOf,
} from '../../src/lesson/index.ts';
import type { Lesson, Plan } from '../../src/lesson/index.ts';

const en = `---
title: Roll out in stages
---
## Draw the line {#line}
Which pods?
- ( ) The low ones {#low}
- ( ) The high ones {#high}
::: explanation
From above.
:::
::: refutation low
Not from below.
:::
::: when ready
Ready now.
:::
- [ ] kubia-4 is Ready {#staged}
::: hint where
Look.
:::
::: hint rule
Think.
:::
::: hint command
Type.
:::
`;

const plan: Plan = {
  start: ['start.yaml'],
  files: ['kubia.yaml'],
  goals: { staged: ready('kubia-4') },
  predictions: { line: { at: () => 0, truth: { low: () => false, high: () => true }, answer: 'high' } },
  moments: { ready: once(ready('kubia-4')) },
  solution: { line: [apply('kubia.yaml')] },
};

function shelfOf(changes: Readonly<Record<string, string>> = {}, changedPlan: Partial<Plan> = {}): readonly Lesson[] {
  const texts = { 'en.md': en, 'zh.md': en, 'start.yaml': 'start', 'kubia.yaml': 'replicas: 3', ...changes };
  const files = Object.fromEntries(Object.entries(texts).map(([name, text]) => [`05-partition/${name}`, text]));
  return readLessons({ files, plans: { '05-partition/lesson.ts': { ...plan, ...changedPlan } } });
}

describe('the shelf', () => {
  test('a lesson is called as its folder, without the number', () => {
    const [first] = shelfOf();
    expect([first?.name, first?.folder, first?.texts.zh.title]).toEqual([
      'partition',
      '05-partition',
      'Roll out in stages',
    ]);
    expect(() => nameOf('05-partition-2')).toThrow('a folder is called 01-some-words, and its name has no number');
  });

  test('a lesson gives a recording its start and the terminal its files', () => {
    const [first] = shelfOf();
    expect(first && startOf(first)).toEqual({ lesson: 'partition', manifests: ['start'] });
    expect(first && filesOf(first)).toEqual({ 'kubia.yaml': 'replicas: 3' });
  });

  test('lessons stand in the order of their numbers', () => {
    const files = ['10-b', '02-a'].flatMap((folder) =>
      Object.entries({ 'en.md': en, 'zh.md': en, 'start.yaml': '', 'kubia.yaml': '' }).map(([name, text]) => [
        `${folder}/${name}`,
        text,
      ]),
    );
    const plans = { '10-b/lesson.ts': plan, '02-a/lesson.ts': plan };
    expect(readLessons({ files: Object.fromEntries(files), plans }).map(({ name }) => name)).toEqual(['a', 'b']);
  });
});

describe('a typed line', () => {
  test('carries the file it needs, changed where the author says', () => {
    const [first] = shelfOf();
    expect(first && actOf(first, kubectl('get pods'))).toEqual({ line: 'kubectl get pods' });
    expect(first && actOf(first, apply('kubia.yaml', { 'replicas: 3': 'replicas: 5' }))).toEqual({
      line: 'kubectl apply -f kubia.yaml',
      files: { 'kubia.yaml': 'replicas: 5' },
    });
  });

  test('throws when the text to be changed is not there', () => {
    const [first] = shelfOf();
    expect(() => first && actOf(first, apply('kubia.yaml', { 'replicas: 4': 'replicas: 5' }))).toThrow(
      'lessons/05-partition/lesson.ts: "replicas: 4" does not occur in kubia.yaml.',
    );
  });
});

describe('an author’s mistake names the lesson, the file and the id', () => {
  const cases: Record<string, readonly [changes: Record<string, string>, plan: Partial<Plan>, message: string]> = {
    'a goal that one language lacks': [
      { 'zh.md': en.replace('{#staged}', '{#stages}') },
      {},
      'lessons/05-partition/zh.md: no goal "staged"; en.md has it. Goals here: stages.',
    ],
    'a goal without a check': [
      {},
      { goals: {} },
      'lessons/05-partition/lesson.ts: no goal "staged"; en.md has it. Goals here: none.',
    ],
    'a check without a goal': [
      {},
      { goals: { ...plan.goals, late: ready('kubia-3') } },
      'lessons/05-partition/lesson.ts: goal "late" is not in en.md. Goals here: staged, late.',
    ],
    'an answer that the run is not asked about': [
      { 'en.md': en.replace('{#low}', '{#none}'), 'zh.md': en.replace('{#low}', '{#none}') },
      {},
      'lessons/05-partition/lesson.ts: no answer "line/none"; en.md has it. Answers here: line/low, line/high.',
    ],
    'a wrong answer that is not refuted': [
      {
        'en.md': en.replace('refutation low', 'refutation high'),
        'zh.md': en.replace('refutation low', 'refutation high'),
      },
      {},
      'lessons/05-partition/lesson.ts: no refutation "line/high"; en.md has it. Refutations here: line/low.',
    ],
    'words that wait for a moment nobody knows': [
      {},
      { moments: {} },
      'lessons/05-partition/lesson.ts: no moment "ready"; en.md has it. Moments here: none.',
    ],
    'a step without a solution': [
      {},
      { solution: {} },
      'lessons/05-partition/lesson.ts: no step "line"; en.md has it. Steps here: none.',
    ],
    'an id that occurs twice': [
      { 'zh.md': en.replace('- [ ]', '- [ ] Once more {#staged}\n- [ ]') },
      {},
      'lessons/05-partition/zh.md: the goal "staged" occurs twice.',
    ],
    'a file that is not in the folder': [
      {},
      { start: ['begin.yaml'] },
      'lessons/05-partition/lesson.ts: no file "begin.yaml" in the folder.',
    ],
  };
  for (const [title, [changes, changedPlan, message]] of Object.entries(cases)) {
    test(title, () => expect(() => shelfOf(changes, changedPlan)).toThrow(message));
  }

  test('a language that is missing', () => {
    const files = { '05-partition/en.md': en, '05-partition/start.yaml': '', '05-partition/kubia.yaml': '' };
    expect(() => readLessons({ files, plans: { '05-partition/lesson.ts': plan } })).toThrow(
      'lessons/05-partition: no zh.md.',
    );
  });

  test('a folder without checks', () => {
    expect(() => readLessons({ files: { '05-partition/en.md': en }, plans: {} })).toThrow(
      'lessons/05-partition: no lesson.ts.',
    );
  });

  test('an expected answer that nobody can give', () => {
    const { line } = plan.predictions;
    expect(() => lesson({ ...plan, predictions: { line: { ...line!, answer: 'middle' } } })).toThrow(
      'lesson.ts: "middle" answers line; it can be low, high.',
    );
  });

  test('an alternative to a step that is not there', () => {
    expect(() => lesson({ ...plan, alternatives: [instead('circle', kubectl('get pods'))] })).toThrow(
      'lesson.ts: no step "circle"; steps: line.',
    );
  });
});
