/** How `curl` and `wget` are asked: their options and the addresses that they are given. */
import { entry } from '../../objects/index.ts';

/** A web address in its parts. */
export interface Address {
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

/** A web address in its parts; nothing where it is none. */
export function addressOf(text: string): Address | undefined {
  const [, scheme = 'http', host, port, path = ''] =
    /^(?:(\w+):\/\/)?(?:[^/@]*@)?([^/:?#]+)(?::(\d+))?([/?][^#]*)?(?:#.*)?$/.exec(text) ?? [];
  if (host === undefined || Number(port ?? 1) > 65_535) return undefined;
  const given = path.startsWith('?') ? `/${path}` : path || '/';
  return { scheme, host, port: Number(port ?? (scheme === 'https' ? 443 : 80)), path: given };
}

/** What was given to a tool: addresses, switches, and options with their values. */
export interface Options {
  readonly urls: readonly string[];
  readonly switches: ReadonlySet<string>;
  readonly values: Readonly<Record<string, readonly string[]>>;
  readonly unknown?: string;
}

interface Reading {
  readonly short: ReadonlyMap<string, boolean>;
  readonly rest: string[];
  readonly switches: Set<string>;
  readonly values: Record<string, string[]>;
}

/** Reads options as curl and wget do; `known` has the long names, with their short ones. */
export function optionsOf(args: readonly string[], known: Readonly<Record<string, string>>): Options {
  const short = new Map(Object.values(known).map((name) => [name.replace('=', ''), name.endsWith('=')]));
  const reading: Reading = { short, rest: [...args], switches: new Set(), values: {} };
  const urls: string[] = [];
  for (let word = reading.rest.shift(); word !== undefined; word = reading.rest.shift()) {
    if (!/^-./.test(word)) {
      urls.push(word);
      continue;
    }
    const unknown = word.startsWith('--') ? readLong(reading, word, known) : readShort(reading, word);
    if (unknown !== undefined) return { ...reading, urls, unknown };
  }
  return { ...reading, urls };
}

function readLong(reading: Reading, word: string, known: Readonly<Record<string, string>>): string | undefined {
  const [long = '', ...value] = word.slice(2).split('=');
  const name = entry(known, long)?.replace('=', '');
  if (name === undefined) return word;
  take(reading, name, value.length > 0 ? value.join('=') : undefined);
  return undefined;
}

function readShort(reading: Reading, word: string): string | undefined {
  for (let at = 1; at < word.length; at++) {
    const letter = word[at]!;
    const takesValue = reading.short.get(letter);
    if (takesValue === undefined) return `-${letter}`;
    take(reading, letter, takesValue && at + 1 < word.length ? word.slice(at + 1) : undefined);
    if (takesValue) return undefined;
  }
  return undefined;
}

function take({ short, rest, switches, values }: Reading, name: string, attached: string | undefined): void {
  if (!short.get(name)) switches.add(name);
  else (values[name] ??= []).push(attached ?? rest.shift() ?? '');
}
