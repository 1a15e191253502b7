/**
 * What programs answer, by their place in the table of `index.ts`; learnt late, because the first pod runs without it.
 * Who calls it asks first whether the process listens on that port at all (`program.ports`).
 */
import type { Told } from '../network/message.ts';
import type { Image } from './index.ts';
import { serveKubiaPet } from './kubia-pet.ts';
import { servePeers } from './kubia-pet-peers.ts';
import { serveDatabase } from './mysql.ts';
import { serveNginx } from './nginx-pages.ts';
import type { Asks, Process, ReadFile, Serve } from './program.ts';
import type { Reply, Request } from './request.ts';
import { serveRedis } from './redis.ts';
import { serveStore } from './store.ts';
import { serveTicker } from './ticker-lines.ts';
import { serveWordpress } from './wordpress.ts';

/** THE TABLE of what programs answer. */
const servers: Readonly<Record<string, Serve>> = {
  'kubia-pet': serveKubiaPet,
  'kubia-pet-peers': servePeers,
  mysql: serveDatabase('MySQL'),
  mariadb: serveDatabase('MariaDB'),
  'ordinal/store': serveStore,
  'ordinal/ticker': serveTicker,
  nginx: serveNginx,
  redis: serveRedis,
  wordpress: serveWordpress,
};

/** What the process of this image answers, or what it asks first; call it again with all that was told then, in order. */
export function serve(
  { program }: Image,
  request: Request,
  process: Process,
  read: ReadFile,
  told: readonly Told[] = [],
): Reply | Asks {
  return (servers[program.known ?? ''] ?? serveUnknown)(request, process, read, told);
}

/** An image that nobody knows answers with its host name. */
function serveUnknown(_: Request, { host }: Process): Reply {
  return { status: 200, body: `${host}\n` };
}
