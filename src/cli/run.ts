import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Entry, Recording, Sandbox, Settings } from '../sandbox/index.ts';
import { openSandbox, spell } from '../sandbox/index.ts';
import type { Command, Given, Io } from './command.ts';
import { exitCodes } from './command.ts';
import { difference } from './difference.ts';
import type { PlayedStory } from './play-story.ts';
import { playStory } from './play-story.ts';
import { readSettings } from './settings-file.ts';
import type { Passage } from './story.ts';
import { readStory } from './story.ts';

/** A story that has been read from a file, with what it is to be played with. */
export interface OpenedStory {
  readonly text: string;
  readonly passages: readonly Passage[];
  readonly folder: string;
  readonly start: Recording;
}

/** Reads the story that the words name, and the settings; a sentence when one of them cannot be read. */
export function openStory({ positionals, values }: Given): OpenedStory | string {
  const [path, ...others] = positionals;
  if (path === undefined || others.length > 0) return 'needs one STORY: a file, or - for standard input';
  const seed = Number(values['seed'] ?? 1);
  if (!Number.isSafeInteger(seed) || seed < 0) return `--seed ${String(values['seed'])} is not a whole number`;
  try {
    const text = readFileSync(path === '-' ? 0 : path, 'utf8');
    const story = readStory(text);
    if ('problem' in story) return `${path}, ${story.problem}`;
    const settings = settingsIn(values['settings']);
    if (typeof settings === 'string') return settings;
    const start: Recording = { format: 1, start: settings ? { settings } : {}, seed, acts: [] };
    return { text, passages: story.passages, folder: path === '-' ? '.' : dirname(path), start };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function settingsIn(path: string | boolean | undefined): Partial<Settings> | string | undefined {
  if (typeof path !== 'string') return undefined;
  const settings = readSettings(readFileSync(path, 'utf8'));
  return 'problem' in settings ? `${path}: ${settings.problem}` : settings;
}

/** The options of every command that takes a story. */
export const storyOptions = { seed: { type: 'string' }, settings: { type: 'string' } } as const;

/** `ordinal run`: plays a story and prints it with what each command answered. */
export const run: Command = {
  usage: 'run STORY [--seed N] [--json] [--log] [--check] [--settings FILE]',
  says: [
    'Plays a story (- reads it from standard input) and prints it with what each command answered.',
    '',
    '  $ kubectl apply -f kubia.yaml    a terminal line; files are looked up next to the story',
    '  + 30s, + 1m30s, + rest           lets virtual time pass; rest: until only periodic work is due, at most 1h',
    '  # …                              a comment',
    '  lines indented by two blanks     the expected answer: "! " marks standard error, "= N" an exit code other than 0',
    '  [1] …                            what the first command with & at its end prints',
    '',
    '  --seed N         what chance starts from (1)',
    '  --check          compares the answers exactly; exit code 1 and the difference when they differ',
    '  --log            prints the log behind the story',
    '  --json           prints one document instead: seed, now, transcript, objects, log',
    '  --settings FILE  settings of the cluster, as YAML',
  ],
  options: { ...storyOptions, json: { type: 'boolean' }, log: { type: 'boolean' }, check: { type: 'boolean' } },
  run(given, io) {
    const story = openStory(given);
    if (typeof story === 'string') return io.wrongUse(`run: ${story}`);
    const sandbox = openSandbox(story.start);
    const played = playStory(story.passages, sandbox, story.folder, (text) => io.err(`${text}\n`));
    print(given, io, story, sandbox, played);
    if (!given.values['check']) return exitCodes.good;
    const lines = difference(comparable(story.text.replace(/\n$/, '').split('\n')), comparable(played.lines));
    if (lines.length === 0) return exitCodes.good;
    (given.values['json'] ? io.err : io.out)(`${lines.join('\n')}\n`);
    io.err('The answers differ from what the story expects: - expected, + answered.\n');
    return exitCodes.failed;
  },
};

/** With --check alone only the difference is printed. */
function print({ values }: Given, io: Io, story: OpenedStory, sandbox: Sandbox, played: PlayedStory): void {
  const { state } = sandbox.cluster;
  if (values['json']) {
    const { now, objects } = state;
    const { transcript } = played;
    const document = {
      seed: story.start.seed,
      now,
      transcript,
      objects: Object.values(objects),
      log: state.log.map(logged),
    };
    io.out(`${JSON.stringify(document, undefined, 1)}\n`);
    return;
  }
  if (!values['check']) io.out(`${played.lines.join('\n')}\n`);
  if (values['log']) io.out(`\n${logLines(state.log).join('\n')}\n`);
}

function logged({ at, who, step, what, because }: Entry): object {
  return { at, who, step, what: spell(what), ...(because ? { because: spell(because) } : {}) };
}

/** How an entry begins that does not tell of something done. */
const marks: Readonly<Partial<Record<Entry['kind'], string>>> = { waits: 'waits: ', fails: 'refused: ' };

/** The log in words, a line an entry: moment in milliseconds, who, step, and what because of what. */
export function logLines(log: readonly Entry[]): readonly string[] {
  return log.map(({ at, who, step, kind, what, because }) => {
    const words = `${marks[kind] ?? ''}${spell(what)}${because ? `: ${spell(because)}` : ''}`;
    return `${String(at).padStart(8)}  ${who.padEnd(18)}${step.padEnd(16)}${words}`;
  });
}

/** Editors take away blanks at the end of lines that have nothing else. */
function comparable(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line.trim() === '' ? '' : line));
}
