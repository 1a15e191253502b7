/** Whatever somebody types: no line throws, stops the clock, or fills the memory. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/index.ts';
import { openSandbox } from '../../src/sandbox/index.ts';

const box = `apiVersion: v1
kind: Pod
metadata: {name: box}
spec:
  containers: [{name: box, image: nicolaka/netshoot, command: [sleep, infinity]}]
`;

function open(): Sandbox {
  return openSandbox({ format: 1, start: { manifests: [box] }, seed: 1, acts: [] });
}

/** What a line of the terminal writes within a minute. */
function typed(line: string, sandbox = open()): { readonly out: string; readonly err: string; readonly code?: number } {
  const from = sandbox.transcript.length;
  sandbox.act({ line });
  sandbox.seek(sandbox.now + 60_000);
  const entries = sandbox.transcript.slice(from);
  const textOf = (of: string): string =>
    entries.flatMap((each) => (each.stream === of && 'text' in each ? each.text : [])).join('');
  const end = entries.find(({ stream }) => stream === 'end');
  return { out: textOf('out'), err: textOf('err'), ...(end && 'code' in end && { code: end.code }) };
}

/** What a script in the container writes. */
function inBox(script: string): ReturnType<typeof typed> {
  return typed(`kubectl exec box -- bash -c '${script}'`);
}

describe('words that every object knows are found in no table', () => {
  const inherited = ['constructor', 'toString', '__proto__', 'hasOwnProperty'];

  test.each(inherited)('%s in a container', (word) => {
    expect(inBox(word)).toMatchObject({ err: expect.stringContaining(`sh: ${word}: not found\n`), code: 127 });
    expect(inBox(`echo [$${word}] \${${word}:-none}; type ${word}`).out).toBe(`[] none\n${word}: not found\n`);
    expect(inBox(`[ a ${word} b ] || [ ${word} a ]; printenv ${word}`).out).toBe('');
    expect(inBox(`curl --${word} x`).err).toContain(`curl: option --${word}: is unknown`);
    expect(inBox(`curl -s -w "<%{${word}}>" nowhere`).out).toBe('<>');
  });

  test.each(inherited)('%s on the own machine', (word) => {
    expect(typed(word).err).toBe(`bash: ${word}: command not found\n`);
    expect(typed(`kubectl ${word}`).err).toContain(`unknown command "${word}"`);
    expect(typed(`kubectl get --${word} pods`).err).toContain(`unknown flag: --${word}`);
    expect(typed(`kubectl get ${word}`).err).toContain(`doesn't have a resource type "${word}"`);
    expect(open().complete(`${word} x`)).toEqual([]);
  });
});

describe('a time limit that is no number is refused by who reads it, and time goes on', () => {
  test.each([
    ['curl -m abc nowhere', 'curl: option -m: expected a proper numerical parameter\n', 2],
    ['curl -m -5 nowhere', 'curl: option -m: expected a proper numerical parameter\n', 2],
    [
      'curl --connect-timeout NaN nowhere',
      'curl: option --connect-timeout: expected a proper numerical parameter\n',
      2,
    ],
    ['wget -T abc http://nowhere', "wget: invalid number 'abc'\n", 1],
    ['nc -z -w abc nowhere 80', "nc: invalid number 'abc'\n", 1],
    ['ping -c abc box', "ping: invalid number 'abc'\n", 1],
  ])('%s', (line, err, code) => {
    const printed = inBox(line);
    expect(printed.err).toContain(err);
    expect(printed.code).toBe(code);
  });
});

test('sets of a pattern: turned round they fit nothing, open ones stand for themselves', () => {
  expect(inBox('cd /etc; echo [z-a]* [h-i]* [^h]* [ [a').out).toBe('[z-a]* hostname hosts resolv.conf [ [a\n');
  expect(inBox('a=kubia-10; echo ${a##*[!0-9]} ${a%-*} ${a#[a-k]}').out).toBe('10 kubia ubia-10\n');
  expect(inBox('a=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; [[ $a == *a*a*a*a*a*a*a*a*b ]] || echo no').out).toBe('no\n');
});

