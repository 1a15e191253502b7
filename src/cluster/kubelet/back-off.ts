import type { Millis } from '../../objects/index.ts';

/** 10 s, doubled each time, 300 s at most: pulls and restarts alike. */
export function backOffMs(times: number): Millis {
  return Math.min(10_000 * 2 ** (times - 1), 300_000);
}
