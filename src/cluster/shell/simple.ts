/**
 * Simple commands: their words become fields, their streams are turned aside, and then something of the shell or a tool
 * does the work. Left out: streams beside 0, 1 and 2, aliases, and jobs in the background.
 */
import { entry } from '../../objects/index.ts';
import { fitsGlob } from '../glob.ts';
import { toolNamed } from '../tools/index.ts';
import { builtins } from './builtins.ts';
import { expansion, fieldsOf, scriptsIn, textOf } from './expand.ts';
import type { Scope } from './expand.ts';
import { readScript } from './parse.ts';
import { emit, goesToTerminal, mayCome, pathIn, pop, push, saved, takeInput, takeLine, top } from './run.ts';
import type { Run } from './run.ts';
import type { Redirection, SimplePhrase, Word } from './script.ts';
import type { Calling, Frame, Shell } from './shell-state.ts';
import type { Did } from './tool.ts';

/** Runs a simple command; it comes here again after each script inside its words. */
export function runSimple(run: Run, frame: Frame, { assignments, words, redirections }: SimplePhrase): void {
  const all = [...assignments.map(([, value]) => value), ...words, ...redirections.map(({ to }) => to)];
  if (!haveRun(run, frame, all)) return;
  const expanding = expansion(scopeOf(run, frame));
  const assigned = assignments.map(([name, value]) => [name, textOf(expanding, value)] as const);
  const isCondition = isDoubleBracket(words);
  const fields = words.flatMap((word) => (isCondition ? [textOf(expanding, word)] : fieldsOf(expanding, word)));
  // Texts that grow are work, too.
  for (const text of [...fields, ...assigned.map(([, value]) => value)]) run.written += text.length;
  if (!redirect(run, frame, redirections, expanding)) return finish(run, 1);
  if (fields.length > 0) return call(run, frame, fields, Object.fromEntries(assigned));
  for (const [name, value] of assigned) run.shell.vars[name] = value;
  finish(run, frame.printed && frame.printed.length > 0 ? run.shell.status : 0);
}

function isDoubleBracket([first]: readonly Word[]): boolean {
  const [piece] = first ?? [];
  return first?.length === 1 && piece !== undefined && 'text' in piece && piece.text === '[[';
}

/** Have all scripts inside the words run? If not, the next one begins. */
function haveRun(run: Run, frame: Frame, words: readonly Word[]): boolean {
  frame.printed ??= [];
  if (frame.handed !== undefined) frame.printed.push(frame.handed);
  delete frame.handed;
  const script = words.flatMap(scriptsIn)[frame.printed.length];
  if (script === undefined) return true;
  const read = readScript(script);
  const inside: Frame = { at: 0, saved: saved(run.shell), isShell: true, out: { to: 'text' } };
  if ('phrase' in read) inside.phrase = { kind: 'list', phrases: [read.phrase] };
  else emit(run, 2, `sh: syntax error: unexpected ${read.unexpected}\n`);
  push(run, inside);
  return false;
}

/** The fields of the words of a `for`; nothing while a script inside them runs. */
export function valuesOf(run: Run, frame: Frame, words: readonly Word[]): readonly string[] | undefined {
  if (!haveRun(run, frame, words)) return undefined;
  const expanding = expansion(scopeOf(run, frame));
  return words.flatMap((word) => fieldsOf(expanding, word));
}

function scopeOf(run: Run, { printed = [] }: Frame): Scope {
  const { shell, here } = run;
  return {
    printed,
    args: shell.args.slice(1),
    value: (name) => valueIn(shell, name),
    assign: (name, value) => {
      shell.vars[name] = value;
    },
    paths: (pattern, from) => {
      const folder = from.slice(0, from.lastIndexOf('/') + 1);
      const names = here.list(pathIn(shell.cwd, folder)) ?? [];
      return names.map((name) => folder + name.replace(/\/$/, '')).filter((path) => fitsGlob(pattern, path));
    },
  };
}

const special: Readonly<Record<string, (shell: Shell) => string>> = {
  '?': ({ status }) => String(status),
  $: () => '7',
  '#': ({ args }) => String(Math.max(0, args.length - 1)),
  '@': ({ args }) => args.slice(1).join(' '),
  '*': ({ args }) => args.slice(1).join(' '),
  '!': () => '',
};

function valueIn(shell: Shell, name: string): string | undefined {
  const own = entry(special, name);
  if (own) return own(shell);
  return /^\d+$/.test(name) ? shell.args[Number(name)] : entry(shell.vars, name);
}

