import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Entry } from '../../src/sandbox/index.ts';
import { openSandbox, say, spell } from '../../src/sandbox/index.ts';
import { latestOf, narrationOf } from '../../src/ui/narrator/narration.ts';

const kubia = readFileSync(new URL('../../src/ui/manifests/kubia.yaml', import.meta.url), 'utf8');

function does(who: string, pod: string, more: Partial<Entry> = {}): Entry {
  const what = say('{pod} is Ready', { pod });
  return { at: 0, who, of: `default/${pod}`, step: 'ready', kind: 'does', what, object: `Pod/default/${pod}`, ...more };
}

function told(entries: readonly Entry[]): readonly string[] {
  const { sayings, rest } = narrationOf(entries);
  const said = sayings.map(({ entry, more }) => `${entry.who} ${spell(entry.what)}${more ? ` +${more}` : ''}`);
  return rest ? [...said, `and ${rest}`] : said;
}

test('of each object a speaker is heard with the last word only', () => {
  const runs = does('kubelet', 'kubia-0', { what: say('{pod} runs', { pod: 'kubia-0' }) });
  expect(told([runs, does('kubelet', 'kubia-0')])).toEqual(['kubelet kubia-0 is Ready']);
});

test('what is alike is said once, with how often it was', () => {
  const pods = Array.from({ length: 40 }, (_, ordinal) => does('kubelet', `kubia-${ordinal}`));
  expect(told(pods)).toEqual(['kubelet kubia-39 is Ready +39']);
});

test('a wait that is over is not told', () => {
  const wait: Entry = { ...does('statefulset', 'kubia-0'), of: 'default/kubia', kind: 'waits' };
  const next = { ...does('statefulset', 'kubia-1'), of: 'default/kubia' };
  expect(told([wait, next])).toEqual(['statefulset kubia-1 is Ready']);
  expect(told([next, wait])).toEqual(['statefulset kubia-1 is Ready', 'statefulset kubia-0 is Ready']);
});

test('at most three things are told, the most important ones in the order in which they happened', () => {
  const entries = ['endpoints', 'kubelet', 'scheduler', 'garbage-collector', 'statefulset'].map((who, at) =>
    does(who, `kubia-${at}`),
  );
  const refused = { ...does('volume-binder', 'kubia-9'), kind: 'fails' as const };
  expect(told([...entries, refused])).toEqual([
    'scheduler kubia-2 is Ready',
    'statefulset kubia-4 is Ready',
    'volume-binder kubia-9 is Ready',
    'and 3',
  ]);
});

test('the caption says what keeps somebody waiting at the last moment, and nothing older', () => {
  const entries: readonly Entry[] = [
    { ...does('scheduler', 'kubia-0'), at: 0 },
    { ...does('scheduler', 'kubia-1'), at: 5000 },
    { ...does('statefulset', 'kubia-1'), at: 5010, kind: 'waits' },
    { ...does('attach-detach', 'kubia-1'), at: 5020, kind: 'waits' },
    { ...does('you', 'kubia-1'), at: 5100 },
  ];
  const { sayings } = latestOf(entries);
  expect(sayings.map(({ entry }) => `${entry.who} ${entry.at}`)).toEqual(['scheduler 5000', 'attach-detach 5020']);
});

test('what the learner did is not told to the learner', () => {
  expect(told([does('you', 'kubia-0')])).toEqual([]);
});

test('a set that comes up in one stretch is told in a few words', () => {
  const sandbox = openSandbox({ format: 1, start: {}, seed: 42, acts: [] });
  sandbox.act({ line: 'kubectl apply -f kubia.yaml', files: { 'kubia.yaml': kubia } });
  sandbox.seek(30_000);
  const lines = told(sandbox.cluster.state.log);
  expect(lines.length).toBeLessThanOrEqual(4);
  expect(lines).toContain('statefulset 2 of 2 pods are as they should be');
});
