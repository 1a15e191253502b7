/** The line that is being typed, with what was typed before. */
export interface Line {
  readonly text: string;
  readonly cursor: number;
  readonly history: readonly string[];
  /** How many lines back in history we look; 0 is the line of our own. */
  readonly back: number;
  readonly draft: string;
}

/** What a key asks of the terminal beyond the line itself. */
export type Wish = 'enter' | 'interrupt' | 'clear' | 'complete' | 'leave';

/** The line after a key. */
export interface Pressed {
  readonly line: Line;
  readonly wish?: Wish;
}

/** A line with nothing in it, after these lines. */
export function emptyLine(history: readonly string[] = []): Line {
  return { text: '', cursor: 0, history, back: 0, draft: '' };
}

/** A finished line becomes history; blank lines and repetitions do not. */
export function nextLine({ text, history }: Line): Line {
  return emptyLine(text.trim() && text !== history.at(-1) ? [...history, text] : history);
}

const moves: Readonly<Record<string, (line: Line) => Line>> = {
  '\x1b[A': (line) => recallLine(line, line.back + 1),
  '\x1b[B': (line) => recallLine(line, line.back - 1),
  '\x1b[C': (line) => moveTo(line, after(line)),
  '\x1b[D': (line) => moveTo(line, before(line)),
  '\x1b[1;5C': (line) => moveTo(line, wordEnd(line)),
  '\x1b[1;5D': (line) => moveTo(line, wordStart(line)),
  '\x1b[H': (line) => moveTo(line, 0),
  '\x1b[F': (line) => moveTo(line, line.text.length),
  '\x01': (line) => moveTo(line, 0),
  '\x05': (line) => moveTo(line, line.text.length),
  '\x7f': (line) => cut(line, before(line), line.cursor),
  '\b': (line) => cut(line, before(line), line.cursor),
  '\x1b[3~': (line) => cut(line, line.cursor, after(line)),
  '\x0b': (line) => cut(line, line.cursor, line.text.length),
  '\x15': (line) => cut(line, 0, line.cursor),
  '\x17': (line) => cut(line, wordStart(line), line.cursor),
};

const wishes: Readonly<Record<string, Wish>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\x03': 'interrupt',
  '\x0c': 'clear',
  '\t': 'complete',
  '\x1b': 'leave',
};

/** What one key does to the line; keys are what a terminal sends for them. */
export function press(line: Line, key: string): Pressed {
  const wish = wishes[key];
  if (wish) return { line, wish };
  const move =
    moves[
      key
        .replace(/^\x1bO/, '\x1b[')
        .replace('\x1b[1~', '\x1b[H')
        .replace('\x1b[4~', '\x1b[F')
    ];
  if (move) return { line: move(line) };
  return { line: /^[\x00-\x1f]/.test(key) ? line : insert(line, key) };
}

/** The keys in what a terminal sent at once: a paste is many keys, text between two control keys counts as one. */
export function keysIn(data: string): readonly string[] {
  if (data.startsWith('\x1b')) return [data];
  return data.replace(/\r\n/g, '\r').match(/[\x00-\x1f\x7f]|[^\x00-\x1f\x7f]+/g) ?? [];
}

/** Puts text in at the cursor. */
export function insert(line: Line, text: string): Line {
  const next = line.text.slice(0, line.cursor) + text + line.text.slice(line.cursor);
  return { ...line, text: next, cursor: line.cursor + text.length };
}

/** How many columns a text takes: Chinese, Japanese, Korean letters and pictures take two. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const letter of text)
    columns +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}]/u.test(
        letter,
      )
        ? 2
        : 1;
  return columns;
}

/** The longest beginning that all of these share. */
export function commonStart(words: readonly string[]): string {
  const [first = '', ...others] = words;
  let length = first.length;
  while (length > 0 && !others.every((word) => word.startsWith(first.slice(0, length)))) length -= 1;
  return first.slice(0, length);
}

function moveTo(line: Line, cursor: number): Line {
  return { ...line, cursor };
}

function cut(line: Line, from: number, to: number): Line {
  return { ...line, text: line.text.slice(0, from) + line.text.slice(to), cursor: from };
}

function before({ text, cursor }: Line): number {
  return cursor - ([...text.slice(0, cursor)].at(-1)?.length ?? 0);
}

function after({ text, cursor }: Line): number {
  return cursor + ([...text.slice(cursor)][0]?.length ?? 0);
}

function wordStart({ text, cursor }: Line): number {
  return /\S*\s*$/.exec(text.slice(0, cursor))?.index ?? 0;
}

function wordEnd({ text, cursor }: Line): number {
  return cursor + (/^\s*\S*/.exec(text.slice(cursor))?.[0].length ?? 0);
}

function recallLine(line: Line, back: number): Line {
  if (back < 0 || back > line.history.length) return line;
  const draft = line.back === 0 ? line.text : line.draft;
  const text = back === 0 ? draft : (line.history.at(-back) ?? '');
  return { ...line, back, draft, text, cursor: text.length };
}
