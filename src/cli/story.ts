import type { Millis } from '../objects/index.ts';
import { readDuration } from './durations.ts';

/** One thing that a story says, with the lines it stands in. What it expects as answers is not part of it. */
export type Passage = { readonly lines: readonly string[] } & (
  | { readonly kind: 'remark' }
  | { readonly kind: 'command'; readonly line: string; readonly stdin?: string }
  | { readonly kind: 'pass'; readonly duration: Millis }
  | { readonly kind: 'rest' }
);

/** A story, or what is wrong with it. */
export type Story = { readonly passages: readonly Passage[] } | { readonly problem: string };

/** Reads a story: plain text whose lines say by their first two characters what they are. */
export function readStory(text: string): Story {
  const lines = text.replace(/\r\n/g, '\n').replace(/\n$/, '').split('\n');
  const passages: Passage[] = [];
  for (let index = 0; index < lines.length;) {
    const passage = readPassage(lines, index);
    if (typeof passage === 'string') return { problem: `line ${index + 1}: ${passage}` };
    if (passage) passages.push(passage);
    index += passage?.lines.length ?? 1;
  }
  return { passages };
}

/** The passage that begins at this line; nothing for a line of an answer; a sentence when the line is none of a story's. */
function readPassage(lines: readonly string[], index: number): Passage | string | undefined {
  const line = lines[index] ?? '';
  if (isAnswer(lines, index)) return undefined;
  if (line.trim() === '' || line.startsWith('#')) return { kind: 'remark', lines: [line] };
  if (line.startsWith('$ ')) return readCommand(lines, index);
  if (line.startsWith('+ ')) return readPass(line);
  return `"${line.slice(0, 40)}" begins with none of "$ ", "+ ", "# ", "[1] " and two blanks`;
}

/** An empty line belongs to an answer when the answer goes on behind it. */
function isAnswer(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? '';
  if (line !== '') return line.startsWith('  ') || /^\[\d+\]( |$)/.test(line);
  const next = lines.findIndex((other, place) => place > index && other !== '');
  const before = lines[index - 1] ?? '';
  return (
    next > 0 &&
    (lines[next] ?? '').startsWith('  ') &&
    (before === '' ? isAnswer(lines, index - 1) : before.startsWith('  '))
  );
}

const hereDocument = /\s*<<(-?)\s*(['"]?)(\w+)\2/;

function readCommand(lines: readonly string[], index: number): Passage | string {
  const first = lines[index] ?? '';
  const [whole = '', dash, , word = ''] = hereDocument.exec(first) ?? [];
  const line = first.slice(2).replace(whole, '').trim();
  if (!whole) return { kind: 'command', line, lines: [first] };
  const bare = (text: string): string => (dash ? text.replace(/^\t+/, '') : text);
  const end = lines.findIndex((other, place) => place > index && bare(other) === word);
  if (end < 0) return `the here-document has no end word ${word}`;
  const stdin = lines.slice(index + 1, end).map((text) => `${bare(text)}\n`);
  return { kind: 'command', line, stdin: stdin.join(''), lines: lines.slice(index, end + 1) };
}

function readPass(line: string): Passage | string {
  const what = line.slice(2).trim();
  if (what === 'rest') return { kind: 'rest', lines: [line] };
  const duration = readDuration(what);
  return duration === undefined
    ? `"${what}" is not a duration such as 30s, 1m30s or 500ms, nor the word rest`
    : { kind: 'pass', duration, lines: [line] };
}
