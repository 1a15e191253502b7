import en from '../../src/ui/words/en.json' with { type: 'json' };
import zh from '../../src/ui/words/zh.json' with { type: 'json' };

/** The languages of the page. */
export type Language = 'en' | 'zh';

/** What the page says, by the keys of its own word lists. */
export const wordsOf: Readonly<Record<Language, typeof en>> = { en, zh };

/** What a browser says about its reader. */
export const localeOf: Readonly<Record<Language, string>> = { en: 'en-US', zh: 'zh-CN' };
