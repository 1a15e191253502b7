import { emit, pathIn, pop, push } from './run.ts';
import type { Run } from './run.ts';
import type { Frame } from './shell-state.ts';
import { bareName, call } from './simple.ts';

/** Begins with words as a container runtime does: the first is a file that can be executed, and no shell looks at the others. */
export function startWith(run: Run, words: readonly string[]): void {
  const [name = ''] = words;
  const { here, shell } = run;
  const frame: Frame = { at: 0, isShell: true };
  push(run, frame);
  const isFile = name.includes('/') && here.read(pathIn(shell.cwd, name)) !== undefined;
  if (here.has(bareName(name)) || isFile) return call(run, frame, words, {});
  const where = name.includes('/') ? `stat ${name}: no such file or directory` : 'executable file not found in $PATH';
  const why = `unable to start container process: exec: ${JSON.stringify(name)}: ${where}`;
  emit(run, 2, `OCI runtime exec failed: exec failed: ${why}: unknown\n`);
  shell.status = 127;
  pop(run);
}
