import type { Locator, Page } from '@playwright/test';
import { comesToRest, hurry, pasteManifest, pause, podOf, stageOf } from './bench.ts';
import { cutOff, wideness } from './cut-off.ts';
import { expect, test } from './page.ts';
import { tabTo } from './tab-key.ts';
import { shows, type } from './terminal.ts';
import { violations } from './violations.ts';
import { localeOf, wordsOf } from './words.ts';

const tools =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: tools}\nspec: {containers: [{name: tools, image: tutum/dnsutils, command: [sleep, "86400"]}]}\n';

function answerOf(page: Page): Locator {
  return page.getByRole('status', { name: 'Answer' });
}

async function open(page: Page): Promise<void> {
  await page.goto('#/sandbox');
  await hurry(page);
  await comesToRest(page);
  await pause(page);
  await page.getByRole('tab', { name: 'DNS' }).click();
}

test('a name is asked for by keyboard alone; its answer, the search path and the reason for a missing one are read', async ({
  page,
}) => {
  await open(page);
  await tabTo(page, page.getByLabel('Name', { exact: true }));
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('kubia-1.kubia');
  await expect(answerOf(page)).toContainText('Records: 1');
  await expect(answerOf(page)).toContainText(/10\.244\.\d\.\d/);
  const tried = page.getByRole('list', { name: 'Names that were tried' });
  await expect(tried.getByRole('listitem')).toHaveCount(1);

  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('kubia-7.kubia');
  await expect(answerOf(page)).toContainText('There is no pod kubia-7');
  await expect(tried.getByRole('listitem')).toHaveCount(4);
  await expect(tried.getByRole('listitem').first()).toContainText(
    /kubia-7\.kubia\.default\.svc\.cluster\.local\s*✗ NXDOMAIN/,
  );

  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('not a name');
  await expect(page.getByRole('alert')).toContainText('A name has letters');
  await expect(page.getByLabel('Name', { exact: true })).toHaveAttribute('aria-invalid', 'true');
});

test('the answer follows the cluster, the type and who asks, and leaves no trace', async ({ page }) => {
  await open(page);
  await page.getByLabel('Name', { exact: true }).fill('kubia');
  await page.getByLabel('Type').selectOption('SRV');
  await expect(answerOf(page)).toContainText('Records: 2');
  await expect(answerOf(page)).toContainText('0 50 80 kubia-0.kubia.default.svc.cluster.local.');
  await type(page, 'ordinal break pod/kubia-1 readiness');
  await expect(answerOf(page)).toContainText('Records: 1');
  await page.getByLabel('Asked from').selectOption('kube-system');
  await expect(answerOf(page)).toContainText('There is no Service kubia in kube-system');
  await expect(stageOf(page).locator('[data-layer="messages"]')).toHaveCount(0);
});

test('a question is sent for real as soon as a pod has the tool', async ({ page }) => {
  await open(page);
  await expect(page.getByRole('button', { name: /^Send it/ })).toHaveCount(0);
  await pasteManifest(page, tools);
  await page.keyboard.press('ControlOrMeta+Enter');
  await page.getByRole('button', { name: 'Play' }).click();
  await expect(podOf(page, 'tools')).toHaveAccessibleName(/: Ready/);
  await page.getByLabel('Name', { exact: true }).fill('kubia-0.kubia');
  await page.getByRole('button', { name: /^Send it/ }).click();
  await shows(page, /\$ kubectl exec tools -- nslookup kubia-0\.kubia[^]*Address: 10\.244\./);
});

for (const [device, width, height] of [
  ['a laptop', 1440, 900],
  ['a tablet', 1024, 768],
  ['a phone', 390, 844],
] as const) {
  for (const language of ['en', 'zh'] as const) {
    test.describe(`on ${device} in ${language === 'en' ? 'English' : 'Chinese'}`, () => {
      test.use({ viewport: { width, height }, locale: localeOf[language], hasTouch: width < 900 });

      test('the panel fits, and axe finds nothing by day and by night', async ({ page }) => {
        const words = wordsOf[language];
        await page.goto('#/sandbox');
        if (width < 900) await page.getByRole('navigation', { name: words.panels }).getByText(words.tab_try).click();
        await page.getByRole('tab', { name: 'DNS' }).click();
        await page.getByLabel(words.dns_name, { exact: true }).fill('kubia-9.kubia');
        await expect(page.getByRole('list', { name: words.dns_tried })).toBeVisible();
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          expect(await wideness(page)).toBe(0);
          expect(await cutOff(page)).toEqual([]);
          expect(await violations(page)).toEqual([]);
        }
      });
    });
  }
}
