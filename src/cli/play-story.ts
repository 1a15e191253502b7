import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Millis } from '../objects/index.ts';
import type { Sandbox, TerminalEntry } from '../sandbox/index.ts';
import { showDuration } from './durations.ts';
import type { Passage } from './story.ts';

/** A command of a played story with all that it answered, in the end. */
export interface Told {
  readonly at: Millis;
  readonly command: string;
  out: string;
  err: string;
  /** Not there for a command that was still running when the story ended. */
  code?: number;
}

/** A story as it was played: its text with the real answers, and its commands. */
export interface PlayedStory {
  readonly lines: readonly string[];
  readonly transcript: readonly Told[];
}

interface Play {
  readonly sandbox: Sandbox;
  readonly folder: string;
  readonly remark: (text: string) => void;
  readonly lines: string[];
  readonly told: Map<number, Told>;
  /** Commands that run beside the others: job to the number that the story knows it by. */
  readonly beside: Map<number, number>;
  /** How much of the transcript has been printed. */
  heard: number;
}

/** Plays a story on a sandbox; manifests are looked up in `folder`, remarks are for standard error. */
export function playStory(
  passages: readonly Passage[],
  sandbox: Sandbox,
  folder: string,
  remark: (text: string) => void,
): PlayedStory {
  const heard = sandbox.transcript.length;
  const play: Play = { sandbox, folder, remark, lines: [], told: new Map(), beside: new Map(), heard };
  for (const passage of passages) {
    play.lines.push(...passage.lines);
    if (passage.kind === 'command') command(play, passage.line, passage.stdin);
    if (passage.kind === 'pass') sandbox.seek(sandbox.now + passage.duration);
    if (passage.kind === 'rest') rest(play);
    hear(play);
  }
  return { lines: play.lines, transcript: [...play.told.values()] };
}

// What has not come to its end by then never will.
const patienceMs = 3_600_000;

function command(play: Play, line: string, stdin?: string): void {
  const { sandbox, told, beside } = play;
  const at = sandbox.now;
  // What is typed to a container, and what stands behind --, names files that lie there.
  const own = sandbox.prompt === '$ ' ? line.replace(/\s--\s.*$/s, '') : '';
  const files = { ...filesOf(own, play.folder), ...(stdin === undefined ? {} : { '-': stdin }) };
  const { job } = sandbox.act(Object.keys(files).length > 0 ? { line, files } : { line });
  // A line for a command that hears lines belongs to that command.
  if (!told.has(job)) told.set(job, { at, command: line, out: '', err: '' });
  if (/(^|[^&])&$/.test(line)) {
    beside.set(job, beside.size + 1);
    play.lines.push(`  [${beside.size}]`);
    return;
  }
  if (sandbox.seek(at + patienceMs, () => sandbox.prompt === undefined) && sandbox.prompt === undefined) {
    play.remark(`"${line}" has not ended after ${showDuration(patienceMs)}; it is interrupted.`);
    sandbox.act({ line: '^C' });
  }
}

function rest(play: Play): void {
  const { sandbox } = play;
  const until = sandbox.now + patienceMs;
  while (sandbox.now < until) if (!sandbox.tick()) return;
  play.remark(`Something is still due after ${showDuration(patienceMs)}; the story goes on.`);
}

/** The files that a line names and the folder has, by the names that the line gives them; a folder brings its manifests. */
function filesOf(line: string, folder: string): Record<string, string> {
  const words = line.split(/[\s=,]+/).map((word) => word.replace(/^-f(?=.)|^['"]?@?|['"]$/g, ''));
  const files: Record<string, string> = {};
  for (const word of words) {
    const path = resolve(folder, word);
    if (!/[\w]/.test(word) || !existsSync(path)) continue;
    const standing = statSync(path);
    if (standing.isFile()) files[word] = readFileSync(path, 'utf8');
    else if (standing.isDirectory()) Object.assign(files, manifestsIn(word, path));
  }
  return files;
}

function manifestsIn(word: string, path: string): Record<string, string> {
  const names = readdirSync(path).filter((name) => /\.(ya?ml|json)$/.test(name));
  return Object.fromEntries(names.sort().map((name) => [join(word, name), readFileSync(join(path, name), 'utf8')]));
}

/** Prints what the terminal has printed since, and keeps it for the transcript. */
function hear(play: Play): void {
  const { transcript } = play.sandbox;
  for (const entry of transcript.slice(play.heard)) {
    const told = play.told.get(entry.job);
    if (told) keep(told, entry);
    const number = play.beside.get(entry.job);
    const before = number === undefined ? '  ' : `[${number}] `;
    play.lines.push(...shown(entry).map((line) => before + line));
  }
  play.heard = transcript.length;
}

function keep(told: Told, { stream, text, code }: TerminalEntry): void {
  if (stream === 'out') told.out += text;
  if (stream === 'err') told.err += text;
  if (stream === 'end') told.code = code ?? 0;
}

function shown({ stream, text, code }: TerminalEntry): readonly string[] {
  if (stream === 'end') return code ? [`= ${code}`] : [];
  if ((stream !== 'out' && stream !== 'err') || text === '') return [];
  const mark = stream === 'err' ? '! ' : '';
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => mark + line);
}
