import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/index.ts';
import { learnAll, openSandbox, spell } from '../../src/sandbox/index.ts';
import { answerTo, flawOf, lineToSend, namesToTry } from '../../src/ui/network/question.ts';

const kubia = readFileSync(new URL('../../src/ui/manifests/kubia.yaml', import.meta.url), 'utf8');
const tools =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: tools}\nspec: {containers: [{name: tools, image: tutum/dnsutils, command: [sleep, "86400"]}]}\n';

function started(): Sandbox {
  learnAll();
  const sandbox = openSandbox({ format: 1, start: {}, seed: 42, acts: [] });
  sandbox.act({ line: 'kubectl apply -f kubia.yaml', files: { 'kubia.yaml': kubia } });
  sandbox.seek(30_000);
  return sandbox;
}

/** The answer in a line, with what was tried before it. */
function asked({ cluster }: Sandbox, name: string, type = 'A', from = 'Namespace/default'): string {
  const { tries, records, why } = answerTo(cluster, { name, type, from });
  const way = tries.map((each) => `${each.answer.status} ${each.name}`).join(' > ');
  return `${way}: ${records.map(({ data }) => data).join(' ') || (why ? spell(why) : '')}`;
}

test('a short name is completed with the namespace of who asks', () => {
  const sandbox = started();
  expect(asked(sandbox, 'kubia-0.kubia')).toMatch(
    /^NOERROR kubia-0\.kubia\.default\.svc\.cluster\.local: 10\.244\.\d\.\d+$/,
  );
  expect(asked(sandbox, 'kubia-0.kubia', 'A', 'Namespace/kube-system')).toMatch(
    /^NXDOMAIN kubia-0\.kubia\.kube-system\.svc\.cluster\.local > .*: there is no Service kubia in kube-system$/,
  );
});

test('a missing answer has its reason, and asking leaves no trace', () => {
  const sandbox = started();
  sandbox.act({ line: 'ordinal break pod/kubia-1 readiness' });
  sandbox.seek(60_000);
  const before = JSON.stringify(sandbox.cluster.state);
  expect(asked(sandbox, 'kubia-1.kubia')).toMatch(/: kubia-1 is not Ready, so its name does not resolve$/);
  expect(asked(sandbox, 'kubia', 'SRV')).toContain('kubia-0.kubia.default.svc.cluster.local.');
  expect(asked(sandbox, 'kubia-public', 'SRV')).toContain('kubia-public.default.svc.cluster.local.');
  expect(JSON.stringify(sandbox.cluster.state)).toBe(before);
});

test('an address can be asked for as it is', () => {
  const sandbox = started();
  const { records } = answerTo(sandbox.cluster, { name: 'kubia-0.kubia', type: 'A', from: 'Namespace/default' });
  expect(asked(sandbox, records[0]?.data ?? '', 'PTR')).toContain(': kubia-0.kubia.default.svc.cluster.local.');
});

test('nobody answers while DNS is down, or to a pod on a machine that is cut off', () => {
  const sandbox = started();
  sandbox.act({ line: 'ordinal break node/node-3 network' });
  expect(asked(sandbox, 'kubia', 'A', 'Pod/default/kubia-1')).toBe(': node-3 is cut off: nothing reaches or leaves it');
  sandbox.act({ line: 'ordinal break dns down' });
  expect(asked(sandbox, 'kubia')).toBe(': the DNS of the cluster is down');
});

test('names are offered as whoever asks would write them', () => {
  const { cluster } = started();
  expect(namesToTry(cluster, 'Namespace/default')).toEqual(
    expect.arrayContaining(['kubia-0.kubia', 'kubia-1.kubia', 'kubia', 'kubia-public']),
  );
  expect(namesToTry(cluster, 'Namespace/kube-system')).toContain('kubia-0.kubia.default');
});

test('a question can be sent for real as soon as a pod has the tool', () => {
  const sandbox = started();
  const question = { name: 'kubia', type: 'SRV', from: 'Namespace/default' };
  expect(lineToSend(sandbox.cluster, question)).toBeUndefined();
  sandbox.act({ line: 'kubectl apply -f tools.yaml', files: { 'tools.yaml': tools } });
  sandbox.seek(60_000);
  expect(lineToSend(sandbox.cluster, question)).toBe('kubectl exec tools -- nslookup -type=SRV kubia');
  expect(lineToSend(sandbox.cluster, { ...question, type: 'A', from: 'Pod/default/tools' })).toBe(
    'kubectl exec tools -- nslookup kubia',
  );
  expect(lineToSend(sandbox.cluster, { ...question, from: 'Pod/default/kubia-0' })).toBeUndefined();
});

test('what cannot be a name is seen while it is typed', () => {
  expect(flawOf('kubia-0.kubia.default.svc.cluster.local.')).toBeUndefined();
  expect(flawOf('_http._tcp.kubia')).toBeUndefined();
  expect(flawOf('ku bia')).toBe('bad');
  expect(flawOf('kubia..default')).toBe('bad');
  expect(flawOf(`${'a'.repeat(64)}.kubia`)).toBe('tooLong');
  expect(flawOf('a.'.repeat(127))).toBe('tooLong');
});
