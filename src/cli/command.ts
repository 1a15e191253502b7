import type { ParseArgsConfig } from 'node:util';
import { parseArgs } from 'node:util';

/** Where a command's words go: results to `out`, diagnostics to `err`. */
export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Says what was wrong with the use, and answers with the exit code for it. */
  readonly wrongUse: (what: string) => number;
}

/** The words of a command line that were not options, and the options. */
export interface Given {
  readonly positionals: readonly string[];
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
}

/** A command of `ordinal`; `run` answers with the exit code. */
export interface Command {
  /** As `--help` shows it, without `ordinal`. */
  readonly usage: string;
  /** What it does, a line each. */
  readonly says: readonly string[];
  readonly options: NonNullable<ParseArgsConfig['options']>;
  run(given: Given, io: Io): number | Promise<number>;
}

/** Exit codes: good, a failure that is the answer, wrong use. */
export const exitCodes = { good: 0, failed: 1, wrongUse: 2 } as const;

/** What a command prints for `--help`. */
export function helpOf({ usage, says }: Command): string {
  return `Usage: ordinal ${usage}\n\n${says.join('\n')}\n`;
}

/** Reads the words behind the command's name and runs it. */
export function runCommand(
  command: Command,
  words: readonly string[],
  streams: Pick<Io, 'out' | 'err'>,
): number | Promise<number> {
  const wrongUse = (what: string): number => {
    streams.err(`ordinal: ${what}\nUsage: ordinal ${command.usage}\n`);
    return exitCodes.wrongUse;
  };
  const given = readWords(command, words);
  if (typeof given === 'string') return wrongUse(given);
  if (given.values['help']) {
    streams.out(helpOf(command));
    return exitCodes.good;
  }
  return command.run(given, { ...streams, wrongUse });
}

function readWords(command: Command, words: readonly string[]): Given | string {
  const options = { ...command.options, help: { type: 'boolean', short: 'h' } } as const;
  try {
    const { positionals, values } = parseArgs({ args: [...words], options, allowPositionals: true });
    return { positionals, values };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
