/** What redis answers, and how `redis-cli` prints it. */

/** An answer by its kind in the protocol; `told` is a text that the client prints as it is. */
export type RedisAnswer =
  | { readonly simple: string }
  | { readonly told: string }
  | { readonly text: string }
  | { readonly number: number | bigint }
  | { readonly list: readonly RedisAnswer[] }
  | { readonly error: string }
  | { readonly isNil: true };

/** It is done. */
export const ok: RedisAnswer = { simple: 'OK' };
/** Nothing there. */
export const nil: RedisAnswer = { isNil: true };

/** An error in the words of redis, which begin with its kind. */
export function error(words: string): RedisAnswer {
  return { error: words };
}

/** A list of texts. */
export function texts(all: readonly string[]): RedisAnswer {
  return { list: all.map((text) => ({ text })) };
}

/** As a person sees it (redis-cli.c, cliFormatReplyTTY). */
export function printed(answer: RedisAnswer, indent = ''): string {
  if ('simple' in answer) return `${answer.simple}\n`;
  if ('told' in answer) return answer.told;
  if ('text' in answer) return `${quoted(answer.text)}\n`;
  if ('number' in answer) return `(integer) ${answer.number}\n`;
  if ('error' in answer) return `(error) ${answer.error}\n`;
  if (!('list' in answer)) return '(nil)\n';
  if (answer.list.length === 0) return '(empty array)\n';
  const width = String(answer.list.length).length;
  return answer.list
    .map((each, place) => {
      const head = `${String(place + 1).padStart(width)}) `;
      return `${place === 0 ? '' : indent}${head}${printed(each, indent + ' '.repeat(head.length))}`;
    })
    .join('');
}

/** As a script gets it (cliFormatReplyRaw). */
export function raw(answer: RedisAnswer): string {
  if ('simple' in answer) return `${answer.simple}\n`;
  if ('told' in answer) return answer.told;
  if ('text' in answer) return `${answer.text}\n`;
  if ('number' in answer) return `${answer.number}\n`;
  if ('error' in answer) return `${answer.error}\n\n`;
  return 'list' in answer ? answer.list.map(raw).join('') : '\n';
}

const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '"': '\\"', '\\': '\\\\' };

function quoted(text: string): string {
  return `"${text.replace(/[\n\r\t"\\]/g, (character) => escapes[character] ?? character)}"`;
}

const word = /\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s"']+))(?=\s|$)/gy;
const meant: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** The words of a line as redis-cli splits it (sds.c, sdssplitargs); nothing where quotes do not match. */
export function wordsIn(line: string): readonly string[] | undefined {
  const words: string[] = [];
  let end = 0;
  for (const match of line.matchAll(word)) {
    const [whole, double, single, bare] = match;
    end = match.index + whole.length;
    words.push(bare ?? (double ?? single ?? '').replace(/\\(.)/g, (_, after: string) => meant[after] ?? after));
  }
  return line.slice(end).trim() === '' ? words : undefined;
}
