import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { platform } from 'node:os';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

/** What every Chromium of the tests is started with: no sandbox in containers, no GPU, no errands of its own. */
export const browserArgs: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** What to tell somebody whose machine has no browser for the tests. */
export const browserMissing =
  'No browser for the tests: install Chromium or Google Chrome (Debian: apt-get install chromium), ' +
  'or run "npx playwright install chromium", or set CHROME_PATH to the program of one.';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];

const { ProgramFiles = 'C:\\Program Files', LOCALAPPDATA = '' } = process.env;

const usualPlaces: readonly string[] = [
  ...['/usr/bin', '/usr/local/bin', '/snap/bin'].flatMap((folder) => names.map((name) => join(folder, name))),
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  join(ProgramFiles, 'Google\\Chrome\\Application\\chrome.exe'),
  join(`${ProgramFiles} (x86)`, 'Google\\Chrome\\Application\\chrome.exe'),
  join(`${ProgramFiles} (x86)`, 'Microsoft\\Edge\\Application\\msedge.exe'),
  join(LOCALAPPDATA, 'Google\\Chrome\\Application\\chrome.exe'),
];

/** Does this program exist and start? Some distributions install a stub that only recommends another package. */
function starts(program: string): boolean {
  if (!existsSync(program)) return false;
  if (platform() === 'win32') return true; // there `--version` opens a window
  return spawnSync(program, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}

/** The first Chromium or Chrome that starts: the one asked for, then Playwright's, then the machine's. */
export function findBrowser(): string | undefined {
  const asked = process.env.CHROME_PATH ?? process.env.PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH;
  if (asked) return starts(asked) ? asked : undefined;
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  return [chromium.executablePath(), ...usualPlaces, ...onPath].find(starts);
}

function run(command: string, args: readonly string[], minutes: number): boolean {
  const { status } = spawnSync(command, args, {
    stdio: 'ignore',
    timeout: minutes * 60_000,
    shell: platform() === 'win32',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return status === 0;
}

function installFromPlaywright(): boolean {
  console.log('  no browser found: asking Playwright for its Chromium');
  return run('npx', ['playwright', 'install', 'chromium'], 5);
}

/** The fonts are for the Chinese page: without them its letters are boxes. */
function installFromDebian(): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version') || !existsSync('/usr/bin/apt-get')) return false;
  console.log('  no browser yet: installing the package chromium');
  return run('apt-get', ['update'], 5) && run('apt-get', ['install', '-y', 'chromium', 'fonts-noto-cjk'], 15);
}

/** Finds a browser or installs one; nothing when neither worked. */
export function findOrInstallBrowser(): string | undefined {
  const found = findBrowser();
  if (found || process.env.CHROME_PATH) return found;
  return afterwards(installFromPlaywright) ?? afterwards(installFromDebian);
}

/** A download that came but does not start (libraries missing) counts as no browser. */
function afterwards(install: () => boolean): string | undefined {
  return install() ? findBrowser() : undefined;
}
