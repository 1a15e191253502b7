import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { yaml12, yamlWrittenLater } from './yaml.config.ts';

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

const inOneChunk = /\/node_modules\/(yaml|xstate|d3-selection)\/|\/src\/(schema|objects|cluster|stage)\//;
/** Files that several later chunks share, and the first picture does not need. */
const late = /\/cluster\/(faults\.ts|dns|resolver\.ts|network\/)|\/yaml\/browser\/dist\/stringify\//;
const ours = /\/src\/(?!main\.)[^?]*\.(ts|js|json)$/;

export default defineConfig({
  base: './',
  plugins: [words, yaml12, yamlWrittenLater, svelte()],
  // Chunks are preloaded by plain link elements: the polyfill would be one script more, and every browser we serve has it.
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // Only what a page uses of a module goes into its chunks, because our modules do nothing when they are merely loaded.
    rolldownOptions: {
      treeshake: { moduleSideEffects: (id) => !ours.test(id) },
      // What is always fetched together is packed together: one chunk is smaller than its parts. What only one or two chunks ask for,
      // such as the late parts of the cluster, comes with them.
      output: {
        codeSplitting: {
          groups: [
            { name: 'cluster', test: (id) => inOneChunk.test(id) && !late.test(id), minShareCount: 3 },
            { name: 'svelte', test: /\/node_modules\/svelte\// },
          ],
        },
      },
    },
  },
});
