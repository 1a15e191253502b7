import { expect, firstPod, test } from './page.ts';
import { shows } from './terminal.ts';

test('the start page opens under a sub-path and says in one sentence what it is about', async ({ page }) => {
  await page.goto('');
  await expect(page).toHaveTitle(/Ordinal/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('A pod dies');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('its picture is a running cluster', async ({ page }) => {
  await page.goto('');
  await expect(firstPod(page)).toBeVisible();
});

test('the language switch turns the page Chinese, and it stays so', async ({ page }) => {
  await page.goto('');
  await page.getByRole('button').filter({ hasText: '中文' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/\p{Script=Han}{4}/u);
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
});

test('who reads Chinese is greeted in Chinese', async ({ openElsewhere }) => {
  const page = await openElsewhere('', { locale: 'zh-CN' });
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/\p{Script=Han}{4}/u);
});

test('the free sandbox brings kubia up in order, while nobody touches it', async ({ page }) => {
  await page.goto('#/sandbox');
  await expect(page.getByRole('main', { name: 'Stage' })).toContainText(/(\d) of \1 pods are as they should be/, {
    timeout: 30_000,
  });
});

test('a feature gate is opened by its box, which types the command that it stands for', async ({ page }) => {
  await page.goto('#/sandbox');
  await page.getByRole('tab', { name: 'Settings' }).click();
  const gate = page.getByRole('checkbox', { name: 'MaxUnavailableStatefulSet' });
  await expect(gate).not.toBeChecked();
  await gate.click();
  await expect(gate).toBeChecked();
  await shows(page, /\$ ordinal gate MaxUnavailableStatefulSet=true/);
});

test('a damaged link is refused in a sentence, and the page stays usable', async ({ page }) => {
  await page.goto('#1.rubbish');
  await expect(page.getByRole('heading', { name: 'This link cannot be opened' })).toBeVisible();
  await page.getByRole('link', { name: 'To the start page' }).first().click();
  await expect(page.getByRole('link', { name: 'Start', exact: true })).toBeVisible();
});

test('Start leads into the first lesson', async ({ page }) => {
  await page.goto('');
  await page.getByRole('link', { name: 'Start', exact: true }).click();
  await expect(page).toHaveURL(/#\/lesson\/in-order$/);
  await expect(page.getByRole('main', { name: 'Stage' })).toBeVisible();
});

for (const [device, width, height] of [
  ['a laptop', 1440, 900] as const,
  ['a tablet', 1024, 768] as const,
  ['a phone', 390, 844] as const,
]) {
  test(`nothing on the start page is wider than ${device}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await page.goto('');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
}
