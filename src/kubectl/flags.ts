import { entry } from '../objects/index.ts';

/** How a flag takes its value: a `switch` only with `=`, an `optional` likewise but with a word for "given without". */
export interface Flag {
  readonly takes: 'switch' | 'text' | 'number' | 'list' | 'optional';
  readonly short?: string;
  /** For `optional`: the value of the flag given alone. */
  readonly alone?: string;
  readonly says?: string;
}

/** The flags of a verb, by long name. */
export type Flags = Readonly<Record<string, Flag>>;

/** The values given, by long name; a list has one for each time, others count the last. */
export type Given = Readonly<Record<string, readonly string[] | undefined>>;

/** The words that are not flags, and the flags; or the complaint in the words of spf13/pflag. */
export type Parsed =
  | {
      readonly args: readonly string[];
      readonly given: Given;
      /** How many words stood before `--`, where it was given. */
      readonly dash?: number;
    }
  | { readonly problem: string };

/** Flags that every verb has. Accepted and without meaning here, except the namespace. */
export const globalFlags: Flags = {
  namespace: { takes: 'text', short: 'n', says: 'the namespace of this request' },
  context: { takes: 'text' },
  cluster: { takes: 'text' },
  user: { takes: 'text' },
  kubeconfig: { takes: 'text' },
  server: { takes: 'text', short: 's' },
  'request-timeout': { takes: 'text' },
  v: { takes: 'number', short: 'v' },
  help: { takes: 'switch', short: 'h', says: 'what this command does' },
};

interface Reading {
  readonly args: string[];
  readonly given: Record<string, readonly string[] | undefined>;
  readonly rest: string[];
  readonly flags: Flags;
  dash?: number;
}

/** Reads flags wherever they stand, as pflag does; with `onlyBefore` it stops at the first other word. */
export function parseFlags(flags: Flags, words: readonly string[], onlyBefore = false): Parsed & { rest?: string[] } {
  const reading: Reading = { args: [], given: {}, rest: [...words], flags };
  while (reading.rest.length > 0) {
    const word = reading.rest.shift()!;
    if (word === '--') {
      reading.dash = reading.args.length;
      reading.args.push(...reading.rest.splice(0));
    } else if (word.startsWith('--')) {
      const problem = readLong(reading, word.slice(2));
      if (problem !== undefined) return { problem };
    } else if (word.startsWith('-') && word !== '-') {
      const problem = readShort(reading, word.slice(1));
      if (problem !== undefined) return { problem };
    } else if (onlyBefore) {
      return { args: [word], given: reading.given, rest: reading.rest };
    } else {
      reading.args.push(word);
    }
  }
  const { args, given, dash } = reading;
  return { args, given, rest: [], ...(dash !== undefined && { dash }) };
}

function readLong(reading: Reading, text: string): string | undefined {
  const [name = '', ...values] = text.split('=');
  const flag = entry(reading.flags, name);
  if (name === '' || name.startsWith('-')) return `bad flag syntax: --${text}`;
  if (!flag) return `unknown flag: --${name}`;
  if (values.length > 0) return keep(reading, name, flag, values.join('='));
  if (flag.takes === 'switch' || flag.takes === 'optional') return keep(reading, name, flag, flag.alone ?? 'true');
  const next = reading.rest.shift();
  return next === undefined ? `flag needs an argument: --${name}` : keep(reading, name, flag, next);
}

/** One or several flags of one letter each; the last may have its value right behind it, or as the next word. */
function readShort(reading: Reading, bundle: string): string | undefined {
  for (let index = 0; index < bundle.length; index++) {
    const letter = bundle[index]!;
    const [name, flag] = Object.entries(reading.flags).find(([, { short }]) => short === letter) ?? [];
    if (!name || !flag) return `unknown shorthand flag: '${letter}' in -${bundle}`;
    const behind = bundle.slice(index + 1);
    if (behind.startsWith('=')) return keep(reading, name, flag, behind.slice(1));
    if (flag.takes !== 'switch' && behind !== '') return keep(reading, name, flag, behind);
    if (flag.takes !== 'switch') {
      const next = flag.takes === 'optional' ? flag.alone : reading.rest.shift();
      return next === undefined ? `flag needs an argument: '${letter}' in -${bundle}` : keep(reading, name, flag, next);
    }
    const problem = keep(reading, name, flag, 'true');
    if (problem !== undefined) return problem;
  }
  return undefined;
}

const truths = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const falsehoods = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False']);

function keep({ given }: Reading, name: string, flag: Flag, value: string): string | undefined {
  const title = flag.short ? `-${flag.short}, --${name}` : `--${name}`;
  const invalid = `invalid argument ${JSON.stringify(value)} for "${title}" flag: strconv.`;
  if (flag.takes === 'switch' && !truths.has(value) && !falsehoods.has(value)) {
    return `${invalid}ParseBool: parsing ${JSON.stringify(value)}: invalid syntax`;
  }
  if (flag.takes === 'number' && !/^[+-]?[0-9]+$/.test(value)) {
    return `${invalid}ParseInt: parsing ${JSON.stringify(value)}: invalid syntax`;
  }
  const values = flag.takes === 'list' ? value.split(',') : [value];
  given[name] = flag.takes === 'list' ? [...(given[name] ?? []), ...values] : values;
  return undefined;
}

/** The last value given for a flag. */
export function textOf(given: Given, name: string): string | undefined {
  return given[name]?.at(-1);
}

/** The number given for a flag. */
export function numberOf(given: Given, name: string): number | undefined {
  const text = textOf(given, name);
  return text === undefined ? undefined : Number(text);
}

/** Whether a switch is on. */
export function isOn(given: Given, name: string, otherwise = false): boolean {
  const text = textOf(given, name);
  return text === undefined ? otherwise : truths.has(text);
}

/** The milliseconds of a Go duration such as `1m30s` or `500ms`; undefined when it is none. */
export function durationOf(text: string): number | undefined {
  if (/^[+-]?0$/.test(text)) return 0;
  if (!/^([0-9.]+(ms|h|m|s))+$/.test(text)) return undefined;
  const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
  return [...text.matchAll(/([0-9.]+)(ms|h|m|s)/g)].reduce((sum, [, n, unit]) => sum + Number(n) * units[unit!]!, 0);
}
