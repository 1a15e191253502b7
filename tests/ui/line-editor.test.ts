import { expect, test } from 'vitest';
import type { Line } from '../../src/ui/terminal/line-editor.ts';
import { columnsOf, commonStart, emptyLine, keysIn, nextLine, press } from '../../src/ui/terminal/line-editor.ts';

const up = '\x1b[A';
const down = '\x1b[B';
const left = '\x1b[D';
const home = '\x1b[H';
const end = '\x1b[F';

/** The line after these keys; several letters at once are typed one by one. */
function typed(keys: readonly string[], line: Line = emptyLine()): Line {
  return keys.flatMap(keysIn).reduce((before, key) => press(before, key).line, line);
}

/** The line with a bar where the cursor stands. */
function shown({ text, cursor }: Line): string {
  return `${text.slice(0, cursor)}|${text.slice(cursor)}`;
}

test.each([
  ['letters go in at the cursor', ['kubctl', left, left, left, 'e'], 'kube|ctl'],
  ['Home and End go to the ends', ['get pods', home, 'kubectl ', end, '!'], 'kubectl get pods!|'],
  ['Backspace takes a whole letter, however it is stored', ['a世😀', '\x7f'], 'a世|'],
  ['Ctrl+U cuts to the start', ['kubectl get', left, '\x15'], '|t'],
  ['Ctrl+W cuts the word before', ['kubectl get pods ', '\x17'], 'kubectl get |'],
  ['Ctrl and an arrow jump over a word', ['kubectl get', '\x1b[1;5D', '\x1b[1;5D', '\x1b[1;5C'], 'kubectl| get'],
  ['keys that mean nothing change nothing', ['get', '\x1b[15~', '\x06'], 'get|'],
])('%s', (_title, keys, expected) => {
  expect(shown(typed(keys))).toBe(expected);
});

test('arrow up walks back through what was typed, arrow down returns to the draft', () => {
  const line = ['one', 'two'].reduce((before, text) => nextLine(typed([text], before)), emptyLine());
  expect(typed(['dra', up], line).text).toBe('two');
  expect(typed(['dra', up, up, up], line).text).toBe('one');
  expect(typed(['dra', up, up, down, down], line).text).toBe('dra');
});

test('blank lines and repetitions are not remembered', () => {
  const line = ['one', '', '  ', 'one'].reduce((before, text) => nextLine(typed([text], before)), emptyLine());
  expect(line.history).toEqual(['one']);
});

test('Enter, Tab, Escape, Ctrl+C and Ctrl+L are wishes', () => {
  const wishes = ['\r', '\t', '\x1b', '\x03', '\x0c'].map((key) => press(emptyLine(), key).wish);
  expect(wishes).toEqual(['enter', 'complete', 'leave', 'interrupt', 'clear']);
});

test('a paste of several lines is many keys, a key of several characters is one', () => {
  expect(keysIn('a\r\nb')).toEqual(['a', '\r', 'b']);
  expect(keysIn(up)).toEqual([up]);
});

test('Chinese letters and pictures take two columns', () => {
  expect(columnsOf('pod 已就绪 🚀')).toBe(4 + 6 + 1 + 2);
});

test('completion goes as far as all candidates agree', () => {
  expect(commonStart(['statefulset', 'statefulsets', 'status'])).toBe('stat');
  expect(commonStart([])).toBe('');
});
