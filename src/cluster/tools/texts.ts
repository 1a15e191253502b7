/**
 * Tools that read texts. Of their options these are kept: head and tail -n, tail -f; wc -l -w -c; grep -c -e -F -i -n -o -q -v -w;
 * sort -n -r -u; uniq -c; cut -d -f; tr -d.
 */
import { expressionOf } from '../shell/patterns.ts';
import type { Did, Tool, ToolCall } from '../shell/tool.ts';
import { failed, foreverMs, linesOf, optionsOf, readAll } from './options.ts';

/** `cat`: without a file it gives back what is typed. */
export const cat: Tool = (call) => {
  const { names } = optionsOf(call.args);
  const isTyped = names.length === 0 && call.stdin === undefined;
  if (isTyped && call.line === undefined) return { reads: '' };
  if (isTyped) return call.line === null ? { code: 0 } : { out: `${call.line}\n`, reads: '' };
  const { texts, err } = readAll(call, names);
  return { out: texts.join(''), err, code: err === '' ? 0 : 1 };
};

function firstOrLast(call: ToolCall, isFirst: boolean): Did {
  const short = call.args.find((word) => /^-\d+$/.test(word))?.slice(1);
  const { names, values } = optionsOf(
    call.args.filter((word) => !/^-(\d+|[fF])$/.test(word)),
    'nc',
  );
  const count = values['n'] ?? short ?? '10';
  const { texts, err } = readAll(call, names);
  const number = Math.abs(Number(count)) || 0;
  const part = (lines: readonly string[]): readonly string[] => {
    if (isFirst) return count.startsWith('-') ? lines.slice(0, -number) : lines.slice(0, number);
    return count.startsWith('+') ? lines.slice(number - 1) : number === 0 ? [] : lines.slice(-number);
  };
  const out = texts.flatMap((text) => part(linesOf(text)).map((line) => `${line}\n`)).join('');
  return { out, err, code: err === '' ? 0 : 1 };
}

/** The tool `head`. */
export const head: Tool = (call) => firstOrLast(call, true);

const followMs = 1000;

/** `tail`; with `-f` it looks again each second. */
export const tail: Tool = (call) => {
  const { flags, names } = optionsOf(call.args, 'n');
  const [name] = names;
  if (!flags.has('f') && !flags.has('F')) return firstOrLast(call, false);
  if (name === undefined || call.path(name) === '/dev/null') return { sleepMs: foreverMs };
  const text = call.here.read(call.path(name)) ?? '';
  const { memory } = call;
  if (typeof memory !== 'number') {
    const { out = '', err = '' } = firstOrLast(call, false);
    return { out, err, sleepMs: followMs, memory: text.length };
  }
  return { out: text.length < memory ? text : text.slice(memory), sleepMs: followMs, memory: text.length };
};

/** The tool `wc`. */
export const wc: Tool = (call) => {
  const { flags, names } = optionsOf(call.args);
  const { texts, err } = readAll(call, names);
  const kinds = ['l', 'w', 'c'].filter((kind) => flags.size === 0 || flags.has(kind));
  const rows = texts.map((text, place) => {
    const counts: Readonly<Record<string, number>> = {
      l: text.split('\n').length - 1,
      w: text.split(/\s+/).filter(Boolean).length,
      c: new TextEncoder().encode(text).length,
    };
    const cells = kinds.map((kind) => String(counts[kind]).padStart(kinds.length > 1 ? 9 : 0));
    return `${[...cells, ...(names[place] === undefined ? [] : [names[place]])].join(' ')}\n`;
  });
  return { out: rows.join(''), err, code: err === '' ? 0 : 1 };
};

