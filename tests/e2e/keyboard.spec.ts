import type { Locator, Page } from '@playwright/test';
import { comesToRest, hurry, pause, stageOf, timeBarOf } from './bench.ts';
import { expect, test } from './page.ts';
import { pressesTo, tabTo } from './tab-key.ts';
import { answerTo, terminalOf } from './terminal.ts';

/** The place around an element, as it looks now. */
async function look(page: Page, { x, y, width, height }: Box): Promise<string> {
  const [left, top] = [Math.max(0, x - 8), Math.max(0, y - 8)];
  const clip = { x: left, y: top, width: width + 16, height: height + 16 };
  return (await page.screenshot({ clip, caret: 'hide', animations: 'disabled' })).toString('base64');
}

type Box = NonNullable<Awaited<ReturnType<Locator['boundingBox']>>>;

/** With the focus an element looks other than without. */
async function showsItsFocus(page: Page, element: Locator): Promise<boolean> {
  const box = await element.boundingBox();
  if (!box) return false;
  const withFocus = await look(page, box);
  await element.evaluate((it) => (it as HTMLElement).blur());
  const without = await look(page, box);
  await element.focus();
  return withFocus !== without;
}

test.beforeEach(async ({ page }) => {
  await page.goto('#/sandbox');
  await hurry(page);
  await comesToRest(page);
  await pause(page);
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
});

function panel(page: Page, role: 'complementary' | 'region', name: string): Locator {
  return page.getByRole(role, { name, exact: true });
}

test('Tab goes through header, panel, stage, manifest, terminal, time and dividers, and shows where it is', async ({
  page,
}) => {
  const time = timeBarOf(page);
  const right = panel(page, 'region', 'Manifest and inspector');
  const stops: readonly Locator[] = [
    page.getByRole('button', { name: 'To the stage' }),
    page.getByRole('link', { name: 'Ordinal, to the start page' }),
    page.getByRole('button', { name: 'Share link' }),
    page.getByRole('button', { name: 'Language: switch to 中文' }),
    page.getByRole('button', { name: 'Light or dark' }),
    page.getByRole('button', { name: 'Help' }),
    panel(page, 'complementary', 'Try').getByRole('button').first(),
    panel(page, 'complementary', 'Try').getByRole('button').last(),
    stageOf(page).locator('.mark[tabindex="0"]'),
    right.getByRole('tab', { name: 'Manifest' }),
    right.getByRole('textbox', { name: /^Manifest / }),
    right.getByRole('button', { name: /^Apply/ }),
    terminalOf(page).getByRole('textbox'),
    time.toggle,
    time.next,
    time.speed,
    panel(page, 'region', 'Time').getByRole('region', { name: /^Timeline/ }),
    page.getByRole('separator').first(),
    page.getByRole('separator').last(),
  ];
  for (const stop of stops) {
    await tabTo(page, stop);
    expect(await showsItsFocus(page, stop), `${String(stop)} shows that it has the focus`).toBe(true);
  }
});