test('words that cannot be read end their command, wherever they stand', () => {
  expect(inBox('for i in ${a.b}; do echo $i; done; echo on')).toMatchObject({
    err: 'sh: ${a.b}: bad substitution\n',
    out: 'on\n',
  });
  expect(inBox('{ echo a; } > ${a.b}; echo $?').out).toBe('2\n');
  expect(inBox('echo ${x:-$(}; echo $?')).toMatchObject({ err: expect.stringContaining('unexpected end of file') });
  expect(inBox('('.repeat(5000)).err).toContain('unexpected');
  expect(inBox('echo $((1/0))').err).toContain('division by zero');
  expect(inBox('echo $((010)) $((0x10)) $((2 ** 3))').err).toContain('arithmetic syntax error');
  expect(inBox('echo $((010 + 0x10))').out).toBe('24\n');
  expect(inBox('printf %999999999s a | wc -c').out).toBe('10000\n');
  expect(inBox('cat <<EOF').err).toContain('unexpected "<<"');
});

test.each(['^(a|a)+$', '^((a+))+$', '^(a?){40}$', '^(b|(a*))*$'])(
  'an expression that could search for ever fits nothing: %s',
  (source) => {
    expect(inBox(`[[ ${'a'.repeat(30)}b =~ ${source} ]] || echo no`).out).toBe('no\n');
  },
);

test('each argument is one field, and shift, break and continue count', () => {
  expect(inBox('set -- "a b" c; for i in "$@"; do echo "<$i>"; done; echo "x$@y"').out).toBe('<a b>\n<c>\nxa b cy\n');
  expect(inBox('set --; for i in "$@"; do echo "<$i>"; done; echo on').out).toBe('on\n');
  expect(inBox('set -- a b c; shift 2; echo $1; shift 2; echo $?').out).toBe('c\n1\n');
  expect(inBox('for i in 1 2; do for j in a b; do echo $i$j; break 2; done; done').out).toBe('1a\n');
  expect(inBox('for i in 1 2; do for j in a b; do echo $i$j; continue 2; done; done').out).toBe('1a\n2a\n');
});

test('ping keeps nothing but its count', () => {
  const sandbox = open();
  typed('kubectl exec box -- ping -c 1000000 127.0.0.1', sandbox);
  const before = JSON.stringify(sandbox.cluster.state.commands).length;
  sandbox.seek(sandbox.now + 300_000);
  expect(JSON.stringify(sandbox.cluster.state.commands).length).toBeLessThan(before + 70_000);
  const calling = JSON.stringify(Object.values(sandbox.cluster.state.commands).map(({ shell }) => shell));
  expect(calling.length).toBeLessThan(5000);
});

test('a disk that is full is said', () => {
  const fill = 'i=0; while [ $i -lt 12 ]; do printf %9999s x >> /tmp/x || break; i=$((i + 1)); done; echo $?';
  const sandbox = open();
  let printed = typed(`kubectl exec box -- bash -c '${fill}'`, sandbox);
  for (let tries = 0; tries < 20 && printed.err === ''; tries++)
    printed = typed(`kubectl exec box -- bash -c '${fill}'`, sandbox);
  expect(printed.err).toBe('sh: write error: No space left on device\n');
});

test('random lines of nasty words neither throw, nor stop the clock, nor fill the memory', () => {
  const sandbox = open();
  const words =
    '" \' ` ( ) { } [ ] [[ ]] $ ${ $(( )) | || && ; > < >> << 2>&1 * ? [z-a] \\ % %s %{x} # ! = == =~ (a+)+ constructor __proto__ toString NaN -1 1e999 Infinity 99999999999999999999 a=$a$a $@ "$@" echo for in do done if then fi while true set shift break trap curl wget -m -T -w -c nc -z ping printf grep head -n sleep test seq cut tr sort read exec box kubectl get --tail /etc/hosts'.split(
      ' ',
    );
  fc.assert(
    fc.property(
      fc.constantFrom('', 'kubectl ', 'curl ', 'kubectl exec box -- ', 'kubectl exec box -- bash -c '),
      fc.array(fc.constantFrom(...words), { maxLength: 6 }),
      (program, chosen) => {
        const script = chosen.join(' ');
        const line = program.endsWith('-c ') ? `${program}'${script.replaceAll("'", '"')}'` : program + script;
        sandbox.act({ line });
        sandbox.seek(sandbox.now + 500);
        sandbox.act({ line: '^C' });
        const { due, commands } = sandbox.cluster.state;
        expect(due.filter(({ at }) => !Number.isFinite(at))).toEqual([]);
        expect(Object.values(commands).every((command) => JSON.stringify(command).length < 2_000_000)).toBe(true);
      },
    ),
    { seed: 20260102, numRuns: 400 },
  );
});
