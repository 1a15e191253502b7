import { expect, test } from 'vitest';
import { world } from '../world.ts';
import type { World } from '../world.ts';
import { asks, clientPod, exchanged, said } from './asking.ts';

interface Login {
  readonly host?: string;
  readonly user?: string;
  readonly password?: string;
  readonly database?: string;
  readonly output?: string;
}

/** What a client in the asking pod prints for these statements. */
function sql(w: World, body: string, { host = 'maria-0.maria', ...headers }: Login = {}): string {
  const login = { user: 'root', password: '123', ...headers };
  const request = { protocol: 'mysql', method: 'QUERY', path: '/', headers: login, body } as const;
  const { told } = exchanged(w, { kind: 'request', host, port: 3306, request });
  return told.kind === 'reply' ? told.reply.body : said(told);
}

function blog(): World {
  return world().apply('wordpress.yaml').apply(clientPod).rest();
}

test('a database keeps tables on its claim: they are there when the pod has been replaced', () => {
  const w = blog();
  expect(sql(w, 'SHOW DATABASES')).toBe('Database\ndb\ninformation_schema\nmysql\nperformance_schema\nsys\n');
  const pets = 'CREATE TABLE pets (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(20) NOT NULL, age INT);';
  expect(sql(w, `${pets} INSERT INTO pets (name, age) VALUES ('Rex', 3), ('Tom', NULL)`, { database: 'db' })).toBe('');
  w.act('kubectl delete pod maria-0 --wait=false').rest();
  expect(sql(w, 'SELECT * FROM pets', { database: 'db' })).toBe('id\tname\tage\n1\tRex\t3\n2\tTom\tNULL\n');
  expect(sql(w, "UPDATE db.pets SET age = age + 1 WHERE name = 'rex'; SELECT age FROM db.pets WHERE id = 1")).toBe(
    'age\n4\n',
  );
  expect(sql(w, 'DELETE FROM db.pets WHERE age IS NULL; SELECT COUNT(*) FROM db.pets')).toBe('COUNT(*)\n1\n');
  expect(sql(w, 'USE db; SHOW TABLES')).toBe('Tables_in_db\npets\n');
});

test('rows come in the order that was asked for, and a terminal shows them in a table', () => {
  const w = blog();
  const database = 'db';
  sql(w, "CREATE TABLE t (n INT, word TEXT); INSERT INTO t VALUES (10, 'ten'), (9, 'nine'), (2, 'two')", { database });
  expect(sql(w, 'SELECT word FROM t WHERE n > 2 ORDER BY n', { database })).toBe('word\nnine\nten\n');
  expect(sql(w, 'SELECT MAX(n), COUNT(*) AS all_of_them FROM t', { database })).toBe('MAX(n)\tall_of_them\n10\t3\n');
  expect(sql(w, 'SELECT n, word FROM t ORDER BY n DESC LIMIT 2', { database, output: 'table' })).toBe(
    '+----+------+\n| n  | word |\n+----+------+\n| 10 | ten  |\n|  9 | nine |\n+----+------+\n2 rows in set (0.00 sec)\n\n',
  );
  expect(sql(w, 'DELETE FROM t WHERE n < 10', { database, output: 'table' })).toBe(
    'Query OK, 2 rows affected (0.00 sec)\n\n',
  );
  expect(sql(w, 'USE db', { output: 'table' })).toBe('Database changed\n');
  expect(sql(w, "SELECT @@hostname, 'x', 1")).toBe('@@hostname\tx\t1\nmaria-0\tx\t1\n');
  expect(sql(w, 'DESCRIBE t', { database })).toBe(
    'Field\tType\tNull\tKey\tDefault\tExtra\nn\tint\tYES\t\tNULL\t\nword\ttext\tYES\t\tNULL\t\n',
  );
});

