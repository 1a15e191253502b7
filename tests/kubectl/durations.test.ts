import { expect, test } from 'vitest';
import { humanDuration } from '../../src/kubectl/durations.ts';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;
const year = 365 * day;

test.each([
  [-2, '<invalid>'],
  [-1, '0s'],
  [0, '0s'],
  [59.9, '59s'],
  [119, '119s'],
  [2 * minute, '2m'],
  [2 * minute + 5, '2m5s'],
  [9 * minute + 59, '9m59s'],
  [10 * minute + 59, '10m'],
  [61 * minute, '61m'],
  [3 * hour - 1, '179m'],
  [3 * hour, '3h'],
  [3 * hour + 5 * minute, '3h5m'],
  [8 * hour - 1, '7h59m'],
  [8 * hour, '8h'],
  [47 * hour, '47h'],
  [2 * day, '2d'],
  [2 * day + 3 * hour, '2d3h'],
  [8 * day - 1, '7d23h'],
  [8 * day, '8d'],
  [2 * year - 1, '729d'],
  [2 * year, '2y'],
  [3 * year + 40 * day, '3y40d'],
  [8 * year, '8y'],
])('%s seconds are %s', (seconds, text) => {
  expect(humanDuration(seconds * 1000)).toBe(text);
});
