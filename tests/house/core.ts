import ts from 'typescript';
import { codeUnder, nodesOf, problem, treeOf, walk } from './source.ts';
import type { Rule, Source } from './source.ts';

const core = ['src/objects/', 'src/cluster/', 'src/kubectl/', 'src/lesson/', 'src/sandbox/', 'src/share/'];

/** The world outside: a clock, chance, waiting, a page. The core knows none of them. */
const outside = new Set([
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'requestAnimationFrame', 'Promise'],
  ...['window', 'document', 'navigator', 'localStorage', 'globalThis', 'fetch', 'performance', 'crypto', 'process'],
]);

const outsideMembers = new Set(['Date.now', 'Math.random']);

function nameIsDeclared(node: ts.Node): node is ts.NamedDeclaration & { readonly name: ts.Identifier } {
  const { name } = node as ts.NamedDeclaration;
  return name !== undefined && ts.isIdentifier(name) && !ts.isPropertyAccessExpression(node) && !isMember(node);
}

function isMember(node: ts.Node): boolean {
  return (
    ts.isPropertyAssignment(node) ||
    ts.isPropertySignature(node) ||
    ts.isMethodSignature(node) ||
    ts.isMethodDeclaration(node)
  );
}

/** Names that the file gives itself: a YAML `document` is not the page. */
function declaredIn(source: Source): ReadonlySet<string> {
  return new Set(nodesOf(source, nameIsDeclared).map((node) => node.name.text));
}

/** Is the identifier only the name of a member, as in `list.document`? */
function isMemberName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) || isMember(parent)) return (parent as { name?: ts.Node }).name === node;
  return ts.isBindingElement(parent) && parent.propertyName === node;
}

function whatIsOutside(node: ts.Node, declared: ReadonlySet<string>): string | undefined {
  if (ts.isAwaitExpression(node)) return 'await';
  if (node.kind === ts.SyntaxKind.AsyncKeyword) return 'async';
  if (ts.isForOfStatement(node) && node.awaitModifier) return 'for await';
  if (node.kind === ts.SyntaxKind.ImportKeyword && ts.isCallExpression(node.parent)) return 'import()';
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) return 'new Date()';
  if (ts.isPropertyAccessExpression(node) && outsideMembers.has(node.getText())) return node.getText();
  if (!ts.isIdentifier(node) || !outside.has(node.text) || declared.has(node.text)) return undefined;
  return isMemberName(node) ? undefined : node.text;
}

const noOutside: Rule = {
  title: 'the core knows no clock, no chance, no waiting and no page',
  check: (sources) =>
    codeUnder(sources, ...core).flatMap((source) => {
      const declared = declaredIn(source);
      const problems: string[] = [];
      walk(treeOf(source), (node) => {
        const what = whatIsOutside(node, declared);
        if (what) problems.push(problem(source, node, `uses ${what}`));
      });
      return problems;
    }),
  bad: [
    'const now = Date.now();',
    'const now = new Date();',
    'const luck = Math.random();',
    'setTimeout(tick, 10);',
    'const stop = setInterval;',
    'export async function tick() {}',
    'await tick();',
    'export function tick(): Promise<void> {}',
    'for await (const change of changes) tick();',
    "const { tick } = import('./clock.ts');",
    'window.title = 1;',
    'const { title } = document;',
    'const start = performance.now();',
  ].map((text) => ({ 'src/cluster/clock.ts': text })),
  good: [
    { 'src/ui/play.ts': 'requestAnimationFrame(() => Date.now());' },
    { 'src/cluster/clock.ts': '/** Not Date.now(), and no await. */\nexport const say = "no Promise, no window";' },
    { 'src/objects/manifest.ts': 'for (const document of documents) list.push(document.window);' },
    { 'src/objects/meta.ts': 'export const stamp = new Date(ms).toISOString();\nexport const list = { document: 1 };' },
  ],
};

const usesXState = (node: ts.Node): node is ts.ImportDeclaration | ts.ExportDeclaration =>
  (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) &&
  /^'xstate/.test(node.moduleSpecifier?.getText() ?? '');

