import type { Locale } from './paraglide/runtime.js';
import { isLocale, locales, overwriteGetLocale } from './paraglide/runtime.js';
import { recall, remember } from './memory.ts';

function preferred(): Locale {
  const kept = recall('language');
  if (isLocale(kept)) return kept;
  const wanted = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase());
  return wanted.find((tag) => isLocale(tag)) ?? 'en';
}

let current = $state<Locale>(preferred());
overwriteGetLocale(() => current);
show();

function show(): void {
  document.documentElement.lang = current === 'zh' ? 'zh-CN' : current;
}

/** The language the page speaks now; reading it in a component follows the change. */
export function language(): Locale {
  return current;
}

/** Goes on to the next language and remembers it. */
export function switchLanguage(): void {
  current = locales[(locales.indexOf(current) + 1) % locales.length] ?? 'en';
  show();
  remember('language', current);
}
