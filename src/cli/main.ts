import { writeSync } from 'node:fs';
import { learnAll } from '../sandbox/index.ts';
import { ordinal } from './ordinal.ts';

/** Writes all of a text before it returns: a process that ends early would lose the rest on a pipe. */
function write(descriptor: number, text: string): void {
  let bytes = Buffer.from(text);
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(descriptor, bytes));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
    }
  }
}

const streams = { out: (text: string) => write(1, text), err: (text: string) => write(2, text) };
learnAll();
process.exitCode = await ordinal(process.argv.slice(2), streams);
