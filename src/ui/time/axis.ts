import type { Millis } from '../../sandbox/index.ts';

/** Distances between the marks of a time axis that people can count in. */
const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400].map(
  (s) => s * 1000,
);

/** The least stretch of time that is shown, so that the first seconds do not jump. */
const spanMin: Millis = 60_000;

/** How far the axis reaches: a little beyond now, in steps, so that it does not move with every frame. */
export function axisEnd(now: Millis): Millis {
  const step = steps.find((size) => now * 1.06 < size * 8) ?? now / 6;
  return Math.max(spanMin, Math.ceil((now * 1.06) / step) * step);
}

/** The moments at which the axis carries a mark; at most `most` of them. */
export function ticksOf(end: Millis, most: number): readonly Millis[] {
  const step = steps.find((size) => end / size <= most) ?? end / most;
  return Array.from({ length: Math.floor(end / step) + 1 }, (_, index) => index * step);
}
