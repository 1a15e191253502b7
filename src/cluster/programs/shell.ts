/**
 * What a command line such as `sleep 30` or `sh -c "touch /tmp/ok; sleep 30"` will do, worked out beforehand, so that nothing has to be
 * run step by step. Left out: everything but a row of simple commands; a script with anything else in it, or one that prints
 * something, is run by `src/cluster/shell`, or left to the program of the image.
 */
import { entry } from '../../objects/index.ts';
import type { Millis } from '../../objects/index.ts';
import type { Process, ReadFile, Run } from './program.ts';
import type { FileChange } from './request.ts';

interface Course {
  readonly changes: (FileChange & { readonly afterMs: Millis })[];
  atMs: Millis;
  exitCode: number;
  isOver: boolean;
  /** It prints something. */
  isHeard: boolean;
}

type Command = (words: readonly string[], course: Course, read: ReadFile) => void;

/** THE TABLE of commands that a script may have. */
const commands: Readonly<Record<string, Command>> = {
  sleep: (words, course) => {
    course.atMs += sleepMs(words.slice(1));
  },
  exit: ([, code = '0'], course) => {
    course.exitCode = Number(code) & 255;
    course.isOver = true;
  },
  true: succeed,
  ':': succeed,
  false: (_, course) => {
    course.exitCode = 1;
  },
  echo: print,
  printf: print,
  date: print,
  hostname: print,
  mkdir: succeed,
  chmod: succeed,
  chown: succeed,
  set: succeed,
  touch: (words, course, read) => {
    for (const path of pathsIn(words)) put(course, { path, text: read(path) ?? '' });
  },
  rm: (words, course) => {
    for (const path of pathsIn(words)) put(course, { path });
  },
  cat: lookFor,
  ls: lookFor,
};

function succeed(_: readonly string[], course: Course): void {
  course.exitCode = 0;
}

function print(_: readonly string[], course: Course): void {
  course.exitCode = 0;
  course.isHeard = true;
}

function pathsIn(words: readonly string[]): readonly string[] {
  return words.slice(1).filter((word) => !word.startsWith('-'));
}

function put(course: Course, change: FileChange): void {
  course.changes.push({ ...change, afterMs: course.atMs });
  course.exitCode = 0;
}

function lookFor(words: readonly string[], course: Course, read: ReadFile): void {
  course.isHeard = true;
  course.exitCode = pathsIn(words).every((path) => read(path) !== undefined) ? 0 : 1;
}

const unitsMs: Readonly<Record<string, Millis>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
// Longer than anybody watches, and still a number that a timer takes.
const forEverMs = 10 * 365 * 86_400_000;

function sleepMs(words: readonly string[]): Millis {
  const sum = words.reduce((total, word) => {
    const [, count, unit = 's'] = /^(\d*\.?\d+)([smhd]?)$/.exec(word) ?? [];
    if (count === undefined) return word === 'infinity' || word === 'inf' ? forEverMs : total;
    return total + Number(count) * (unitsMs[unit || 's'] ?? 1000);
  }, 0);
  return Math.min(sum, forEverMs);
}

/** The script of `sh -c SCRIPT`, if the command is one. */
function scriptOf([shell = '', ...words]: readonly string[]): string | undefined {
  if (!/^(\/bin\/|\/usr\/bin\/)?(ba|a|da)?sh$/.test(shell)) return undefined;
  const at = words.findIndex((word) => /^-\w*c$/.test(word));
  return at < 0 ? undefined : words[at + 1];
}

/** Does nothing, for ever. */
const idle =
  /^\s*(?:while\s+(?:true|:)\s*[;\n]\s*do\s+sleep\s+\S+?\s*[;\n]\s*done|tail\s+-[fF]\s+\/dev\/null|trap\s.*sleep\s+inf\w*)\s*;?\s*$/;
/** What makes a script more than a row of simple commands. */
const involved = /[|<`(){}[\]&*?]|\$[(#?@!]|\d>|(^|[\s;])(if|while|until|for|case|export|cd|set|trap)\s/;

/** What will be done, and whether something is printed with it. */
type Foreseen = Run & { readonly isHeard?: true };

/** What the command will do; nothing when it is more than can be worked out. */
export function courseOf(process: Process, read: ReadFile): Foreseen | undefined {
  const { command, env } = process;
  const script = scriptOf(command);
  if (script === undefined) return runAll([command], read);
  if (idle.test(script)) return {};
  const plain = script.replaceAll('$(hostname)', process.host).replaceAll('&&', '\n');
  if (involved.test(plain.replace(/\$\{\w+\}|"[^"$`]*"|'[^']*'/g, ''))) return undefined;
  const expanded = plain.replace(/\$\{?(\w+)\}?/g, (_, name: string) => entry(env, name) ?? '');
  const lines = expanded.split(/\s*(?:;|\n)\s*/).filter((line) => line !== '');
  return runAll(
    lines.map((line) => line.match(/"[^"]*"|'[^']*'|>>|>|[^\s>]+/g)?.map(unquoted) ?? []),
    read,
  );
}

function unquoted(word: string): string {
  return /^(["']).*\1$/s.test(word) ? word.slice(1, -1) : word;
}

function runAll(lines: readonly (readonly string[])[], read: ReadFile): Foreseen | undefined {
  const course: Course = { changes: [], atMs: 0, exitCode: 0, isOver: false, isHeard: false };
  const readNow: ReadFile = (path) => {
    const changed = course.changes.findLast((change) => change.path === path);
    return changed ? changed.text : read(path);
  };
  for (const line of lines) {
    if (!runOne(line, course, readNow)) return undefined;
    if (course.isOver) break;
  }
  const ends = course.atMs >= forEverMs ? {} : { ends: { afterMs: course.atMs, exitCode: course.exitCode } };
  const { changes, isHeard } = course;
  return { ...ends, ...(changes.length > 0 && { changes }), ...(isHeard && { isHeard }) };
}

function runOne(words: readonly string[], course: Course, read: ReadFile): boolean {
  const [name = '', ...rest] = words[0] === 'exec' ? words.slice(1) : words;
  const run = entry(commands, name.replace(/^(\/usr)?\/bin\//, ''));
  if (!run) return false;
  const into = rest.findIndex((word) => word === '>' || word === '>>');
  const said = into < 0 ? rest : rest.slice(0, into);
  const { isHeard } = course;
  run([name, ...said], course, read);
  const path = into < 0 ? undefined : rest[into + 1];
  if (path) course.isHeard = isHeard;
  if (path) write(course, read, path, `${said.filter((word) => word !== '-n').join(' ')}\n`, rest[into] === '>>');
  return true;
}

function write(course: Course, read: ReadFile, path: string, text: string, isAppended: boolean): void {
  put(course, { path, text: isAppended ? (read(path) ?? '') + text : text });
}

/** Does a probe's command succeed, and what does it say if not? Nothing when it is more than can be worked out. */
export function outcomeOf(process: Process, read: ReadFile): { isFine: boolean; output: string } | undefined {
  const run = courseOf(process, read);
  if (!run) return undefined;
  const missing = process.command.find((word) => word.startsWith('/') && read(word) === undefined);
  const output = missing === undefined ? '' : `cat: can't open '${missing}': No such file or directory\n`;
  return { isFine: run.ends?.exitCode === 0, output };
}
