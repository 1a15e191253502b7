/** What the servers write when they start that do nothing else of themselves. */
import { catalogueFile } from './databases.ts';
import type { Process, ReadFile } from './program.ts';
import type { Lines } from './start-up.ts';

const laterMs = 2000;
const firstMs = 8000;

/** mysql and mariadb: an empty volume is set up first. */
export function databaseLines(server: 'MySQL' | 'MariaDB'): (process: Process, read: ReadFile) => Lines {
  const version = server === 'MySQL' ? '8.4.3' : '10.11.10-MariaDB';
  const entrypoint = (text: string): string => `[Note] [Entrypoint]: ${text}`;
  return (_, read) => {
    const isEmpty = read(catalogueFile) === undefined;
    const setUp = isEmpty ? [entrypoint('Initializing database files')] : [];
    return {
      first: [entrypoint(`Entrypoint script for ${server} Server ${version} started.`), ...setUp],
      later: [`[Note] ready for connections. Version: '${version}'  socket: '/run/mysqld/mysqld.sock'  port: 3306`],
      afterMs: isEmpty ? firstMs : laterMs,
    };
  };
}

/** wordpress: the notes of its web server. */
export function wordpressLines(): Lines {
  return {
    first: [
      'WordPress not found in /var/www/html - copying now...',
      'Complete! WordPress has been successfully copied to /var/www/html',
    ],
    later: [
      '[mpm_prefork:notice] [pid 1] AH00163: Apache/2.4.62 (Debian) PHP/8.2 configured -- resuming normal operations',
    ],
    afterMs: 1500,
  };
}