test('the stage is one stop: arrows move within it, Enter inspects, Tab leaves', async ({ page }) => {
  const stage = stageOf(page);
  await tabTo(page, stage.locator('.mark[tabindex="0"]'));
  const reached = new Set<string>();
  for (const key of ['Home', 'ArrowRight', 'ArrowDown', 'ArrowDown', 'ArrowLeft', 'ArrowUp', 'End']) {
    await page.keyboard.press(key);
    await expect(stage.locator('.mark:focus')).toHaveCount(1);
    reached.add((await stage.locator('.mark:focus').getAttribute('aria-label')) ?? '');
  }
  expect(reached.size).toBeGreaterThanOrEqual(4);

  await page.keyboard.press('Enter');
  await expect(page.getByRole('tab', { name: /^Inspect ./ })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('heading', { name: 'Why is it so?' })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(stage.locator('.mark:focus')).toHaveCount(0);
});

test('every mark of the stage is reached by arrows', async ({ page }) => {
  const stage = stageOf(page);
  await tabTo(page, stage.locator('.mark[tabindex="0"]'));
  const all = await stage.locator('.mark').evaluateAll((marks) => marks.map((mark) => mark.getAttribute('data-key')));
  const reached = await stage.locator('svg').evaluate((svg) => {
    const seen = new Set<string>();
    const walk = (mark: SVGElement): void => {
      const key = mark.dataset['key'] ?? '';
      if (seen.has(key)) return;
      seen.add(key);
      for (const arrow of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']) {
        for (const other of svg.querySelectorAll('.mark')) other.setAttribute('tabindex', other === mark ? '0' : '-1');
        svg.dispatchEvent(new KeyboardEvent('keydown', { key: arrow }));
        walk(svg.querySelector<SVGElement>('.mark[tabindex="0"]') ?? mark);
      }
    };
    walk(svg.querySelector<SVGElement>('.mark[tabindex="0"]')!);
    return [...seen];
  });
  expect(all.length).toBeGreaterThan(6);
  expect(new Set(reached)).toEqual(new Set(all));
});

test('Space plays and pauses wherever nobody types, and a dot goes on to the next event', async ({ page }) => {
  const { toggle, clock } = timeBarOf(page);
  await page.keyboard.press('Space');
  await expect(toggle).toHaveAccessibleName('Pause');
  await page.keyboard.press('Space');
  await expect(toggle).toHaveAccessibleName('Play');

  await tabTo(page, terminalOf(page).getByRole('textbox'));
  await page.keyboard.press('Space');
  await expect(toggle).toHaveAccessibleName('Play');
  await page.keyboard.type('kubectl delete pod kubia-1 --wait=false');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(toggle).toBeFocused();

  await toggle.blur();
  const before = (await clock.textContent()) ?? '';
  for (let events = 0; events < 8; events += 1) await page.keyboard.press('.');
  await expect(clock).not.toHaveText(before);

  await toggle.focus();
  await page.keyboard.press('Space');
  await expect(toggle).toHaveAccessibleName('Pause');
});

test('the editor keeps Tab and Escape for the way out, and Ctrl+Enter applies', async ({ page }) => {
  const editor = page.getByRole('textbox', { name: /^Manifest / });
  await tabTo(page, editor);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(editor).not.toBeFocused();
  await tabTo(page, editor);
  await page.keyboard.press('Tab');
  await expect(editor).not.toBeFocused();

  await page.keyboard.press('Shift+Tab');
  await expect(editor).toBeFocused();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('# mine\n');
  await expect(page.getByText('edited, not applied')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('in sync with the cluster')).toBeVisible();
});

test('the terminal is left by Escape forwards and by Shift+Tab backwards', async ({ page }) => {
  const prompt = terminalOf(page).getByRole('textbox');
  await tabTo(page, prompt);
  await page.keyboard.press('Shift+Tab');
  await expect(prompt).not.toBeFocused();
  await page.keyboard.press('Tab');
  await expect(prompt).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(timeBarOf(page).toggle).toBeFocused();
  expect(await answerTo(page, 'kubectl get pods -o name')).toContain('pod/kubia-0');
});

test('tabs are one stop, and arrows change between them', async ({ page }) => {
  await tabTo(page, page.getByRole('tab', { name: 'Manifest' }));
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: /^Inspect/ })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: /^Events/ })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('region', { name: 'Events' })).toContainText('SuccessfulCreate');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Manifest' })).toHaveAttribute('aria-selected', 'true');
});

test('a popover takes the focus, and Escape gives it back', async ({ page }) => {
  for (const name of ['Share link', 'Help']) {
    const button = page.getByRole('button', { name });
    await tabTo(page, button);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toBeVisible();
    await expect(page.getByRole('dialog')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(button).toBeFocused();
  }
});

test('dividers are moved, folded and put back by keys', async ({ page }) => {
  const divider = page.getByRole('separator', { name: 'Width of the left panel' });
  const left = panel(page, 'complementary', 'Try');
  await tabTo(page, divider);
  const before = (await left.boundingBox())?.width ?? 0;
  await page.keyboard.press('ArrowLeft');
  await expect.poll(async () => (await left.boundingBox())?.width ?? 0).toBeLessThan(before);
  await page.keyboard.press('Enter');
  await expect(left).toBeHidden();
  await page.keyboard.press('Home');
  await expect.poll(async () => (await left.boundingBox())?.width).toBe(before);
});

test('who is on the start page by keyboard gets to a lesson in a few keys, and may kill a pod', async ({ page }) => {
  await page.goto('#/');
  expect(await pressesTo(page, page.getByRole('link', { name: 'Start', exact: true }))).toBeLessThanOrEqual(6);
  const kill = page.getByRole('button', { name: 'Kill kubia-0' });
  await expect(kill).toBeEnabled({ timeout: 20_000 });
  await page.getByRole('button', { name: 'Pause' }).press('Enter');
  await tabTo(page, kill);
  await page.keyboard.press('Enter');
  await expect(kill).toBeDisabled();
});
