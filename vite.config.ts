import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';

/** The words of the page are compiled into functions; the language is held by `language.svelte.ts`, nowhere else. */
const words = paraglideVitePlugin({
  project: './project.inlang',
  outdir: './src/ui/paraglide',
  strategy: ['globalVariable', 'baseLocale'],
  // The declarations come from the command line (`npm run words`): they take seconds, and only the type check reads them.
  cleanOutdir: false,
  emitGitIgnore: false,
  emitReadme: false,
  isServer: 'import.meta.env.SSR',
});

/**
 * YAML 1.1 has types that no manifest here has (sets, binary, sexagesimal numbers): manifests are read as plain text, and everything
 * else as 1.2, so the page goes without them.
 */
const yaml12: Plugin = {
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

const inOneChunk = /\/node_modules\/(yaml|xstate|d3-selection)\/|\/src\/(schema|objects|cluster|stage)\//;
const ours = /\/src\/(?!main\.)[^?]*\.(ts|js|json)$/;

export default defineConfig({
  base: './',
  plugins: [words, yaml12, svelte()],
  // Chunks are preloaded by plain link elements: the polyfill would be one script more, and every browser we serve has it.
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // Only what a page uses of a module goes into its chunks, because our modules do nothing when they are merely loaded.
    rolldownOptions: {
      treeshake: { moduleSideEffects: (id) => !ours.test(id) },
      // What is always fetched together is packed together: one chunk is smaller than its parts. Which files of the cluster come
      // later is seen from who asks for them (`all-parts.ts`, `all-verbs.ts`); small differences are not worth a chunk.
      output: {
        codeSplitting: {
          groups: [
            { name: 'cluster', test: (id) => inOneChunk.test(id) && !/src.stage/.test(id), minShareCount: 3 },
            { name: 'svelte', test: /\/node_modules\/svelte\// },
          ],
        },
      },
    },
  },
});
