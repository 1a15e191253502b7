import type { Page } from '@playwright/test';
import { comesToRest, hurry, stageOf } from './bench.ts';
import { cutOff, wideness } from './cut-off.ts';
import { expect, firstPod, test } from './page.ts';
import { localeOf, wordsOf } from './words.ts';

const sizes = [
  ['a laptop', 1440, 900],
  ['a tablet', 1024, 768],
  ['a phone', 390, 844],
] as const;

/** Nothing is wider than the page, and nothing that says something is cut, by day and by night. */
async function fits(page: Page, where: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await wideness(page), `${where}, ${colorScheme}: pixels that the page is too wide`).toBe(0);
    await expect.poll(() => cutOff(page), `${where}, ${colorScheme}: what is cut off`).toEqual([]);
  }
}

for (const language of ['en', 'zh'] as const) {
  const words = wordsOf[language];
  for (const [device, width, height] of sizes) {
    test.describe(`on ${device} in ${language === 'en' ? 'English' : 'Chinese'}`, () => {
      test.use({ viewport: { width, height }, locale: localeOf[language] });

      test('the start page fits', async ({ page }) => {
        await page.goto('');
        await expect(firstPod(page)).toBeVisible();
        await fits(page, 'the start page');
      });

      for (const [name, hash, left] of [
        ['the free sandbox', '#/sandbox', words.tab_try],
        ['a lesson', '#/lesson/in-order', words.tab_lesson],
      ] as const) {
        test(`${name} fits`, async ({ page }) => {
          await page.goto(hash);
          await expect(stageOf(page, language)).toBeVisible();
          const tabs = width < 900 ? [left, words.tab_manifest, words.tab_terminal, words.tab_stage] : ['everything'];
          for (const tab of tabs) {
            if (width < 900) await page.getByRole('navigation', { name: words.panels }).getByText(tab).click();
            await fits(page, `${name}, ${tab}`);
          }
          for (const popover of [words.share_link, words.help]) {
            await page.getByRole('button', { name: popover, exact: true }).click();
            await expect(page.getByRole('dialog')).toBeVisible();
            await fits(page, `${name}, ${popover}`);
            await page.keyboard.press('Escape');
          }
        });
      }
    });
  }
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('the sentence of the controller is seen beside every panel', async ({ page }) => {
    await page.goto('#/sandbox');
    await hurry(page);
    await comesToRest(page);
    const says = '2 of 2 pods are as they should be';
    await expect(stageOf(page).locator('svg').getByText(says)).toBeInViewport({ ratio: 1 });
    for (const tab of ['Try', 'Manifest', 'Terminal']) {
      await page.getByRole('navigation', { name: 'Panels' }).getByText(tab).click();
      await expect(page.locator('.sentence', { hasText: says })).toBeInViewport({ ratio: 1 });
    }
  });
});
