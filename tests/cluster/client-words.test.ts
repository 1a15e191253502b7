import { expect, test } from 'vitest';
import { world } from '../world.ts';
import type { World } from '../world.ts';
import { clientPod } from './asking.ts';

function database(image: string): World {
  const env = 'env: [{name: MYSQL_ROOT_PASSWORD, value: "123"}]';
  const pod = `apiVersion: v1\nkind: Pod\nmetadata: {name: sql}\nspec: {containers: [{name: sql, image: "${image}", ${env}}]}\n`;
  return world().apply(pod).rest();
}

const warning = 'mysql: [Warning] Using a password on the command line interface can be insecure.\n';

test.each([
  ['mysql:8.4', '-uroot -p123', warning],
  ['mysql:8.4', '--password=123', warning],
  ['mariadb:10.11', '-uroot -p123', ''],
])('the client of %s with %s', (image, options, err) => {
  const { printed } = database(image).act(`kubectl exec sql -- mysql ${options} -e "SELECT 1"`).run('5s');
  expect([printed.out, printed.err]).toEqual(['1\n1\n', err]);
});

test('curl counts in milliseconds', () => {
  const w = world().apply(clientPod).rest();
  w.act('kubectl exec client -- sh -c "curl -sS -m 2 http://10.244.9.9/ || true"').run('5s');
  expect(w.printed.err).toMatch(/^curl: \(28\) Connection timed out after \d+ milliseconds\n$/);
});
