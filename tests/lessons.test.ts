import { describe, expect, test } from 'vitest';
import { hintGrades, languages, readLessons } from '../src/lesson/index.ts';
import type { Language, Paragraph, Plan, StepText } from '../src/lesson/index.ts';
import { checkLesson, storyOf } from '../src/sandbox/index.ts';

const plans = import.meta.glob<Plan>('../lessons/*/lesson.ts', { eager: true, import: 'default' });
const texts = import.meta.glob<string>('../lessons/*/*.{md,yaml}', { eager: true, import: 'default', query: '?raw' });

function fromShelf<Value>(files: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(files).map(([path, value]) => [path.replace('../lessons/', ''), value]));
}

const lessons = readLessons({ files: fromShelf(texts), plans: fromShelf(plans) });

/** So much text a step may have at most: words in English, characters in Chinese. */
const lengthsMax: Readonly<Record<Language, number>> = { en: 90, zh: 160 };

function lengthOf(language: Language, paragraphs: readonly Paragraph[]): number {
  const text = paragraphs.map((paragraph) => paragraph.map((piece) => piece.text).join('')).join(' ');
  // In Chinese a name or a number in Latin letters counts as one character.
  const unit = language === 'zh' ? /\p{Script=Han}|[\w.-]+/gu : /\S+/g;
  return text.match(unit)?.length ?? 0;
}

/** What a learner reads one after the other in a step; answers, goals and hints are not running text. */
function runningText({ paragraphs, prediction, moments }: StepText): readonly Paragraph[] {
  const asked = prediction ? [prediction.question, ...prediction.explanation] : [];
  return [...paragraphs, ...moments.flatMap((moment) => moment.paragraphs), ...asked];
}

/** What stands for itself: each wrong answer's refutation, each hint. */
function asides({ prediction, hints }: StepText): readonly (readonly Paragraph[])[] {
  return [...Object.values(prediction?.refutations ?? {}), ...hintGrades.map((grade) => hints[grade])];
}

test('there are lessons, and no two have one name', () => {
  const names = lessons.map(({ name }) => name);
  expect(names).toContain('in-order');
  expect(new Set(names).size).toBe(names.length);
});

describe.each(lessons)('the lesson $name', (lesson) => {
  for (const { title, problem } of checkLesson(lesson)) {
    test(title, () => expect(problem).toBeUndefined());
  }

  test('comes out the same with other luck', () => {
    const problems = [1, 2, 3, 4, 5].flatMap((seed) =>
      checkLesson(lesson, seed).flatMap(({ title, problem }) =>
        problem ? [`seed ${seed}: ${title}: ${problem}`] : [],
      ),
    );
    expect(problems).toEqual([]);
  });

  test('asks for a prediction, and for something to be done', () => {
    const steps = lesson.texts.en.steps;
    expect(Object.keys(lesson.plan.predictions).length).toBeGreaterThan(0);
    expect(steps.some(({ prediction }) => !prediction)).toBe(true);
    expect(steps.every(({ goals }) => goals.length > 0)).toBe(true);
    expect(lesson.plan.alternatives?.length).toBeGreaterThan(0);
    expect(lesson.plan.nearMisses?.length).toBeGreaterThan(0);
  });

  test.each(languages)('is short in %s', (language) => {
    const long = lesson.texts[language].steps.flatMap((step) =>
      [runningText(step), ...asides(step)]
        .map((paragraphs) => lengthOf(language, paragraphs))
        .filter((length) => length > lengthsMax[language])
        .map(
          (length) => `${lesson.name}/${language}.md: ${step.id} has ${length}, allowed are ${lengthsMax[language]}`,
        ),
    );
    expect(long).toEqual([]);
  });

  test('tells its story', async () => {
    await expect(storyOf(lesson)).toMatchFileSnapshot(`../lessons/${lesson.folder}/story.golden`);
  });
});
