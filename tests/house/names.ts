import { posix } from 'node:path';
import ts from 'typescript';
import { codeUnder, nodesOf, problem } from './source.ts';
import type { Rule, Source } from './source.ts';

const homeless = new Set(['utils', 'util', 'helpers', 'helper', 'common', 'misc', 'types', 'shared', 'lib']);

function inRooms(sources: readonly Source[]): readonly Source[] {
  return sources.filter(({ path }) => /^(src|lessons|tests)\//.test(path));
}

const homes: Rule = {
  title: 'no folder or file is named for having no home (utils, helpers, common, misc, types)',
  check: (sources) =>
    inRooms(sources)
      .filter(({ path }) => path.split('/').some((name) => homeless.has(name.replace(/\.[a-z.]+$/, ''))))
      .map(({ path }) => path),
  bad: [{ 'src/cluster/utils/text.ts': '' }, { 'src/cluster/helpers.ts': '' }, { 'tests/common/a.ts': '' }],
};

const depth: Rule = {
  title: 'nothing lies deeper than two folders below src',
  check: (sources) =>
    sources.filter(({ path }) => path.startsWith('src/') && path.split('/').length > 4).map(({ path }) => path),
  bad: [{ 'src/cluster/controllers/sets/stateful-set.ts': '' }],
  good: [{ 'src/cluster/controllers/stateful-set.ts': '' }],
};

const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const pascal = /^([A-Z][a-z0-9]+)+$/;

/** `pod-worker`, `.test`, `.ts` of `pod-worker.test.ts`. */
function nameParts(path: string): readonly [stem: string, inner: string, extension: string] {
  const [stem = '', ...rest] = posix.basename(path).split('.');
  return [stem, rest.slice(0, -1).join('.'), rest.at(-1) ?? ''];
}

const fileNames: Rule = {
  title: 'files are named in kebab-case, components in PascalCase',
  check: (sources) =>
    codeUnder(sources, 'src/', 'lessons/', 'tests/')
      .filter(({ path }) => {
        const [stem, , extension] = nameParts(path);
        const folders = posix.dirname(path).split('/');
        return !(extension === 'svelte' ? pascal : kebab).test(stem) || !folders.every((folder) => kebab.test(folder));
      })
      .map(({ path }) => path),
  bad: [
    { 'src/cluster/podWorker.ts': '' },
    { 'src/cluster/Clock.ts': '' },
    { 'src/ui/time-bar.svelte': '' },
    { 'src/stage/dnsMarks/pod.ts': '' },
  ],
  good: [{ 'src/ui/TimeBar.svelte': '', 'src/ui/sandbox.svelte.ts': '', 'lessons/01-in-order/lesson.ts': '' }],
};

/** Kinds of files, and languages. */
const suffixes = new Set(['', 'test', 'spec', 'svelte', 'd', 'failed', 'config', 'zh']);

const fileSuffixes: Rule = {
  title: 'a file is named for the thing, without .machine, .service or .util behind it',
  check: (sources) =>
    codeUnder(sources, 'src/', 'lessons/', 'tests/')
      .filter(({ path }) => !suffixes.has(nameParts(path)[1]))
      .map(({ path }) => path),
  bad: [{ 'src/cluster/pod.machine.ts': '' }, { 'src/cluster/dns.service.ts': '' }, { 'src/objects/text.util.ts': '' }],
  good: [{ 'tests/storms.failed.ts': '', 'src/ui/sandbox.svelte.ts': '' }],
};

const notes = new RegExp(`\\b(${['FIX' + 'ME', 'TO' + 'DO', 'XX' + 'X', 'HA' + 'CK'].join('|')})\\b`);

const leftovers: Rule = {
  title: 'no note to ourselves is left behind',
  check: (sources) =>
    inRooms(sources).flatMap(({ path, text }) => (notes.test(text) ? [`${path}: ${notes.exec(text)?.[0]}`] : [])),
  bad: [{ 'src/cluster/clock.ts': `// FIX${'ME'}: ties` }],
};

const pretending = new Set(['mock', 'fn', 'spyOn', 'stubGlobal', 'useFakeTimers', 'doMock']);
const avoiding = new Set(['only', 'skip', 'todo', 'fixme', 'fails']);
const runners = new Set(['test', 'it', 'describe']);

function dishonest(node: ts.PropertyAccessExpression): boolean {
  const [from, name] = [node.expression.getText(), node.name.text];
  if (from === 'vi') return pretending.has(name);
  return name === 'waitForTimeout' || (avoiding.has(name) && runners.has(from.split('.')[0] ?? ''));
}

const honestTests: Rule = {
  title: 'tests are honest: no mocks, no sleeping, none skipped or singled out',
  check: (sources) =>
    codeUnder(sources, 'tests/').flatMap((source) =>
      nodesOf(source, ts.isPropertyAccessExpression)
        .filter(dishonest)
        .map((node) => problem(source, node, node.getText())),
    ),
  bad: [
    "vi.mock('../src/cluster/index.ts');",
    'const tick = vi.fn();',
    "test.only('one', () => {});",
    "describe.skip('some', () => {});",
    "test.describe.only('some', () => {});",
    'await page.waitForTimeout(500);',
  ].map((text) => ({ 'tests/a.test.ts': text })),
  good: [{ 'tests/a.test.ts': "test.describe('some', () => {});\nlist.only.skip();" }],
};

/** What things are called, and what tests may not do. */
export const nameRules: readonly Rule[] = [homes, depth, fileNames, fileSuffixes, leftovers, honestTests];
