/**
 * The test command: every check in order, all of them even when one fails, and one line at the end.
 * `npm test` runs everything; `npm test NAME [-- -u]` runs the test files whose path contains NAME, and nothing else.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { platform } from 'node:os';
import { browserMissing, findOrInstallBrowser } from './browser.ts';

interface Tally {
  readonly passed: number;
  readonly failed: readonly string[];
}

interface Check {
  readonly title: string;
  readonly command: string;
}

const vitestReport = '.cache/vitest.json';
const playwrightReport = '.cache/playwright.json';

/** Checks that do not need each other and keep one core busy each; each counts as one test. */
const checks: readonly Check[] = [
  { title: 'formatting', command: 'prettier --check . --log-level warn --cache --cache-location .cache/prettier' },
  { title: 'lint', command: 'eslint . --max-warnings 0 --cache --cache-location .cache/eslint' },
  { title: 'types of components', command: 'svelte-check --fail-on-warnings --output human' },
  { title: 'types', command: 'tsc -p .' },
  { title: 'nothing unused', command: 'knip --no-progress' },
];

interface Ran {
  readonly ok: boolean;
  readonly output: string;
  readonly seconds: string;
}

/** Runs a command of node_modules; its output is shown as it comes, or kept for when it is needed. */
function run(command: string, args: readonly string[] = [], shown: 'shown' | 'kept' = 'kept'): Promise<Ran> {
  const start = Date.now();
  const [program = '', ...own] = command.split(' ');
  const child = spawn(program, [...own, ...args], {
    shell: platform() === 'win32',
    stdio: shown === 'shown' ? 'inherit' : ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += String(text)));
  return new Promise((done) => {
    const seconds = () => `${((Date.now() - start) / 1000).toFixed(1)} s`;
    child.on('error', (error) => done({ ok: false, output: error.message, seconds: seconds() }));
    child.on('close', (code) => done({ ok: code === 0, output, seconds: seconds() }));
  });
}

async function runCheck({ title, command }: Check): Promise<Tally> {
  const { ok, output, seconds } = await run(command);
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${title} (${seconds})`);
  if (!ok) console.log(output.trimEnd());
  return ok ? { passed: 1, failed: [] } : { passed: 0, failed: [title] };
}

/** Two at a time, in order. */
async function runChecks(): Promise<readonly Tally[]> {
  const waiting = [...checks];
  const tallies: Tally[] = [];
  const lane = async (): Promise<void> => {
    for (let check = waiting.shift(); check; check = waiting.shift()) tallies.push(await runCheck(check));
  };
  await Promise.all([lane(), lane()]);
  return tallies;
}

interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** A file that could not be loaded counts as one failed test. */
function readVitest(): Tally {
  const { testResults } = JSON.parse(readFileSync(vitestReport, 'utf8')) as VitestReport;
  const tests = testResults.flatMap((file) => file.assertionResults);
  const broken = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  const failed = tests.filter((test) => test.status === 'failed').map((test) => test.fullName);
  const passed = tests.filter((test) => test.status === 'passed').length;
  return { passed, failed: [...failed, ...broken.map((file) => file.name)] };
}

interface PlaywrightSuite {
  readonly title?: string;
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs?: readonly { readonly title: string; readonly ok: boolean }[];
}

/** Every test with the titles of what it lies in, and whether it passed. */
function specsOf({ title, specs = [], suites = [] }: PlaywrightSuite): readonly { title: string; ok: boolean }[] {
  const inner = [...specs, ...suites.flatMap(specsOf)];
  return inner.map((spec) => ({ title: [title, spec.title].filter(Boolean).join(' › '), ok: spec.ok }));
}

function readPlaywright(): Tally {
  const specs = specsOf(JSON.parse(readFileSync(playwrightReport, 'utf8')) as PlaywrightSuite);
  const failed = specs.filter((spec) => !spec.ok).map((spec) => spec.title);
  return { passed: specs.length - failed.length, failed };
}

/** Runs a test runner and reads its report; a runner that fails without a failed test is one failure. */
async function runTests(command: string, args: readonly string[], report: string, read: () => Tally): Promise<Tally> {
  rmSync(report, { force: true });
  const { ok } = await run(command, args, 'shown');
  const tally = existsSync(report) ? read() : { passed: 0, failed: [] };
  return ok || tally.failed.length > 0 ? tally : { ...tally, failed: [command] };
}

function runVitest(args: readonly string[] = []): Promise<Tally> {
  return runTests('vitest run', args, vitestReport, readVitest);
}

async function runBrowserTests(): Promise<Tally> {
  if (findOrInstallBrowser()) return runTests('playwright test', [], playwrightReport, readPlaywright);
  console.log(`FAILED ${browserMissing}`);
  return { passed: 0, failed: ['tests in a browser'] };
}

function finish(tallies: readonly Tally[]): void {
  const failed = tallies.flatMap((tally) => tally.failed);
  const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
  console.log('');
  for (const title of failed) console.log(`failed: ${title}`);
  console.log(`${passed} passed, ${failed.length} failed`);
  process.exitCode = failed.length > 0 ? 1 : 0;
}

async function runEverything(): Promise<readonly Tally[]> {
  const checked = await runChecks();
  const tested = await runVitest();
  const built = await runCheck({ title: 'build', command: 'vite build --logLevel warn' });
  return [...checked, tested, built, await runBrowserTests()];
}

mkdirSync('.cache', { recursive: true });
const words = await run('npm run --silent words');
if (!words.ok) console.log(words.output);
const filter = process.argv.slice(2);
finish(filter.length > 0 ? [await runVitest(filter)] : await runEverything());
