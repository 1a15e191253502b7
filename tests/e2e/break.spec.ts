import type { Locator, Page } from '@playwright/test';
import { comesToRest, hurry, pause, podOf, stageOf } from './bench.ts';
import { cutOff, wideness } from './cut-off.ts';
import { expect, test } from './page.ts';
import { tabTo } from './tab-key.ts';
import { shows, textOf } from './terminal.ts';
import { violations } from './violations.ts';
import { localeOf, wordsOf } from './words.ts';

function nodeOf(page: Page, name: string): Locator {
  return stageOf(page).getByRole('button', { name: new RegExp(`^Node ${name}`) });
}

function menuOf(page: Page): Locator {
  return page.getByRole('menu');
}

async function atRest(page: Page): Promise<void> {
  await page.goto('#/sandbox');
  await hurry(page);
  await comesToRest(page);
  await pause(page);
}

test.describe('with mouse and keyboard', () => {
  test.beforeEach(({ page }) => atRest(page));

  test('a right click on a pod breaks it, the terminal has the line, and the bar under the stage heals it', async ({
    page,
  }) => {
    await podOf(page, 'kubia-0').click({ button: 'right' });
    await menuOf(page)
      .getByRole('menuitem', { name: /^readiness/ })
      .click();
    await expect(menuOf(page)).toHaveCount(0);
    await shows(page, /\$ ordinal break pod\/kubia-0 readiness\npod\/kubia-0 readiness broken/);
    await expect(podOf(page, 'kubia-0')).toHaveAccessibleName(/not Ready/);

    const broken = stageOf(page).getByRole('list', { name: 'Broken now' });
    await broken.getByRole('button', { name: 'Heal pod/kubia-0: readiness' }).click();
    await shows(page, /\$ ordinal heal pod\/kubia-0 readiness\npod\/kubia-0 readiness healed/);
    await expect(broken).toHaveCount(0);
    await page.getByRole('button', { name: 'Play' }).click();
    await expect(podOf(page, 'kubia-0')).toHaveAccessibleName(/: Ready/);
  });

  test('the menu opens by the menu key and by Shift+F10, is walked by arrows and letters, and gives the focus back', async ({
    page,
  }) => {
    const node = nodeOf(page, 'node-1');
    await tabTo(page, stageOf(page).locator('.mark[tabindex="0"]'));
    await node.focus();
    for (const key of ['ContextMenu', 'Shift+F10']) {
      await page.keyboard.press(key);
      const items = menuOf(page).getByRole('menuitem');
      await expect(items.first()).toBeFocused();
      await page.keyboard.press('End');
      await expect(items.last()).toBeFocused();
      await page.keyboard.press('ArrowDown');
      await expect(items.first()).toBeFocused();
      await page.keyboard.press('u');
      await expect(menuOf(page).getByRole('menuitem', { name: /^Uncordon/ })).toBeFocused();
      await page.keyboard.press('Escape');
      await expect(menuOf(page)).toHaveCount(0);
      await expect(node).toBeFocused();
    }
  });

  test('an item that cannot be chosen now says why, and does nothing', async ({ page }) => {
    await nodeOf(page, 'node-1').press('Shift+F10');
    const uncordon = menuOf(page).getByRole('menuitem', { name: /^Uncordon/ });
    await expect(uncordon).toHaveAttribute('aria-disabled', 'true');
    await expect(uncordon).toContainText('It is not cordoned.');
    await uncordon.press('Enter');
    await expect(menuOf(page)).toBeVisible();
    await menuOf(page)
      .getByRole('menuitem', { name: /^Cordon/ })
      .press('Enter');
    await shows(page, /node\/node-1 cordoned/);
    await expect(nodeOf(page, 'node-1')).toBeFocused();
  });

  test('the palette breaks and heals by keyboard alone', async ({ page }) => {
    const left = page.getByRole('complementary');
    await tabTo(page, left.getByRole('tab', { name: 'Try' }));
    await page.keyboard.press('ArrowRight');
    await expect(left.getByRole('tab', { name: 'Break' })).toHaveAttribute('aria-selected', 'true');
    await tabTo(page, left.getByRole('combobox', { name: 'Pod' }));
    await page.keyboard.press('End');
    const faults = left.getByRole('list', { name: 'pod/kubia-1' });
    await tabTo(page, faults.getByRole('button', { name: /^readiness/ }));
    await page.keyboard.press('Enter');
    await shows(page, /pod\/kubia-1 readiness broken/);
    await expect(faults.getByRole('button', { name: /^readiness/ })).toHaveAttribute('aria-disabled', 'true');
    await tabTo(page, left.getByRole('button', { name: 'Heal pod/kubia-1: readiness' }));
    await page.keyboard.press('Enter');
    await expect(left).toContainText('Nothing is broken now.');
  });

  test('the palette turns to what is picked on the stage', async ({ page }) => {
    await page.getByRole('tab', { name: 'Break' }).click();
    await podOf(page, 'kubia-1').click();
    await expect(page.getByRole('combobox', { name: 'Pod' })).toHaveValue('pod/kubia-1');
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`axe finds nothing in menu and palette in ${colorScheme} colours`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.getByRole('tab', { name: 'Break' }).click();
      await page.getByRole('button', { name: /^readiness/ }).click();
      await podOf(page, 'kubia-0').press('Shift+F10');
      await expect(menuOf(page)).toBeVisible();
      expect(await violations(page)).toEqual([]);
    });
  }
});

