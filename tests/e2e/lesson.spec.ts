import type { Locator, Page } from '@playwright/test';
import { hurry, pause, podOf, timeBarOf } from './bench.ts';
import { expect, test } from './page.ts';
import { answerTo, terminalOf, type } from './terminal.ts';
import { tabTo } from './tab-key.ts';
import type { Language } from './words.ts';
import { localeOf, wordsOf } from './words.ts';

/** What the learner of these stories guesses: first wrongly, then rightly. */
const guesses: Readonly<Record<Language, readonly [string, string, string]>> = {
  en: ['Three pods, starting side by side', 'One claim and one pod, both waiting', 'kubia-1 only'],
  zh: ['三个 Pod，同时启动', '一个申领和一个 Pod，都在等待', '只有 kubia-1'],
};

/** The lesson's panel as its reader sees it. */
interface LessonPage {
  readonly answer: (text: string) => Locator;
  readonly button: (name: string) => Locator;
  readonly heading: Locator;
  readonly next: Locator;
  readonly isMet: () => Promise<void>;
}

function lessonOf(page: Page, language: Language): LessonPage {
  const words = wordsOf[language];
  const panel = page.getByRole('complementary', { name: words.tab_lesson });
  const button = (name: string): Locator => panel.getByRole('button', { name });
  return {
    answer: (text) => panel.getByRole('radio', { name: text }),
    button,
    heading: panel.getByRole('heading', { level: 2 }).first(),
    next: panel.getByRole('button', { name: new RegExp(`^(${words.lesson_next}|${words.lesson_finish})`) }),
    isMet: () => expect(panel.getByRole('status')).toHaveText(words.lesson_all_met, { timeout: 20_000 }),
  };
}

for (const language of ['en', 'zh'] as const) {
  const words = wordsOf[language];
  const [first, second, third] = guesses[language];

  test.describe(`in ${language === 'en' ? 'English' : 'Chinese'}`, () => {
    test.use({ locale: localeOf[language] });

    test('the lesson is played by mouse, from the start page to its end', async ({ page }) => {
      const lesson = lessonOf(page, language);
      await page.goto('');
      await page.getByRole('link', { name: words.start, exact: true }).click();
      await hurry(page, language);

      await test.step('the first guess is wrong, and the run shows it', async () => {
        // The button says that it is not its turn, but whoever clicks it is told why.
        await lesson.next.click({ force: true });
        await expect(page.getByText(words.lesson_not_yet)).toBeVisible();
        await lesson.answer(first).check();
        await lesson.button(words.lesson_run).click();
        await expect(page.getByText(words.lesson_wrong)).toBeVisible();
        await lesson.button(words.lesson_go_on).click();
        await lesson.isMet();
      });

      await test.step('the second is right, after a line in the terminal', async () => {
        await lesson.next.click();
        await lesson.answer(second).check();
        await lesson.button(words.lesson_guess).click();
        await type(page, 'kubectl scale sts kubia --replicas=5');
        await expect(page.getByText(words.lesson_right)).toBeVisible();
        await lesson.isMet();
      });

      await test.step('in the third step there is nothing to guess, but something to do', async () => {
        await lesson.next.click();
        await type(page, 'kubectl apply -f volumes.yaml');
        await lesson.isMet();
      });

      await test.step('in the last step three hints lead to the solution', async () => {
        await lesson.next.click();
        await lesson.answer(third).check();
        await lesson.button(words.lesson_guess).click();
        for (const hint of [words.lesson_hint_where, words.lesson_hint_rule, words.lesson_hint_command]) {
          await lesson.button(words.lesson_hint).click();
          await expect(page.getByText(hint, { exact: true })).toBeVisible();
        }
        await lesson.button(words.lesson_solution).click();
        await expect(page.getByText(words.lesson_right)).toBeVisible();
        await lesson.isMet();
        await lesson.next.click();
        await expect(page.getByRole('link', { name: words.start, exact: true })).toBeVisible();
      });
    });

    test('the lesson is played by keyboard alone, from the start page to its end', async ({ page }) => {
      const lesson = lessonOf(page, language);
      const { keyboard } = page;
      const time = timeBarOf(page, language);
      const press = async (button: Locator): Promise<void> => {
        await tabTo(page, button);
        await keyboard.press('Enter');
      };
      const guess = async (answer: string): Promise<void> => {
        await tabTo(page, lesson.answer(answer), 'ArrowDown');
        await keyboard.press('Space');
        await expect(lesson.answer(answer)).toBeChecked();
      };
      const typeLine = async (line: string): Promise<void> => {
        await tabTo(page, terminalOf(page).getByRole('textbox'));
        await keyboard.type(line);
        await keyboard.press('Enter');
        await keyboard.press('Escape');
        await expect(time.toggle).toBeFocused();
      };

      await page.goto('');
      await press(page.getByRole('link', { name: words.start, exact: true }));
      await tabTo(page, time.speed);
      await keyboard.press('End');
      await expect(time.speed).toHaveValue('64');

      await test.step('a wrong guess', async () => {
        await guess(first);
        await press(lesson.button(words.lesson_run));
        await expect(page.getByText(words.lesson_wrong)).toBeVisible();
        await press(lesson.button(words.lesson_go_on));
        await lesson.isMet();
      });

      await test.step('a right guess and a line in the terminal', async () => {
        await press(lesson.next);
        await expect(lesson.heading).toBeFocused();
        await guess(second);
        await press(lesson.button(words.lesson_guess));
        await typeLine('kubectl scale sts kubia --replicas=5');
        await expect(page.getByText(words.lesson_right)).toBeVisible();
        await lesson.isMet();
      });

      await test.step('three hints and the solution that plays itself', async () => {
        await press(lesson.next);
        for (let hints = 0; hints < 3; hints += 1) await press(lesson.button(words.lesson_hint));
        await press(lesson.button(words.lesson_solution));
        await lesson.isMet();
      });

      await test.step('the last step', async () => {
        await press(lesson.next);
        await guess(third);
        await press(lesson.button(words.lesson_guess));
        await typeLine('kubectl delete pod kubia-1');
        await expect(page.getByText(words.lesson_right)).toBeVisible();
        await lesson.isMet();
        await press(lesson.next);
        await expect(page.getByRole('link', { name: words.start, exact: true })).toBeVisible();
      });
    });
  });
}

