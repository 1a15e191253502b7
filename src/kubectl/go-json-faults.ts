/** Why Go's encoding/json cannot read a text (encoding/json/scanner.go); nothing when it can. */
export function jsonFault(text: string): string | undefined {
  const value = valueAt(text, blanks(text, 0));
  if (typeof value === 'string') return value;
  const rest = blanks(text, value);
  return rest < text.length ? invalid(text, rest, 'after top-level value') : undefined;
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

const controls: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function hex(sign: string): string {
  return `\\x${sign.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

function stringAt(text: string, at: number): End {
  let next = at + 1;
  for (; text[next] !== '"'; next++) {
    const sign = text[next];
    if (sign === undefined) return end;
    if (sign < ' ') return `invalid character '${controls[sign] ?? hex(sign)}' in string literal`;
    if (sign !== '\\') continue;
    next += 1;
    if (text[next] === undefined) return end;
    if (!/^(?:["\\/bfnrt]|u[\da-fA-F]{4})/.test(text.slice(next))) return invalid(text, next, 'in string escape code');
  }
  return next + 1;
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
