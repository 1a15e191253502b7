import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ordinal } from '../../src/cli/ordinal.ts';

const stories = new URL('../stories/', import.meta.url).pathname;
const golden = new URL('../golden/basic/', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'ordinal-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Result {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function run(...words: readonly string[]): Promise<Result> {
  let [out, err] = ['', ''];
  const code = await ordinal(words, { out: (text) => (out += text), err: (text) => (err += text) });
  return { code, out, err };
}

function written(name: string, ...lines: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

describe('every story is answered as it says', () => {
  test.each(readdirSync(stories).filter((name) => name.endsWith('.story')))('%s', async (name) => {
    expect(await run('run', stories + name, '--check')).toEqual({ code: 0, out: '', err: '' });
  });

  test.each(readdirSync(stories).filter((name) => name.endsWith('.story')))(
    '%s is printed as it is written',
    async (name) => {
      expect((await run('run', stories + name)).out).toBe(readFileSync(stories + name, 'utf8'));
    },
  );
});

describe('ordinal run', () => {
  test('answers that differ are shown with what was expected', async () => {
    const story = written('wrong.story', '$ kubectl get pods', '  NAME      READY', '$ kubectl get sts nope', '  = 1');
    const { code, out, err } = await run('run', story, '--check');
    expect([code, out.split('\n')]).toEqual([
      1,
      [
        '  $ kubectl get pods',
        '-   NAME      READY',
        '+   ! No resources found in default namespace.',
        '  $ kubectl get sts nope',
        '+   ! Error from server (NotFound): statefulsets.apps "nope" not found',
        '    = 1',
        '',
      ],
    ]);
    expect(err).toContain('- expected, + answered');
  });

  test('--json tells everything', async () => {
    const story = written('told.story', '$ kubectl get sts nope', '+ 1m30s', '$ kubectl get svc -o name');
    const { out } = await run('run', story, '--json', '--seed', '7');
    const { seed, now, transcript, objects, log } = JSON.parse(out) as Record<string, unknown>;
    expect({ seed, now, transcript }).toEqual({
      seed: 7,
      now: 90_000,
      transcript: [
        {
          at: 0,
          command: 'kubectl get sts nope',
          out: '',
          err: 'Error from server (NotFound): statefulsets.apps "nope" not found\n',
          code: 1,
        },
        { at: 90_000, command: 'kubectl get svc -o name', out: 'service/kubernetes\n', err: '', code: 0 },
      ],
    });
    expect(objects).toContainEqual(expect.objectContaining({ kind: 'Node' }));
    expect(log).toBeInstanceOf(Array);
  });

  test('--log says who did what and why', async () => {
    const { out } = await run('run', join(stories, 'kubia.story'), '--log');
    expect(out).toMatch(/statefulset +podsInOrder +creates kubia-1: /);
  });

  test('the seed decides, and settings do', async () => {
    const story = written('seeds.story', `$ kubectl apply -f ${stories}../inputs/kubia.yaml`, '+ rest');
    const settings = written('settings.yaml', 'durations: {pull: 1m, jitter: 0%}', 'nodes: 1');
    const ends = async (...words: readonly string[]): Promise<number> =>
      (JSON.parse((await run('run', story, '--json', ...words)).out) as { now: number }).now;
    expect(await ends('--seed', '1')).toBe(await ends('--seed', '1'));
    expect(await ends('--seed', '1')).not.toBe(await ends('--seed', '2'));
    expect(await ends('--settings', settings)).toBeGreaterThan(60_000);
  });

  test('a command that never ends is interrupted, and that is said', async () => {
    const story = written('forever.story', '$ kubectl get pods -w', '$ kubectl get svc -o name');
    const { out, err } = await run('run', story);
    expect(err).toBe('"kubectl get pods -w" has not ended after 1h; it is interrupted.\n');
    expect(out.split('\n')).toEqual([
      '$ kubectl get pods -w',
      '  = 130',
      '$ kubectl get svc -o name',
      '  service/kubernetes',
      '',
    ]);
  });

  test.each([
    [[], 'needs one STORY'],
    [['no-such.story'], 'no such file'],
    [['--loud', 'x'], "Unknown option '--loud'"],
    [['--seed', 'one', join(stories, 'kubia.story')], '--seed one is not a whole number'],
  ])('%j is wrong use', async (words, sentence) => {
    const { code, out, err } = await run('run', ...words);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(sentence);
  });

  test.each([
    ['nodes: many', 'nodes must be a number or a list'],
    ['durations: {pull: soon}', 'pull must be a duration'],
    ['colour: red', 'the settings has no "colour"'],
    ['nodes: [', 'wrong.yaml: line '],
  ])('the settings %j are wrong use', async (text, sentence) => {
    const settings = written('wrong.yaml', text);
    const { code, err } = await run('run', join(stories, 'kubia.story'), '--settings', settings);
    expect(code).toBe(2);
    expect(err).toContain(sentence);
  });
});

describe('ordinal replay', () => {
  test('counts what passes', async () => {
    expect(await run('replay', `${golden}01-create-ordered.json`)).toEqual({
      code: 0,
      out: '1 passed, 0 failed\n',
      err: '',
    });
  });

  test('names what fails, with the first difference and the lines around', async () => {
    const text = readFileSync(`${golden}03-scale-ordered.json`, 'utf8');
    const changed = written('changed.json', text.replace('- pod/web-4 by kubelet', '- pod/web-3 by kubelet'));
    const { code, out } = await run('replay', changed, `${golden}01-create-ordered.json`);
    expect(code).toBe(1);
    expect(out).toMatch(/^FAILED 03-scale-ordered\n {2}step 4, kubectl scale sts\/web --replicas=2: core lines\n/);
    expect(out).toMatch(/\n {2}- - pod\/web-3 by kubelet\n/);
    expect(out).toMatch(/\n1 passed, 1 failed\n$/);
  });

  test('a file that is no history fails', async () => {
    const { code, out } = await run('replay', written('empty.json', '{}'));
    expect(code).toBe(1);
    expect(out).toContain('is not a recorded history');
  });

  test('without a path it is wrong use', async () => {
    expect((await run('replay')).code).toBe(2);
    expect((await run('replay', 'no-such-folder')).code).toBe(2);
  });
});

describe('links', () => {
  test('a story becomes a link, and the link a story with the same history', async () => {
    const story = written(
      'link.story',
      `$ kubectl apply -f ${stories}../inputs/kubia.yaml`,
      '+ 4s',
      '$ kubectl scale sts/kubia --replicas=3',
      '+ 1m',
    );
    const { out: link, code } = await run('link', story, '--seed', '5');
    expect([code, link]).toEqual([0, expect.stringMatching(/^#1\..+\n$/)]);
    const opened = await run('open', link.trim());
    expect(opened.code).toBe(0);
    const again = written('again.story', opened.out);
    const ends = async (path: string): Promise<unknown> =>
      (JSON.parse((await run('run', path, '--json', '--seed', '5')).out) as { log: unknown }).log;
    expect(await ends(again)).toEqual(await ends(story));
  });

  test('a damaged link is refused in a sentence', async () => {
    const { code, out, err } = await run('open', '#1.damaged');
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^[A-Z].*\.\n$/);
  });
});

describe('ordinal', () => {
  test.each(['run', 'replay', 'lessons', 'link', 'open', 'bench', 'storm'])('%s has --help', async (name) => {
    const { code, out, err } = await run(name, '--help');
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain(`Usage: ordinal ${name}`);
  });

  test('names its commands', async () => {
    expect((await run('--help')).out).toContain('replay PATH…');
    expect((await run()).code).toBe(2);
    const { code, err } = await run('fly');
    expect(code).toBe(2);
    expect(err).toContain('no command fly');
  });

  test('bench seek is not there yet, and says so', async () => {
    const { code, err } = await run('bench', 'seek');
    expect(code).toBe(2);
    expect(err).toContain('not there yet');
  });
});
