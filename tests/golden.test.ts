import { expect, test } from 'vitest';
import { replayFile } from '../src/cli/replay.ts';

/** Histories that must replay; the others need what is not simulated yet. */
const replayed = ['01-create-ordered', '03-scale-ordered', '05-scale-up-blocked-ordered'];

test.each(replayed)('the recorded history %s replays', (name) => {
  const failure = replayFile(new URL(`golden/basic/${name}.json`, import.meta.url).pathname);
  expect(failure?.lines.join('\n')).toBeUndefined();
});
