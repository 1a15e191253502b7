/** Whatever somebody types: no line throws, stops the clock, or fills the memory. */
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
