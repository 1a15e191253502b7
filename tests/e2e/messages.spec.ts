import type { Locator, Page } from '@playwright/test';
import { comesToRest, hurry, pasteManifest, pause, podOf, stageOf, timeBarOf } from './bench.ts';
import { expect, test } from './page.ts';
import { type } from './terminal.ts';
import { violations } from './violations.ts';

const tools =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: tools}\nspec: {containers: [{name: tools, image: tutum/dnsutils, command: [sleep, "86400"]}]}\n';

function messageOf(page: Page): Locator {
  return stageOf(page).getByRole('button', { name: /tools asks for the A records of/ });
}

/** A cluster at rest with a pod that has tools, and time stands still. */
async function withTools(page: Page): Promise<void> {
  await page.goto('#/sandbox');
  await hurry(page);
  await comesToRest(page);
  await pasteManifest(page, tools);
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(podOf(page, 'tools')).toHaveAccessibleName(/: Ready/);
  await pause(page);
  await timeBarOf(page).speed.selectOption({ label: 'speed 0.25×' });
}

/** The page has had its chance to draw. */
async function framesPass(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 5; frame += 1) await new Promise((drawn) => requestAnimationFrame(drawn));
  });
}

/** On, event by event, until something is on its way. */
async function stepToMessage(page: Page, way: RegExp): Promise<void> {
  await expect(async () => {
    await timeBarOf(page).next.click();
    await expect(messageOf(page).and(page.getByRole('button', { name: way }))).toBeVisible({ timeout: 200 });
  }).toPass();
}

test('a question to DNS is a message on the stage: it goes on step by step, stands still with time, and says what it carries', async ({
  page,
}) => {
  await withTools(page);
  await type(page, 'kubectl exec tools -- nslookup kubia-1.kubia');
  await stepToMessage(page, /question on its way from tools to DNS: A\? kubia-1\.kubia\.default/);
  await stepToMessage(page, /answer on its way from DNS to tools/);
  const message = messageOf(page).first();
  const start = await message.getAttribute('transform');
  await timeBarOf(page).toggle.click();
  await expect(message).not.toHaveAttribute('transform', start ?? '');
  await pause(page);
  const before = await message.getAttribute('transform');
  await framesPass(page);
  expect(await message.getAttribute('transform')).toBe(before);

  await message.press('Enter');
  const inspector = page.getByRole('region', { name: 'Inspect', exact: true });
  await expect(inspector).toContainText('tools asks for the A records of kubia-1.kubia');
  await expect(inspector.getByRole('list', { name: 'Its way' })).toContainText('question tools → DNS');
  expect(await violations(page)).toEqual([]);

  await timeBarOf(page).toggle.click();
  await expect(inspector).toContainText(/✓\s*10\.244\./);
  await expect(stageOf(page).locator('.caption')).toContainText('tools asks for the A records of kubia-1.kubia');
  await expect(messageOf(page)).toHaveCount(0);
});

test('a name without an answer says why: on its message, in the inspector and on the column', async ({ page }) => {
  await withTools(page);
  await type(page, 'ordinal break pod/kubia-1 readiness');
  await type(page, 'kubectl exec tools -- nslookup kubia-1.kubia');
  await timeBarOf(page).speed.selectOption({ label: 'speed 1×' });
  await timeBarOf(page).toggle.click();
  const failed = stageOf(page).getByRole('button', {
    name: /tools asks for the A records of kubia-1\.kubia: no such name/,
  });
  await expect(failed).toBeVisible();
  await pause(page);
  await failed.click();
  const reason = 'kubia-1 is not Ready, so its name does not resolve';
  await expect(page.getByRole('region', { name: 'Inspect', exact: true })).toContainText(reason);
  const name = stageOf(page).getByRole('button', { name: /^Name kubia-1\.kubia\.default\.svc\.cluster\.local: / });
  await expect(name).toHaveAccessibleName(new RegExp(reason));
  await name.press('Enter');
  await expect(page.getByRole('region', { name: 'Inspect', exact: true })).toContainText(reason);
});

test('a pod that comes back has its name again, with another address', async ({ page }) => {
  await page.goto('#/sandbox');
  await hurry(page);
  await comesToRest(page);
  const name = stageOf(page).getByRole('button', {
    name: /^Name kubia-0\.kubia\.default\.svc\.cluster\.local: 10\.244\./,
  });
  await expect(name).toBeVisible();
  const before = await name.getAttribute('aria-label');
  await type(page, 'kubectl delete pod kubia-0 --wait=false');
  await expect(name).not.toHaveAccessibleName(before ?? '');
  await expect(name).toBeVisible();
});

test.describe('for who wants less motion', () => {
  test.use({ reducedMotion: 'reduce' });

  test('a message stands half-way until it is there', async ({ page }) => {
    await withTools(page);
    await type(page, 'kubectl exec tools -- nslookup kubia-1.kubia');
    await stepToMessage(page, /question on its way from tools to DNS/);
    const message = messageOf(page).first();
    const halfWay = await message.getAttribute('transform');
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await expect(message).not.toHaveAttribute('transform', halfWay ?? '');
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await expect(message).toHaveAttribute('transform', halfWay ?? '');
  });
});
