import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, firstPod, test } from './page.ts';

/** What axe finds, one line each: the rule, then the first element that breaks it. */
async function violations(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.length} times, first ${nodes[0]?.html}`);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme} colours axe finds nothing`, () => {
    test.use({ colorScheme, reducedMotion: 'reduce' });

    test('on the start page', async ({ page }) => {
      await page.goto('');
      await expect(firstPod(page)).toBeVisible();
      expect(await violations(page)).toEqual([]);
    });

    for (const [name, hash] of [
      ['the free sandbox', '#/sandbox'] as const,
      ['a lesson', '#/lesson/in-order'] as const,
    ]) {
      test(`on the main screen of ${name}`, async ({ page }) => {
        await page.goto(hash);
        await expect(page.locator('.cm-content')).toBeVisible();
        await expect(page.locator('.xterm')).toBeVisible();
        expect(await violations(page)).toEqual([]);
      });
    }
  });
}
