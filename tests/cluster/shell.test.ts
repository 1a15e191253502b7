import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { goOn } from '../../src/cluster/shell/interpret.ts';
import { readScript } from '../../src/cluster/shell/parse.ts';
import type { Run } from '../../src/cluster/shell/run.ts';
import type { Shell, Standing } from '../../src/cluster/shell/shell-state.ts';
import { startWith } from '../../src/cluster/shell/start.ts';
import type { Here } from '../../src/cluster/shell/tool.ts';
import { toolboxOf } from '../../src/cluster/tools/index.ts';
import { world } from '../world.ts';

interface Ran {
  readonly out: string;
  readonly err: string;
  readonly code: number;
  readonly files: Readonly<Record<string, string>>;
}

/** A container with nothing but files in it. */
function hereWith(files: Record<string, string>, repository = 'busybox'): Here {
  return {
    ...toolboxOf(repository, 'latest'),
    ...{
      host: 'box',
      namespace: 'default',
      address: '10.244.1.2',
      now: '2026-01-01T00:00:00Z',
      ms: 0,
      image: repository,
    },
    chance: () => 0,
    processes: [],
    read: (path) => files[path],
    list: (path) => {
      const folder = path === '/' ? '/' : `${path}/`;
      const names = Object.keys(files).filter((each) => each.startsWith(folder));
      return names.length > 0 || path === '/' ? names.map((each) => each.slice(folder.length)).sort() : undefined;
    },
    write: (path, text, isAppended) => void (files[path] = (isAppended ? (files[path] ?? '') : '') + text),
    remove: (path) => void delete files[path],
    makeDirectory: () => undefined,
  };
}

function newRun(here: Here, shell: Shell): Run {
  return { shell, here, lines: [], isOpen: false, isTerminal: false, output: [], written: 0, stepsMax: 10_000 };
}

const newShell = (): Shell => ({
  ...{ frames: [], vars: { HOSTNAME: 'kubia-2' }, exported: ['HOSTNAME'], args: ['sh'], cwd: '/', status: 0, steps: 0 },
  directories: [],
});

/** Runs a script to its end; whenever it sleeps it is stored as text and read back. */
function ran(script: string, files: Record<string, string> = {}, repository?: string): Ran {
  const here = hereWith(files, repository);
  let run = newRun(here, newShell());
  startWith(run, ['sh', '-c', script]);
  const output: Run['output'][number][] = [];
  let standing: Standing = goOn(run);
  for (let stops = 0; standing.is === 'asleep' && stops < 100; stops++) {
    output.push(...run.output);
    run = newRun(here, JSON.parse(JSON.stringify(run.shell)) as Shell);
    standing = goOn(run);
  }
  output.push(...run.output);
  const textOf = (stream: string): string =>
    output
      .filter((each) => each.stream === stream)
      .map(({ text }) => text)
      .join('');
  return { out: textOf('out'), err: textOf('err'), code: standing.is === 'over' ? standing.code : -1, files };
}

