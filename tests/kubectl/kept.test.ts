import { expect, test } from 'vitest';
import { openTerminal } from './player.ts';
import { kubectl } from '../../src/kubectl/index.ts';

const pod = (name: string, spec: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec: {containers: [{name: c, image: nginx}]${spec}}\n`;

function hintOf(line: string, manifest: string): string | undefined {
  const { cluster } = openTerminal();
  return kubectl(cluster, { line, files: { 'a.yaml': manifest }, namespace: 'default' }).hint;
}

test('what is kept but not simulated is said in a line of ours, once for each object', () => {
  const manifest = `${pod('one', ', hostNetwork: true, hostPID: true')}---\n${pod('two', '')}---\n${pod('three', ', hostIPC: true')}`;
  expect(hintOf('kubectl apply -f a.yaml', manifest)).toBe(
    'kept, not simulated: pod/one spec.hostNetwork, spec.hostPID; pod/three spec.hostIPC',
  );
  expect(hintOf('kubectl create -f a.yaml', pod('one', ', hostPID: true'))).toBe(
    'kept, not simulated: pod/one spec.hostPID',
  );
  expect(hintOf('kubectl apply -f a.yaml', pod('one', ''))).toBeUndefined();
});

test('of many fields the first are named', () => {
  const many =
    ', hostNetwork: true, hostPID: true, hostIPC: true, hostUsers: true, shareProcessNamespace: true, runtimeClassName: a, activeDeadlineSeconds: 9';
  expect(hintOf('kubectl apply -f a.yaml', pod('one', many))).toMatch(/runtimeClassName, \+1$/);
});
