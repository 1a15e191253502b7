import type { Locator, Page } from '@playwright/test';
import { comesToRest, hurry, pause, podOf, stageOf } from './bench.ts';
import { expect, test } from './page.ts';
import { tabTo } from './tab-key.ts';
import { answerTo } from './terminal.ts';
import { violations } from './violations.ts';

function captionOf(page: Page): Locator {
  return stageOf(page).locator('[aria-live="polite"]');
}

test('the narrator says what happens, not more often than one can listen, and can be switched off for good', async ({
  page,
}) => {
  await page.goto('#/sandbox');
  await expect(captionOf(page)).toHaveText(/^(Scheduler|Kubelet|StatefulSet controller|Volume binder)[ :]/);
  await hurry(page);
  await comesToRest(page);
  await expect(captionOf(page)).toContainText('2 of 2 pods are as they should be');

  const heard = await page.evaluate(async () => {
    const region = document.querySelector('main [aria-live="polite"]')!;
    let times = 0;
    new MutationObserver(() => (times += 1)).observe(region, { childList: true, characterData: true, subtree: true });
    await new Promise((resolve) => setTimeout(resolve, 5000));
    return times;
  });
  expect(heard).toBeLessThanOrEqual(3);

  const button = page.getByRole('button', { name: 'Narrator' });
  await tabTo(page, button);
  await page.keyboard.press('Enter');
  await expect(button).toHaveAttribute('aria-pressed', 'false');
  await expect(captionOf(page)).toBeEmpty();
  await page.reload();
  await expect(button).toHaveAttribute('aria-pressed', 'false');
  await expect(captionOf(page)).toBeEmpty();
});

test('in stopped time the narrator tells at once what an act did', async ({ page }) => {
  await page.goto('#/sandbox');
  await hurry(page);
  await comesToRest(page);
  await pause(page);
  await answerTo(page, 'ordinal break node/node-1 network');
  await expect(captionOf(page)).toContainText('node-1 is cut off');
});

test('a machine is cut off from the head of its row, and healed there, by mouse and by keyboard', async ({ page }) => {
  await page.goto('#/sandbox');
  await hurry(page);
  await comesToRest(page);
  await pause(page);
  const node = stageOf(page).getByRole('button', { name: /^Node node-2/ });
  const head = stageOf(page).getByRole('group', { name: 'node-2' });
  await expect(head).toHaveCount(0);
  await node.hover({ position: { x: 20, y: 30 } });
  const network = head.getByRole('button', { name: 'Break node-2: network' });
  await network.click();
  await expect(network).toHaveAttribute('aria-pressed', 'true');
  await expect(stageOf(page).getByRole('list', { name: 'Broken now' })).toContainText('node/node-2 network');

  await page.mouse.move(0, 0);
  await node.focus();
  await page.keyboard.press('Tab');
  await expect(network).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(network).toHaveAttribute('aria-pressed', 'false');
  await expect(stageOf(page).getByRole('list', { name: 'Broken now' })).toHaveCount(0);
});

test('the inspector tells states and waits, and does what the menu does', async ({ page }) => {
  await page.goto('#/sandbox');
  await page.getByRole('button', { name: 'Pause' }).click();
  await podOf(page, 'kubia-0').press('Enter');
  await expect(page.getByRole('list', { name: 'What it waits for now' })).toContainText('StatefulSet controller');
  await page.getByRole('button', { name: 'Play' }).click();
  await hurry(page);
  await comesToRest(page);
  await pause(page);
  await expect(page.getByRole('list', { name: 'What it waits for now' })).toHaveCount(0);
  const panel = page.getByRole('region', { name: 'Inspect', exact: true });
  await expect(panel).toContainText(/state\s*running since T\+/);
  await panel.getByRole('button', { name: 'data-kubia-0' }).click();
  await expect(panel.getByRole('heading', { name: 'Mounted by' })).toBeVisible();
  await panel.getByRole('button', { name: 'kubia-0' }).first().click();
  await panel.getByText('What to do with kubia-0').click();
  expect(await violations(page)).toEqual([]);
  await panel.getByRole('button', { name: /^readiness/ }).click();
  await expect(podOf(page, 'kubia-0')).toHaveAccessibleName(/not Ready/);
});

test('another cluster begins with other settings, asked in words first, and its link has them', async ({
  page,
  openElsewhere,
}) => {
  await page.goto('#/sandbox');
  await page.getByRole('tab', { name: 'Settings' }).click();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('spinbutton', { name: 'Nodes' }).fill('0');
  await expect(page.getByRole('button', { name: 'Begin a new cluster' })).toBeDisabled();
  await expect(page.getByText('A whole number from 1 to 100.')).toBeVisible();
  await page.getByRole('button', { name: 'Leave it as it is' }).click();
  await expect(page.getByRole('spinbutton', { name: 'Nodes' })).toHaveValue('3');
  await page.getByRole('spinbutton', { name: 'Nodes' }).fill('4');
  await page.getByRole('button', { name: 'Begin a new cluster' }).click();
  await expect(stageOf(page).getByRole('button', { name: /^Node node-4/ })).toBeVisible();
  await page.getByLabel('MaxUnavailableStatefulSet').check();
  await page.getByRole('button', { name: 'Share link' }).click();
  const address = await page.getByRole('textbox', { name: 'Address of this moment' }).inputValue();
  const other = await openElsewhere(address);
  await expect(stageOf(other).getByRole('button', { name: /^Node node-4/ })).toBeVisible();
});
