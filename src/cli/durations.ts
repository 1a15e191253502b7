import type { Millis } from '../objects/index.ts';

const unitsMs: Readonly<Record<string, Millis>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** The milliseconds of `500ms`, `30s`, `2m`, `1h` or several together such as `1m30s`; nothing when it is not a duration. */
export function readDuration(text: string): Millis | undefined {
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text)) return undefined;
  const parts = text.matchAll(/([\d.]+)(ms|s|m|h)/g);
  return Math.round([...parts].reduce((sum, [, count, unit]) => sum + Number(count) * (unitsMs[unit ?? ''] ?? 0), 0));
}

/** The shortest way to write a duration, such as `1m30s`. */
export function showDuration(duration: Millis): string {
  let rest = Math.round(duration);
  let text = '';
  for (const unit of ['h', 'm', 's', 'ms']) {
    const size = unitsMs[unit] ?? 1;
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) text += `${count}${unit}`;
  }
  return text || '0s';
}
