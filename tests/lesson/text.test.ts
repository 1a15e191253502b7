import { describe, expect, test } from 'vitest';
import { readText } from '../../src/lesson/index.ts';
import type { Paragraph } from '../../src/lesson/index.ts';

const hints = ['where', 'rule', 'command'].map((grade) => `::: hint ${grade}\nLook.\n:::`).join('\n\n');

function lessonOf(...body: readonly string[]): string {
  return ['---', 'title: In order', '---', '', ...body, '', hints, ''].join('\n');
}

const plain = (paragraph: Paragraph): string => paragraph.map(({ text }) => text).join('');

describe('a text is read', () => {
  test('title, step, paragraphs and goals', () => {
    const text = readText(
      'en.md',
      lessonOf(
        '## Draw the line {#line}',
        '',
        'Set `partition` to **3**',
        'and apply.',
        '',
        '- [ ] The partition is 3 {#is-3}',
      ),
    );
    expect(text.title).toBe('In order');
    expect(text.steps).toHaveLength(1);
    const [step] = text.steps;
    expect([step?.id, step?.heading]).toEqual(['line', 'Draw the line']);
    expect(step?.paragraphs).toEqual([
      [
        { kind: 'text', text: 'Set ' },
        { kind: 'code', text: 'partition' },
        { kind: 'text', text: ' to ' },
        { kind: 'bold', text: '3' },
        { kind: 'text', text: ' and apply.' },
      ],
    ]);
    expect(step?.goals).toEqual([{ id: 'is-3', words: [{ kind: 'text', text: 'The partition is 3' }] }]);
    expect(step?.prediction).toBeUndefined();
  });

  test('the paragraph before the answers is the question', () => {
    const text = readText(
      'en.md',
      lessonOf(
        '## Guess {#guess}',
        'Something stands here.',
        '',
        'Which pods?',
        '- ( ) kubia-0 {#low}',
        '- ( ) kubia-4,',
        '  and kubia-3 {#high}',
        '',
        '::: explanation',
        'Because.',
        '',
        'And so on.',
        ':::',
        '::: refutation low',
        'Many think so.',
        ':::',
        '::: when it-starts',
        'It starts.',
        ':::',
      ),
    );
    const [step] = text.steps;
    expect(step?.paragraphs.map(plain)).toEqual(['Something stands here.']);
    expect(plain(step?.prediction?.question ?? [])).toBe('Which pods?');
    expect(step?.prediction?.options.map(({ id, words }) => `${id}: ${plain(words)}`)).toEqual([
      'low: kubia-0',
      'high: kubia-4, and kubia-3',
    ]);
    expect(step?.prediction?.explanation.map(plain)).toEqual(['Because.', 'And so on.']);
    expect(step?.prediction?.refutations['low']?.map(plain)).toEqual(['Many think so.']);
    expect(step?.moments.map(({ id, paragraphs }) => [id, ...paragraphs.map(plain)])).toEqual([
      ['it-starts', 'It starts.'],
    ]);
  });

  test('a line break is a blank, but not between Chinese characters', () => {
    const text = readText('zh.md', lessonOf('## 按序 {#order}', '一个接', '一个，', '`kubia-0` 先', 'and then'));
    expect(text.steps[0]?.paragraphs.map(plain)).toEqual(['一个接一个， kubia-0 先 and then']);
  });
});

describe('an author’s mistake names the file and the place', () => {
  const cases: Record<string, readonly [body: readonly string[], message: string]> = {
    'a heading without an id': [
      ['## Draw the line'],
      'en.md: the heading "## Draw the line" has no id; write ## Heading {#id}.',
    ],
    'a goal without an id': [
      ['## A {#a}', '- [ ] The partition is 3'],
      'en.md: a: "- [ ] The partition is 3" is neither - ( ) answer {#id} nor - [ ] goal {#id}.',
    ],
    'an unknown block': [
      ['## A {#a}', '::: aside', 'x', ':::'],
      'en.md: a: "::: aside" opens no block that ends; there are when, hint, explanation, refutation.',
    ],
    'answers without an explanation': [
      ['## A {#a}', 'Which?', '- ( ) This {#this}'],
      'en.md: a: the prediction has no explanation (::: explanation).',
    ],
    'answers without a question': [
      ['## A {#a}', '- ( ) This {#this}', '::: explanation', 'x', ':::'],
      'en.md: a: a prediction needs a question: the paragraph before its answers.',
    ],
    'words before the first step': [
      ['Hello.', '## A {#a}'],
      'en.md: "Hello." stands before the first step (## Heading {#id}).',
    ],
  };
  for (const [title, [body, message]] of Object.entries(cases)) {
    test(title, () => expect(() => readText('en.md', lessonOf(...body))).toThrow(message));
  }

  test('a block that never ends', () => {
    expect(() => readText('en.md', '---\ntitle: A\n---\n## A {#a}\n::: hint where\nLook.\n')).toThrow(
      '"::: hint where" opens no block that ends',
    );
  });

  test('a step without a hint', () => {
    expect(() => readText('en.md', '---\ntitle: A\n---\n## A {#a}\n')).toThrow(
      'en.md: a: no hint "where"; a step has where, rule, command.',
    );
  });

  test('no title', () => {
    expect(() => readText('en.md', '## A {#a}\n')).toThrow('en.md: begins with a title between two lines of ---.');
  });
});
