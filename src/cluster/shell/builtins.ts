/** What the shell does itself. Left out: jobs, traps, aliases, options but `-e`. */
import { entry } from '../../objects/index.ts';
import { echoed } from '../tools/echo.ts';
import { conditionHolds } from './condition.ts';
import { emit, mayCome, pathIn, pop, takeLine, top } from './run.ts';
import type { Run } from './run.ts';
import type { Frame } from './shell-state.ts';
import { trouble } from './trouble.ts';

/** A call of something that the shell does itself. */
export interface BuiltinCall {
  readonly run: Run;
  readonly frame: Frame;
  readonly args: readonly string[];
  /** Does the work of other words in the place of this one. */
  readonly call: (words: readonly string[]) => void;
}

/** Answers with the exit status; nothing where it has seen to what goes on itself. */
type Builtin = (call: BuiltinCall) => number | undefined;

/** THE TABLE of what the shell does itself. */
export const builtins: Readonly<Record<string, Builtin>> = {
  ':': () => 0,
  true: () => 0,
  false: () => 1,
  test: (call) => test(call, call.args),
  '[': (call) => bracketed(call, ']'),
  '[[': (call) => bracketed(call, ']]'),
  cd,
  pwd: ({ run }) => said(run, `${run.shell.cwd}\n`),
  echo: ({ run, args }) => said(run, echoed(args)),
  export: exportAll,
  readonly: exportAll,
  local: assignAll,
  unset: ({ run, args }) => {
    for (const name of args) delete run.shell.vars[name];
    return 0;
  },
  set: ({ run: { shell }, args }) => {
    const place = args.findIndex((word) => word === '--' || !/^[-+]/.test(word));
    const own = place < 0 ? args : args.slice(0, place);
    if (own.some((word) => /^-\w*e/.test(word))) shell.isStrict = true;
    if (own.some((word) => /^\+\w*e/.test(word))) delete shell.isStrict;
    if (place >= 0) shell.args = [shell.args[0] ?? 'sh', ...args.slice(args[place] === '--' ? place + 1 : place)];
    return 0;
  },
  shift: ({ run: { shell }, args: [count = '1'] }) => {
    const isEnough = /^\d+$/.test(count) && Number(count) < shell.args.length;
    if (isEnough) shell.args.splice(1, Number(count));
    return isEnough || (count === '1' && shell.args.length === 0) ? 0 : 1;
  },
  read,
  exit: ({ run, args: [code] }) => {
    const { status } = run.shell;
    leaveShell(run, code === undefined ? status : Number(code) & 255);
    return undefined;
  },
  break: (call) => outOfLoops(call, true),
  continue: (call) => outOfLoops(call, false),
  exec,
  command: ({ args, call, run }) => {
    if (args[0] === '-v') return said(run, named(run, args[1] ?? ''));
    call(args);
    return undefined;
  },
  type: ({ run, args: [name = ''] }) => {
    const found = named(run, name);
    return found === '' ? said(run, `${name}: not found\n`, 127) : said(run, `${name} is ${found}`);
  },
  which: ({ run, args: [name = ''] }) => said(run, named(run, name)),
  trap: () => 0,
  wait: () => 0,
  umask: () => 0,
  ulimit: () => 0,
};

function said(run: Run, text: string, status = text === '' ? 1 : 0): number {
  emit(run, 1, text);
  return status;
}

function named({ here }: Run, name: string): string {
  if (entry(builtins, name)) return `${name}\n`;
  return here.has(name) ? `/bin/${name}\n` : '';
}

function test({ run }: BuiltinCall, words: readonly string[]): number {
  const result = conditionHolds(words, {
    here: run.here,
    path: (name) => pathIn(run.shell.cwd, name),
    vars: run.shell.vars,
  });
  if (typeof result === 'boolean') return result ? 0 : 1;
  emit(run, 2, `sh: ${result}\n`);
  return 2;
}

function bracketed(call: BuiltinCall, close: string): number {
  const { args, run } = call;
  if (args.at(-1) === close) return test(call, args.slice(0, -1));
  emit(run, 2, `sh: [: missing ${close}\n`);
  return 2;
}

function cd({ run, args: [to] }: BuiltinCall): number {
  const { shell, here } = run;
  const path = pathIn(shell.cwd, to ?? shell.vars['HOME'] ?? '/');
  if (here.list(path) === undefined) {
    emit(
      run,
      2,
      here.userland === 'busybox'
        ? `sh: cd: can't cd to ${to}: No such file or directory\n`
        : `sh: 1: cd: can't cd to ${to}\n`,
    );
    return here.userland === 'busybox' ? 1 : 2;
  }
  shell.cwd = path;
  return 0;
}

function assignAll({ run, args }: BuiltinCall): number {
  for (const word of args) {
    const [name = '', ...value] = word.split('=');
    if (value.length > 0) run.shell.vars[name] = value.join('=');
  }
  return 0;
}

function exportAll(call: BuiltinCall): number {
  const { run, args } = call;
  assignAll(call);
  const names = args.filter((word) => !word.startsWith('-')).map((word) => word.split('=')[0] ?? '');
  run.shell.exported = [...new Set([...run.shell.exported, ...names])];
  return 0;
}

function read({ run, args }: BuiltinCall): number | undefined {
  const line = takeLine(run);
  if (line === undefined && mayCome(run)) {
    run.stop = { prompt: '' };
    return undefined;
  }
  const names = args.filter((word) => !word.startsWith('-'));
  const words = (line ?? '').trim().split(/\s+/);
  names.forEach((name, place) => {
    const isLast = place === names.length - 1;
    run.shell.vars[name] = isLast ? words.slice(place).join(' ') : (words[place] ?? '');
  });
  return line === undefined ? 1 : 0;
}

function leaveShell(run: Run, status: number): void {
  run.shell.status = status;
  while (top(run) && !top(run)!.isShell) pop(run);
  pop(run);
}

/** Out of so many loops, or to the next round of the outermost of them. */
function outOfLoops({ run, args: [count = '1'] }: BuiltinCall, isOver: boolean): number | undefined {
  if (!/^[1-9]\d*$/.test(count)) return trouble(`Illegal number: ${count}`);
  let status: number | undefined;
  for (let left = Math.min(Number(count), run.shell.frames.length); left > 0; left--) {
    status = outOfLoop(run, isOver || left > 1);
    if (status !== undefined) return isOver || left === Number(count) ? status : undefined;
  }
  return status;
}

/** Out of the innermost loop, or to its next round. */
function outOfLoop(run: Run, isOver: boolean): number | undefined {
  const { frames } = run.shell;
  const loop = frames.findLastIndex(({ phrase }) => phrase?.kind === 'while' || phrase?.kind === 'for');
  if (loop < 0 || loop < frames.findLastIndex(({ isShell }) => isShell)) return 0;
  while (frames.length > loop + (isOver ? 0 : 1)) pop(run);
  run.shell.status = 0;
  return undefined;
}

/** The command takes the place of the shell: when it ends, so does the shell. */
function exec({ run, frame, args, call }: BuiltinCall): number | undefined {
  if (args.length === 0) return 0;
  const { frames } = run.shell;
  const shell = frames.findLastIndex(({ isShell }) => isShell);
  frames.splice(shell + 1, frames.length, frame);
  const own = frames[shell];
  if (own) {
    delete own.phrase;
    delete own.session;
  }
  call(args);
  return undefined;
}
