/** Patterns of the shell (`*.txt`, `[0-9]?`) as regular expressions (POSIX 2.13). Left out: named classes. */

/** A pattern as the source of a regular expression; `star` is what `*` stands for. */
export function patternSource(pattern: string, star = '[^]*'): string {
  let source = '';
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at]!;
    const end = character === '[' ? pattern.indexOf(']', at + 2) : -1;
    if (character === '*') source += star;
    else if (character === '?') source += '[^]';
    else if (end > 0) {
      source += `[${pattern
        .slice(at + 1, end)
        .replace(/^!/, '^')
        .replace(/\\/g, '\\\\')}]`;
      at = end;
    } else source += character.replace(/[\\^$.|+(){}[\]]/g, '\\$&');
  }
  return source;
}

/** Does the whole text fit the pattern? */
export function fits(text: string, pattern: string): boolean {
  return new RegExp(`^${patternSource(pattern)}$`).test(text);
}

/** The text without what fits at its beginning (`#`, `##`) or at its end (`%`, `%%`): the least, or, doubled, the most. */
export function trimmed(text: string, operator: string, pattern: string): string {
  const isGreedy = operator.length > 1;
  const lengths = Array.from({ length: text.length + 1 }, (_, length) => length);
  const order = isGreedy ? lengths.reverse() : lengths;
  for (const length of order) {
    const isStart = operator.startsWith('#');
    const taken = isStart ? text.slice(0, length) : text.slice(text.length - length);
    if (fits(taken, pattern)) return isStart ? text.slice(length) : text.slice(0, text.length - length);
  }
  return text;
}
