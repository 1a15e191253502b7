import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A file of the house: where it is, seen from the top, with slashes; and its text. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/** A rule of the house, with small houses that break it: a rule that was never seen failing may be asleep. */
export interface Rule {
  readonly title: string;
  /** What breaks the rule, one line each. */
  check(sources: readonly Source[]): readonly string[];
  /** Path to text; each of these must be seen. */
  readonly bad: readonly Readonly<Record<string, string>>[];
  /** These look bad and are not. */
  readonly good?: readonly Readonly<Record<string, string>>[];
}

const notOurs = new Set(['node_modules', '.git', 'dist', 'coverage', 'test-results', '.cache', 'paraglide']);
const notText = /\.(png|ico|jpg|webp|gz|woff2?)$/;

/** Every text file of the repository that people write or keep. */
export function readHouse(folder = '.'): readonly Source[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name).replaceAll('\\', '/');
    if (notOurs.has(entry.name) || notText.test(entry.name)) return [];
    if (entry.isDirectory()) return readHouse(path);
    return entry.isFile() ? [{ path, text: readFileSync(path, 'utf8') }] : [];
  });
}

/** A small house written down in a rule. */
export function houseOf(files: Readonly<Record<string, string>>): readonly Source[] {
  return Object.entries(files).map(([path, text]) => ({ path, text }));
}

/** TypeScript and components under these folders. */
export function codeUnder(sources: readonly Source[], ...folders: readonly string[]): readonly Source[] {
  return sources.filter(({ path }) => /\.(ts|svelte)$/.test(path) && folders.some((folder) => path.startsWith(folder)));
}

const parsed = new WeakMap<Source, ts.SourceFile>();

/** The syntax tree of a file; of a component, that of its scripts. */
export function treeOf(source: Source): ts.SourceFile {
  const known = parsed.get(source);
  if (known) return known;
  const text = source.path.endsWith('.svelte') ? scriptsOf(source.text) : source.text;
  const tree = ts.createSourceFile(source.path, text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS);
  parsed.set(source, tree);
  return tree;
}

/** Everything outside the scripts becomes blank, so that lines keep their numbers. */
function scriptsOf(component: string): string {
  let script = false;
  return component
    .split('\n')
    .map((line) => {
      const opens = /^\s*<script\b.*>/.test(line);
      if (opens || line.includes('</script>')) script = opens;
      return script && !opens ? line : '';
    })
    .join('\n');
}

/** Walks a syntax tree from the top, parents first. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

/** All nodes of a file of which `is` holds. */
export function nodesOf<T extends ts.Node>(source: Source, is: (node: ts.Node) => node is T): readonly T[] {
  const found: T[] = [];
  walk(treeOf(source), (node) => {
    if (is(node)) found.push(node);
  });
  return found;
}

/** The line of a node, counted from 1. */
export function lineOf(source: Source, node: ts.Node): number {
  const tree = treeOf(source);
  return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
}

/** How a broken rule is reported. */
export function problem(source: Source, node: ts.Node, what: string): string {
  return `${source.path}:${lineOf(source, node)} ${what}`;
}
