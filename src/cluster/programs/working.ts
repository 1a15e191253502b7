/** What programs do of themselves, by their place in the table of `index.ts`; learnt late, with the part `program`. */
import { databaseLines, wordpressLines } from './greetings.ts';
import type { Work } from './program.ts';
import { workRedis } from './redis-copying.ts';
import { greeting } from './start-up.ts';
import { workStore } from './store-leaving.ts';

/** THE TABLE of what programs do that nobody waits for. */
const workers: Readonly<Record<string, Work>> = {
  redis: workRedis,
  'ordinal/store': workStore,
  mysql: greeting(databaseLines('MySQL')),
  mariadb: greeting(databaseLines('MariaDB')),
  wordpress: greeting(wordpressLines),
};

/** What the program of this name does of itself. */
export function workOf(known: string | undefined): Work | undefined {
  return workers[known ?? ''];
}
