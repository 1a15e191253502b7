import { expect, test } from 'vitest';
import { ordinal } from '../../src/cli/ordinal.ts';
import { playStory } from '../../src/cli/play-story.ts';
import { playStorm } from '../../src/cli/storm-run.ts';
import { storyOf } from '../../src/cli/storm-story.ts';
import { weatherOf } from '../../src/cli/storm-weather.ts';
import { readStory } from '../../src/cli/story.ts';
import { openSandbox } from '../../src/sandbox/index.ts';

const minute = 60_000;

async function run(...words: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  const code = await ordinal(['storm', ...words], { out: (text) => (out += text), err: (text) => (err += text) });
  return { code, out, err };
}

test('storms that break nothing say which seeds they were', async () => {
  const out = 'seeds 2 to 4, 1 minutes each\n3 storms passed, 0 failed\n';
  expect(await run('--seed', '2', '--runs', '3', '--minutes', '1')).toEqual({ code: 0, out, err: '' });
});

test('numbers that are none are wrong use', async () => {
  const { code, err } = await run('--runs', 'many');
  expect([code, err.split('\n')[0]]).toEqual([2, 'ordinal: storm: --runs many is not a number of at least 1']);
});

test('a seed always draws the same weather, and another seed another', () => {
  expect(weatherOf(7, minute)).toEqual(weatherOf(7, minute));
  expect(weatherOf(7, minute)).not.toEqual(weatherOf(8, minute));
});

test('the story of a storm, played as any story, leads to the very same cluster', () => {
  for (const seed of [3, 5, 11, 12]) {
    const outcome = playStorm(weatherOf(seed, minute), minute);
    const story = readStory(storyOf(outcome, seed));
    const sandbox = openSandbox({ format: 1, start: {}, seed, acts: [] });
    playStory('passages' in story ? story.passages : [], sandbox, '.', () => undefined);
    const { acts } = sandbox.recording;
    const again = openSandbox({ format: 1, start: {}, seed, acts: outcome.done });
    again.seek(outcome.end);
    expect(acts).toEqual(outcome.done);
    expect(sandbox.cluster.state).toEqual(again.cluster.state);
  }
});
