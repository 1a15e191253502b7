import { posix } from 'node:path';
import ts from 'typescript';
import { codeUnder, nodesOf, problem, treeOf, walk } from './source.ts';
import type { Rule, Source } from './source.ts';

/** Which floor may stand on which. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  schema: [],
  objects: ['schema'],
  cluster: ['objects'],
  kubectl: ['objects', 'cluster'],
  lesson: ['objects', 'cluster'],
  sandbox: ['objects', 'cluster', 'kubectl', 'lesson'],
  share: ['objects', 'sandbox'],
  stage: ['objects', 'cluster'],
  cli: ['objects', 'sandbox', 'share'],
  ui: ['sandbox', 'share', 'stage'],
  main: ['sandbox', 'ui'],
  lessons: ['lesson'],
};

/** Which floor may use which package; a star stands for the rest of a name. */
const mayUse: Readonly<Record<string, readonly string[]>> = {
  schema: [],
  objects: ['yaml'],
  cluster: ['xstate'],
  kubectl: ['yaml'],
  lesson: [],
  sandbox: [],
  share: ['fflate'],
  stage: ['d3-*'],
  cli: ['node:*', 'yaml'],
  ui: ['svelte', 'svelte/*', '@codemirror/*', '@lezer/*', '@xterm/*', 'd3-*', 'yaml'],
  main: ['svelte'],
  lessons: [],
};

/** Packages that only some files may know: where YAML text is read, printed as kubectl prints it, or edited in place. */
const onlyIn: Readonly<Record<string, RegExp>> = {
  yaml: /^src\/(objects\/manifest[a-z-]*|kubectl\/yaml-text|cli\/settings-file|ui\/manifest\/[a-z-]+)\.ts$/,
};

interface Import {
  readonly node: ts.Node;
  readonly specifier: string;
}

function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) return node.arguments[0];
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return node.argument.literal;
  return undefined;
}

/** Everything a file imports, types and re-exports included. */
export function importsOf(source: Source): readonly Import[] {
  const found: Import[] = [];
  walk(treeOf(source), (node) => {
    const specifier = specifierOf(node);
    if (specifier && ts.isStringLiteral(specifier)) found.push({ node, specifier: specifier.text.split('?')[0] ?? '' });
  });
  return found;
}

function floorOf(path: string): string | undefined {
  const [top, next = ''] = path.split('/');
  if (top === 'lessons') return 'lessons';
  if (top !== 'src') return undefined;
  return next.replace(/\.ts$/, '');
}

/** The path an import leads to, seen from the top; nothing when it is a package. */
function targetOf(source: Source, { specifier }: Import): string | undefined {
  return specifier.startsWith('.') ? posix.join(posix.dirname(source.path), specifier) : undefined;
}

function eachImport(sources: readonly Source[], judge: (source: Source, used: Import) => string | undefined): string[] {
  return codeUnder(sources, 'src/', 'lessons/').flatMap((source) =>
    importsOf(source).flatMap((used) => {
      const what = judge(source, used);
      return what ? [problem(source, used.node, what)] : [];
    }),
  );
}

const floors: Rule = {
  title: 'imports go one way: each floor stands only on those that the table names',
  check: (sources) =>
    eachImport(sources, (source, used) => {
      const target = targetOf(source, used);
      const from = floorOf(source.path) ?? '';
      const to = target && floorOf(target);
      if (!target || to === from) return undefined;
      if (!to) return `reaches out of the house: ${target}`;
      return mayImport[from]?.includes(to) ? undefined : `${from} may not import ${to}`;
    }),
  bad: [
    { 'src/objects/pod.ts': "import { tick } from '../cluster/index.ts';" },
    { 'src/cluster/log.ts': "import type { Sandbox } from '../sandbox/index.ts';" },
    { 'src/ui/App.svelte': '<script lang="ts">\n  import { tick } from \'../cluster/index.ts\';\n</script>' },
    { 'src/main.ts': "export { tick } from './cluster/index.ts';" },
    { 'src/stage/scene.ts': "type State = import('../sandbox/index.ts').Sandbox;" },
    { 'src/cli/run.ts': "const { world } = await import('../../tests/world.ts');" },
    { 'src/attic/pod.ts': "import { keyOf } from '../objects/index.ts';" },
    { 'lessons/01-in-order/lesson.ts': "import { keyOf } from '../../src/objects/index.ts';" },
  ],
};

