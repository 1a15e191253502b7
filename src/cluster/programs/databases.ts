/** mysql and mariadb as a kubelet sees them: they need to be told a root password, and take a while to set up an empty volume. */
import { hexOf } from '../chance.ts';
import type { Process, Program, ReadFile, Run } from './program.ts';
import { isList, isRecord, isText, readJson } from './read-json.ts';

const firstStartMs = 8000;
const laterStartMs = 2000;

/** The file that says of a volume that it has been set up: who may come in, and what databases there are. */
export const catalogueFile = '/var/lib/mysql/ibdata1';

/** Users with their passwords, and databases with the names of their tables. */
export interface Catalogue {
  readonly users: Readonly<Record<string, string>>;
  readonly databases: Readonly<Record<string, readonly string[]>>;
}

/** Reads the file; nothing where somebody has written something else there. */
export function readCatalogue(text: string): Catalogue | undefined {
  return readJson(text, (value) => {
    const { users, databases } = (value ?? {}) as Partial<Record<string, unknown>>;
    return isRecord(users, isText) && isRecord(databases, (tables) => isList(tables, isText));
  });
}

const damaged = "[ERROR] [InnoDB] The innodb_system data file './ibdata1' is damaged\n[ERROR] [Server] Aborting\n";

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
    works: true,
    startUpMs: (read) => (read(catalogueFile) === undefined ? firstStartMs : laterStartMs),
    run: (process, read) => run(family, process, read),
  };
}

function run(family: keyof typeof needs, { env, seed = '' }: Process, read: ReadFile): Run {
  const found = read(catalogueFile);
  if (found !== undefined) return readCatalogue(found) ? {} : { ends: { afterMs: 1000, exitCode: 1, output: damaged } };
  if (!isTold(family, env)) {
    const head = '[ERROR] [Entrypoint]: Database is uninitialized and password option is not specified';
    return { ends: { afterMs: 1000, exitCode: 1, output: `${head}\n    ${needs[family]}\n` } };
  }
  const text = JSON.stringify(catalogueOf(env, hexOf(seed, 16)));
  return { changes: [{ afterMs: firstStartMs, path: catalogueFile, text }] };
}

/** What an empty volume is set up with. What the environment says later changes nothing any more. */
export function catalogueOf(env: Process['env'], random: string): Catalogue {
  const value = (name: string): string | undefined => env[`MARIADB_${name}`] ?? env[`MYSQL_${name}`];
  const isRandom = value('RANDOM_ROOT_PASSWORD') !== undefined;
  const [user, made] = [value('USER'), value('DATABASE')];
  const users = { root: value('ROOT_PASSWORD') ?? (isRandom ? random : '') };
  return {
    users: user === undefined ? users : { ...users, [user]: value('PASSWORD') ?? '' },
    databases: made === undefined ? {} : { [made]: [] },
  };
}

function isTold(family: string, env: Process['env']): boolean {
  const families = family === 'MARIADB' ? ['MARIADB', 'MYSQL'] : [family];
  return families.some((name) =>
    [`${name}_ROOT_PASSWORD`, `${name}_ROOT_PASSWORD_HASH`, `${name}_ALLOW_EMPTY_PASSWORD`]
      .concat(`${name}_ALLOW_EMPTY_ROOT_PASSWORD`, `${name}_RANDOM_ROOT_PASSWORD`)
      .some((variable) => env[variable]),
  );
}
