import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { replayFile } from '../src/cli/replay.ts';

const folder = new URL('golden/', import.meta.url);
const basic = readdirSync(new URL('basic/', folder)).filter((name) => name.endsWith('.json'));
const transcripts = ['transcript/07-deployment.json', 'transcript/18-node-failure.json'];
const replayed = [...basic.map((name) => `basic/${name}`), ...transcripts];

test.each(replayed)('the recorded history %s replays', (name) => {
  const failure = replayFile(new URL(name, folder).pathname);
  expect(failure?.lines.join('\n')).toBeUndefined();
});
