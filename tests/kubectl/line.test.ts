import { expect, test } from 'vitest';
import { globalFlags, parseFlags } from '../../src/kubectl/flags.ts';
import { splitLine } from '../../src/kubectl/line.ts';

const flags = {
  ...globalFlags,
  output: { takes: 'text', short: 'o' },
  watch: { takes: 'switch', short: 'w' },
  'all-namespaces': { takes: 'switch', short: 'A' },
  replicas: { takes: 'number' },
  filename: { takes: 'list', short: 'f' },
  cascade: { takes: 'optional', alone: 'background' },
} as const;

test.each([
  ['kubectl get  pods', ['kubectl', 'get', 'pods']],
  [`patch -p '{"spec": 1}'`, ['patch', '-p', '{"spec": 1}']],
  [`-l "app in (a, b)" x`, ['-l', 'app in (a, b)', 'x']],
  [`a\\ b "c\\"d" "e\\f" 'g'h"i"`, ['a b', 'c"d', 'e\\f', 'ghi']],
  [`one '' two # a comment`, ['one', '', 'two']],
  ['a#b', ['a#b']],
])('the shell splits %s', (line, words) => {
  expect(splitLine(line)).toEqual({ words });
});

test("a quote that is never closed is the shell's complaint", () => {
  expect(splitLine(`echo "a`)).toEqual({ problem: 'unexpected EOF while looking for matching `"\'' });
});

test('flags may stand anywhere, bundled, with their value behind them or after =', () => {
  const words = ['pods', '-wA', '-nkube-system', '--output=wide', 'web-0', '-f', 'a,b', '--filename', 'c', '--', '-x'];
  expect(parseFlags(flags, words)).toMatchObject({
    args: ['pods', 'web-0', '-x'],
    given: {
      watch: ['true'],
      'all-namespaces': ['true'],
      namespace: ['kube-system'],
      output: ['wide'],
      filename: ['a', 'b', 'c'],
    },
  });
});

test('an optional value is only taken after =', () => {
  expect(parseFlags(flags, ['--cascade', 'orphan'])).toMatchObject({
    args: ['orphan'],
    given: { cascade: ['background'] },
  });
  expect(parseFlags(flags, ['--cascade=orphan'])).toMatchObject({ args: [], given: { cascade: ['orphan'] } });
});

test.each([
  ['--foo', 'unknown flag: --foo'],
  ['-z', "unknown shorthand flag: 'z' in -z"],
  ['-wz', "unknown shorthand flag: 'z' in -wz"],
  ['-o', "flag needs an argument: 'o' in -o"],
  ['--output', 'flag needs an argument: --output'],
  ['--replicas=a', 'invalid argument "a" for "--replicas" flag: strconv.ParseInt: parsing "a": invalid syntax'],
  ['--watch=x', 'invalid argument "x" for "-w, --watch" flag: strconv.ParseBool: parsing "x": invalid syntax'],
])('%s is refused in the words of pflag', (word, problem) => {
  expect(parseFlags(flags, [word])).toEqual({ problem });
});
