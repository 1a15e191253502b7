import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/index.ts';
import { faults, openSandbox } from '../../src/sandbox/index.ts';

const kubia = readFileSync(new URL('../inputs/kubia.yaml', import.meta.url), 'utf8');

function started(): Sandbox {
  const sandbox = openSandbox({ format: 1, start: {}, seed: 1, acts: [] });
  sandbox.act({ line: 'kubectl apply -f kubia.yaml', files: { 'kubia.yaml': kubia } });
  sandbox.seek(30_000);
  return sandbox;
}

function answer(sandbox: Sandbox, line: string): string {
  const { out, err, code = 0 } = sandbox.act({ line });
  return `${out}${err}= ${code}`;
}

test('what can be broken is listed, one sentence each', () => {
  const { out } = started().act({ line: 'ordinal break --help' });
  for (const { target, name, about } of faults) {
    expect(out).toMatch(new RegExp(`^  ${target}\\S* +${name} +`, 'm'));
    expect(out).toContain(about);
  }
});

test('a target breaks and heals, and says so', () => {
  const sandbox = started();
  expect(answer(sandbox, 'ordinal break pod/kubia-0 readiness')).toBe('pod/kubia-0 readiness broken\n= 0');
  expect(sandbox.cluster.state.faults).toEqual({ 'pod/default/kubia-0': ['readiness'] });
  expect(answer(sandbox, 'ordinal heal pod/kubia-0')).toBe('pod/kubia-0 healed\n= 0');
  expect(sandbox.cluster.state.faults).toEqual({});
});

test.each([
  ['ordinal break', 'ordinal break needs a target and what is to break'],
  ['ordinal break pod/kubia-0', 'ordinal break needs a target and what is to break'],
  ['ordinal break moon/full readiness', 'nothing can be broken at "moon/full"'],
  ['ordinal break pod readiness', 'nothing can be broken at "pod"'],
  ['ordinal break pod/kubia-0 nonsense', '"nonsense" cannot be broken at a pod'],
  ['ordinal heal pod/kubia-0', 'pod/kubia-0 is not broken'],
  ['ordinal mend pod/kubia-0', 'unknown command "mend" for "ordinal"; it knows break, heal, gate'],
])('%s is refused with a reason and a hint', (line, error) => {
  const sandbox = started();
  expect(answer(sandbox, line)).toBe(`error: ${error}\n= 1`);
  expect(sandbox.transcript.some(({ stream }) => stream === 'hint')).toBe(true);
});

test('a fault waits for a pod that is not there yet, and the terminal says that it waits', () => {
  const sandbox = started();
  expect(answer(sandbox, 'ordinal break pod/kubja-0 readiness')).toBe('pod/kubja-0 readiness broken\n= 0');
  expect(sandbox.transcript.find(({ stream }) => stream === 'hint')?.text).toContain('the fault waits for it');
});

test('ordinal alone says how it is used', () => {
  expect(answer(started(), 'ordinal')).toMatch(/^Usage:\n {2}ordinal break TARGET WHAT\n/);
});

test('Tab completes programs, targets, faults and what is broken', () => {
  const sandbox = started();
  const complete = (line: string): readonly string[] => sandbox.complete(line);
  expect(complete('')).toEqual(['curl', 'kubectl', 'ordinal']);
  expect(complete('ord')).toEqual(['ordinal']);
  expect(complete('ordinal ')).toEqual(['break', 'gate', 'heal']);
  expect(complete('ordinal break pod/')).toEqual(['pod/kubia-0', 'pod/kubia-1']);
  expect(complete('ordinal break pod/kubia-0 r')).toEqual(['readiness']);
  expect(complete('ordinal heal ')).toEqual([]);
  sandbox.act({ line: 'ordinal break pod/kubia-1 readiness' });
  expect(complete('ordinal heal ')).toEqual(['pod/kubia-1']);
  expect(complete('ordinal heal pod/kubia-1 ')).toEqual(['readiness']);
  expect(complete('ordinal gate Max')).toEqual(['MaxUnavailableStatefulSet=false', 'MaxUnavailableStatefulSet=true']);
  expect(complete('kubectl get pods k')).toEqual(['kubia-0', 'kubia-1']);
});
