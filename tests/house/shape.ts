import ts from 'typescript';
import { nodesOf, treeOf, walk } from './source.ts';
import type { Source } from './source.ts';

/** A function with a body, however it is written. */
export type FunctionNode = ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction | ts.MethodDeclaration;

function isFunction(node: ts.Node): node is FunctionNode {
  const kinds = [ts.isFunctionDeclaration, ts.isFunctionExpression, ts.isArrowFunction, ts.isMethodDeclaration];
  return kinds.some((is) => is(node)) && (node as FunctionNode).body !== undefined;
}

/** All functions of a file. */
export function functionsOf(source: Source): readonly FunctionNode[] {
  return nodesOf(source, isFunction);
}

/** The name a function is known by; nothing for a closure that is passed on. */
export function nameOf(node: FunctionNode): string | undefined {
  if (node.name) return node.name.getText();
  const { parent } = node;
  return ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) ? parent.name.getText() : undefined;
}

/** How many lines a node takes, its comment left out. */
export function linesOf(source: Source, node: ts.Node): number {
  const tree = treeOf(source);
  const line = (position: number): number => tree.getLineAndCharacterOfPosition(position).line;
  return line(node.end) - line(node.getStart(tree)) + 1;
}

/** How many lines a file has. */
export function lengthOf({ text }: Source): number {
  return text.trimEnd().split('\n').length;
}

function goesDeeper(node: ts.Node): boolean {
  if (ts.isIfStatement(node)) return !(ts.isIfStatement(node.parent) && node.parent.elseStatement === node);
  return ts.isIterationStatement(node, false) || ts.isSwitchStatement(node) || ts.isTryStatement(node);
}

/** How deep if, for, switch and try lie in each other within one function; else-if is not deeper. */
export function nestingOf(node: FunctionNode): number {
  const depth = (at: ts.Node): number => {
    if (at !== node && isFunction(at)) return 0;
    let deepest = 0;
    ts.forEachChild(at, (child) => {
      deepest = Math.max(deepest, depth(child));
    });
    return deepest + (goesDeeper(at) ? 1 : 0);
  };
  return depth(node);
}

/** How many lines of a file are comment, and how many code; blank lines are neither. */
export function commentLines(source: Source): { readonly comment: number; readonly code: number } {
  const tree = treeOf(source);
  const lines = tree.text.split('\n');
  const code = new Set<number>();
  walk(tree, (node) => {
    if (node.getChildCount(tree) > 0 || node.kind === ts.SyntaxKind.EndOfFileToken) return;
    if (node.kind >= ts.SyntaxKind.FirstJSDocNode && node.kind <= ts.SyntaxKind.LastJSDocNode) return;
    const from = tree.getLineAndCharacterOfPosition(node.getStart(tree)).line;
    const to = tree.getLineAndCharacterOfPosition(node.end).line;
    for (let line = from; line <= to; line++) code.add(line);
  });
  const comment = lines.filter((line, number) => !code.has(number) && /^\s*(\/\/|\/?\*)/.test(line)).length;
  const filled = lines.filter((line) => line.trim() !== '').length;
  return { comment, code: filled - comment };
}
