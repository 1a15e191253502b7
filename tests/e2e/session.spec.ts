import { comesToRest, hurry } from './bench.ts';
import { expect, test } from './page.ts';
import { answerTo, promptOf, shows, textOf, type, withLargeTerminal } from './terminal.ts';

test.use({ viewport: { width: 2000, height: 1300 } });

test.beforeEach(({ page }) => withLargeTerminal(page));

test('a shell in a pod shows its prompt, hears lines, is interrupted by Ctrl-C and ended by Ctrl-D', async ({
  page,
}) => {
  await page.goto('#/sandbox');
  await hurry(page);
  await comesToRest(page);
  await type(page, 'kubectl exec -it kubia-0 -- sh');
  await shows(page, /\n#$/);
  await page.keyboard.type('echo "I am $(hostname)"');
  await page.keyboard.press('Enter');
  await shows(page, /\nI am kubia-0\n#$/);
  await page.keyboard.type('while true; do echo round; sleep 1; done');
  await page.keyboard.press('Enter');
  await shows(page, /round\nround/);
  await page.keyboard.press('Control+C');
  await shows(page, /\n#$/);
  await page.keyboard.press('Control+D');
  await shows(page, /\n\$$/);
});

test('curl reaches a pod through kubectl proxy, and nobody without it', async ({ page }) => {
  await page.goto('#/sandbox');
  await hurry(page);
  await comesToRest(page);
  const line = 'curl localhost:8001/api/v1/namespaces/default/pods/kubia-0/proxy/';
  expect(await answerTo(page, line)).toContain('curl: (7) Failed to connect to localhost port 8001');
  await type(page, 'kubectl proxy &');
  await promptOf(page).focus();
  expect(await answerTo(page, line)).toContain("You've hit kubia-0");
  expect(await textOf(page)).toContain('Data stored on this pod: No data posted yet');
});

test('a button of the page works while a shell is open: it is left first', async ({ page }) => {
  await page.goto('#/sandbox');
  await hurry(page);
  await comesToRest(page);
  await type(page, 'kubectl exec -it kubia-0 -- sh');
  await shows(page, /\n#$/);
  await page.getByRole('button', { name: /Scale to 3/ }).click();
  await shows(page, /statefulset.apps\/kubia scaled/);
});
