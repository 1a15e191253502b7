import { readFileSync } from 'node:fs';
import { comesToRest, hurry, pasteManifest, pause, podOf, stageOf } from './bench.ts';
import { expect, test } from './page.ts';
import { answerTo } from './terminal.ts';

/** Its class is the default one: disks that can be attached to one machine at a time. */
const web = readFileSync('src/ui/manifests/pet.yaml', 'utf8').replaceAll('kubia', 'web');

test('a pod whose disk is still attached to a frozen machine waits for it, and the stage shows where it is', async ({
  page,
}) => {
  await page.goto('#/sandbox');
  await hurry(page);
  await comesToRest(page);
  await pasteManifest(page, web);
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(podOf(page, 'web-2')).toHaveAccessibleName(/: Ready/);
  const node = /on (node-\d)/.exec((await podOf(page, 'web-1').getAttribute('aria-label')) ?? '')?.[1] ?? '';
  await page.getByRole('combobox', { name: 'Speed' }).selectOption({ label: 'speed 1×' });
  await answerTo(page, `kubectl cordon ${node}`);
  await answerTo(page, `ordinal break node/${node} freeze`);
  await answerTo(page, 'kubectl delete pod web-1 --force --grace-period=0');
  await expect(podOf(page, 'web-1')).toHaveAccessibleName(/ContainerCreating/);
  await pause(page);
  const stage = stageOf(page);
  await expect(stage.getByText('disk attached elsewhere')).toBeVisible();
  await expect(stage.getByRole('button', { name: new RegExp(`Claim data-web-1.*attached to ${node}`) })).toBeVisible();
  await expect(stage.locator('.caption')).toContainText(`is still attached to ${node}, and it can be on one node only`);
  await expect(stage.getByRole('img', { name: /^A process of web-1/ })).toBeVisible();
});
