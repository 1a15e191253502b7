import { fileOf } from './ticker.ts';
import type { Process, ReadFile } from './program.ts';
import type { Reply, Request } from './request.ts';

const linesShown = 10;

/** What ordinal/ticker answers: the last lines that it, or whoever shares its volume, has written. */
export function serveTicker(_: Request, process: Process, read: ReadFile): Reply {
  const lines = (read(fileOf(process)) ?? '').split('\n').filter(Boolean);
  return { status: 200, body: `${lines.slice(-linesShown).join('\n')}\n` };
}
