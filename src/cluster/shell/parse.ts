/**
 * From tokens to the phrases of a script, by the POSIX grammar (2.10). Left out: functions, `case`, `&`, here-documents; they are refused
 * like words that stand where they may not.
 */
import { entry } from '../../objects/index.ts';
import { endOfFile } from './script.ts';
import type { Phrase, Redirection, Script, SimplePhrase, Word } from './script.ts';
import { tokensOf } from './tokens.ts';
import type { Token } from './tokens.ts';
import { trouble, troubleIn } from './trouble.ts';

interface Reading {
  tokens: readonly Token[];
  at: number;
  /** How many phrases are open around this one. */
  depth: number;
  /** The word that stands where none may. */
  unexpected?: { readonly unexpected: string; readonly line: number };
}

/** Reads a script. */
export function readScript(text: string): Script {
  const reading: Reading = { tokens: [], at: 0, depth: 0 };
  try {
    reading.tokens = tokensOf(text);
    const phrase = list(reading, []);
    if (reading.at < reading.tokens.length) unexpected(reading);
    return { phrase };
  } catch (error) {
    troubleIn(error);
    return reading.unexpected ?? { unexpected: endOfFile, line: text.split('\n').length };
  }
}

// Nobody writes so many brackets into each other; each of them is a step deeper for whoever reads them.
const depthMax = 100;

/** Ends the reading: the line and the word. */
function unexpected(reading: Reading): never {
  const { tokens, at } = reading;
  const { line } = tokens[at] ?? tokens.at(-1) ?? { line: 1 };
  reading.unexpected = { unexpected: wordFor(tokens[at]), line };
  return trouble('syntax error');
}

function wordFor(token: Token | undefined): string {
  if (!token) return endOfFile;
  const word = 'operator' in token ? token.operator : 'bare' in token ? (token.bare ?? 'word') : 'redirection';
  return word === '\n' ? 'newline' : word;
}

function operatorHere({ tokens, at }: Reading): string | undefined {
  const token = tokens[at];
  return token && 'operator' in token ? token.operator : undefined;
}

/** The word that stands here without quotes, where a reserved word may stand. */
function bareHere({ tokens, at }: Reading): string | undefined {
  const token = tokens[at];
  return token && 'bare' in token ? token.bare : undefined;
}

function take(reading: Reading, word: string): void {
  if (bareHere(reading) !== word && operatorHere(reading) !== word) unexpected(reading);
  reading.at += 1;
}

function skipSeparators(reading: Reading): void {
  while (operatorHere(reading) === ';' || operatorHere(reading) === '\n') reading.at += 1;
}

function skipLines(reading: Reading): void {
  while (operatorHere(reading) === '\n') reading.at += 1;
}

/** Commands up to one of the words that end it. */
function list(reading: Reading, ends: readonly string[]): Phrase {
  const phrases: Phrase[] = [];
  skipSeparators(reading);
  while (reading.at < reading.tokens.length && !ends.includes(bareHere(reading) ?? operatorHere(reading) ?? '')) {
    phrases.push(andOr(reading));
    const before = reading.at;
    skipSeparators(reading);
    const isOver = reading.at >= reading.tokens.length || ends.includes(operatorHere(reading) ?? '');
    if (reading.at === before && !isOver) unexpected(reading);
  }
  if (phrases.length === 0 && ends.length > 0) unexpected(reading);
  return phrases.length === 1 ? phrases[0]! : { kind: 'list', phrases };
}

function andOr(reading: Reading): Phrase {
  let left = pipeline(reading);
  for (;;) {
    const operator = operatorHere(reading);
    if (operator !== '&&' && operator !== '||') return left;
    reading.at += 1;
    skipLines(reading);
    left = { kind: operator === '&&' ? 'and' : 'or', left, right: pipeline(reading) };
  }
}

function pipeline(reading: Reading): Phrase {
  let isNegated = false;
  while (bareHere(reading) === '!') {
    isNegated = !isNegated;
    reading.at += 1;
  }
  const phrases = [command(reading)];
  while (operatorHere(reading) === '|') {
    reading.at += 1;
    skipLines(reading);
    phrases.push(command(reading));
  }
  return phrases.length === 1 && !isNegated ? phrases[0]! : { kind: 'pipe', phrases, isNegated };
}

/** Words that open, divide or close a compound command, and stand for nothing else where a command begins. */
const closing = new Set(['then', 'elif', 'else', 'fi', 'do', 'done', '}', 'esac', 'case', 'function']);

const compounds: Readonly<Record<string, (reading: Reading) => Phrase>> = {
  if: ifPhrase,
  while: (reading) => whilePhrase(reading, false),
  until: (reading) => whilePhrase(reading, true),
  for: forPhrase,
  '{': (reading) => enclosed(reading, 'group', '}'),
  '(': (reading) => enclosed(reading, 'subshell', ')'),
};