describe('a shell does what a POSIX shell does', () => {
  test.each([
    ['echo a  b   c', 'a b c\n'],
    [`echo "a  b" 'c  $x' d\\ e`, 'a  b c  $x d e\n'],
    ['x=1; y="$x 2"; echo $y "$y" ${y}3', '1 2 1 2 1 23\n'],
    ['x="a   b"; echo $x; echo "$x"', 'a b\na   b\n'],
    ['f=kubia-2; echo ${f##*-} ${f%-*} ${f#k} ${f%%-*}', '2 kubia ubia-2 kubia\n'],
    ['echo ${none:-standard} ${none-other} ${HOSTNAME:+there} ${none:=kept} $none', 'standard other there kept kept\n'],
    ['echo ${#HOSTNAME} $((3 * (2 + 4) % 7)) $((1 < 2 && 3 > 4))', '7 4 0\n'],
    [
      'x=a/b/c.d.e; echo ${x##*/} ${x#*/} ${x%.*} ${x%%.*} ${x%/*} ${x#none}',
      'c.d.e b/c.d.e a/b/c.d a/b/c a/b a/b/c.d.e\n',
    ],
    ['[[ aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab =~ ^(a+)+$ ]] || echo no', 'no\n'],
    ['echo $(echo inner $(echo most)) `echo old`', 'inner most old\n'],
    ['a=$(printf "x\\n\\n"); echo "[$a]"', '[x]\n'],
    ['true && echo yes || echo no; false && echo yes || echo no', 'yes\nno\n'],
    ['! false && echo turned', 'turned\n'],
    ['printf "c\\na\\nb\\n" | sort | head -n 2', 'a\nb\n'],
    ['if [ 2 -gt 1 ]; then echo more; elif true; then echo no; else echo no; fi', 'more\n'],
    ['if false; then echo a; elif [ -z "" ]; then echo b; fi', 'b\n'],
    ['for i in 1 2 3; do [ $i = 2 ] && continue; echo $i; done', '1\n3\n'],
    ['i=0; while [ $i -lt 10 ]; do i=$((i+1)); [ $i = 4 ] && break; done; echo $i', '4\n'],
    ['i=0; until [ $i -ge 3 ]; do i=$((i + 1)); sleep 1; done; echo $i', '3\n'],
    ['(x=inside; echo $x); echo "[$x]"', 'inside\n[]\n'],
    ['{ echo a; echo b; } | wc -l', '2\n'],
    ['echo lost > /dev/null; echo kept', 'kept\n'],
    ['ls /nope 2>/dev/null; echo $?', '1\n'],
    ['ls /nope 2>&1 | wc -l', '1\n'],
    ['printf "a b\\nc d\\n" | while read x y; do echo $y $x; done', 'b a\nd c\n'],
    ['[[ $HOSTNAME =~ -([0-9]+)$ ]] || exit 1; echo ${BASH_REMATCH[1]}', '2\n'],
    ['[[ abc == a* && 1 -lt 2 ]] && echo fits', 'fits\n'],
    ['set -- a b; echo $# $2; shift; echo $1', '2 b\nb\n'],
    ['exec echo last; echo never', 'last\n'],
    ["sh -c 'echo $0 $1' name arg", 'name arg\n'],
    ['# nothing\necho "#" a#b # comment', '# a#b\n'],
    ['echo a \\\n  b', 'a b\n'],
    ['sleep 1; echo awake', 'awake\n'],
  ])('%s', (script, out) => {
    expect(ran(script)).toMatchObject({ out, err: '' });
  });

  test('what is written to a file is there, and what is added comes behind it', () => {
    const { files, out } = ran('echo one > /data/x; echo two >> /data/x; cat < /data/x; cat /data/*', {
      '/data/a': 'A\n',
    });
    expect(files).toEqual({ '/data/a': 'A\n', '/data/x': 'one\ntwo\n' });
    expect(out).toBe('one\ntwo\nA\none\ntwo\n');
  });

  test('the exit code is that of the last command, or what exit says', () => {
    expect(ran('true; false').code).toBe(1);
    expect(ran('(exit 3); echo $?')).toMatchObject({ out: '3\n', code: 0 });
    expect(ran('exit 300').code).toBe(44);
    expect(ran('set -e; false; echo never')).toMatchObject({ out: '', code: 1 });
    expect(ran('set -e; if false; then :; fi; false || echo on')).toMatchObject({ out: 'on\n', code: 0 });
  });

  test.each([
    ['busybox', 'foo', 'sh: foo: not found\n', 127],
    ['kubia-pet', 'foo', 'sh: 1: foo: not found\n', 127],
    ['busybox', 'if true; then', 'sh: syntax error: unexpected end of file\n', 2],
    ['kubia-pet', 'echo a; done', 'sh: 1: Syntax error: "done" unexpected\n', 2],
    ['busybox', 'cat /nope', "cat: can't open '/nope': No such file or directory\n", 1],
    ['kubia-pet', 'cat /nope', 'cat: /nope: No such file or directory\n', 1],
  ])('in %s: %s', (repository, script, err, code) => {
    expect(ran(script, {}, repository)).toMatchObject({ err, code });
  });
});

test('a script that cannot be read says where', () => {
  expect(readScript('echo "a')).toEqual({ unexpected: 'end of file', line: 1 });
  expect(readScript('echo a\nfi')).toEqual({ unexpected: 'fi', line: 2 });
  expect(readScript('a ;; b')).toEqual({ unexpected: ';;', line: 1 });
});

