/**
 * Why Go's encoding/json cannot read a text (encoding/json/scanner.go); nothing when it can.
 * Left out: what follows a whole value.
 */
export function jsonFault(text: string): string | undefined {
  const fault = valueAt(text, blanks(text, 0));
  return typeof fault === 'string' ? fault : undefined;
}

/** Where the value ends, or why it does not. */
type End = number | string;

const end = 'unexpected end of JSON input';

function blanks(text: string, from: number): number {
  let at = from;
  while (/[ \t\r\n]/.test(text[at] ?? '')) at++;
  return at;
}

function invalid(text: string, at: number, where: string): string {
  const sign = text[at];
  if (sign === undefined) return end;
  return `invalid character ${sign === "'" ? `'\\''` : sign === '"' ? `'"'` : `'${sign}'`} ${where}`;
}

function valueAt(text: string, at: number): End {
  const sign = text[at];
  if (sign === '{') return membersAt(text, at, '}');
  if (sign === '[') return membersAt(text, at, ']');
  if (sign === '"') return stringAt(text, at);
  const [word] = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/.exec(text.slice(at)) ?? [];
  return word === undefined ? invalid(text, at, 'looking for beginning of value') : at + word.length;
}

function stringAt(text: string, at: number): End {
  const [whole] = /^"(?:[^"\\\n]|\\[^])*"/.exec(text.slice(at)) ?? [];
  if (whole !== undefined) return at + whole.length;
  const line = text.indexOf('\n', at);
  return line < 0 ? end : `invalid character '\\n' in string literal`;
}

/** The members of an object or a list, up to the closing bracket. */
function membersAt(text: string, from: number, close: '}' | ']'): End {
  let at = blanks(text, from + 1);
  if (text[at] === close) return at + 1;
  for (;;) {
    const value = close === '}' ? pairAt(text, at) : valueAt(text, at);
    if (typeof value === 'string') return value;
    at = blanks(text, value);
    if (text[at] === close) return at + 1;
    if (text[at] !== ',')
      return invalid(text, at, close === '}' ? 'after object key:value pair' : 'after array element');
    at = blanks(text, at + 1);
  }
}

function pairAt(text: string, at: number): End {
  if (text[at] !== '"') return invalid(text, at, 'looking for beginning of object key string');
  const key = stringAt(text, at);
  if (typeof key === 'string') return key;
  const colon = blanks(text, key);
  return text[colon] === ':' ? valueAt(text, blanks(text, colon + 1)) : invalid(text, colon, 'after object key');
}
