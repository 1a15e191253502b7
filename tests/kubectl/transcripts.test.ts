import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openTerminal } from './player.ts';
import { play } from './transcript.ts';

const here = import.meta.dirname;
const inputs = join(here, '../inputs');

describe('a session prints what its transcript says', () => {
  for (const name of readdirSync(here).filter((file) => file.endsWith('.transcript'))) {
    test(name.replace('.transcript', ''), async () => {
      const terminal = openTerminal();
      for (const file of readdirSync(inputs)) terminal.files[file] = readFileSync(join(inputs, file), 'utf8');
      const transcript = readFileSync(join(here, name), 'utf8');
      await expect(play(transcript, terminal)).toMatchFileSnapshot(join(here, name));
    });
  }
});
