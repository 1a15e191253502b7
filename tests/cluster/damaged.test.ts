import { expect, test } from 'vitest';
import { world } from '../world.ts';
import type { World } from '../world.ts';
import { asks, clientPod, exchanged, said } from './asking.ts';

/** A pod with one container whose files outlive it, and the pod that asks. */
function podOf(name: string, image: string, mountPath: string, more = ''): World {
  const container = `{name: ${name}, image: ${image}, volumeMounts: [{name: data, mountPath: ${mountPath}}]${more}}`;
  const spec = `{containers: [${container}], volumes: [{name: data, emptyDir: {}}]}`;
  const labels = `{name: ${name}, labels: {app: ${name}}}`;
  const service = `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {clusterIP: None, selector: {app: ${name}}}\n---\n`;
  return world()
    .apply(`${service}apiVersion: v1\nkind: Pod\nmetadata: ${labels}\nspec: ${spec}\n`)
    .apply(clientPod)
    .rest();
}

function types(w: World, pod: string, script: string): void {
  w.act(`kubectl exec ${pod} -- sh -c '${script}'`).run('2s');
}

function logOf(w: World, pod: string): string {
  w.act(`kubectl logs ${pod} --previous`);
  return w.printed.out;
}

function redis(w: World, body: string): string {
  const request = { protocol: 'redis', method: '', path: '/', body } as const;
  return said(exchanged(w, { kind: 'request', host: 'red', port: 6379, request }).told);
}

test.each(['x', '[1]', '{"a":1}', 'null'])('redis cannot load a file that holds %s, and ends each time', (text) => {
  const w = podOf('red', 'redis', '/data');
  expect(redis(w, 'SET a 1')).toBe('200 OK');
  types(w, 'red', `printf %s "${text.replaceAll('"', '\\"')}" > /data/dump.rdb`);
  expect(redis(w, 'GET a')).toMatch(/^reset: /);
  w.run('5s');
  expect(logOf(w, 'red')).toContain('# Wrong signature trying to load DB from file\n');
});

test('redis whose memory somebody has written over ends, and starts again', () => {
  const w = podOf('red', 'redis', '/data');
  types(w, 'red', 'for pid in $(ls /proc); do echo x > /proc/$pid/mem; done');
  expect(redis(w, 'GET a')).toMatch(/^reset: /);
  w.run('30s').expectPods('client Ready, red Ready');
  expect(redis(w, 'GET a')).toBe('200 (nil)');
});

test('a redis that is told to copy from something else says what it has heard, and stays down', () => {
  const w = podOf('red', 'redis', '/data').apply(
    'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {hostname: web, containers: [{name: web, image: some/web}]}\n',
  );
  w.rest();
  const { podIP = '' } = (w.cluster.state.objects['Pod/default/web'] as { status?: { podIP?: string } }).status ?? {};
  expect(redis(w, `REPLICAOF ${podIP} 80`)).toBe('200 OK');
  w.run('5s');
  expect(redis(w, 'INFO replication')).toContain('master_link_status:down');
});

function sql(w: World, body: string): string {
  const headers = { user: 'root', password: '123', database: 'db' };
  const request = { protocol: 'mysql', method: 'QUERY', path: '/', headers, body } as const;
  return said(exchanged(w, { kind: 'request', host: 'sql', port: 3306, request }).told);
}

const env = ', env: [{name: MYSQL_ROOT_PASSWORD, value: "123"}, {name: MYSQL_DATABASE, value: db}]';

test.each(['x', '{}', '{"users":1,"databases":{}}'])('mysqld does not start with a catalogue that says %s', (text) => {
  const w = podOf('sql', 'mysql:8.4', '/var/lib/mysql', env);
  expect(sql(w, 'SELECT 1')).toBe('200 1\n1');
  types(w, 'sql', `printf %s "${text.replaceAll('"', '\\"')}" > /var/lib/mysql/ibdata1`);
  expect(sql(w, 'SELECT 1')).toMatch(/^reset: /);
  w.breaks('pod/default/sql', 'crash').run('1m');
  expect(logOf(w, 'sql')).toContain('[ERROR] [InnoDB]');
});

test('a table whose file is damaged is missing, and the others can still be read', () => {
  const w = podOf('sql', 'mysql:8.4', '/var/lib/mysql', env);
  expect(sql(w, 'CREATE TABLE a (n INT); CREATE TABLE b (n INT); INSERT INTO b VALUES (1)')).toBe('200 ');
  types(w, 'sql', 'echo x > /var/lib/mysql/db/a.ibd');
  expect(sql(w, 'SELECT * FROM a')).toBe('500 ERROR 1812 (HY000) at line 1: Tablespace is missing for table `db`.`a`.');
  expect(sql(w, 'SELECT * FROM b')).toBe('200 n\n1');
});

test('a store answers 400 to what is no record, and says that its file is damaged', () => {
  const w = podOf('sto', 'ordinal/store', '/data');
  expect(asks(w, 'GET http://sto:7000/%')).toMatch(/^400 /);
  expect(asks(w, 'PUT http://sto:7000/_/x hello')).toMatch(/^400 /);
  expect(asks(w, 'PUT http://sto:7000/_/x {}')).toMatch(/^400 /);
  expect(asks(w, 'PUT http://sto:7000/a text')).toBe('200 Stored a on sto alone');
  types(w, 'sto', 'echo x > /data/records.json');
  expect(asks(w, 'GET http://sto:7000/a')).toBe('500 records.json is damaged');
  expect(asks(w, 'PUT http://sto:7000/b text')).toBe('500 records.json is damaged');
});
