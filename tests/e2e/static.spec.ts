import { comesToRest, hurry, timeBarOf } from './bench.ts';
import { expect, firstPod, test } from './page.ts';
import { serve } from './site.ts';
import { answerTo } from './terminal.ts';

for (const folder of ['/', '/a/much/deeper/place%20of%20mine/']) {
  test(`the built page works on a plain file server under ${folder}`, async ({ browser }) => {
    const site = await serve(folder === '/' ? folder : decodeURIComponent(folder));
    const page = await browser.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const { origin } = new URL(site.address);
    await page.goto(`${origin}${folder}index.html?from=a+bookmark`);
    await expect(firstPod(page)).toBeVisible();
    await page.getByRole('link', { name: 'Free sandbox', exact: true }).click();
    await hurry(page);
    await comesToRest(page);
    expect(await answerTo(page, 'kubectl get pods -o name')).toBe('pod/kubia-0\npod/kubia-1');
    expect(asked.filter((url) => !url.startsWith(origin + folder))).toEqual([]);
    await page.close();
    site.close();
  });
}

test('once it is open, the main screen needs no network', async ({ page, context }) => {
  await page.goto('#/sandbox');
  await hurry(page);
  await comesToRest(page);
  await page.getByRole('tab', { name: /^Inspect/ }).click();
  await expect(page.getByRole('heading', { name: 'Why is it so?' })).toBeVisible();
  // All verbs have been fetched when one of them answers.
  expect(await answerTo(page, 'kubectl get pods -o name')).toBe('pod/kubia-0\npod/kubia-1');
  await context.setOffline(true);
  expect(await answerTo(page, 'kubectl scale sts kubia --replicas=3')).toBe('statefulset.apps/kubia scaled');
  await expect(page.getByRole('main', { name: 'Stage' })).toContainText('3 of 3 pods are as they should be');
});

test('time waits for parts of the cluster that do not come, and Play asks for them again', async ({
  page,
  complaints,
}) => {
  await page.route(/\/late-parts-[^/]*\.js$/, (route) => route.abort());
  await page.goto('#/sandbox');
  await expect(firstPod(page)).toBeVisible();
  await expect(page.getByRole('alert')).toContainText('A part of the page could not be fetched');
  const { toggle, clock } = timeBarOf(page);
  await expect(toggle).toHaveAccessibleName('Play');
  await expect(clock).toHaveText('T+00:00');
  await page.unroute(/\/late-parts-[^/]*\.js$/);
  await toggle.click();
  await hurry(page);
  await comesToRest(page);
  complaints.length = 0;
});
