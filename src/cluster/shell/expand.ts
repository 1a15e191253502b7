/** What words stand for: variables, results of scripts, sums; then fields, then names of files (POSIX 2.6). Left out: `~`, ranges in braces. */
import { readGlob } from '../glob.ts';
import type { Glob } from '../glob.ts';
import { valueOf } from './arithmetic.ts';
import { trimmed } from './patterns.ts';
import type { Piece, Word } from './script.ts';
import { wordOf } from './tokens.ts';
import { trouble } from './trouble.ts';

/** What a word is expanded with. */
export interface Scope {
  readonly value: (name: string) => string | undefined;
  /** `$1`, `$2` … */
  readonly args: readonly string[];
  readonly assign: (name: string, value: string) => void;
  /** What the scripts inside the words have printed, in their order. */
  readonly printed: readonly string[];
  /** The paths that a pattern fits. */
  readonly paths: (pattern: Glob, from: string) => readonly string[];
}

/** The scripts inside a word, in the order in which they run. */
export function scriptsIn(word: Word): readonly string[] {
  return word.flatMap((piece) => {
    if ('script' in piece) return [piece.script];
    return 'variable' in piece && piece.operand ? scriptsIn(wordOf(piece.operand, piece.isQuoted)) : [];
  });
}

interface Expansion {
  readonly scope: Scope;
  /** How many of the scripts have been used. */
  used: number;
}

/** An expansion of several words one after the other. */
export function expansion(scope: Scope): Expansion {
  return { scope, used: 0 };
}

/** The word as one text, as an assignment or a file's name has it. */
export function textOf(expanding: Expansion, word: Word): string {
  return word.map((piece) => valueOfPiece(expanding, piece)).join('');
}

interface Field {
  text: string;
  isPattern: boolean;
}

/** The fields that the word becomes: none, one or many. */
export function fieldsOf(expanding: Expansion, word: Word): readonly string[] {
  if (isAllArguments(word) && expanding.scope.args.length === 0) return [];
  const fields: Field[] = [];
  let isOpen = false;
  const add = (text: string, isPattern = false): void => {
    const last = isOpen ? fields.at(-1) : undefined;
    if (last) Object.assign(last, { text: last.text + text, isPattern: last.isPattern || isPattern });
    else fields.push({ text, isPattern });
    isOpen = true;
  };
  for (const piece of word) {
    if (isAll(piece)) {
      expanding.scope.args.forEach((text, place) => {
        isOpen = isOpen && place === 0;
        add(text);
      });
      continue;
    }
    const value = valueOfPiece(expanding, piece);
    if (piece.isQuoted || 'text' in piece) {
      add(value, !piece.isQuoted && /[*?[]/.test(value));
      continue;
    }
    // What a variable holds is split at its blanks; the first and the last piece belong to what stands beside it.
    value.split(/[ \t\n]+/).forEach((part, place) => {
      isOpen = isOpen && place === 0;
      if (part !== '') add(part);
    });
  }
  return fields.flatMap(({ text, isPattern }) => (isPattern ? pathsOf(expanding.scope, text) : [text]));
}

/** `"$@"`: each argument is a field of its own. */
function isAll(piece: Piece): boolean {
  return 'variable' in piece && piece.variable === '@' && piece.isQuoted && piece.operator === undefined;
}

function isAllArguments(word: Word): boolean {
  return word.some(isAll) && word.every((piece) => isAll(piece) || ('text' in piece && piece.text === ''));
}

/** A pattern that fits nothing stands for itself. */
function pathsOf({ paths }: Scope, text: string): readonly string[] {
  const found = paths(readGlob(text, '/'), text);
  return found.length > 0 ? found : [text];
}

function valueOfPiece(expanding: Expansion, piece: Piece): string {
  const { scope } = expanding;
  if ('text' in piece) return piece.text;
  if ('script' in piece) return (scope.printed[expanding.used++] ?? '').replace(/\n+$/, '');
  if ('sum' in piece) return String(valueOf(piece.sum, (name) => scope.value(name) ?? ''));
  return variableOf(expanding, piece);
}

type Variable = Extract<Piece, { variable: string }>;

function variableOf(expanding: Expansion, { variable, operator, operand = '', isQuoted }: Variable): string {
  const { value, assign } = expanding.scope;
  const given = value(variable);
  if (operator === undefined) return given ?? '';
  if (operator === 'length') return String(given?.length ?? 0);
  if (operator === 'bad') trouble(`\${${operand}}: bad substitution`);
  const other = textOf(expanding, wordOf(operand, isQuoted));
  if (/^[#%]/.test(operator)) return trimmed(given ?? '', operator, other);
  const isThere = given !== undefined && !(operator.startsWith(':') && given === '');
  if (operator.endsWith('+')) return isThere ? other : '';
  if (isThere) return given;
  if (operator.endsWith('?')) trouble(`${variable}: ${other || 'parameter not set'}`);
  if (operator.endsWith('=')) assign(variable, other);
  return other;
}
