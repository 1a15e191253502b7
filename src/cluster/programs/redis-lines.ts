/** What redis writes to its log. Left out: most of its lines, other levels, and thousandths of seconds. */
import type { Process } from './program.ts';
import type { Redis } from './redis-memory.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The lines with their time, as redis has it: `1:M 01 Jan 2026 00:00:03.000 * Ready to accept connections tcp`. */
export function stamped(
  { now = '' }: Process,
  lines: readonly string[],
  isCopy = false,
  mark = '*',
): readonly string[] {
  const [, year, month, day, time] = /^(\d+)-(\d+)-(\d+)T([\d:]+)/.exec(now) ?? [];
  return lines.map(
    (line) => `1:${isCopy ? 'S' : 'M'} ${day} ${months[Number(month) - 1]} ${year} ${time}.000 ${mark} ${line}`,
  );
}

/** What it says when it starts. */
export function startLines({ keys, memory }: Redis): readonly string[] {
  const count = Object.keys(keys).length;
  const loaded = count > 0 ? [`Done loading RDB, keys loaded: ${count}, keys expired: 0.`] : [];
  const head = 'oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo';
  const port = memory.config['port'] ?? '6379';
  return [head, `Running mode=standalone, port=${port}.`, ...loaded, 'Ready to accept connections tcp'];
}
