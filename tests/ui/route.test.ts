import { expect, test } from 'vitest';
import { clockText, spanText, timeText } from '../../src/ui/clock.ts';
import { fragmentIn, lessonAddress, readRoute } from '../../src/ui/route.ts';
import { axisEnd, ticksOf } from '../../src/ui/time/axis.ts';

test.each([
  ['', { page: 'start' }],
  ['#/', { page: 'start' }],
  ['#/nowhere', { page: 'start' }],
  ['#/sandbox', { page: 'sandbox' }],
  ['#/lesson/', { page: 'start' }],
  ['#/lesson/%zz', { page: 'lesson', name: '%zz' }],
  ['#1.abc', { page: 'link', fragment: '#1.abc' }],
  ['#2.of-the-future', { page: 'link', fragment: '#2.of-the-future' }],
])('the address %s leads to %j', (hash, route) => {
  expect(readRoute(hash)).toEqual(route);
});

test('a lesson is found under the address that is made for it', () => {
  expect(readRoute(lessonAddress('in-order'))).toEqual({ page: 'lesson', name: 'in-order' });
});

test('a link is found in whatever was pasted', () => {
  expect(fragmentIn('look: https://example.org/a/#1.x-Y_z and more')).toBe('#1.x-Y_z');
  expect(fragmentIn('https://example.org/#/sandbox')).toBeUndefined();
});

test('clocks count minutes and seconds, and hours where there are any', () => {
  expect([clockText(182_000), clockText(3_723_000), timeText(30_000)]).toEqual(['T+03:02', 'T+1:02:03', '0:30']);
  expect([spanText(45_900), spanText(185_000), spanText(3_720_000)]).toEqual(['45s', '3m5s', '1h2m']);
});

test('the axis reaches beyond now and never moves backwards', () => {
  const ends = Array.from({ length: 2000 }, (_, index) => axisEnd(index * 5000));
  expect(ends.every((end, index) => end > index * 5000 && end >= (ends[index - 1] ?? 0))).toBe(true);
});

test('the axis has marks from the start, and not too many', () => {
  for (const end of [60_000, 190_000, 5_000_000, 900_000_000]) {
    const ticks = ticksOf(end, 9);
    expect([ticks[0], ticks.length > 1, ticks.length <= 10]).toEqual([0, true, true]);
  }
});
