import type { Entry, Sentence } from '../sandbox/index.ts';
import { spell } from '../sandbox/index.ts';
import { language } from './language.svelte.ts';
import * as words from './paraglide/messages.js';

let chinese = $state.raw<Readonly<Record<string, string>>>();

/** Fetches the sentences in the language of the page, so that the first picture has them. English needs none. */
export async function fetchSentences(): Promise<void> {
  if (language() !== 'zh' || chinese) return;
  const [{ sentencesZh }, { hintsZh }] = await Promise.all([
    import('./words/sentences-zh.ts'),
    import('./words/hints-zh.ts'),
  ]);
  chinese = { ...sentencesZh, ...hintsZh };
}

function translated(text: string): string | undefined {
  if (language() !== 'zh') return undefined;
  if (!chinese) void fetchSentences();
  return chinese?.[text];
}

/** A sentence of the cluster in the language of the page; in English until the words of another language are there. */
export function inWords(sentence: Sentence): string {
  return spell(sentence, translated);
}

/** A text without holes, such as a hint, in the language of the page; or one whose head is such a text, before a colon. */
export function textInWords(text: string): string {
  const [head = '', ...rest] = text.split(': ');
  const translatedHead = rest.length > 0 ? translated(head) : undefined;
  return translated(text) ?? (translatedHead === undefined ? text : `${translatedHead}：${rest.join(': ')}`);
}

/** A reason as a sentence of its own: it begins with a capital, unless it begins with a name. */
export function reasonText(sentence: Sentence): string {
  const said = inWords(sentence);
  return sentence.text.startsWith('{') ? said : capital(said);
}

/** What a part decided, as a sentence that stands by itself: what it does, what it waits for, or what was refused. */
export function decisionText({ kind, what, because }: Pick<Entry, 'kind' | 'what' | 'because'>): string {
  const joined = kind === 'waits' ? words.waits_because : words.does_because;
  const said = because ? joined({ what: inWords(what), because: inWords(because) }) : inWords(what);
  if (kind === 'waits') return words.waits({ what: said });
  if (kind === 'fails') return words.fails({ what: said });
  return words.does({ what: what.text.startsWith('{') ? said : capital(said) });
}

/** Names keep their small letters; a sentence that begins with a word begins with a capital. */
function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
