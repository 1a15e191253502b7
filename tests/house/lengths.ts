import { functionsOf, lengthOf, linesOf, nameOf, nestingOf } from './shape.ts';
import type { FunctionNode } from './shape.ts';
import { codeUnder, problem } from './source.ts';
import type { Rule, Source } from './source.ts';

/** These only ever go down; lower one in the change that earns it. */
const fileLinesMax = 400;
const functionLinesMax = 70;
const nestingMax = 3;

/** Files that are one long table. */
const dataTables = /^src\/schema\//;

const files: Rule = {
  title: `a file stops at ${fileLinesMax} lines`,
  check: (sources) =>
    codeUnder(sources, 'src/', 'lessons/', 'tests/')
      .filter((source) => !dataTables.test(source.path) && lengthOf(source) > fileLinesMax)
      .map((source) => `${source.path} has ${lengthOf(source)} lines`),
  bad: [{ 'src/cluster/clock.ts': 'tick();\n'.repeat(fileLinesMax + 1) }],
  good: [{ 'src/cluster/clock.ts': 'tick();\n'.repeat(fileLinesMax) }],
};

/** In tests a closure is a story, which may be long; what has a name may not. */
function counts({ path }: Source, node: FunctionNode): boolean {
  return !path.startsWith('tests/') || nameOf(node) !== undefined;
}

const functions: Rule = {
  title: `a function stops at ${functionLinesMax} lines`,
  check: (sources) =>
    codeUnder(sources, 'src/', 'lessons/', 'tests/').flatMap((source) =>
      functionsOf(source)
        .filter((node) => counts(source, node) && linesOf(source, node) > functionLinesMax)
        .map((node) => problem(source, node, `${nameOf(node) ?? 'a closure'} has ${linesOf(source, node)} lines`)),
    ),
  bad: [
    { 'src/cluster/clock.ts': `function long() {\n${'  tick();\n'.repeat(functionLinesMax)}}` },
    {
      'src/ui/App.svelte': `<script lang="ts">\n  const long = () => {\n${'tick();\n'.repeat(functionLinesMax)}};\n</script>`,
    },
    { 'tests/world.ts': `const long = function () {\n${'  tick();\n'.repeat(functionLinesMax)}};` },
  ],
  good: [{ 'tests/a.test.ts': `test('a long story', () => {\n${'  tick();\n'.repeat(functionLinesMax)}});` }],
};

const nesting: Rule = {
  title: `if, for, switch and try lie at most ${nestingMax} deep`,
  check: (sources) =>
    codeUnder(sources, 'src/', 'lessons/', 'tests/').flatMap((source) =>
      functionsOf(source)
        .filter((node) => nestingOf(node) > nestingMax)
        .map((node) => problem(source, node, `${nameOf(node) ?? 'a closure'} is ${nestingOf(node)} deep`)),
    ),
  bad: [
    {
      'src/cluster/clock.ts': 'function deep() { for (;;) { if (a) { while (b) { try { c(); } finally { d(); } } } } }',
    },
  ],
  good: [
    {
      'src/cluster/clock.ts': 'function flat() { for (;;) { if (a) b(); else if (c) d(); else if (e) for (;;) f(); } }',
    },
  ],
};

/** How long and how deep. */
export const lengthRules: readonly Rule[] = [files, functions, nesting];
