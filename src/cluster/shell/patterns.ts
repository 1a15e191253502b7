/** What patterns of the shell (`*.txt`, `[0-9]?`) fit, and what is left of a text without it (POSIX 2.6.2). */
import { fitsGlob, lengthsThatFit, readGlob, turned } from '../glob.ts';

/** The regular expression of a source; one that cannot be read, or that may take for ever, fits nothing. */
export function expressionOf(source: string, flags = ''): RegExp | undefined {
  if (mayBeEndless(source)) return undefined;
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}

/** Is a group repeated in which something is repeated or left open to choice? Some texts would be looked at longer than anybody waits. */
function mayBeEndless(source: string): boolean {
  const signs = source
    .replace(/\\./g, 'x')
    .replace(/\[\^?\]?[^\]]*\]/g, 'x')
    .replaceAll('(?:', '(');
  const open: boolean[] = [];
  for (let at = 0; at < signs.length; at++) {
    const sign = signs[at]!;
    if (sign === '(') open.push(false);
    const hasChoice = sign === ')' && open.pop() === true;
    if (hasChoice && /[*+{]/.test(signs[at + 1] ?? '')) return true;
    if (open.length > 0 && (hasChoice || /[*+?{|]/.test(sign))) open[open.length - 1] = true;
  }
  return false;
}

/** Does the whole text fit the pattern? */
export function fits(text: string, pattern: string): boolean {
  return fitsGlob(readGlob(pattern), text);
}

/** The text without what fits at its beginning (`#`, `##`) or at its end (`%`, `%%`): the least, or, doubled, the most. */
export function trimmed(text: string, operator: string, pattern: string): string {
  const glob = readGlob(pattern);
  const isStart = operator.startsWith('#');
  const lengths = isStart ? lengthsThatFit(glob, text) : lengthsThatFit(turned(glob), backwards(text));
  const length = (operator.length > 1 ? lengths.at(-1) : lengths[0]) ?? 0;
  return isStart ? text.slice(length) : text.slice(0, text.length - length);
}

function backwards(text: string): string {
  return text.split('').reverse().join('');
}
