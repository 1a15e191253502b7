import { expect, firstPod, test } from './page.ts';
import { violations } from './violations.ts';

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
