import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { expect, firstPod, test } from './page.ts';

interface Script {
  readonly name: string;
  readonly bytes: number;
  readonly chunk: 'editor' | 'terminal' | 'page';
}

/** In thousands of bytes of gzip. */
const budgets = { start: 100, firstPod: 200, editor: 160, terminal: 90 };

/** The chunk of a library is known by names that it gives to its own elements. */
function chunkOf(code: string): Script['chunk'] {
  if (code.includes('cm-cursorLayer')) return 'editor';
  return code.includes('xterm-helper-textarea') ? 'terminal' : 'page';
}

/** Collects every script that the page fetches from now on. */
function weigh(page: Page): () => Promise<readonly Script[]> {
  const arriving: Promise<Script>[] = [];
  page.on('response', (response) => {
    const name = new URL(response.url()).pathname.split('/').at(-1) ?? '';
    if (!name.endsWith('.js')) return;
    arriving.push(
      response.body().then((code) => ({ name, bytes: gzipSync(code).length, chunk: chunkOf(code.toString('utf8')) })),
    );
  });
  return () => Promise.all(arriving);
}

function kilobytes(scripts: readonly Script[], chunk: Script['chunk']): number {
  return scripts.filter((it) => it.chunk === chunk).reduce((sum, { bytes }) => sum + bytes, 0) / 1000;
}

function tell(moment: string, scripts: readonly Script[]): void {
  const list = [...scripts]
    .sort((a, b) => b.bytes - a.bytes)
    .map(({ name, bytes }) => `${name} ${(bytes / 1000).toFixed(1)}`);
  console.log(`${moment}: ${list.join(', ')}`);
}

/** Which scripts have been asked for by the moment at which this stands on the page; `go` leads there. */
async function askedBefore(page: Page, selector: string, go: () => Promise<unknown>): Promise<readonly string[]> {
  await page.addInitScript((awaited) => {
    new MutationObserver((_, observer) => {
      if (!document.querySelector(awaited)) return;
      observer.disconnect();
      performance.mark('seen');
    }).observe(document, { childList: true, subtree: true });
  }, selector);
  await go();
  await expect(firstPod(page)).toBeVisible();
  return page.evaluate(() => {
    const seenAt = performance.getEntriesByName('seen')[0]?.startTime ?? 0;
    const asked = performance.getEntriesByType('resource').filter(({ startTime }) => startTime <= seenAt);
    return asked.map(({ name }) => new URL(name).pathname.split('/').at(-1) ?? '');
  });
}

test('the start page is usable after at most 100 kB of script', async ({ page }) => {
  const scripts = weigh(page);
  const asked = await askedBefore(page, 'a[href="#/lesson/in-order"]', () => page.goto(''));
  const fetched = (await scripts()).filter(({ name }) => asked.includes(name));
  tell('start page usable', fetched);
  expect(fetched.length).toBeGreaterThan(0);
  expect(kilobytes(fetched, 'page')).toBeLessThanOrEqual(budgets.start);
  expect(kilobytes(fetched, 'editor') + kilobytes(fetched, 'terminal')).toBe(0);
});

interface Way {
  readonly where: string;
  readonly hash: string;
  readonly before?: (page: Page) => Promise<void>;
}

const ways: readonly Way[] = [
  { where: 'on the start page', hash: '' },
  { where: 'in the free sandbox', hash: '#/sandbox' },
  {
    where: 'in a lesson, after a guess',
    hash: '#/lesson/in-order',
    async before(page) {
      await page.getByRole('radio').first().check();
      // What is not needed yet has time to come, if anything asks for it.
      await page.waitForLoadState('networkidle');
      await page.getByRole('button', { name: 'Run and see' }).click();
    },
  },
];

for (const { where, hash, before } of ways) {
  test(`the first pod is seen after at most 200 kB of script ${where}`, async ({ page }) => {
    const scripts = weigh(page);
    const asked = await askedBefore(page, '[data-layer="pods"] > g', async () => {
      await page.goto(hash);
      await before?.(page);
    });
    const fetched = (await scripts()).filter(({ name }) => asked.includes(name));
    tell(`first pod seen ${where}, ${kilobytes(fetched, 'page').toFixed(1)} kB`, fetched);
    expect(fetched.length).toBeGreaterThan(0);
    expect(kilobytes(fetched, 'page')).toBeLessThanOrEqual(budgets.firstPod);
    await expect(firstPod(page)).toContainText('Running', { timeout: 60_000 });
  });
}

test('editor and terminal are chunks of their own, at most 160 and 90 kB', async ({ page }) => {
  const scripts = weigh(page);
  await page.goto('#/sandbox');
  await expect(page.locator('.cm-content')).toBeVisible();
  await expect(page.locator('.xterm')).toBeVisible();
  const fetched = await scripts();
  tell('everything shown', fetched);
  for (const chunk of ['editor', 'terminal'] as const) {
    expect(kilobytes(fetched, chunk), chunk).toBeGreaterThan(0);
    expect(kilobytes(fetched, chunk), chunk).toBeLessThanOrEqual(budgets[chunk]);
  }
});
