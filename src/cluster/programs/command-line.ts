/** Which command line a container's command comes to in the end, where it is a script that leads to the program. */
import type { Process, ReadFile } from './program.ts';

/** The words with which this program was started; nothing where the command starts something else. */
export function commandLineOf({ command }: Process, _read: ReadFile, program: string): readonly string[] | undefined {
  const [first = program] = command;
  if (first.startsWith('-')) return [program, ...command];
  if (first.split('/').at(-1) === program) return [program, ...command.slice(1)];
  return first === program || command.length === 0 ? [program] : undefined;
}
