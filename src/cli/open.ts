import type { Millis } from '../objects/index.ts';
import type { Act, Recording } from '../sandbox/index.ts';
import { openSandbox, spell } from '../sandbox/index.ts';
import { readLink } from '../share/index.ts';
import type { Command } from './command.ts';
import { exitCodes } from './command.ts';
import { showDuration } from './durations.ts';

/** `ordinal open`: a share link as a story. */
export const open: Command = {
  usage: 'open LINK',
  says: [
    'Prints the story of a share link; LINK is an address, or its part from # on.',
    'Manifests stand in it as here-documents. A lesson or settings that the link begins with are named in a comment.',
  ],
  options: {},
  run({ positionals: [link, ...others] }, io) {
    if (link === undefined || others.length > 0) return io.wrongUse('open needs one LINK');
    const opened = readLink(link.slice(Math.max(0, link.indexOf('#'))));
    if ('problem' in opened) {
      io.err(`${spell(opened.problem)}\n`);
      return exitCodes.failed;
    }
    io.out(`${storyOf(opened.recording, opened.at).join('\n')}\n`);
    return exitCodes.good;
  },
};

/** The recording as a story; it is played along, because a command lets time pass until it has answered. */
function storyOf(recording: Recording, at: Millis): readonly string[] {
  const lines = [...beginning(recording)];
  const sandbox = openSandbox({ ...recording, acts: [] });
  for (const { at, act } of recording.acts) {
    if (act.line === '^C') continue;
    if (at > sandbox.now) lines.push(`+ ${showDuration(at - sandbox.now)}`);
    sandbox.seek(at);
    sandbox.act(act);
    lines.push(...commandLines(act));
    sandbox.seek(at + 3_600_000, () => sandbox.foreground !== undefined);
  }
  return at > sandbox.now ? [...lines, `+ ${showDuration(at - sandbox.now)}`] : lines;
}

function beginning({ start, seed }: Recording): readonly string[] {
  const { lesson, manifests = [], settings } = start;
  return [
    `# --seed ${seed}`,
    ...(lesson ? [`# lesson ${lesson}`] : []),
    ...(settings ? [`# settings ${JSON.stringify(settings)}`] : []),
    ...manifests.flatMap((manifest) => commandLines({ line: 'kubectl apply -f -', files: { '-': manifest } })),
  ];
}

/** A terminal line as a story has it: its files are read from a here-document instead. */
function commandLines({ line, files = {} }: Act): readonly string[] {
  const [[name, text] = [], ...others] = Object.entries(files);
  if (name === undefined || text === undefined) return [`$ ${line}`];
  const end = endWordFor(text);
  const typed = line.split(' ').map((word) => (word === name ? '-' : word));
  const kept = others.map(([other]) => `# needs ${other}`);
  return [...kept, `$ ${typed.join(' ')} <<'${end}'`, ...text.replace(/\n$/, '').split('\n'), end];
}

function endWordFor(text: string): string {
  let word = 'EOF';
  while (text.split('\n').includes(word)) word += '_';
  return word;
}
