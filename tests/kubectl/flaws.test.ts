import { expect, test } from 'vitest';
import { world } from '../world.ts';
import type { World } from '../world.ts';

const pod = `apiVersion: v1
kind: Pod
metadata: {name: two}
spec: {containers: [{name: a, image: busybox, command: [sh, -c, "echo one; echo two; sleep 1000"]}, {name: b, image: nobody/knows:missing}]}
`;

function twoWorld(): World {
  const w = world().apply(pod);
  return w.breaks('image/nobody/knows:missing', 'missing').run('20s');
}

test.each([
  [
    'port-forward two 99999',
    'error parsing local port \'99999\': strconv.ParseUint: parsing "99999": value out of range',
  ],
  [
    'port-forward two 1:99999',
    'error parsing remote port \'99999\': strconv.ParseUint: parsing "99999": value out of range',
  ],
  ['port-forward two 1:0', 'remote port must be > 0'],
  ['proxy --port=-1', 'listen tcp: address -1: invalid port'],
  ['proxy --port=99999', 'listen tcp: address 99999: invalid port'],
  [
    'logs two -c a --since-time=garbage',
    'parsing time "garbage" as "2006-01-02T15:04:05Z07:00": cannot parse "garbage" as "2006"',
  ],
  [
    'logs two -c a --since-time=2026-01-01',
    'parsing time "2026-01-01" as "2006-01-02T15:04:05Z07:00": cannot parse "" as "T"',
  ],
])('kubectl %s is refused: %s', (line, error) => {
  twoWorld().refuses(`kubectl ${line}`, error);
});

test('kubectl logs gives so many bytes, and goes on where one log cannot be read', () => {
  const w = twoWorld();
  expect(w.act('kubectl logs two -c a --limit-bytes=5').printed.out).toBe('one\nt');
  expect(w.act('kubectl logs two -c a --since-time=2026-01-01T00:00:00Z').printed.out).toBe('one\ntwo\n');
  w.refuses('kubectl logs two --all-containers', 'container "b" in pod "two" is waiting to start');
  expect(w.act('kubectl logs two --all-containers --ignore-errors').printed.out).toMatch(
    /^one\ntwo\nerror: container "b" in pod "two" is waiting to start: .*\n$/,
  );
});
