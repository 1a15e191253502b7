/** Prints the figures by which the house is reviewed: lengths, nesting, circles, comments, repetition, tests. */
import { cyclesOf } from './house/imports.ts';
import { commentLines, functionsOf, lengthOf, linesOf, nameOf, nestingOf } from './house/shape.ts';
import { codeUnder, readHouse } from './house/source.ts';
import type { Source } from './house/source.ts';

const house = readHouse();
const code = codeUnder(house, 'src/').filter(({ path }) => !path.startsWith('src/schema/'));
const tests = codeUnder(house, 'tests/');

function sorted(numbers: readonly number[]): readonly number[] {
  return [...numbers].sort((a, b) => a - b);
}

function share(numbers: readonly number[], part: number): number {
  return sorted(numbers)[Math.floor((numbers.length - 1) * part)] ?? 0;
}

function spread(numbers: readonly number[]): string {
  return `${share(numbers, 0.5)} / ${share(numbers, 0.9)} / ${share(numbers, 1)}`;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : ((100 * part) / whole).toFixed(1);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

const named = code.flatMap((source) =>
  functionsOf(source).flatMap((node) => {
    const name = nameOf(node);
    return name ? [{ name, path: source.path, lines: linesOf(source, node) }] : [];
  }),
);
const nesting = code.flatMap((source) => functionsOf(source).map(nestingOf));
const inCycles = new Set(cyclesOf(code).flat());

/** Lines of code in a test for each line of code in src. */
function testRatio(): string {
  return (sum(tests.map((source) => commentLines(source).code)) / sum(code.map((it) => commentLines(it).code))).toFixed(
    2,
  );
}

/** The share of lines that lie in a run of six lines which occurs twice. */
function repetition(sources: readonly Source[]): string {
  const windows = new Map<string, string[]>();
  let lines = 0;
  for (const { path, text } of sources) {
    const filled = text.split('\n').flatMap((line) => (line.trim() ? [line.trim()] : []));
    lines += filled.length;
    for (let start = 0; start + 6 <= filled.length; start++) {
      const run = filled.slice(start, start + 6);
      const places = run.map((_, offset) => `${path}:${start + offset}`);
      windows.set(run.join('\n'), [...(windows.get(run.join('\n')) ?? []), ...places]);
    }
  }
  const repeated = [...windows.values()].filter((places) => places.length > 6).flat();
  return percent(new Set(repeated).size, lines);
}

function commentShare(sources: readonly Source[]): string {
  const counted = sources.map(commentLines);
  const comment = sum(counted.map((it) => it.comment));
  return percent(comment, comment + sum(counted.map((it) => it.code)));
}

const floors = [...new Set(code.map(({ path }) => path.split('/').slice(0, 2).join('/')))].sort();

function longest<T>(list: readonly T[], length: (it: T) => number, tell: (it: T) => string): string {
  const first = [...list].sort((a, b) => length(b) - length(a)).slice(0, 5);
  return first.map((it) => `${tell(it)} ${length(it)}`).join(', ');
}

const lengths = named.map(({ lines }) => lines);
const row: readonly (readonly [string, string])[] = [
  ['files', String(code.length)],
  ['file', spread(code.map(lengthOf))],
  ['comment %', commentShare(code)],
  ['fn', spread(lengths)],
  ['>70 %', percent(lengths.filter((lines) => lines > 70).length, lengths.length)],
  ['nest', `${share(nesting, 0.9)} / ${share(nesting, 1)}`],
  ['cycles %', percent(code.filter(({ path }) => inCycles.has(path)).length, code.length)],
  ['dup %', repetition(code)],
  ['test', testRatio()],
];

console.log(`| ${row.map(([name]) => name).join(' | ')} |`);
console.log(`| ${row.map(() => '--:').join(' | ')} |`);
console.log(`| ${row.map(([, value]) => value).join(' | ')} |`);
console.log('\nlengths are median / 90 % / max in lines; nesting 90 % / max\n');
for (const floor of floors) {
  const own = codeUnder(code, floor);
  const lines = sum(own.map(lengthOf));
  console.log(
    `${floor.padEnd(14)} ${String(own.length).padStart(3)} files ${String(lines).padStart(6)} lines  comments ${commentShare(own)} %`,
  );
}
console.log(`\nlongest files: ${longest(code, lengthOf, ({ path }) => path)}`);
console.log(
  `longest functions: ${longest(
    named,
    ({ lines }) => lines,
    ({ name, path }) => `${path} ${name}`,
  )}`,
);
