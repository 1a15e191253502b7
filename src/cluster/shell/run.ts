/** A shell while it works: between two stops nothing else sees it, so it is changed in place. */
import type { Output } from '../commands.ts';
import type { Ask } from '../network/message.ts';
import type { Frame, Saved, Shell, Sink } from './shell-state.ts';
import type { Here } from './tool.ts';

/** The shell, where it runs, what is typed to it, and what it has written since it went on. */
export interface Run {
  readonly shell: Shell;
  readonly here: Here;
  readonly lines: string[];
  readonly isOpen: boolean;
  readonly isTerminal: boolean;
  readonly output: Output[];
  written: number;
  stepsMax: number;
  /** Why what was written could not be kept. */
  writeProblem?: string;
  /** What it has come to wait for. */
  stop?: { readonly ms: number } | { readonly ask: Ask } | { readonly prompt: string };
}

/** So many characters at most are written and put together before time passes. */
export const charactersMax = 256 * 1024;

/** The innermost frame. */
export function top({ shell }: Run): Frame | undefined {
  return shell.frames.at(-1);
}

/** Begins something inside what is going on. */
export function push({ shell }: Run, frame: Frame): void {
  shell.frames.push(frame);
}

/** Ends the innermost frame: a subshell gives back what it has changed, a text goes to whoever waits for it. */
export function pop(run: Run): void {
  const { shell } = run;
  const frame = shell.frames.pop();
  if (frame?.saved) Object.assign(shell, mutable(frame.saved));
  const below = top(run);
  if (frame?.out?.to === 'text' && below) below.handed = frame.text ?? '';
}

/** What a subshell has to give back. */
export function saved({ vars, exported, args, cwd }: Shell): Saved {
  return { vars: { ...vars }, exported: [...exported], args: [...args], cwd };
}

function mutable({ vars, exported, args, cwd }: Saved): Pick<Shell, 'vars' | 'exported' | 'args' | 'cwd'> {
  return { vars: { ...vars }, exported: [...exported], args: [...args], cwd };
}

/** Writes to a stream of what is going on: the innermost frame that has turned it aside decides. */
export function emit(run: Run, stream: 1 | 2, text: string): void {
  if (text === '') return;
  run.written += text.length;
  const { frame, sink, stream: end } = sinkOf(run, stream);
  if (sink?.to === 'text' && frame) frame.text = (frame.text ?? '') + text;
  else if (sink?.to === 'file') keep(run, sink.path, text);
  else if (!sink) run.output.push({ stream: end === 1 || run.isTerminal ? 'out' : 'err', text });
}

function keep(run: Run, path: string, text: string): void {
  const problem = run.here.write(path, text, true);
  if (problem !== undefined) run.writeProblem = problem;
}

function sinkOf({ shell }: Run, from: 1 | 2): { frame?: Frame; sink?: Sink; stream: 1 | 2 } {
  let stream = from;
  for (let place = shell.frames.length - 1; place >= 0; place--) {
    const frame = shell.frames[place]!;
    let sink = stream === 1 ? frame.out : frame.err;
    if (sink?.to === 'other') {
      stream = sink.stream;
      sink = sink.isOutside ? undefined : stream === 1 ? frame.out : frame.err;
      if (sink?.to === 'other') sink = undefined;
    }
    if (sink) return { frame, sink, stream };
  }
  return { stream };
}

/** Does what is written now go to a terminal? */
export function goesToTerminal(run: Run): boolean {
  return run.isTerminal && sinkOf(run, 1).sink === undefined;
}

/** Takes what has been written to the command that is going on; nothing where somebody may still type. */
export function takeInput(run: Run): string | undefined {
  const frame = run.shell.frames.findLast(({ stdin }) => stdin !== undefined);
  if (!frame) return run.isOpen || run.lines.length > 0 ? undefined : '';
  const { stdin } = frame;
  frame.stdin = '';
  return stdin;
}

/** Takes one line of it. */
export function takeLine(run: Run): string | undefined {
  const frame = run.shell.frames.findLast(({ stdin }) => stdin !== undefined);
  if (!frame) return run.lines.shift();
  const [line, ...others] = (frame.stdin ?? '').split('\n');
  if (frame.stdin === '') return undefined;
  frame.stdin = others.join('\n');
  return line;
}

/** Can a line still come from somebody who types? */
export function mayCome(run: Run): boolean {
  return run.isOpen && !run.shell.frames.some(({ stdin }) => stdin !== undefined);
}

/** A path seen from the shell's directory, without `.` and `..`. */
export function pathIn(cwd: string, name: string): string {
  const steps: string[] = [];
  for (const step of `${name.startsWith('/') ? '' : cwd}/${name}`.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return `/${steps.join('/')}`;
}
