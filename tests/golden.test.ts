import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { replayFile } from '../src/cli/replay.ts';

const folder = new URL('golden/basic/', import.meta.url);
/** Lost nodes are not simulated yet. */
const later = /^7[0-7]-/;
const replayed = readdirSync(folder).filter((name) => name.endsWith('.json') && !later.test(name));

test.each(replayed)('the recorded history %s replays', (name) => {
  const failure = replayFile(new URL(name, folder).pathname);
  expect(failure?.lines.join('\n')).toBeUndefined();
});