const xstateOnlyInCluster: Rule = {
  title: 'XState stays in the cluster',
  check: (sources) =>
    codeUnder(sources, 'src/', 'lessons/')
      .filter(({ path }) => !path.startsWith('src/cluster/'))
      .flatMap((source) => nodesOf(source, usesXState).map((node) => problem(source, node, 'imports xstate'))),
  bad: [
    { 'src/ui/screen.ts': "import { createActor } from 'xstate';" },
    { 'src/stage/a.ts': "export type { StateValue } from 'xstate';" },
  ],
  good: [{ 'src/cluster/node.ts': "import { setup } from 'xstate';" }],
};

const machineFile = 'src/cluster/machine.ts';

/** What the file of a part may take from XState: enough to write a machine down, nothing to run one. */
const toWriteMachines = new Set(['setup', 'assign', 'enqueueActions']);

/** Members of a machine or an actor that run it or change it. */
const running = new Set([
  'transition',
  'getInitialSnapshot',
  'resolveState',
  'restoreSnapshot',
  'microstep',
  'getPersistedSnapshot',
]);

function isTypeOnly(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  return ts.isImportDeclaration(node)
    ? node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
    : node.isTypeOnly;
}

function namesTaken(node: ts.ImportDeclaration | ts.ExportDeclaration): readonly string[] {
  const list = ts.isImportDeclaration(node) ? node.importClause?.namedBindings : node.exportClause;
  if (!list || !('elements' in list)) return ['everything'];
  return list.elements
    .filter((element) => !element.isTypeOnly)
    .map(({ propertyName, name }) => (propertyName ?? name).text);
}

const onlyThroughMachine: Rule = {
  title: 'every XState machine is only reached through src/cluster/machine.ts',
  check: (sources) =>
    codeUnder(sources, 'src/')
      .filter(({ path }) => path !== machineFile)
      .flatMap((source) => [
        ...nodesOf(source, usesXState)
          .filter((node) => !isTypeOnly(node))
          .flatMap((node) => namesTaken(node).map((name) => ({ node, name })))
          .filter(({ name }) => !toWriteMachines.has(name))
          .map(({ node, name }) => problem(source, node, `takes ${name} from xstate`)),
        ...nodesOf(source, ts.isPropertyAccessExpression)
          .filter(
            (node) =>
              running.has(node.name.text) &&
              !source.path.startsWith('src/ui/') &&
              !source.path.startsWith('src/stage/'),
          )
          .map((node) => problem(source, node, `runs a machine: ${node.getText()}`)),
      ]),
  bad: [
    "import { transition } from 'xstate';",
    "import { initialTransition as begin } from 'xstate';",
    "import { setup, getNextSnapshot } from 'xstate';",
    "import * as xstate from 'xstate';",
    'const next = podWorker.transition(snapshot, signal, scope);',
    'const first = podWorker.getInitialSnapshot(scope);',
  ].map((text) => ({ 'src/cluster/kubelet/pod-worker.ts': text })),
  good: [
    {
      'src/cluster/node.ts': "import { assign, setup } from 'xstate';\nimport type { AnyStateMachine } from 'xstate';",
    },
    { [machineFile]: "import { transition } from 'xstate';\ntransition(machine, snapshot, signal);" },
  ],
};

const keepsStateOutside = new Set(['createActor', 'invoke', 'spawn', 'spawnChild', 'fromPromise', 'fromCallback']);

const noActors: Rule = {
  title: 'no actor lives in the cluster: nothing is invoked or spawned',
  check: (sources) =>
    codeUnder(sources, 'src/cluster/').flatMap((source) =>
      nodesOf(source, ts.isIdentifier)
        .filter((node) => keepsStateOutside.has(node.text))
        .map((node) => problem(source, node, `uses ${node.text}`)),
    ),
  bad: [
    { [machineFile]: "import { createActor } from 'xstate';" },
    { 'src/cluster/node.ts': "toolkit.createMachine({ invoke: { src: 'pull' } });" },
    { 'src/cluster/node.ts': 'assign({ worker: ({ spawn }) => spawn(podWorker) });' },
  ],
  good: [{ 'src/cluster/node.ts': '// upstream would spawn a worker here' }],
};

/** What the core may not know, and how machines are kept. */
export const coreRules: readonly Rule[] = [noOutside, xstateOnlyInCluster, onlyThroughMachine, noActors];
