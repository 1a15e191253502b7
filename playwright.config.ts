import { cpus } from 'node:os';
import { defineConfig } from '@playwright/test';
import { browserArgs, browserMissing, findBrowser } from './tests/browser.ts';

const executablePath = findBrowser();
if (!executablePath) throw new Error(browserMissing);

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  fullyParallel: true,
  forbidOnly: true,
  workers: Math.min(cpus().length, 4),
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: [['line'], ['json', { outputFile: '.cache/playwright.json' }]],
  use: {
    locale: 'en-US',
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    launchOptions: { executablePath, args: [...browserArgs] },
  },
});
