/** A stretch of text; lines and columns count from 1, the end is where the stretch no longer is. */
export interface Range {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** One document of a file: its text and where it begins. */
export interface Chunk {
  readonly text: string;
  readonly offset: number;
}

/** How far an offset is from the beginning of its line. */
export function columnOf(text: string, offset: number): number {
  return offset === 0 ? 0 : offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

/** Turns offsets into lines and columns; built once for a text. */
export function ranger(text: string): (offset: number, endOffset?: number) => Range {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const placeOf = (offset: number): [line: number, column: number] => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return [low + 1, offset - (starts[low] ?? 0) + 1];
  };
  return (offset, endOffset = offset) => {
    const [line, column] = placeOf(offset);
    const [endLine, endColumn] = placeOf(Math.max(offset, endOffset));
    return { line, column, endLine, endColumn };
  };
}

/** A file is cut at lines that begin with `---`, before any YAML is read (apimachinery util/yaml, YAMLReader). */
export function cutDocuments(text: string): {
  chunks: readonly Chunk[];
  badSeparator?: { offset: number; text: string };
} {
  const chunks: Chunk[] = [];
  let start = 0;
  for (const line of text.matchAll(/^---(.*)(?:\n|$)/gm)) {
    const rest = (line[1] ?? '').trim();
    if (rest !== '' && !rest.startsWith('#')) return { chunks, badSeparator: { offset: line.index, text: rest } };
    if (line.index === start) continue;
    chunks.push({ text: text.slice(start, line.index), offset: start });
    start = line.index + line[0].length;
  }
  if (start < text.length) chunks.push({ text: text.slice(start), offset: start });
  return { chunks };
}

/** The JSON objects that stand one after another, if the text is nothing else; kubectl tries this before YAML. */
export function cutJson(text: string): readonly Chunk[] | undefined {
  if (!/^\s*\{/.test(text)) return undefined;
  const chunks: Chunk[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/g)) {
    if (token === '{' || token === '[') depth++;
    if ((token === '}' || token === ']') && --depth === 0) {
      chunks.push({ text: text.slice(start, index + 1), offset: start });
      start = index + 1;
    }
  }
  return text.slice(start).trim() === '' && chunks.every(isJson) ? chunks : undefined;
}

function isJson(chunk: Chunk): boolean {
  try {
    JSON.parse(chunk.text);
    return true;
  } catch {
    return false;
  }
}
