import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readLink } from '../../src/share/index.ts';

/** One line for each format that was ever published: what it opens, then the link. */
const published = readFileSync(new URL('old-links.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('//'));

test('every link that was ever published still opens what it opened', () => {
  expect(published.length).toBeGreaterThan(0);
  for (const line of published) {
    const cut = line.lastIndexOf(' ');
    expect(readLink(line.slice(cut + 1))).toEqual(JSON.parse(line.slice(0, cut)));
  }
});
