import { noteEntry } from './index-of-objects.ts';
import type { Entry } from './log.ts';
import type { Reader } from './read.ts';
import type { PartId } from './state.ts';

/** Writes a line of the log, of this part where it is known. Throws when the log is full. */
export function recordEntry({ state, index }: Reader, entry: Entry, part?: PartId): void {
  const { log: limit } = state.settings.limits;
  if (state.log.length >= limit) throw new Error(`The log is full: limits.log allows ${limit} entries.`);
  state.log.push(entry);
  noteEntry(index, entry, part);
}
