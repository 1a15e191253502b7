import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Command, Io } from './command.ts';
import { compare } from './compare.ts';
import type { Mismatch } from './compare.ts';
import { readHistory } from './history.ts';
import type { History } from './history.ts';
import { replayHistory } from './replay-history.ts';

/** How a replay of one file ended: nothing when it agrees with the recording. */
export interface Failure {
  readonly name: string;
  readonly lines: readonly string[];
}

/**
 * When two kubelets act within some milliseconds, chance decides who is first, there and here. A recording shows one of the
 * ways in which it may go; a replay agrees when one of so many seeds goes the same way, in everything.
 */
const seedsMax = 12;

/** What differs with each seed, up to the first with which nothing does. */
function firstMismatches(history: History): readonly Mismatch[] {
  const mismatches: Mismatch[] = [];
  for (let seed = 1; seed <= seedsMax; seed += 1) {
    const { recorded, played } = replayHistory(history, seed);
    const mismatch = compare(history, recorded, played);
    if (!mismatch) break;
    mismatches.push(mismatch);
  }
  return mismatches;
}

/** Replays the history in a file and compares; a history that needs something we do not simulate fails. */
export function replayFile(path: string): Failure | undefined {
  try {
    const history = readHistory(path);
    const mismatches = firstMismatches(history);
    const [mismatch] = mismatches;
    if (mismatches.length < seedsMax || !mismatch) return undefined;
    return { name: history.name, lines: [mismatch.where, ...mismatch.lines] };
  } catch (error) {
    return { name: path, lines: [error instanceof Error ? error.message : String(error)] };
  }
}

/** The files to replay: a file itself, and every .json file of a folder. */
function filesIn(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(path, name));
}

/** `ordinal replay`: recorded histories against the simulated cluster. */
export const replay: Command = {
  usage: 'replay PATH…',
  says: [
    'Replays recorded histories: files, or folders of them, of the form described in tests/golden/README.md.',
    'Compared are the core lines, the states, the status lines, what was refused, and exit codes; not yet what commands print.',
    'Prints for each failure its name, the first difference (- recorded, + replayed) and the lines around it.',
  ],
  options: {},
  run({ positionals }, io) {
    if (positionals.length === 0) return io.wrongUse('replay needs a PATH: a file or a folder of recorded histories');
    const files: string[] = [];
    for (const path of positionals) {
      try {
        files.push(...filesIn(path));
      } catch {
        return io.wrongUse(`no such file or folder: ${path}`);
      }
    }
    return replayAll(files, io);
  },
};

function replayAll(files: readonly string[], io: Io): number {
  const failures = files.flatMap((file) => {
    const failure = replayFile(file);
    if (failure) io.out([`FAILED ${failure.name}`, ...failure.lines.map((line) => `  ${line}`), '', ''].join('\n'));
    return failure ?? [];
  });
  io.out(`${files.length - failures.length} passed, ${failures.length} failed\n`);
  return failures.length > 0 ? 1 : 0;
}