/** Pods, claims, volumes and Services as kubectl tells them, and the time. */
async function tellOf(page: Page): Promise<readonly string[]> {
  const pods = await answerTo(page, 'kubectl get pods,pvc -o name');
  const ages = await answerTo(page, 'kubectl get pods');
  return [pods, ages, (await timeBarOf(page).clock.textContent()) ?? ''];
}

/** The address that Share link gives. */
async function sharedAddress(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Share link' }).click();
  const address = await page.getByRole('textbox', { name: 'Address of this moment' }).inputValue();
  await page.getByRole('button', { name: 'Close' }).click();
  return address;
}

test('a shared link opens in an empty profile with the same pods, claims and time', async ({ page, openElsewhere }) => {
  const lesson = lessonOf(page, 'en');
  await page.goto('#/lesson/in-order');
  await lesson.answer(guesses.en[0]).check();
  await lesson.button('Run and see').click();
  await expect(page.getByText('It came differently.')).toBeVisible();
  await pause(page);
  const address = await sharedAddress(page);

  const other = await openElsewhere(address);
  await expect(podOf(other, 'kubia-1')).toBeVisible();
  await expect(lessonOf(other, 'en').heading).toHaveText('One after another');
  expect(await tellOf(other)).toEqual(await tellOf(page));
  await expect(podOf(other, 'kubia-0')).toHaveAccessibleName(/Ready/);
  await expect(podOf(other, 'kubia-2')).toHaveCount(0);
});

const damages: readonly (readonly [string, (fragment: string) => string])[] = [
  ['cut', (fragment) => fragment.slice(0, -20)],
  [
    'changed in one letter',
    (fragment) => fragment.slice(0, 40) + (fragment[40] === 'A' ? 'B' : 'A') + fragment.slice(41),
  ],
  ['of a format to come', (fragment) => fragment.replace('#1.', '#2.')],
  ['of rubbish', () => '#1.%00~rubbish!'],
];

test('a damaged link is refused in one sentence, with a way home', async ({ page, openElsewhere }) => {
  await page.goto('#/sandbox');
  const address = new URL(await sharedAddress(page));
  for (const [how, damage] of damages) {
    await test.step(`a link ${how}`, async () => {
      const other = await openElsewhere(address.origin + address.pathname + damage(address.hash));
      await expect(other.getByRole('heading', { name: 'This link cannot be opened' })).toBeVisible();
      await expect(other.getByRole('alert')).toHaveText(/^This link [^.]+\.$/);
      await other.getByRole('link', { name: 'To the start page' }).last().click();
      await expect(other.getByRole('link', { name: 'Start', exact: true })).toBeVisible();
    });
  }
});
