import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { replayFile } from '../src/cli/replay.ts';

const folder = new URL('golden/', import.meta.url);
/** Lost nodes are not simulated yet. */
const later = /^7[0-7]-/;
const basic = readdirSync(new URL('basic/', folder)).filter((name) => name.endsWith('.json') && !later.test(name));
const replayed = [...basic.map((name) => `basic/${name}`), 'transcript/07-deployment.json'];

test.each(replayed)('the recorded history %s replays', (name) => {
  const failure = replayFile(new URL(name, folder).pathname);
  expect(failure?.lines.join('\n')).toBeUndefined();
});
