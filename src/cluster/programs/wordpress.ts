/**
 * wordpress: a page, if its database lets it in. Its user is `root` unless the environment says otherwise, as in the images before 5.7.
 * Left out: installing it, posts, and everything else that it keeps in its tables.
 */
import type { Ask, Told } from '../network/message.ts';
import { noAnswer } from './peers.ts';
import type { Asks, Process, ReadFile } from './program.ts';
import type { Reply, Request } from './request.ts';

const uploads = '/wp-content/uploads/';
const root = '/var/www/html';

/** What the program of the image answers. */
export function serveWordpress(
  request: Request,
  process: Process,
  read: ReadFile,
  [told]: readonly Told[],
): Reply | Asks {
  if (request.path.startsWith(uploads)) return serveUpload(request, read);
  const host = process.env['WORDPRESS_DB_HOST'] ?? 'mysql';
  if (!told) return { asks: [askDatabase(host, process)] };
  if (told.kind === 'reply' && told.reply.status === 200) return page(200, 'WordPress', `<p>database: ${host}</p>\n`);
  const why = told.kind === 'reply' ? told.reply.body.trim() : noAnswer(told);
  const log = [
    `PHP Warning:  mysqli_real_connect(): ${host}: ${why} in /var/www/html/wp-includes/wp-db.php on line 1753`,
  ];
  return { ...page(500, 'Error establishing a database connection'), log };
}

function askDatabase(host: string, { env }: Process): Ask {
  const [, name = host, port = '3306'] = /^(.*?)(?::(\d+))?$/.exec(host) ?? [];
  const user = env['WORDPRESS_DB_USER'] ?? 'root';
  const password = env['WORDPRESS_DB_PASSWORD'] ?? '';
  const database = env['WORDPRESS_DB_NAME'] ?? 'wordpress';
  const headers = { user, password, database };
  const request: Request = { protocol: 'mysql', method: 'QUERY', path: '/', headers, body: 'SHOW TABLES' };
  return { kind: 'request', host: name, port: Number(port), request, limitMs: 10_000 };
}

/** Pictures lie in its own files, not in the database: with several pods and no volume that they share, each has its own. */
function serveUpload({ method, path, body = '' }: Request, read: ReadFile): Reply {
  const file = root + path;
  if (method !== 'GET') return { status: 201, body: '', changes: [{ path: file, text: body }] };
  const found = read(file);
  return found === undefined ? page(404, 'Not Found') : { status: 200, body: found };
}

function page(status: number, title: string, more = ''): Reply {
  const body = `<!DOCTYPE html>\n<html>\n<head><title>${title}</title></head>\n<body>\n<h1>${title}</h1>\n${more}</body>\n</html>\n`;
  return { status, body, headers: { 'content-type': 'text/html; charset=UTF-8' } };
}