const nowhere = '/dev/null';

/** Turns the streams of a frame aside; false, and the reason is said, where a file cannot be opened. */
export function redirect(
  run: Run,
  frame: Frame,
  redirections: readonly Redirection[],
  expanding = expansion(scopeOf(run, frame)),
): boolean {
  return redirections.every((redirection) => redirectOne(run, frame, redirection, textOf(expanding, redirection.to)));
}

function redirectOne(run: Run, frame: Frame, { stream, mode }: Redirection, to: string): boolean {
  const path = pathIn(run.shell.cwd, to);
  if (mode === '<') {
    const text = path === nowhere ? '' : run.here.read(path);
    if (text === undefined) return complain(run, 'open', to, 'No such file or directory');
    frame.stdin = text;
    return true;
  }
  const name = stream === 2 ? 'err' : 'out';
  const other = mode === '>&' ? to : (/^\/dev\/std(out|err)$/.exec(path)?.[1] ?? '');
  if (other === '1' || other === '2' || other === 'out' || other === 'err') {
    const target = other === '1' || other === 'out' ? 1 : 2;
    const isOutside = (target === 1 ? frame.out : frame.err) === undefined;
    frame[name] = { to: 'other', stream: target, isOutside };
    return true;
  }
  if (path === nowhere) {
    frame[name] = { to: 'nowhere' };
    return true;
  }
  const problem = run.here.write(path, '', mode === '>>');
  if (problem !== undefined) return complain(run, 'create', to, problem);
  frame[name] = { to: 'file', path };
  return true;
}

function complain({ here, ...run }: Run, doing: string, name: string, problem: string): boolean {
  const words = here.userland === 'busybox' ? `sh: can't ${doing} ${name}: ` : `sh: 1: cannot ${doing} ${name}: `;
  const why = here.userland === 'busybox' ? problem.toLowerCase() : problem.replace(' or directory', '');
  emit({ here, ...run }, 2, `${words}${here.userland === 'busybox' && doing === 'create' ? problem : why}\n`);
  return false;
}

/** Does the work of some words: the shell itself, a tool, or a script that lies in a file. */
export function call(run: Run, frame: Frame, words: readonly string[], env: Readonly<Record<string, string>>): void {
  const [name = ''] = words;
  const builtin = entry(builtins, name);
  if (builtin) {
    const status = builtin({ run, frame, args: words.slice(1), call: (others) => call(run, frame, others, env) });
    if (status !== undefined) finish(run, status);
    return;
  }
  const bare = bareName(name);
  if (shellNames.has(bare) && run.here.has(bare)) return callShell(run, frame, words.slice(1));
  if (run.here.has(bare)) {
    delete frame.phrase;
    const { vars, exported } = run.shell;
    const known = Object.fromEntries(exported.map((each) => [each, entry(vars, each) ?? '']));
    frame.calling = { words: [bare, ...words.slice(1)], env: { ...known, ...env }, told: [] };
    return;
  }
  const script = name.includes('/') ? run.here.read(pathIn(run.shell.cwd, name)) : undefined;
  if (script !== undefined) return callShell(run, frame, ['-c', script, ...words]);
  emit(run, 2, notFound(run, name));
  finish(run, 127);
}

