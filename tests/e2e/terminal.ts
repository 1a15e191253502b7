import type { Locator, Page } from '@playwright/test';
import { expect } from './page.ts';

/** The terminal's panel. */
export function terminalOf(page: Page): Locator {
  const name = /^(Terminal|终端)$/;
  // On a phone the panel that is shown is what the page is about.
  return page.getByRole('region', { name }).or(page.getByRole('main', { name }));
}

/** Where one types. */
export function promptOf(page: Page): Locator {
  return terminalOf(page).getByRole('textbox');
}

/** What the terminal shows, as a screen reader is told it; the empty rows below are left out. */
export async function textOf(page: Page): Promise<string> {
  const rows = await terminalOf(page).getByRole('listitem').allTextContents();
  const lines = rows.map((row) => row.replaceAll('\u00a0', ' ').trimEnd());
  return lines.join('\n').trimEnd();
}

/** Clears the screen. */
export async function clear(page: Page): Promise<void> {
  await promptOf(page).focus();
  await page.keyboard.press('Control+L');
  await expect.poll(() => textOf(page), 'the screen is empty').toBe('$');
}

/** Types a line on an empty screen and presses Enter. */
export async function type(page: Page, line: string): Promise<void> {
  await clear(page);
  await page.keyboard.type(line);
  await page.keyboard.press('Enter');
}

/** The terminal shows this, now or soon. */
export async function shows(page: Page, text: RegExp): Promise<void> {
  await expect.poll(() => textOf(page)).toMatch(text);
}

/** Types a line, and answers with what it printed when the prompt is free again. */
export async function answerTo(page: Page, line: string): Promise<string> {
  await type(page, line);
  await shows(page, /^\$ [^]*\n\$$/);
  return (await textOf(page)).split('\n').slice(1, -1).join('\n').trimEnd();
}

/** Room for long answers, as somebody has it who has made the panels large. */
export async function withLargeTerminal(page: Page): Promise<void> {
  const panels = { right: { size: 760, folded: false }, terminal: { size: 620, folded: false } };
  await page.addInitScript((kept) => localStorage.setItem('ordinal.panels', kept), JSON.stringify(panels));
}
