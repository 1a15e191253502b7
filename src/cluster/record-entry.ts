import { noteEntry } from './index-of-objects.ts';
import type { Entry } from './log.ts';
import type { Reader } from './read.ts';

/** Writes a line of the log. Throws when the log is full. */
export function recordEntry({ state, index }: Reader, entry: Entry): void {
  const { log: limit } = state.settings.limits;
  if (state.log.length >= limit) throw new Error(`The log is full: limits.log allows ${limit} entries.`);
  state.log.push(entry);
  noteEntry(index, entry);
}
