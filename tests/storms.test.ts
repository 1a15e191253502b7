import { describe, expect, test } from 'vitest';
import { brokenStory } from '../src/cli/storm.ts';
import { failedStorms } from './storms.failed.ts';

/** The seed of the first storm (`STORM=1234 npm test storms` for one of your own), how many there are, and how long each lasts. */
const first = Number(process.env['STORM'] ?? 1);
const storms = process.env['STORM'] === undefined ? 120 : 1;
const durationMs = 60_000;

describe(`storms of the seeds from ${first} on`, () => {
  const seeds = Array.from({ length: storms }, (_, index) => first + index);
  test.each(seeds)('storm %i breaks no promise, and its set becomes Ready', (seed) => {
    expect(brokenStory(seed, durationMs), `ordinal storm --seed ${seed} --runs 1 --minutes 1`).toBeUndefined();
  });
});

describe('storms that failed once fail no more', () => {
  test.each(failedStorms)('storm $seed: $story', ({ seed, minutes }) => {
    expect(
      brokenStory(seed, minutes * 60_000),
      `ordinal storm --seed ${seed} --runs 1 --minutes ${minutes}`,
    ).toBeUndefined();
  });
});
