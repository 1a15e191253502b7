/** ordinal/ticker: a line a second on its volume, so that one can see who writes there. */
import type { Process, Program, ReadFile, Run } from './program.ts';
import type { FileChange } from './request.ts';

const linesMax = 100;

/** The program of the image. */
export const ticker: Program = { ports: [7001], memory: '4Mi', size: 4_270_080, run: start, eachSecond };

/** Where it writes. */
export function fileOf({ mounts }: Process): string {
  return `${mounts[0] ?? ''}/ticker.log`;
}

function start(process: Process): Run {
  return { output: `writes a line a second to ${fileOf(process)}\n` };
}

/** Two processes on one volume each add to what both have written. */
function eachSecond(process: Process, read: ReadFile, now: string): FileChange {
  const path = fileOf(process);
  const lines = (read(path) ?? '').split('\n').filter(Boolean);
  const kept = [...lines, `${now} ${process.host} ${process.pid}`].slice(-linesMax);
  return { path, text: `${kept.join('\n')}\n` };
}
