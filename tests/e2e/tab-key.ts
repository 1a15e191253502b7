import type { Locator, Page } from '@playwright/test';
import { expect } from './page.ts';

const pressesMax = 80;

async function isFocused(target: Locator): Promise<boolean> {
  return (await target.count()) === 1 && target.evaluate((element) => element === document.activeElement);
}

/** In the terminal Tab completes words; there Escape leads on. */
async function goOn(page: Page): Promise<void> {
  const isTerminal = await page.evaluate(() => Boolean(document.activeElement?.closest('.xterm')));
  await page.keyboard.press(isTerminal ? 'Escape' : 'Tab');
}

/**
 * Presses Tab until the focus is where it should be, as somebody does who has no mouse, and answers how often that was.
 * Within a group of radio buttons it is `within` that moves on.
 */
export async function pressesTo(page: Page, target: Locator, within?: string): Promise<number> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < pressesMax; presses += 1) {
    if (await isFocused(target)) return presses;
    const isRadio = await page.evaluate(() => document.activeElement?.matches('[type="radio"]') ?? false);
    if (within && isRadio) await page.keyboard.press(within);
    else await goOn(page);
  }
  throw new Error(`${String(target)} is not reached by ${pressesMax} presses of Tab`);
}

/** Goes to something by Tab alone. */
export async function tabTo(page: Page, target: Locator, within?: string): Promise<void> {
  await pressesTo(page, target, within);
}
