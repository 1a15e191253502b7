import { describe, test } from 'vitest';
import { playDataStory } from './data-story.ts';

/** How many stories there are (`DATA_STORIES=200 npm test data-stories`), or the one seed to play (`DATA_STORY=17 …`). */
const count = Number(process.env['DATA_STORIES'] ?? 8);
const only = process.env['DATA_STORY'];
const seeds = only === undefined ? Array.from({ length: count }, (_, index) => index + 1) : [Number(only)];

describe('nothing written to a claim that still exists is lost, and nothing is read from a foreign one', () => {
  test.each(seeds)('in the story of seed %i', (seed) => void playDataStory(seed));
});
