import type { Millis } from '../../objects/index.ts';
import type { Did, ToolCall } from '../shell/tool.ts';

/** Options of one letter (with those that take a value behind them), and the other words. */
export interface Given {
  readonly flags: ReadonlySet<string>;
  readonly values: Readonly<Record<string, string>>;
  readonly names: readonly string[];
}

/** Reads options as getopt does; `withValue` are the letters that take one. */
export function optionsOf(args: readonly string[], withValue = ''): Given {
  const flags = new Set<string>();
  const values: Record<string, string> = {};
  const names: string[] = [];
  const rest = [...args];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') names.push(...rest.splice(0));
    else if (/^-[^-]/.test(word)) readLetters(word, rest, withValue, flags, values);
    else names.push(word);
  }
  return { flags, values, names };
}

function readLetters(
  word: string,
  rest: string[],
  withValue: string,
  flags: Set<string>,
  values: Record<string, string>,
): void {
  for (let at = 1; at < word.length; at++) {
    const letter = word[at]!;
    flags.add(letter);
    if (!withValue.includes(letter)) continue;
    values[letter] = at + 1 < word.length ? word.slice(at + 1) : (rest.shift() ?? '');
    return;
  }
}

/** A time limit that somebody has written in seconds, in milliseconds; nothing where it is no number. */
export function limitOf(seconds: string): Millis | undefined {
  return /^(\d+\.?\d*|\.\d+)$/.test(seconds) ? Math.min(Number(seconds) * 1000, foreverMs) : undefined;
}

/** What a tool says that has failed. */
export function failed(err: string, code = 1, out = ''): Did {
  return { out, err: `${err}\n`, code };
}

/** The texts of files, or of what is written to the tool; what is missing is said in its words. */
export function readAll(
  call: ToolCall,
  names: readonly string[],
): { readonly texts: readonly string[]; readonly err: string } {
  if (names.length === 0) return { texts: [call.stdin ?? ''], err: '' };
  const texts: string[] = [];
  let err = '';
  for (const name of names) {
    const text = name === '-' ? (call.stdin ?? '') : call.here.read(call.path(name));
    if (text === undefined) err += missing(call, name);
    else texts.push(text);
  }
  return { texts, err };
}

function missing({ name: tool, here, path }: ToolCall, name: string): string {
  const isBusybox = here.userland === 'busybox';
  if (here.list(path(name)) !== undefined)
    return isBusybox && tool === 'cat' ? 'cat: read error: Is a directory\n' : `${tool}: ${name}: Is a directory\n`;
  const none = 'No such file or directory\n';
  if (tool === 'grep') return `grep: ${name}: ${none}`;
  if (isBusybox) return `${tool}: can't open '${name}': ${none}`;
  const isCut = tool === 'head' || tool === 'tail';
  return isCut ? `${tool}: cannot open '${name}' for reading: ${none}` : `${tool}: ${name}: ${none}`;
}

/** The lines of a text. */
export function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

/** Longer than anybody watches. */
export const foreverMs = 10 * 365 * 86_400_000;

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const days = 'Sun Mon Tue Wed Thu Fri Sat'.split(' ');

/** A moment as `ls -l` prints it: `Jan  1 00:00`. */
export function shortDate(now: string): string {
  const date = new Date(now);
  return `${months[date.getUTCMonth()]} ${String(date.getUTCDate()).padStart(2)} ${date.toISOString().slice(11, 16)}`;
}

/** A moment as `date` and `dig` print it: `Thu Jan  1 00:00:20 UTC 2026`. */
export function dateText(now: string): string {
  const date = new Date(now);
  const clock = date.toISOString().slice(11, 19);
  const day = String(date.getUTCDate()).padStart(2);
  return `${days[date.getUTCDay()]} ${months[date.getUTCMonth()]} ${day} ${clock} UTC ${date.getUTCFullYear()}`;
}
