import { bench } from './bench.ts';
import type { Command, Io } from './command.ts';
import { exitCodes, runCommand } from './command.ts';
import { lessons } from './lessons.ts';
import { link } from './link.ts';
import { open } from './open.ts';
import { replay } from './replay.ts';
import { run } from './run.ts';
import { storm } from './storm.ts';

/** THE TABLE of commands, in the order in which the help names them. */
const commands: Readonly<Record<string, Command>> = { run, replay, lessons, link, open, bench, storm };

function help(): string {
  const rows = Object.values(commands).map(({ usage, says }) => `  ${usage}\n      ${says[0]}`);
  return `Usage: ordinal COMMAND …\n\n${rows.join('\n')}\n\nordinal COMMAND --help says more. Exit codes: 0 good, 1 a failure that is the answer, 2 wrong use.\n`;
}

/** The command line of Ordinal; answers with the exit code. */
export function ordinal(words: readonly string[], streams: Pick<Io, 'out' | 'err'>): number | Promise<number> {
  const [name, ...rest] = words;
  if (name === '--help' || name === '-h') {
    streams.out(help());
    return exitCodes.good;
  }
  const command = name === undefined ? undefined : commands[name];
  if (command) return runCommand(command, rest, streams);
  streams.err(name === undefined ? help() : `ordinal: no command ${name}\n${help()}`);
  return exitCodes.wrongUse;
}