test.each([
  ['SELECT * FROM nope', 'ERROR 1046 (3D000) at line 1: No database selected\n', ''],
  ['SELECT * FROM nope', "ERROR 1146 (42S02) at line 1: Table 'db.nope' doesn't exist\n", 'db'],
  ['CREATE DATABASE db', "ERROR 1007 (HY000) at line 1: Can't create database 'db'; database exists\n", ''],
  ['USE nope', "ERROR 1049 (42000) at line 1: Unknown database 'nope'\n", ''],
  ['CREATE TABLE t (a INT); CREATE TABLE t (a INT)', "ERROR 1050 (42S01) at line 1: Table 't' already exists\n", 'db'],
  ['DROP TABLE t', "ERROR 1051 (42S02) at line 1: Unknown table 'db.t'\n", 'db'],
  [
    'CREATE TABLE t (a INT PRIMARY KEY); INSERT INTO t VALUES (1), (1)',
    "ERROR 1062 (23000) at line 1: Duplicate entry '1' for key 'PRIMARY'\n",
    'db',
  ],
  [
    'CREATE TABLE t (a INT); INSERT INTO t VALUES (1, 2)',
    "ERROR 1136 (21S01) at line 1: Column count doesn't match value count at row 1\n",
    'db',
  ],
  [
    'CREATE TABLE t (a INT); SELECT b FROM t',
    "ERROR 1054 (42S22) at line 1: Unknown column 'b' in 'field list'\n",
    'db',
  ],
  [
    "CREATE TABLE t (a INT NOT NULL); INSERT INTO t VALUES ('x')",
    "ERROR 1366 (HY000) at line 1: Incorrect integer value: 'x' for column 'a' at row 1\n",
    'db',
  ],
  ['USE toString', "ERROR 1049 (42000) at line 1: Unknown database 'toString'\n", ''],
  ['CREATE DATABASE constructor; USE constructor; SHOW TABLES', '', ''],
  [
    'DROP DATABASE valueOf',
    "ERROR 1008 (HY000) at line 1: Can't drop database 'valueOf'; database doesn't exist\n",
    '',
  ],
  [
    "CREATE TABLE t (a VARCHAR(9), b VARCHAR(9), PRIMARY KEY (a, b)); INSERT INTO t VALUES ('x-y', 'z'), ('x', 'y-z'); SELECT COUNT(*) FROM t",
    'COUNT(*)\n2\n',
    'db',
  ],
  [
    "CREATE TABLE t (a VARCHAR(9) PRIMARY KEY); INSERT INTO t VALUES ('A'), ('a')",
    "ERROR 1062 (23000) at line 1: Duplicate entry 'a' for key 'PRIMARY'\n",
    'db',
  ],
  [
    'SELEC 1',
    "ERROR 1064 (42000) at line 1: You have an error in your SQL syntax; check the manual that corresponds to your MariaDB server version for the right syntax to use near 'SELEC 1' at line 1\n",
    '',
  ],
])('%s: %s', (statements, answer, database) => {
  expect(sql(blog(), statements, { database })).toBe(answer);
});

test('who does not know the password is not let in; the first one stays, whatever the Secret says later', () => {
  const w = blog();
  const address = (w.cluster.state.objects['Pod/default/client'] as { status?: { podIP?: string } }).status?.podIP;
  expect(sql(w, 'SELECT 1', { password: 'wrong' })).toBe(
    `ERROR 1045 (28000): Access denied for user 'root'@'${address}' (using password: YES)\n`,
  );
  expect(sql(w, 'SELECT 1', { password: '' })).toContain('(using password: NO)');
  expect(sql(w, 'SELECT 1', { database: 'nope' })).toBe("ERROR 1049 (42000): Unknown database 'nope'\n");
  w.act(`kubectl patch secret maria -p '{"stringData":{"root-password":"new"}}'`);
  w.act('kubectl delete pod maria-0 --wait=false').rest();
  expect(sql(w, 'SELECT 1', { password: 'new' })).toContain('Access denied');
  expect(sql(w, 'SELECT 1', { password: '123' })).toBe('1\n1\n');
});

test('a site answers when its database lets it in, and says so when it does not', () => {
  const w = blog();
  expect(asks(w, 'GET http://wordpress/')).toMatch(/^200 [^]*<h1>WordPress<\/h1>[^]*database: maria-0\.maria/);
  w.act('kubectl scale sts maria --replicas=0').run('5s');
  expect(asks(w, 'GET http://wordpress/')).toMatch(/^500 [^]*Error establishing a database connection/);
  w.act('kubectl scale sts maria --replicas=1').rest();
  expect(asks(w, 'GET http://wordpress/')).toMatch(/^200/);
});
