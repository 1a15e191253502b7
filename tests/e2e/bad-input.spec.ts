import type { Page } from '@playwright/test';
import { comesToRest, hurry, paste, pasteManifest, pause } from './bench.ts';
import { expect, test } from './page.ts';
import { answerTo, clear, promptOf, textOf, withLargeTerminal } from './terminal.ts';

interface BadInput {
  readonly what: string;
  readonly text: string;
  /** Line and column, where the editor has a place for it. */
  readonly at?: string;
  /** What kubectl says, and the editor too. */
  readonly answer: string;
}

const set = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: other
spec:
  serviceName: other
  replicas: 2
  selector:
    matchLabels:
      app: other
  template:
    metadata:
      labels:
        app: other
    spec:
      containers:
        - name: main
          image: nginx
`;

const badInputs: readonly BadInput[] = [
  {
    what: 'YAML that does not parse',
    text: set.replace('  replicas: 2', '    replicas: 2'),
    at: '7:',
    answer: 'error converting YAML to JSON: yaml: line 7: mapping values are not allowed in this context',
  },
  {
    what: 'an unknown kind',
    text: set.replace('StatefulSet', 'StatefulZet'),
    at: '2:7',
    answer: 'no matches for kind "StatefulZet" in version "apps/v1"',
  },
  {
    what: 'a missing field',
    text: set.replace('          image: nginx\n', ''),
    at: '17:11',
    answer: 'spec.template.spec.containers[0].image: Required value',
  },
  {
    what: 'a wrong type',
    text: set.replace('replicas: 2', 'replicas: two'),
    at: '7:13',
    answer: 'cannot unmarshal string into Go struct field StatefulSetSpec.spec.replicas of type int32',
  },
  {
    what: 'an empty document',
    text: '---\n',
    answer: 'error: no objects passed to apply',
  },
];

const rubbish: BadInput = {
  what: 'binary rubbish',
  text: '\u0000\u0001PNG\u007f\u0008\ufffd\n\u0002',
  at: '1:1',
  answer: 'error converting YAML to JSON: yaml: control characters are not allowed',
};

const large = `a: b # ${'x'.repeat(93)}\n`.repeat(50_000);

test.use({ viewport: { width: 2000, height: 1400 } });

test.beforeEach(async ({ page }) => {
  await withLargeTerminal(page);
  await page.goto('#/sandbox');
  await hurry(page);
  await comesToRest(page);
  await pause(page);
});

/** Everything there is, as kubectl tells it; time stands still, so the ages do too. */
function everything(page: Page): Promise<string> {
  return answerTo(page, 'kubectl get all,pvc,pv');
}

/** The terminal shows these words, wherever its lines break. */
async function hears(page: Page, words: string, timeout = 10_000): Promise<void> {
  const bare = (text: string): string => text.replaceAll(/\s/g, '');
  await expect.poll(async () => bare(await textOf(page)), { timeout }).toContain(bare(words));
}

test('bad input in the manifest panel is told with line and column, and changes nothing', async ({ page }) => {
  const before = await everything(page);
  expect(before).toContain('pod/kubia-0');
  for (const { what, text, at, answer } of [...badInputs, rubbish]) {
    await test.step(what, async () => {
      await pasteManifest(page, text);
      const problems = page.getByRole('list', { name: 'Problems' });
      if (at) await expect(problems.getByRole('button').first()).toContainText(`${at}`);
      if (at) await expect(problems).toContainText(answer);
      await page.getByRole('button', { name: /^Apply/ }).click();
      await hears(page, answer);
      await expect(page.getByText('edited, not applied')).toBeVisible();
      expect(await everything(page)).toBe(before);
    });
  }
});

test('a problem leads to its place', async ({ page }) => {
  await pasteManifest(page, set.replace('replicas: 2', 'replicas: two'));
  await page.getByRole('list', { name: 'Problems' }).getByRole('button').first().click();
  await page.keyboard.press('Shift+Control+ArrowRight');
  await page.keyboard.type('3');
  await expect(page.getByRole('list', { name: 'Problems' })).toHaveCount(0);
  await expect(page.getByRole('textbox', { name: /^Manifest / })).toContainText('replicas: 3');
});

test('bad input in a here-document of the terminal is answered by kubectl, and changes nothing', async ({ page }) => {
  const before = await everything(page);
  for (const { what, text, answer } of badInputs) {
    await test.step(what, async () => {
      await clear(page);
      await paste(promptOf(page), `kubectl apply -f - <<EOF\n${text}EOF\n`);
      await hears(page, answer);
      expect(await everything(page)).toBe(before);
    });
  }
});

test('lines that nobody understands are answered, and the terminal goes on', async ({ page }) => {
  expect(await answerTo(page, 'kubectl apply -f nowhere.yaml')).toContain('the path "nowhere.yaml" does not exist');
  expect(await answerTo(page, 'kubectl get unicorns')).toContain(`doesn't have a resource type "unicorns"`);
  expect(await answerTo(page, 'kubectl scale sts kubia --replicas=many')).toMatch(/invalid argument "many"/);
  expect(await answerTo(page, 'kubectl frobnicate')).toContain('unknown command "frobnicate"');
  expect(await answerTo(page, 'echo "half a quote')).not.toBe('');
  await paste(promptOf(page), '\u0000\u0001\u0002\u001f\u007f\ufffd\u0007');
  await page.keyboard.press('Control+C');
  expect(await answerTo(page, 'kubectl get pods -o name')).toBe('pod/kubia-0\npod/kubia-1');
});

test('a document of 5 MB is refused in a sentence, and the page stays quick', async ({ page }) => {
  const before = await everything(page);
  await pasteManifest(page, large);
  await expect(page.getByRole('list', { name: 'Problems' })).toContainText(/^1:1.*at most 1048576/);
  await page.getByRole('button', { name: /^Apply/ }).click();
  await hears(page, 'at most 1048576 are read here');
  expect(await everything(page)).toBe(before);
});

test('5 MB pasted into the terminal are refused in a sentence, and the terminal goes on', async ({ page }) => {
  const before = await everything(page);
  await clear(page);
  await paste(promptOf(page), `kubectl apply -f - <<EOF\n${large}EOF\n`);
  await hears(page, 'at most 1048576 are read here', 40_000);
  expect(await everything(page)).toBe(before);
});

test('a file of 5 MB is not opened', async ({ page }) => {
  await page.goto('#/');
  const file = { name: 'large.yaml', mimeType: 'text/yaml', buffer: Buffer.from(large) };
  await page.getByLabel('Open a file…').setInputFiles(file);
  await expect(page.getByRole('alert')).toContainText('larger than 1 MiB');
});