/** The name of a tool without the directory in which such tools lie. */
export function bareName(name: string): string {
  return name.replace(/^(\/usr)?(\/local)?\/s?bin\//, '');
}

const shellNames = new Set(['sh', 'ash', 'bash', 'dash']);

function notFound({ here }: Run, name: string): string {
  return here.userland === 'busybox' ? `sh: ${name}: not found\n` : `sh: 1: ${name}: not found\n`;
}

/** A shell inside the shell: a script behind `-c`, in a file, or line by line. */
export function callShell(run: Run, frame: Frame, given: readonly string[]): void {
  const { shell } = run;
  const place = given.findIndex((word) => !/^-\w*[^c\W]?$/.test(word) || /c$/.test(word));
  const isScript = place >= 0 && /^-\w*c$/.test(given[place]!);
  const rest = place < 0 ? [] : given.slice(isScript ? place + 2 : place);
  const text = isScript ? (given[place + 1] ?? '') : rest[0] === undefined ? undefined : fileOf(run, rest[0]);
  Object.assign(frame, { saved: saved(shell), isShell: true, at: 0, phrase: undefined });
  delete frame.phrase;
  shell.vars = Object.fromEntries(shell.exported.map((name) => [name, entry(shell.vars, name) ?? '']));
  shell.args = rest.length > 0 ? [...rest] : ['sh'];
  shell.status = 0;
  if (text === undefined && rest[0] !== undefined) {
    emit(run, 2, `sh: ${run.here.userland === 'busybox' ? "can't open" : '0: cannot open'} ${rest[0]}\n`);
    return finish(run, 2);
  }
  if (text === undefined) frame.session = '';
  else readInto(run, frame, text);
}

function fileOf({ here, shell }: Run, name: string): string | undefined {
  return here.read(pathIn(shell.cwd, name));
}

/** The frame becomes that of a script. */
export function readInto(run: Run, frame: Frame, text: string): void {
  const read = readScript(text);
  if ('phrase' in read) {
    frame.phrase = { kind: 'list', phrases: [read.phrase] };
    return;
  }
  const { unexpected, line } = read;
  const quoted = unexpected === 'end of file' ? unexpected : `"${unexpected}"`;
  const words =
    run.here.userland === 'busybox'
      ? `sh: syntax error: unexpected ${quoted}`
      : `sh: ${line}: Syntax error: ${unexpected === 'end of file' ? 'end of file' : quoted} unexpected`;
  emit(run, 2, `${words}\n`);
  run.shell.status = 2;
}

/** Calls a tool, or calls it again when what it waited for has come. */
export function callAgain(run: Run, frame: Frame, calling: Calling): void {
  const [name = ''] = calling.words;
  if (calling.waitsFor === 'line' && !hasLine(run, calling)) return;
  const stdin = calling.stdin ?? takeInput(run);
  if (stdin !== undefined) calling.stdin = stdin;
  const { words, env, told, line, memory } = calling;
  const did = toolNamed(name)({
    name,
    args: words.slice(1),
    env,
    here: run.here,
    path: (each) => pathIn(run.shell.cwd, each),
    told,
    isTerminal: goesToTerminal(run),
    ...(stdin !== undefined && { stdin }),
    ...(line !== undefined && { line }),
    ...(memory !== undefined && { memory }),
  });
  delete calling.line;
  delete calling.waitsFor;
  emit(run, 1, did.out ?? '');
  emit(run, 2, did.err ?? '');
  take(run, frame, calling, did);
}

function take(run: Run, frame: Frame, calling: Calling, did: Did): void {
  if (did.code !== undefined) {
    delete frame.calling;
    return finish(run, did.code);
  }
  calling.memory = did.memory;
  if (did.forgets) calling.told = [];
  if (did.asks) {
    calling.waitsFor = 'told';
    run.stop = { ask: did.asks };
  } else if (did.sleepMs !== undefined) {
    calling.waitsFor = 'time';
    run.stop = { ms: did.sleepMs };
  } else {
    calling.waitsFor = 'line';
    calling.prompt = did.reads ?? '';
  }
}

function hasLine(run: Run, calling: Calling): boolean {
  const line = takeLine(run);
  if (line === undefined && mayCome(run)) {
    run.stop = { prompt: calling.prompt ?? '' };
    return false;
  }
  calling.line = line ?? null;
  return true;
}

/** The command that is going on has ended; under `set -e` a failure that nobody asked for ends the shell. */
export function finish(run: Run, given: number): void {
  const { writeProblem } = run;
  delete run.writeProblem;
  if (writeProblem !== undefined) emit(run, 2, `sh: write error: ${writeProblem}\n`);
  delete run.writeProblem;
  const status = writeProblem !== undefined && given === 0 ? 1 : given;
  run.shell.status = status;
  pop(run);
  if (status !== 0 && run.shell.isStrict && !isTested(run.shell.frames)) leave(run, status);
}

function isTested(frames: readonly Frame[]): boolean {
  const inside = frames.slice(frames.findLastIndex(({ isShell }) => isShell) + 1);
  return inside.some(({ phrase, at }) => {
    if (phrase?.kind === 'and' || phrase?.kind === 'or') return at === 1;
    if (phrase?.kind === 'if') return at % 2 === 1;
    return phrase?.kind === 'while' ? at === 1 : phrase?.kind === 'pipe' && phrase.isNegated;
  });
}

/** The innermost shell ends. */
export function leave(run: Run, status: number): void {
  run.shell.status = status;
  while (top(run) && !top(run)!.isShell) pop(run);
  pop(run);
}
