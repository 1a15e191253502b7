import { expect, test as base } from '@playwright/test';
import type { Browser, BrowserContextOptions, Locator, Page } from '@playwright/test';
import { serve } from './site.ts';

interface OfEachTest {
  /** Complaints of every page of the test: console errors, exceptions, requests to another host. A test may empty it. */
  readonly complaints: string[];
  /** Opens an address of the site in an empty profile of its own, watched like `page`. */
  readonly openElsewhere: (address: string, options?: BrowserContextOptions) => Promise<Page>;
}

interface OfEachWorker {
  /** Where the built page is served, under a sub-path. */
  readonly address: string;
}

function watch(page: Page, address: string, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(`exception: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(address) && !/^(data|blob):/.test(url)) complaints.push(`request: ${url}`);
  });
}

async function open(browser: Browser, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext(options);
  return context.newPage();
}

/** Playwright's `test` with the built page served, and every page watched for errors and foreign requests. */
export const test = base.extend<OfEachTest, OfEachWorker>({
  address: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names from the pattern
    async ({}, use) => {
      const site = await serve();
      await use(site.address);
      site.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ address }, use) => use(address),
  complaints: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const complaints: string[] = [];
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
  page: async ({ page, address, complaints }, use) => {
    watch(page, address, complaints);
    await use(page);
  },
  openElsewhere: async ({ browser, address, complaints }, use) => {
    const pages: Page[] = [];
    await use(async (link, options = {}) => {
      const page = await open(browser, options);
      pages.push(page);
      watch(page, address, complaints);
      await page.goto(new URL(link, address).href);
      return page;
    });
    for (const page of pages) await page.context().close();
  },
});

/** The first pod on the stage, whatever its state. */
export function firstPod(page: Page): Locator {
  return page.locator('[data-layer="pods"] > g').first();
}

export { expect };
