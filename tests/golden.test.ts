import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { replayFile } from '../src/cli/replay.ts';

const folder = new URL('golden/', import.meta.url);
const basic = readdirSync(new URL('basic/', folder)).filter((name) => name.endsWith('.json'));
const transcripts = [
  '01-kubia-create',
  '02-kubia-delete-pod-scale',
  '03-kubia-delete-set-recycle',
  '05-nginx-web-update',
  '07-deployment',
  '08-daemonset',
  '18-node-failure',
].map((name) => `transcript/${name}.json`);
const replayed = [...basic.map((name) => `basic/${name}`), ...transcripts];

test.each(replayed)('the recorded history %s replays', (name) => {
  const failure = replayFile(new URL(name, folder).pathname);
  expect(failure?.lines.join('\n')).toBeUndefined();
});
