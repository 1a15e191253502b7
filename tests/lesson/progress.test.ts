import { describe, expect, test } from 'vitest';
import {
  begin,
  enterStep,
  finishStep,
  fits,
  guess,
  openHint,
  readLesson,
  resetStep,
  standingOf,
  stepBeside,
  stepsOf,
  truthOf,
} from '../../src/lesson/index.ts';
import type { Plan, Run } from '../../src/lesson/index.ts';
import { world } from '../world.ts';

const hints = ['where', 'rule', 'command'].map((grade) => `::: hint ${grade}\nLook.\n:::`).join('\n');

const text = `---
title: Two steps
---
## First {#first}
What?
- ( ) This {#this}
- ( ) That {#that}
::: explanation
So.
:::
::: refutation that
Not so.
:::
::: when late
Late.
:::
- [ ] It is ten o'clock {#ten}
${hints}
## Second {#second}
- [ ] It is over {#over}
${hints}
`;

/** A lesson about nothing but time: its goals read the clock. */
const plan: Plan = {
  start: [],
  goals: { ten: ({ state }) => ({ met: state.now >= 10_000 }), over: () => ({ met: false }) },
  predictions: {
    first: {
      at: ({ state, since }) => (state.now >= since + 5000 ? since + 5000 : undefined),
      truth: { this: (_, at) => at < 7000, that: (_, at) => at < 6000 },
      answer: 'this',
    },
  },
  moments: { late: ({ state }) => (state.now >= 20_000 ? state.now : undefined) },
  solution: { first: [], second: [] },
};

const lesson = readLesson('01-two-steps', { 'en.md': text, 'zh.md': text }, plan);
const start = { at: 0, acts: 0 };

function runAt(duration: string, since = 0): Run {
  const { state, index } = world().run(duration).cluster;
  return { state, index, since };
}

describe('a learner', () => {
  test('begins at the first step and walks from one to the next', () => {
    const first = begin(lesson, start);
    expect([first.step, stepBeside(lesson, first, -1), stepBeside(lesson, first, 1)]).toEqual([
      'first',
      undefined,
      'second',
    ]);
    const second = enterStep(first, 'second', { at: 12_000, acts: 3 });
    expect(second.begun).toEqual({ first: start, second: { at: 12_000, acts: 3 } });
    expect(stepBeside(lesson, second, 1)).toBeUndefined();
    expect(stepsOf(lesson).map(({ heading }) => heading)).toEqual(['First', 'Second']);
  });

  test('who comes back to a step finds it begun when it was', () => {
    const second = enterStep(begin(lesson, start), 'second', { at: 12_000, acts: 3 });
    const back = enterStep(enterStep(second, 'first', { at: 15_000, acts: 4 }), 'second', { at: 16_000, acts: 4 });
    expect(back).toEqual(second);
  });

  test('guesses once, and opens three hints', () => {
    const guessed = guess(guess(begin(lesson, start), 'that'), 'this');
    expect(guessed.guesses).toEqual({ first: 'that' });
    const hinted = [1, 2, 3, 4].reduce((progress) => openHint(progress), guessed);
    expect(hinted.hints).toEqual({ first: 3 });
  });

  test('resets a step: what came before it stays, what came after goes', () => {
    const first = finishStep(openHint(guess(begin(lesson, start), 'this')));
    const second = finishStep(openHint(enterStep(first, 'second', { at: 12_000, acts: 3 })));
    expect(second.done).toEqual(['first', 'second']);
    expect(resetStep(lesson, second)).toEqual({ ...first, step: 'second', begun: second.begun });
    const back = enterStep(second, 'first', { at: 20_000, acts: 5 });
    expect(resetStep(lesson, back)).toEqual(begin(lesson, start));
  });
});

describe('a step', () => {
  test('is done when its goals are met, and stays done', () => {
    const progress = begin(lesson, start);
    expect(standingOf(lesson, progress, runAt('9s'))).toMatchObject({
      goals: [{ id: 'ten', met: false }],
      isDone: false,
    });
    expect(standingOf(lesson, progress, runAt('11s'))).toMatchObject({
      goals: [{ id: 'ten', met: true }],
      isDone: true,
    });
    expect(standingOf(lesson, finishStep(progress), runAt('1s')).isDone).toBe(true);
    expect(finishStep(finishStep(progress))).toEqual(finishStep(progress));
  });

  test('lets its words appear at their moment', () => {
    expect(standingOf(lesson, begin(lesson, start), runAt('19s')).moments).toEqual([]);
    expect(standingOf(lesson, begin(lesson, start), runAt('20s')).moments).toEqual(['late']);
  });

  test('knows the truth when the run has told it, and none when the run fits no one answer', () => {
    const { first } = plan.predictions;
    expect(truthOf(first, runAt('4s'))).toBeUndefined();
    expect(truthOf(first, runAt('20s', 1500))).toBe('this');
    expect(truthOf(first, runAt('20s', 500))).toBe('none');
    expect(truthOf(first, runAt('20s', 9000))).toBe('none');
    expect(truthOf(undefined, runAt('4s'))).toBeUndefined();
  });
});

describe('what was kept', () => {
  const second = enterStep(begin(lesson, start), 'second', { at: 12_000, acts: 3 });

  test('fits the lesson after a round trip through text', () => {
    expect(fits(lesson, JSON.parse(JSON.stringify(second)))).toBe(true);
  });

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'second'],
    ['a step that is no more', { ...second, step: 'third' }],
    ['a step that was never begun', { ...second, begun: {} }],
    ['a progress without guesses', { step: 'second', begun: second.begun, hints: {}, done: [] }],
  ])('does not when it is %s', (_, kept) => expect(fits(lesson, kept)).toBe(false));
});
