import { openSandbox } from '../sandbox/index.ts';
import { linkOf } from '../share/index.ts';
import type { Command } from './command.ts';
import { exitCodes } from './command.ts';
import { playStory } from './play-story.ts';
import { openStory, storyOptions } from './run.ts';

/** `ordinal link`: a story as a share link. */
export const link: Command = {
  usage: 'link STORY [--seed N] [--settings FILE]',
  says: [
    'Plays a story (- reads it from standard input) and prints the share link of the moment at which it ends.',
    'The link is the part of an address from # on, to be put behind the address of the page.',
  ],
  options: storyOptions,
  run(given, io) {
    const story = openStory(given);
    if (typeof story === 'string') return io.wrongUse(`link: ${story}`);
    const sandbox = openSandbox(story.start);
    playStory(story.passages, sandbox, story.folder, (text) => io.err(`${text}\n`));
    io.out(`${linkOf(sandbox.recording, sandbox.now)}\n`);
    return exitCodes.good;
  },
};
