import ts from 'typescript';
import { codeUnder, nodesOf, problem, treeOf } from './source.ts';
import type { Rule, Source } from './source.ts';

function isExported(node: ts.Node): boolean {
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}

function declares(statement: ts.Statement): readonly string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  const { name } = statement as ts.Statement & { readonly name?: ts.Node };
  return name ? [name.getText()] : [];
}

/** Names listed in `export { … }` without a `from`. */
function listedNames(tree: ts.SourceFile): ReadonlySet<string> {
  const lists = tree.statements.filter(ts.isExportDeclaration).filter((list) => !list.moduleSpecifier);
  const clauses = lists.flatMap(({ exportClause }) =>
    exportClause && ts.isNamedExports(exportClause) ? exportClause.elements : [],
  );
  return new Set(clauses.map(({ propertyName, name }) => (propertyName ?? name).getText()));
}

/** A sentence has at least two words and ends as sentences do; of overloads the first has it. */
function hasSentence(statement: ts.Node): boolean {
  const docs = ts.getJSDocCommentsAndTags(statement).filter(ts.isJSDoc);
  return docs.some(({ comment }) => /\S\s+\S[\s\S]*[.?!)…:”"]\s*$/.test(ts.getTextOfJSDocComment(comment) ?? ''));
}

function undocumented(source: Source): readonly string[] {
  const tree = treeOf(source);
  const listed = listedNames(tree);
  const told = new Set<string>();
  return tree.statements.flatMap((statement) => {
    const names = declares(statement);
    const counts = isExported(statement) || names.some((name) => listed.has(name));
    if (hasSentence(statement)) for (const name of names) told.add(name);
    const missing = counts ? names.filter((name) => !told.has(name)) : [];
    return missing.map((name) => problem(source, statement, `${name} has no sentence`));
  });
}

const sentences: Rule = {
  title: 'every export has a sentence',
  check: (sources) =>
    codeUnder(sources, 'src/')
      .filter(({ path }) => path.endsWith('.ts'))
      .flatMap(undocumented),
  bad: [
    'export function tick() {}',
    'export const limit = 1;',
    'export interface Timer {}',
    '/** */\nexport type Timer = number;',
    '/** Timer */\nexport type Timer = number;',
    '// The time of day.\nexport type Timer = number;',
    'const limit = 1;\nexport { limit };',
  ].map((text) => ({ 'src/cluster/clock.ts': text })),
  good: [
    { 'src/cluster/index.ts': "export { tick } from './clock.ts';\nfunction inner() {}" },
    { 'src/cluster/clock.ts': '/** Takes the next due thing. */\nexport function tick() {}' },
  ],
};

function lacksReturnType(statement: ts.Statement): boolean {
  if (!isExported(statement)) return false;
  if (ts.isFunctionDeclaration(statement)) return !statement.type;
  if (!ts.isVariableStatement(statement)) return false;
  return statement.declarationList.declarations.some(
    ({ type, initializer: it }) => !type && it && (ts.isArrowFunction(it) || ts.isFunctionExpression(it)) && !it.type,
  );
}

const returnTypes: Rule = {
  title: 'an exported function states what it returns',
  check: (sources) =>
    codeUnder(sources, 'src/').flatMap((source) =>
      treeOf(source)
        .statements.filter(lacksReturnType)
        .map((node) => problem(source, node, `${declares(node)[0]} does not state what it returns`)),
    ),
  bad: [
    { 'src/cluster/clock.ts': '/** Takes the next due thing. */\nexport function tick() {}' },
    { 'src/cluster/clock.ts': '/** Takes the next due thing. */\nexport const tick = () => 1;' },
  ],
  good: [
    { 'src/cluster/clock.ts': 'export function tick(): void {}\nfunction own() {}\nexport const at: At = () => 1;' },
  ],
};

const mayExportDefault = /^(lessons\/[^/]+\/lesson\.ts|[^/]+\.config\.(ts|js))$/;

const namedExports: Rule = {
  title: 'exports have names; only lessons and configurations are defaults',
  check: (sources) =>
    sources
      .filter(({ path }) => /\.(ts|js)$/.test(path) && !mayExportDefault.test(path))
      .flatMap((source) =>
        treeOf(source)
          .statements.filter((node) => ts.isExportAssignment(node) || isDefault(node))
          .map((node) => problem(source, node, 'exports a default')),
      ),
  bad: [
    { 'src/cluster/clock.ts': 'export default 1;' },
    { 'src/cluster/clock.ts': 'export default function tick() {}' },
    { 'lessons/01-in-order/more.ts': 'export default {};' },
  ],
  good: [{ 'lessons/01-in-order/lesson.ts': 'export default {};', 'vite.config.ts': 'export default {};' }],
};

function isDefault(node: ts.Node): boolean {
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)
  );
}

function heavyWord(node: ts.Node, path: string): string | undefined {
  if (ts.isClassLike(node)) return 'class';
  if (ts.isEnumDeclaration(node)) return 'enum';
  if (ts.isModuleDeclaration(node) && !path.endsWith('.d.ts')) return 'namespace';
  return node.kind === ts.SyntaxKind.AnyKeyword && path !== 'src/cluster/machine.ts' ? 'any' : undefined;
}

const plainFunctions: Rule = {
  title: 'plain functions and readonly data: no class, no enum, no namespace, no any',
  check: (sources) =>
    codeUnder(sources, 'src/', 'lessons/', 'tests/').flatMap((source) =>
      nodesOf(source, (node): node is ts.Node => heavyWord(node, source.path) !== undefined).map((node) =>
        problem(source, node, `uses ${heavyWord(node, source.path) ?? ''}`),
      ),
    ),
  bad: [
    'class Clock {}',
    'const Clock = class {};',
    'enum Size { small }',
    'namespace Clock {}',
    'const clock = now as any;',
  ].map((text) => ({ 'src/cluster/clock.ts': text })),
  good: [
    { 'src/cluster/machine.ts': 'const actor = scope as any;' },
    { 'src/stage/a.ts': "mark.attr('class', 'any');" },
  ],
};

/** What is exported and how it is written. */
export const exportRules: readonly Rule[] = [sentences, returnTypes, namedExports, plainFunctions];
