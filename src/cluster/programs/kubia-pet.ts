/** luksa/kubia-pet: keeps the last thing that was posted to it, and says it to whoever asks. */
import type { Process, ReadFile } from './program.ts';
import type { Reply, Request } from './request.ts';

const file = '/var/data/kubia.txt';

/** What the program of the image answers. */
export function serveKubiaPet({ method, body = '' }: Request, { host }: Process, read: ReadFile): Reply {
  if (method === 'POST') {
    const log = ['New data has been received and stored.'];
    return { status: 200, body: `Data stored on pod ${host}\n`, changes: [{ path: file, text: body }], log };
  }
  return { status: 200, body: `You've hit ${host}\nData stored on this pod: ${dataOf(read)}\n` };
}

/** What it keeps. */
export function dataOf(read: ReadFile): string {
  return read(file) ?? 'No data posted yet';
}
