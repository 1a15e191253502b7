/** What the page needs of the library that reads and writes YAML, and when. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

/**
 * YAML 1.1 has types that no manifest here has (sets, binary, sexagesimal numbers): manifests are read as plain text, and everything
 * else as 1.2, so the page goes without them.
 */
export const yaml12: Plugin = {
  name: 'yaml-1.2-alone',
  enforce: 'pre',
  load: (id) => {
    const [, name] =
      /\/yaml\/browser\/dist\/schema\/yaml-1\.1\/(schema|binary|omap|pairs|set|timestamp)\.js$/.exec(id) ?? [];
    if (name === undefined) return undefined;
    return name === 'schema' ? `export { schema } from '../core/schema.js';` : leftOut[name];
  },
};
const leftOut: Readonly<Record<string, string>> = {
  binary: 'export const binary = undefined;',
  omap: 'export const omap = undefined;',
  pairs: 'export const pairs = undefined;',
  set: 'export const set = undefined;',
  timestamp: 'export const timestamp = undefined, intTime = undefined, floatTime = undefined;',
};

/** The functions by which the rest of the library writes, and their files. */
const writing = {
  createStringifyContext: 'stringify',
  stringifyCollection: 'stringifyCollection',
  stringifyDocument: 'stringifyDocument',
  stringifyNumber: 'stringifyNumber',
  stringifyPair: 'stringifyPair',
  stringifyString: 'stringifyString',
};
const names = Object.keys(writing);

/** The library as browsers get it. */
const library = createRequire(import.meta.url)
  .resolve('yaml')
  .replace(/dist\/index\.js$/, 'browser/dist/');
const writers = `${library}stringify/`;

/** What stands in the place of these files for the rest of the library; it passes on to them once they have been learnt. */
const door = 'yaml-writing-door';
const doorCode = [
  'let writing;',
  'export const learn = (functions) => { writing = functions; };',
  ...names.map((name) => `export const ${name} = (...given) => writing.${name}(...given);`),
].join('\n');

/** Learns them. The editor has a copy of its own, so that it comes with no chunk beside it. */
const lesson = 'yaml-writing';
const copy = '?editor';

function lessonCode(suffix: string): string {
  const files = Object.entries(writing);
  return [
    ...files.map(([name, file]) => `import { ${name} } from '${writers}${file}.js${suffix}';`),
    `import { learn } from '${door}';`,
    `learn({ ${names.join(', ')} });`,
  ].join('\n');
}

/** Our files that write YAML. */
const ourWriters = /\/src\/(kubectl\/yaml-text|ui\/manifest\/yaml-text|ui\/manifest\/live)\.ts$/;

/** Before the first pod YAML is read and not written: the writing half of the library comes with whoever writes. */
export const yamlWrittenLater: Plugin = {
  name: 'yaml-written-later',
  enforce: 'pre',
  resolveId(source, importer = '') {
    if ([door, lesson, `${lesson}${copy}`].includes(source)) return `\0${source}`;
    if (source.startsWith(writers)) return source;
    if (!importer.startsWith(library)) return undefined;
    if (!importer.startsWith(writers)) return source.includes('/stringify/') ? `\0${door}` : undefined;
    return importer.endsWith(copy) && source.startsWith('./') ? `${writers}${source.slice(2)}${copy}` : undefined;
  },
  load(id) {
    if (id === `\0${door}`) return doorCode;
    if (id.startsWith(`\0${lesson}`)) return lessonCode(id.slice(lesson.length + 1));
    const isCopy = id.startsWith(writers) && id.endsWith(copy);
    return isCopy ? readFileSync(id.slice(0, -copy.length), 'utf8') : undefined;
  },
  transform(code, id) {
    if (!ourWriters.test(id)) return undefined;
    return { code: `import '${lesson}${id.endsWith('/live.ts') ? copy : ''}';\n${code}`, map: null };
  },
};