/** `grep`, with -i -v -c -q -o -n -F -w and -e. */
export const grep: Tool = (call) => {
  const { flags, values, names } = optionsOf(call.args, 'e');
  const [pattern = '', ...files] = values['e'] === undefined ? names : [values['e'], ...names];
  const test = testOf(pattern, flags);
  if (!test) return failed(`grep: bad regex '${pattern}'`, 2);
  const { texts, err } = readAll(call, files);
  const rows = texts.flatMap((text, place) =>
    linesOf(text).flatMap((line, at) => {
      if (test.test(line) === flags.has('v')) return [];
      const before = `${files.length > 1 ? `${files[place]}:` : ''}${flags.has('n') ? `${at + 1}:` : ''}`;
      const shown = flags.has('o') ? (line.match(new RegExp(test, `${test.flags}g`)) ?? []) : [line];
      return [shown.map((each) => `${before}${each}\n`).join('')];
    }),
  );
  const code = err !== '' ? 2 : rows.length > 0 ? 0 : 1;
  if (flags.has('q')) return { code };
  return { out: flags.has('c') ? `${rows.length}\n` : rows.join(''), err, code };
};

function testOf(pattern: string, flags: ReadonlySet<string>): RegExp | undefined {
  const source = flags.has('F')
    ? pattern.replace(/[\\^$.*+?|(){}[\]]/g, '\\$&')
    : pattern.replace(/\\([|(){}+?])/g, '$1');
  return expressionOf(flags.has('w') ? `\\b(?:${source})\\b` : source, flags.has('i') ? 'i' : '');
}

/** `sort`, with -r, -n and -u. */
export const sort: Tool = (call) => {
  const { flags, names } = optionsOf(call.args);
  const { texts, err } = readAll(call, names);
  const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  const sorted = texts.flatMap(linesOf).sort(flags.has('n') ? (a, b) => Number(a) - Number(b) : byText);
  const kept = flags.has('u') ? [...new Set(sorted)] : sorted;
  const out = (flags.has('r') ? kept.reverse() : kept).map((line) => `${line}\n`).join('');
  return { out, err, code: err === '' ? 0 : 1 };
};

/** `uniq`, with -c. */
export const uniq: Tool = (call) => {
  const { flags, names } = optionsOf(call.args);
  const { texts, err } = readAll(call, names);
  const runs: { line: string; count: number }[] = [];
  for (const line of texts.flatMap(linesOf)) {
    const last = runs.at(-1);
    if (last?.line === line) last.count += 1;
    else runs.push({ line, count: 1 });
  }
  const counted = (count: number): string => (flags.has('c') ? `${String(count).padStart(7)} ` : '');
  return { out: runs.map(({ line, count }) => `${counted(count)}${line}\n`).join(''), err, code: err === '' ? 0 : 1 };
};

/** `cut`, with -d and -f. */
export const cut: Tool = (call) => {
  const { values, names } = optionsOf(call.args, 'df');
  const { texts, err } = readAll(call, names);
  const { d = '\t', f = '' } = values;
  const ranges = f.split(',').map((range) => range.split('-'));
  const isIn = (place: number): boolean =>
    ranges.some(([from, to = from]) => place >= Number(from || 1) && place <= Number(to || Infinity));
  const out = texts.flatMap(linesOf).map((line) => {
    const fields = line.split(d);
    return `${fields.length === 1 ? line : fields.filter((_, place) => isIn(place + 1)).join(d)}\n`;
  });
  return { out: out.join(''), err, code: err === '' ? 0 : 1 };
};

/** `tr` of single characters and ranges, with -d. */
export const tr: Tool = ({ args, stdin = '' }) => {
  const { flags, names } = optionsOf(args);
  const [from = '', to = ''] = names.map(spread);
  const out = [...stdin].map((letter) => {
    const place = from.indexOf(letter);
    if (place < 0) return letter;
    return flags.has('d') ? '' : (to[Math.min(place, to.length - 1)] ?? '');
  });
  return { out: out.join(''), code: 0 };
};

const classes: Readonly<Record<string, string>> = {
  '[:upper:]': 'A-Z',
  '[:lower:]': 'a-z',
  '[:digit:]': '0-9',
  '\\n': '\n',
};

function spread(text: string): string {
  const plain = text.replace(/\[:\w+:\]|\\n/g, (name) => classes[name] ?? name);
  return plain.replace(/(.)-(.)/g, (_, from: string, to: string) => {
    const first = from.charCodeAt(0);
    const length = Math.max(0, to.charCodeAt(0) - first + 1);
    return Array.from({ length }, (__, place) => String.fromCharCode(first + place)).join('');
  });
}
