import type { Locator, Page } from '@playwright/test';
import { comesToRest, hurry, pause, podOf, stageOf, timeBarOf } from './bench.ts';
import { expect, test } from './page.ts';
import { answerTo, shows, textOf, type, withLargeTerminal } from './terminal.ts';

test.use({ viewport: { width: 2000, height: 1300 } });

test.beforeEach(({ page }) => withLargeTerminal(page));

function ready(page: Page, pod: string): Locator {
  return stageOf(page).getByRole('button', { name: new RegExp(`^Pod ${pod}: Ready,`) });
}

test('kubia.yaml is opened as a file and applied unchanged: kubia-0 is Ready before kubia-1 is created', async ({
  page,
}) => {
  await page.goto('');
  await page.getByLabel('Open a file…').setInputFiles('tests/inputs/kubia.yaml');
  await pause(page);
  await page.getByRole('button', { name: /^Apply/ }).click();
  await expect(page.getByText('in sync with the cluster')).toBeVisible();
  await type(page, 'kubectl get pods -w');

  for (let events = 0; events < 100 && !(await ready(page, 'kubia-1').isVisible()); events += 1) {
    if (await podOf(page, 'kubia-1').isVisible()) await expect(ready(page, 'kubia-0')).toBeVisible({ timeout: 1 });
    await timeBarOf(page).next.click();
  }

  await shows(page, /kubia-1 +1\/1 +Running/);
  const watched = await textOf(page);
  const next = watched.search(/kubia-1 +0\/1 +Pending/);
  expect(next, watched).toBeGreaterThan(watched.search(/kubia-0 +1\/1 +Running/));
});

test('the free sandbox brings up kubia with pv-a and pv-b Bound and pv-c Available', async ({ page }) => {
  await page.goto('#/sandbox');
  await hurry(page);
  await comesToRest(page);

  const volumes = (await answerTo(page, 'kubectl get pv')).replaceAll('\n', '');
  expect(volumes).toMatch(/pv-a +1Mi +RWO +Recycle +Bound +default\/data-kubia-0/);
  expect(volumes).toMatch(/pv-b +1Mi +RWO +Recycle +Bound +default\/data-kubia-1/);
  expect(volumes).toMatch(/pv-c +1Mi +RWO +Recycle +Available/);

  const stage = stageOf(page);
  await expect(stage.getByRole('button', { name: /^Claim data-kubia-0: Bound, volume pv-a/ })).toBeVisible();
  await expect(stage.getByRole('button', { name: /^Claim data-kubia-1: Bound, volume pv-b/ })).toBeVisible();
  await expect(stage.getByRole('button', { name: /^Volume pv-c: Available/ })).toBeVisible();
});

test('terminal, inspector and editor write YAML, whoever of them is the first', async ({ page }) => {
  await page.goto('#/sandbox');
  await hurry(page);
  await comesToRest(page);
  expect(await answerTo(page, 'kubectl scale sts kubia --replicas=3')).toContain('scaled');
  await expect(page.getByText('the cluster moved on')).toBeVisible();
  await podOf(page, 'kubia-0').click();
  await expect(page.getByText('claimName: data-kubia-0')).toBeVisible();
  await type(page, 'kubectl get pv pv-c -o yaml');
  await shows(page, /^ {2}persistentVolumeReclaimPolicy: Recycle$/m);
});
