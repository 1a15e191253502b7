import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import en from '../../src/ui/words/en.json';
import { faults } from '../../src/sandbox/index.ts';
import { hintsZh } from '../../src/ui/words/hints-zh.ts';
import { sentencesZh } from '../../src/ui/words/sentences-zh.ts';
import zh from '../../src/ui/words/zh.json';

const source = new URL('../../src/', import.meta.url);

function holesIn(text: string): string {
  return [...text.matchAll(/\{(\w+)\}/g)]
    .map(([hole]) => hole)
    .sort()
    .join(' ');
}

/** Every text that is given to `say` outside of the page. */
function sentences(): readonly string[] {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' });
  const ours = files.filter(
    (file) => /\.ts$/.test(file) && !file.startsWith('ui/') && !file.endsWith('cluster/log.ts'),
  );
  const found = ours.flatMap((file) => [
    ...readFileSync(new URL(file, source), 'utf8').matchAll(/\bsay\(\s*(['"`])((?:\\.|(?!\1).)*)\1/gs),
  ]);
  return [...new Set(found.map(([, , text = '']) => text.replace(/\\(.)/g, '$1')))].sort();
}

test('the page has the same words in English and in Chinese', () => {
  expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
});

test('every word of the page has the same holes in both languages', () => {
  const other: Record<string, string> = zh;
  const uneven = Object.entries(en).filter(([key, text]) => holesIn(text) !== holesIn(other[key] ?? ''));
  expect(uneven.map(([key]) => key)).toEqual([]);
});

test('there are sentences to be translated', () => {
  expect(sentences().length).toBeGreaterThan(20);
});

test('every sentence of the cluster has its Chinese, with the same holes', () => {
  const missing = sentences().filter((text) => holesIn(text) !== holesIn(sentencesZh[text] ?? ' {none}'));
  expect(missing).toEqual([]);
});

test('no Chinese sentence is left without its English one', () => {
  const known = new Set(sentences());
  expect(Object.keys(sentencesZh).filter((text) => !known.has(text))).toEqual([]);
});

test('every fault says in Chinese what it means', () => {
  expect(faults.map(({ about }) => about).filter((about) => !(about in hintsZh))).toEqual([]);
});

test('every hint of `ordinal` has its Chinese', () => {
  const text = readFileSync(new URL('sandbox/ordinal-line.ts', source), 'utf8');
  const hints = [...text.matchAll(/'((?:[A-Z]|ordinal )[^'\n]*\.)'/g)].map(([, hint = '']) => hint);
  expect(hints.length).toBeGreaterThan(3);
  expect(hints.filter((hint) => !(hint in hintsZh))).toEqual([]);
});
