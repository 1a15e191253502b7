/** What programs write to their log when they start, and when they have begun to listen. */
import type { Process, ReadFile, Work } from './program.ts';

/** Where a process keeps what is in its memory alone, in its container's own layer: no other process has its number. */
export function memoryOf({ pid }: Pick<Process, 'pid'>): string {
  return `/proc/${pid}/mem`;
}

/** What a program writes. */
export interface Lines {
  readonly first: readonly string[];
  /** What it writes when it listens, after so long. */
  readonly later?: readonly string[];
  readonly afterMs?: number;
}

/** Work that is nothing but saying that it starts. */
export function greeting(lines: (process: Process, read: ReadFile) => Lines): Work {
  return (process, read) => {
    const path = memoryOf(process);
    const said = read(path);
    const { first, later = [], afterMs } = lines(process, read);
    if (said === undefined) {
      const changes = [{ path, text: 'starts' }];
      return { changes, log: first, ...(afterMs !== undefined && { pauseMs: afterMs }) };
    }
    return said === 'starts' ? { changes: [{ path, text: 'listens' }], log: later } : {};
  };
}
