/** What `echo` prints: `-n` without the line feed, `-e` with escapes. */
export function echoed(args: readonly string[]): string {
  const first = args.findIndex((word) => !/^-[neE]+$/.test(word));
  const own = first < 0 ? args.length : first;
  const flags = args.slice(0, own).join('');
  const text = args.slice(own).join(' ');
  return `${flags.includes('e') ? unescaped(text) : text}${flags.includes('n') ? '' : '\n'}`;
}

const letters: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\x07', '0': '\0' };

function unescaped(text: string): string {
  return text.replace(/\\([ntra0\\])/g, (_, letter: string) => letters[letter] ?? letter);
}
