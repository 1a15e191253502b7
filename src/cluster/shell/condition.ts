/** What `test`, `[ … ]` and `[[ … ]]` find out. Left out: what asks for rights, kinds (`-L`, `-p`), times and terminals. */
import { entry } from '../../objects/index.ts';
import { expressionOf, fits } from './patterns.ts';
import type { Here } from './tool.ts';
import { trouble, troubleIn } from './trouble.ts';

/** What a condition looks at. */
export interface Seen {
  readonly here: Here;
  readonly path: (name: string) => string;
  /** Where `=~` leaves what it has found. */
  readonly vars: Record<string, string>;
}

interface Reading extends Seen {
  readonly words: readonly string[];
  at: number;
}

/** Does it hold? A sentence where it cannot be read. */
export function conditionHolds(words: readonly string[], seen: Seen): boolean | string {
  if (words.length === 0) return false;
  const reading: Reading = { ...seen, words, at: 0 };
  try {
    const holds = either(reading);
    return reading.at < words.length ? `${words[reading.at]}: unknown operand` : holds;
  } catch (error) {
    return troubleIn(error);
  }
}

function either(reading: Reading): boolean {
  let holds = both(reading);
  while (['-o', '||'].includes(reading.words[reading.at] ?? '')) {
    reading.at += 1;
    holds = both(reading) || holds;
  }
  return holds;
}

function both(reading: Reading): boolean {
  let holds = single(reading);
  while (['-a', '&&'].includes(reading.words[reading.at] ?? '')) {
    reading.at += 1;
    holds = single(reading) && holds;
  }
  return holds;
}

const one: Readonly<Record<string, (operand: string, seen: Seen) => boolean>> = {
  '-n': (text) => text !== '',
  '-z': (text) => text === '',
  '-f': (name, { here, path }) => here.read(path(name)) !== undefined,
  '-d': (name, { here, path }) => here.list(path(name)) !== undefined,
  '-e': (name, { here, path }) => here.read(path(name)) !== undefined || here.list(path(name)) !== undefined,
  '-r': (name, { here, path }) => here.read(path(name)) !== undefined,
  '-x': (name, { here }) => here.has(name.replace(/^.*\//, '')),
  '-s': (name, { here, path }) => (here.read(path(name)) ?? '') !== '',
};

const two: Readonly<Record<string, (a: string, b: string, seen: Seen) => boolean>> = {
  '=': (a, b) => a === b,
  '==': fits,
  '!=': (a, b) => !fits(a, b),
  '-eq': (a, b) => number(a) === number(b),
  '-ne': (a, b) => number(a) !== number(b),
  '-lt': (a, b) => number(a) < number(b),
  '-le': (a, b) => number(a) <= number(b),
  '-gt': (a, b) => number(a) > number(b),
  '-ge': (a, b) => number(a) >= number(b),
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
  '=~': (text, pattern, { vars }) => {
    const found = expressionOf(pattern)?.exec(text);
    found?.forEach((group, place) => (vars[`BASH_REMATCH[${place}]`] = group ?? ''));
    return Boolean(found);
  },
};

function number(text: string): number {
  if (!/^\s*[-+]?\d+\s*$/.test(text)) trouble(`${text}: bad number`);
  return Number(text);
}

function single(reading: Reading): boolean {
  const { words, at } = reading;
  const [first = '', second, third] = words.slice(at);
  const compare = third === undefined ? undefined : entry(two, second ?? '');
  if (compare && third !== undefined) {
    reading.at += 3;
    return compare(first, third, reading);
  }
  if (first === '!') {
    reading.at += 1;
    return !single(reading);
  }
  if (first === '(') {
    reading.at += 1;
    const holds = either(reading);
    reading.at += 1;
    return holds;
  }
  const look = entry(one, first);
  if (look && second !== undefined) {
    reading.at += 2;
    return look(second, reading);
  }
  reading.at += 1;
  return first !== '';
}