test('a lesson has the palette, too, and keeps its place meanwhile', async ({ page }) => {
  await page.goto('#/lesson/in-order');
  const guess = page.getByRole('radio').first();
  await guess.check();
  await page.getByRole('tab', { name: 'Break' }).click();
  await expect(page.getByRole('heading', { name: 'What can go wrong' })).toBeVisible();
  await page.getByRole('tab', { name: 'Lesson' }).click();
  await expect(guess).toBeChecked();
});

for (const language of ['en', 'zh'] as const) {
  const words = wordsOf[language];
  test.describe(`on a phone in ${language === 'en' ? 'English' : 'Chinese'}`, () => {
    test.use({ viewport: { width: 390, height: 844 }, locale: localeOf[language], hasTouch: true, isMobile: true });

    test('a long press opens the menu, and every target is as large as a finger', async ({ page }) => {
      await page.goto('#/sandbox');
      await hurry(page, language);
      const pod = stageOf(page, language).locator('[data-layer="pods"] [data-key="Pod/default/kubia-0"]');
      await expect(pod).toHaveAccessibleName(/[:：] ?Ready/);
      const { x, y, width, height } = (await pod.boundingBox())!;
      const touch = await page.context().newCDPSession(page);
      const at = { x: x + width / 2, y: y + height / 2 };
      await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] });
      await expect(menuOf(page)).toBeVisible();
      await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
      await expect(menuOf(page)).toBeVisible();
      for (const item of await menuOf(page).getByRole('menuitem').all())
        expect((await item.boundingBox())?.height).toBeGreaterThanOrEqual(40);
      expect(await wideness(page)).toBe(0);
      await menuOf(page)
        .getByRole('menuitem', { name: /^readiness/ })
        .tap();
      await expect(menuOf(page)).toHaveCount(0);
      const heal = stageOf(page, language).getByRole('button', { name: /readiness$/ });
      expect((await heal.boundingBox())?.height).toBeGreaterThanOrEqual(40);
      await page.getByRole('navigation', { name: words.panels }).getByText(words.tab_terminal).click();
      await expect.poll(() => textOf(page)).toContain('ordinal break pod/kubia-0 readiness');
    });

    test('the palette fits', async ({ page }) => {
      await page.goto('#/sandbox');
      await page.getByRole('navigation', { name: words.panels }).getByText(words.tab_try).click();
      await page.getByRole('tab', { name: words.palette }).tap();
      await expect(page.getByRole('heading', { name: words.palette_title })).toBeVisible();
      expect(await wideness(page)).toBe(0);
      expect(await cutOff(page)).toEqual([]);
      for (const button of await page.getByRole('tabpanel').getByRole('button').all())
        expect((await button.boundingBox())?.height ?? 40).toBeGreaterThanOrEqual(40);
    });
  });
}
