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

/** Repetitions of what repeats itself: some texts would be looked at longer than anybody waits. */
const isEndless = /\([^()]*[*+}][^()]*\)[*+{]/;

/** The regular expression of a source; one that cannot be read, or that may take for ever, fits nothing. */
export function expressionOf(source: string, flags = ''): RegExp | undefined {
  if (isEndless.test(source)) return undefined;
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}

/** Does the whole text fit the pattern? */
export function fits(text: string, pattern: string): boolean {
  return isShort(text, pattern) && (expressionOf(`^${patternSource(pattern)}$`)?.test(text) ?? false);
}

/** Many stars and a long text are a long search. */
function isShort(text: string, pattern: string): boolean {
  return text.length < 10_000 || pattern.split('*').length < 4;
}

/** The text without what fits at its beginning (`#`, `##`) or at its end (`%`, `%%`): the least, or, doubled, the most. */
export function trimmed(text: string, operator: string, pattern: string): string {
  if (!isShort(text, pattern)) return text;
  const isGreedy = operator.length > 1;
  const own = patternSource(pattern, isGreedy ? '[^]*' : '[^]*?');
  // At the end, what is left over is as short as possible where the most is taken away.
  const kept = isGreedy ? '[^]*?' : '[^]*';
  const source = operator.startsWith('#') ? `^(?:${own})([^]*)$` : `^(${kept})(?:${own})$`;
  return expressionOf(source)?.exec(text)?.[1] ?? text;
}
