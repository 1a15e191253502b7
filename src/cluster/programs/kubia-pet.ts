/** luksa/kubia-pet: keeps the last thing that was posted to it, and says it to whoever asks. */
import type { Process, Program, ReadFile, Reply, Request } from './program.ts';

const file = '/var/data/kubia.txt';

/** The program of the image. */
export const kubiaPet: Program = { ports: [8080], memory: '24Mi', size: 275_552_256, serve };

function serve({ method, body = '' }: Request, { host }: Process, read: ReadFile): Reply {
  if (method === 'POST') {
    return { status: 200, body: `Data stored on pod ${host}\n`, changes: [{ path: file, text: body }] };
  }
  const data = read(file) ?? 'No data posted yet';
  return { status: 200, body: `You've hit ${host}\nData stored on this pod: ${data}\n` };
}
