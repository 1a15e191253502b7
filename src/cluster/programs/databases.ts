/** mysql and mariadb: they need to be told a root password, and take a while to set up an empty volume. */
import type { Process, Program, ReadFile, Run } from './program.ts';

const firstStartMs = 8000;
const laterStartMs = 2000;
const sign = '/var/lib/mysql/ibdata1';

const needs = {
  MYSQL: `You need to specify one of the following as an environment variable:
    - MYSQL_ROOT_PASSWORD
    - MYSQL_ALLOW_EMPTY_PASSWORD
    - MYSQL_RANDOM_ROOT_PASSWORD`,
  MARIADB:
    'You need to specify one of MARIADB_ROOT_PASSWORD, MARIADB_ROOT_PASSWORD_HASH, MARIADB_ALLOW_EMPTY_ROOT_PASSWORD and MARIADB_RANDOM_ROOT_PASSWORD',
} as const;

/** The program of the image `mysql`. */
export const mysql: Program = database('MYSQL', 600_000_000, '350Mi');
/** The program of the image `mariadb`, which also hears to the names of the other one's variables. */
export const mariadb: Program = database('MARIADB', 330_000_000, '90Mi');

function database(family: keyof typeof needs, size: number, memory: string): Program {
  return {
    ports: [3306],
    size,
    memory,
    startUpMs: (read) => (read(sign) === undefined ? firstStartMs : laterStartMs),
    run: (process, read) => run(family, process, read),
  };
}

function run(family: keyof typeof needs, { env }: Process, read: ReadFile): Run {
  if (read(sign) !== undefined) return {};
  if (isTold(family, env)) return { changes: [{ afterMs: firstStartMs, path: sign, text: 'InnoDB\n' }] };
  const head = '[ERROR] [Entrypoint]: Database is uninitialized and password option is not specified';
  return { ends: { afterMs: 1000, exitCode: 1, output: `${head}\n    ${needs[family]}\n` } };
}

function isTold(family: string, env: Process['env']): boolean {
  const families = family === 'MARIADB' ? ['MARIADB', 'MYSQL'] : [family];
  return families.some((name) =>
    [`${name}_ROOT_PASSWORD`, `${name}_ROOT_PASSWORD_HASH`, `${name}_ALLOW_EMPTY_PASSWORD`]
      .concat(`${name}_ALLOW_EMPTY_ROOT_PASSWORD`, `${name}_RANDOM_ROOT_PASSWORD`)
      .some((variable) => env[variable]),
  );
}
