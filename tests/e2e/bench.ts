import type { Locator, Page } from '@playwright/test';
import { expect } from './page.ts';
import type { Language } from './words.ts';
import { wordsOf } from './words.ts';

/** The time bar: play or pause, event by event, speed, clock. */
export interface TimeBar {
  readonly toggle: Locator;
  readonly next: Locator;
  readonly speed: Locator;
  readonly clock: Locator;
}

/** The time bar of the main screen. */
export function timeBarOf(page: Page, language: Language = 'en'): TimeBar {
  const words = wordsOf[language];
  const bar = page.getByRole('region', { name: words.time_panel, exact: true });
  return {
    toggle: bar.getByRole('button', { name: new RegExp(`^(${words.play}|${words.pause})$`) }),
    next: bar.getByRole('button', { name: words.next_event_label }),
    speed: bar.getByRole('combobox', { name: words.speed_label }),
    clock: bar.locator('span', { hasText: /^T\+/ }),
  };
}

/** The stage of the main screen. */
export function stageOf(page: Page, language: Language = 'en'): Locator {
  return page.getByRole('main', { name: wordsOf[language].stage_panel });
}

/** A pod on the stage. */
export function podOf(page: Page, name: string): Locator {
  return stageOf(page).getByRole('button', { name: new RegExp(`^Pod ${name}:`) });
}

/** Lets time run as fast as the page can. */
export async function hurry(page: Page, language: Language = 'en'): Promise<void> {
  await timeBarOf(page, language).speed.selectOption({ label: wordsOf[language].speed.replace('{speed}', '64') });
}

/** Time stands still. */
export async function pause(page: Page): Promise<void> {
  const { toggle } = timeBarOf(page);
  if ((await toggle.getAttribute('aria-label')) === wordsOf.en.pause) await toggle.click();
  await expect(toggle).toHaveAccessibleName(wordsOf.en.play);
}

/** Every pod of the set is as it should be, and the controller says so. */
export async function comesToRest(page: Page): Promise<void> {
  await expect(stageOf(page)).toContainText(/(\d) of \1 pods are as they should be/);
}

/** The text under the cursor of the editor is replaced, as by a paste. */
export async function pasteManifest(page: Page, text: string): Promise<void> {
  const editor = page.getByRole('textbox', { name: /^Manifest / });
  await editor.click();
  await page.keyboard.press('ControlOrMeta+A');
  await paste(editor, text);
}

/** What the browser does with a text that comes from the clipboard. */
export async function paste(into: Locator, text: string): Promise<void> {
  await into.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}
