import type { Act } from '../../sandbox/index.ts';

const opening = /<<(-?)\s*(['"]?)([\w.-]+)\2/;

/** The word that ends the here-document which a line opens; nothing when it opens none. */
export function endWord(line: string): string | undefined {
  return opening.exec(line)?.[3];
}

/** The act of a line with its here-document: the body is the file `-`, the command stands without the document. */
export function actOf(line: string, body: readonly string[]): Act {
  const [document, dash] = opening.exec(line) ?? [];
  if (document === undefined) return { line };
  const lines = dash ? body.map((text) => text.replace(/^\t+/, '')) : body;
  const text = lines.map((part) => `${part}\n`).join('');
  return { line: line.replace(document, '').trim(), files: { '-': text } };
}
