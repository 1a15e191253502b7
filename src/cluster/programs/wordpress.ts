/** wordpress: a page that names its database. */
import type { Process } from './program.ts';
import type { Reply, Request } from './request.ts';

/** What the program of the image answers. */
export function serveWordpress(_: Request, { env }: Process): Reply {
  return { status: 200, body: `<h1>WordPress</h1> database: ${env['WORDPRESS_DB_HOST'] ?? 'mysql'}\n` };
}
