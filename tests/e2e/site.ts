import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

/** Not the root of a host: the page must work wherever it is put. */
const usualFolder = '/some/path/';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.yaml': 'text/yaml; charset=utf-8',
};

/** The built page on a plain static file server. */
export interface Site {
  readonly address: string;
  close(): void;
}

/** The file of `dist` behind an address; nothing when the address lies outside or there is none. */
function fileOf(url: string, folder: string): string | undefined {
  const path = normalize(decodeURIComponent(url.split('?')[0] ?? '')).replaceAll('\\', '/');
  if (!path.startsWith(folder)) return undefined;
  const file = join('dist', path.slice(folder.length) || 'index.html');
  return existsSync(file) && statSync(file).isFile() ? file : undefined;
}

/** Serves `dist` under a folder of a free port of this machine. */
export async function serve(folder = usualFolder): Promise<Site> {
  if (!existsSync('dist/index.html')) throw new Error('dist/index.html is missing: run "npm run build" first.');
  const server = createServer((request, response) => {
    const file = fileOf(request.url ?? '/', folder);
    if (!file) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': contentTypes[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}${folder}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