test('work without an end is ended with an error that names the limit', () => {
  const { err, code } = ran('while true; do :; done');
  expect(err).toBe(
    'ordinal: this command has taken 10000 steps (limits.commandSteps) while no time passed; it is ended\n',
  );
  expect(code).toBe(137);
  expect(ran('x=ab; while true; do x=$x$x; done').err).toContain('more than 262144 characters');
});

test('whatever is typed is run or refused, and comes to an end', () => {
  const words =
    "if then else fi while until do done for in ( ) { } | || && ; ! > < >> 2>&1 $x ${x:-y} ${x##*} ${ $(echo `date` \"a 'b c' $((1+ [z-a] [[ ]] =~ ( cd echo exit break continue read shift set -e exec sh -c cat grep [a ls -l head -n x tr a-z cut sort uniq wc printf %d seq 3 sleep 1 test -f = \\n # sed dig +short curl -d @x wget -O nslookup getent hosts ping nc -z redis-cli mysql -e tail -f tee mkdir rm -r".split(
      ' ',
    );
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words, '\n'), { maxLength: 25 }), (parts) => {
      const { code } = ran(parts.join(' '), { '/data/a': 'A\n' }, parts.length % 2 ? 'nicolaka/netshoot' : 'kubia-pet');
      expect(Number.isInteger(code)).toBe(true);
    }),
    { seed: 20260101, numRuns: 3000 },
  );
});

const box = `apiVersion: v1
kind: Pod
metadata: {name: box}
spec:
  restartPolicy: Never
  terminationGracePeriodSeconds: 1
  containers: [{name: box, image: busybox, command: [sh, -c, 'SCRIPT']}]
`;

describe('a command in a container', () => {
  test('is the container itself: its output is the log, its exit code the container’s', () => {
    const w = world()
      .apply(box.replace('SCRIPT', 'echo begin; for i in 1 2 3; do sleep 5; echo $i; done; exit 3'))
      .run('10s');
    w.expectPods('box Ready').run('20s').expectPods('box Failed');
    const lines = Object.values(w.cluster.state.logs).flatMap(({ lines }) => lines.map(({ text }) => text));
    expect(lines).toEqual(['begin', '1', '2', '3']);
    const { containerStatuses } = w.cluster.state.objects['Pod/default/box']!['status'] as {
      containerStatuses: unknown[];
    };
    expect(containerStatuses[0]).toMatchObject({ state: { terminated: { exitCode: 3, reason: 'Error' } } });
  });

  test('an endless loop with a nap in it does not keep the cluster from being at rest', () => {
    world().apply(box.replace('SCRIPT', 'while true; do echo on; sleep 5; done')).rest().expectPods('box Ready');
  });

  test('that only naps for moments is ended like one that never stops', () => {
    const w = world().apply(box.replace('SCRIPT', 'sleep 3600; exit 1')).run('10s');
    w.act("kubectl exec box -- sh -c 'while true; do sleep 0.01; done'").run('2m');
    expect(w.printed).toMatchObject({ code: 137, out: '' });
    expect(w.printed.err).toContain('(limits.commandSteps)');
  });

  test('ends with its container', () => {
    const w = world().apply(box.replace('SCRIPT', 'while true; do sleep 5; done')).rest();
    w.act('kubectl exec -i box -- sh').act('kubectl delete pod box --wait=false').run('5s');
    expect(Object.values(w.cluster.state.commands).map(({ code }) => code)).toEqual([137]);
    expect(w.cluster.state.logs).toEqual({});
  });

  test('stands still with its machine, and goes on when that does', () => {
    const w = world()
      .apply(box.replace('SCRIPT', 'n=0; while true; do n=$((n + 1)); echo $n; sleep 5; done'))
      .run('20s');
    const count = (): number => Object.values(w.cluster.state.logs)[0]?.lines.length ?? 0;
    const node = String(
      (w.cluster.state.objects['Pod/default/box'] as unknown as { spec: { nodeName: string } }).spec.nodeName,
    );
    const before = count();
    w.breaks(`node/${node}`, 'freeze').run('20s');
    expect(count()).toBe(before);
    w.heals(`node/${node}`, 'freeze').run('20s');
    expect(count()).toBe(before + 4);
  });
});
