/** The words of a line, or what the shell would say of it. */
export type Words = { readonly words: readonly string[] } | { readonly problem: string };

/**
 * Splits a line into words as a POSIX shell does: blanks separate, quotes and backslashes protect, `#` starts a comment.
 * Left out: variables, wildcards, pipes, redirections, substitutions.
 */
export function splitLine(line: string): Words {
  const words: string[] = [];
  let rest = line.trimStart();
  while (rest !== '' && !rest.startsWith('#')) {
    const word = readWord(rest);
    if ('problem' in word) return word;
    words.push(word.text);
    rest = word.rest.trimStart();
  }
  return { words };
}

type Piece = { readonly text: string; readonly rest: string } | { readonly problem: string };

const piece = /^(?:'([^']*)'|"((?:[^"\\]|\\[^])*)"|\\([^]?)|([^\s'"\\]+))/;

/** One word: quoted and bare pieces that touch each other. */
function readWord(from: string): Piece {
  let text = '';
  let rest = from;
  while (rest !== '' && !/^\s/.test(rest)) {
    const match = piece.exec(rest);
    if (!match) return { problem: `unexpected EOF while looking for matching \`${rest[0] ?? ''}'` };
    const [whole, single, double, escaped, bare] = match;
    text += single ?? (double === undefined ? undefined : unescape(double)) ?? escaped ?? bare ?? '';
    rest = rest.slice(whole.length);
  }
  return { text: text.replaceAll('\\\n', ''), rest };
}

/** Inside double quotes a backslash protects only these; before anything else it stands for itself. */
function unescape(text: string): string {
  return text.replace(/\\([$`"\\\n])/g, (_, character: string) => (character === '\n' ? '' : character));
}
