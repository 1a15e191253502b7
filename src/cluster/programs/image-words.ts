import type { ImageSettings } from '../settings.ts';

/** What the words in an image's name and tag say of it, wherever they stand. */
const words: readonly (readonly [word: RegExp, says: ImageSettings])[] = [
  [/badimage|missing/, { missing: true }],
  [/crash/, { crash: true }],
  [/unready/, { unready: true }],
  [/slow(?!term)/, { slow: true }],
  [/slowterm/, { slowterm: true }],
];

/** How the image behaves beyond its program: by the words in its name, then by what the settings say of it. */
export function wordsOf(
  image: string,
  names: readonly string[],
  settings: Record<string, ImageSettings>,
): ImageSettings {
  const said = words.filter(([word]) => word.test(image)).map(([, says]) => says);
  const set = names.flatMap((name) => settings[name] ?? []);
  return Object.assign({}, ...said, ...set) as ImageSettings;
}