function command(reading: Reading): Phrase {
  const word = bareHere(reading) ?? operatorHere(reading) ?? '';
  const compound = entry(compounds, word);
  if (!compound) return simple(reading);
  if (++reading.depth > depthMax) unexpected(reading);
  reading.at += 1;
  const phrase = compound(reading);
  reading.depth -= 1;
  const redirections = redirectionsHere(reading);
  if (phrase.kind === 'group' || phrase.kind === 'subshell') return { ...phrase, redirections };
  return redirections.length > 0 ? { kind: 'group', body: phrase, redirections } : phrase;
}

function ifPhrase(reading: Reading): Phrase {
  const branches: [Phrase, Phrase][] = [];
  do {
    if (branches.length > 0) reading.at += 1;
    const test = list(reading, ['then']);
    take(reading, 'then');
    branches.push([test, list(reading, ['elif', 'else', 'fi'])]);
  } while (bareHere(reading) === 'elif');
  if (bareHere(reading) !== 'else') {
    take(reading, 'fi');
    return { kind: 'if', branches };
  }
  reading.at += 1;
  const otherwise = list(reading, ['fi']);
  take(reading, 'fi');
  return { kind: 'if', branches, otherwise };
}

function body(reading: Reading): Phrase {
  take(reading, 'do');
  const inside = list(reading, ['done']);
  take(reading, 'done');
  return inside;
}

function whilePhrase(reading: Reading, isUntil: boolean): Phrase {
  const test = list(reading, ['do']);
  return { kind: 'while', isUntil, test, body: body(reading) };
}

function forPhrase(reading: Reading): Phrase {
  const name = bareHere(reading);
  if (name === undefined || !/^[A-Za-z_]\w*$/.test(name)) unexpected(reading);
  reading.at += 1;
  skipLines(reading);
  const words: Word[] = [];
  if (bareHere(reading) !== 'in') words.push([{ variable: '@', isQuoted: true }]);
  else {
    reading.at += 1;
    for (let token = reading.tokens[reading.at]; token && 'word' in token; token = reading.tokens[reading.at]) {
      words.push(token.word);
      reading.at += 1;
    }
  }
  skipSeparators(reading);
  return { kind: 'for', name, words, body: body(reading) };
}

function enclosed(reading: Reading, kind: 'group' | 'subshell', close: string): Phrase {
  const inside = list(reading, [close]);
  take(reading, close);
  return { kind, body: inside, redirections: [] };
}

function redirectionsHere(reading: Reading): Redirection[] {
  const redirections: Redirection[] = [];
  for (let found = redirectionHere(reading); found; found = redirectionHere(reading)) redirections.push(found);
  return redirections;
}

function redirectionHere(reading: Reading): Redirection | undefined {
  const token = reading.tokens[reading.at];
  if (!token || !('mode' in token)) return undefined;
  const target = reading.tokens[reading.at + 1];
  if (!target || !('word' in target)) {
    reading.at += 1;
    unexpected(reading);
  }
  reading.at += 2;
  return { stream: token.stream, mode: token.mode, to: target.word };
}

const assignment = /^([A-Za-z_]\w*)=/;

function simple(reading: Reading): SimplePhrase {
  const assignments: [string, Word][] = [];
  const words: Word[] = [];
  const redirections: Redirection[] = [];
  if (closing.has(bareHere(reading) ?? '')) unexpected(reading);
  for (;;) {
    redirections.push(...redirectionsHere(reading));
    const token = reading.tokens[reading.at];
    if (!token || !('word' in token)) break;
    const name = words.length === 0 ? nameAssigned(token.word) : undefined;
    if (name !== undefined) assignments.push([name, valueAssigned(token.word, name)]);
    else words.push(token.word);
    reading.at += 1;
    if (token.bare === '[[' && words.length === 1) words.push(...conditionHere(reading));
  }
  if (assignments.length + words.length + redirections.length === 0) unexpected(reading);
  return { kind: 'simple', assignments, words, redirections };
}

function nameAssigned([first]: Word): string | undefined {
  return first && 'text' in first && !first.isQuoted ? assignment.exec(first.text)?.[1] : undefined;
}

function valueAssigned([first, ...others]: Word, name: string): Word {
  const text = first && 'text' in first ? first.text.slice(name.length + 1) : '';
  return [...(text === '' && others.length > 0 ? [] : [{ text, isQuoted: true }]), ...others];
}

/** Inside `[[ … ]]` operators are words like others; an expression behind `=~` goes on up to a blank. */
function conditionHere(reading: Reading): readonly Word[] {
  const words: Word[] = [];
  for (;;) {
    const token = reading.tokens[reading.at] ?? unexpected(reading);
    reading.at += 1;
    const mark = 'operator' in token ? token.operator : 'mode' in token ? token.mode : '';
    const word: Word = 'word' in token ? token.word : [{ text: mark, isQuoted: false }];
    const isExpression = words.at(-2)?.some((piece) => 'text' in piece && piece.text === '=~');
    if (isExpression && token.isGlued) words.push([...(words.pop() ?? []), ...word]);
    else words.push(word);
    if ('bare' in token && token.bare === ']]') return words;
  }
}