const doors: Rule = {
  title: 'folders talk through their index.ts',
  check: (sources) =>
    eachImport(sources, (source, used) => {
      const target = targetOf(source, used);
      const to = target && floorOf(target);
      if (!target || !to || to === floorOf(source.path) || to === 'main') return undefined;
      return target === `src/${to}/index.ts` || source.path === 'src/main.ts'
        ? undefined
        : `goes past the door to ${target}`;
    }),
  bad: [{ 'src/cluster/log.ts': "import { keyOf } from '../objects/meta.ts';" }],
  good: [{ 'src/cluster/kubelet/probes.ts': "import { say } from '../log.ts';" }],
};

const listedByName: Rule = {
  title: 'an index lists its exports by name',
  check: (sources) =>
    codeUnder(sources, 'src/').flatMap((source) =>
      nodesOf(source, ts.isExportDeclaration)
        .filter((node) => !node.exportClause)
        .map((node) => problem(source, node, 'exports everything')),
    ),
  bad: [{ 'src/cluster/index.ts': "export * from './log.ts';" }],
  good: [{ 'src/cluster/index.ts': "export { say } from './log.ts';" }],
};

function matches(pattern: string, specifier: string): boolean {
  return pattern.endsWith('*') ? specifier.startsWith(pattern.slice(0, -1)) : specifier === pattern;
}

const packages: Rule = {
  title: 'each floor uses only the packages that the table names',
  check: (sources) =>
    eachImport(sources, (source, { specifier }) => {
      const floor = floorOf(source.path) ?? '';
      const isGenerator = /\/generate[a-z-]*\.ts$/.test(source.path);
      if (specifier.startsWith('.') || isGenerator) return undefined;
      if (!mayUse[floor]?.some((pattern) => matches(pattern, specifier))) return `${floor} may not use ${specifier}`;
      const only = onlyIn[specifier];
      return only?.test(source.path) === false ? `${specifier} is not for this file` : undefined;
    }),
  bad: [
    { 'src/cluster/log.ts': "import { parse } from 'yaml';" },
    { 'src/objects/pod.ts': "import { parse } from 'yaml';" },
    { 'src/stage/draw.ts': "import { mount } from 'svelte';" },
    { 'src/share/link.ts': "import { readFileSync } from 'node:fs';" },
  ],
  good: [{ 'src/objects/manifest.ts': "import { parse } from 'yaml';", 'src/stage/draw.ts': "import 'd3-selection';" }],
};

/** The circles of the import graph, each once, as the list of its files. */
export function cyclesOf(sources: readonly Source[]): readonly (readonly string[])[] {
  const graph = new Map(
    sources.map((source) => [source.path, importsOf(source).flatMap((used) => targetOf(source, used) ?? [])]),
  );
  const finished = new Set<string>();
  const cycles: string[][] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) cycles.push(trail.slice(start));
    if (start >= 0 || finished.has(path)) return;
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
    finished.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  return cycles;
}

const noCycles: Rule = {
  title: 'no import goes round in a circle, types included',
  check: (sources) => cyclesOf(codeUnder(sources, 'src/', 'lessons/')).map((cycle) => cycle.join(' -> ')),
  bad: [
    {
      'src/cluster/a.ts': "import type { B } from './b.ts';",
      'src/cluster/b.ts': "export { c } from './c.ts';",
      'src/cluster/c.ts': "import { a } from './a.ts';",
    },
  ],
};

/** Floors, doors, packages, circles. */
export const importRules: readonly Rule[] = [floors, doors, listedByName, packages, noCycles];
