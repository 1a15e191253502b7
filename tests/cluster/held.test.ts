import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import type * as sandboxes from '../../src/sandbox/index.ts';
import type { Recording, Sandbox } from '../../src/sandbox/index.ts';

type Page = typeof sandboxes;

/** The late parts are learnt once for all clusters, so a page that has not fetched them yet is a fresh copy of everything. */
async function freshPage(): Promise<Page> {
  vi.resetModules();
  return import('../../src/sandbox/index.ts');
}

function textOf(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
}

function historyOf({ cluster: { state }, transcript, recording }: Sandbox): string {
  return JSON.stringify({ state, transcript, recording });
}

interface Story {
  readonly about: string;
  readonly manifest: string;
  readonly start?: Recording['start'];
}

const stories: readonly Story[] = [
  { about: 'the picture of the start page', manifest: 'src/ui/manifests/pet.yaml' },
  { about: 'the free sandbox', manifest: 'src/ui/manifests/kubia.yaml' },
  {
    about: 'the first lesson',
    manifest: 'lessons/01-in-order/kubia.yaml',
    start: { manifests: [textOf('lessons/01-in-order/start.yaml')] },
  },
];

function begin({ openSandbox }: Page, { start = {}, manifest }: Story): Sandbox {
  const sandbox = openSandbox({ format: 1, start, seed: 7, acts: [] });
  sandbox.seek(4321);
  sandbox.act({ line: 'kubectl apply -f set.yaml', files: { 'set.yaml': textOf(manifest) } });
  return sandbox;
}

for (const story of stories) {
  test(`held at its first pod until late parts are learnt, the cluster has the same history: ${story.about}`, async () => {
    const ready = await freshPage();
    ready.learnAll();
    const expected = begin(ready, story);
    expected.seek(90_000);

    const page = await freshPage();
    const sandbox = begin(page, story);
    expect(sandbox.isHeld).toBe(true);
    expect(page.get(sandbox.cluster, 'Pod/default/kubia-0')).toBeDefined();
    expect(sandbox.seek(90_000)).toBe(false);
    expect(sandbox.tick()).toBe(false);
    expect(sandbox.now).toBe(4321);

    page.learnLateParts();
    expect(sandbox.seek(90_000)).toBe(true);
    expect(sandbox.isHeld).toBe(false);
    expect(historyOf(sandbox)).toBe(historyOf(expected));
  });

  test(`late parts that are learnt before the first pod change nothing: ${story.about}`, async () => {
    const ready = await freshPage();
    ready.learnAll();
    const expected = begin(ready, story);
    expected.seek(90_000);

    const page = await freshPage();
    const { openSandbox } = page;
    const sandbox = openSandbox({ format: 1, start: story.start ?? {}, seed: 7, acts: [] });
    sandbox.seek(4321);
    expect(sandbox.isHeld).toBe(false);
    page.learnLateParts();
    sandbox.act({ line: 'kubectl apply -f set.yaml', files: { 'set.yaml': textOf(story.manifest) } });
    sandbox.seek(90_000);
    expect(historyOf(sandbox)).toBe(historyOf(expected));
  });
}

test('a recording with pods and acts cannot be opened before late parts are learnt', async () => {
  const { openSandbox } = await freshPage();
  const act = { line: 'kubectl apply -f set.yaml', files: { 'set.yaml': textOf('src/ui/manifests/kubia.yaml') } };
  const acts = [0, 60_000].map((at) => ({ at, act }));
  expect(() => openSandbox({ format: 1, start: {}, seed: 7, acts })).toThrow('have not been learnt');
});
