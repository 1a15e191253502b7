/** One line of a comparison; `line` is its number in the newer text. */
export interface DiffLine {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
  readonly line?: number;
}

/** Above this many cells the table would cost more than the picture is worth: everything between counts as replaced. */
const cellsMax = 4_000_000;

/** Compares two texts line by line: the longest common part stays, the rest is removed and added. */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const [old, young] = [before.split('\n'), after.split('\n')];
  const head = commonHead(old, young);
  const tail = commonHead(old.slice(head).reverse(), young.slice(head).reverse());
  const same = (text: string, line: number): DiffLine => ({ kind: 'same', text, line });
  const middle = diffMiddle(old.slice(head, old.length - tail), young.slice(head, young.length - tail), head);
  const rest = young.slice(young.length - tail).map((text, index) => same(text, young.length - tail + index + 1));
  return [...young.slice(0, head).map((text, index) => same(text, index + 1)), ...middle, ...rest];
}

/** The numbers of the lines of `after` that are new or other than in `before`. */
export function changedLines(before: string, after: string): readonly number[] {
  return diffLines(before, after).flatMap(({ kind, line }) => (kind === 'added' && line ? [line] : []));
}

function commonHead(one: readonly string[], other: readonly string[]): number {
  const at = one.findIndex((text, index) => text !== other[index]);
  return at < 0 ? one.length : at;
}

function diffMiddle(old: readonly string[], young: readonly string[], offset: number): readonly DiffLine[] {
  const table = old.length * young.length > cellsMax ? undefined : commonTable(old, young);
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < young.length) {
    const oldText = old[i];
    const newText = young[j];
    const removeFirst =
      newText === undefined || (oldText !== undefined && (!table || rest(table, i + 1, j) >= rest(table, i, j + 1)));
    if (table && oldText !== undefined && oldText === newText) {
      lines.push({ kind: 'same', text: oldText, line: offset + j + 1 });
      [i, j] = [i + 1, j + 1];
    } else if (removeFirst) {
      lines.push({ kind: 'removed', text: oldText ?? '' });
      i += 1;
    } else {
      lines.push({ kind: 'added', text: newText, line: offset + j + 1 });
      j += 1;
    }
  }
  return lines;
}

function rest(table: readonly Uint32Array[], i: number, j: number): number {
  return table[i]?.[j] ?? 0;
}

/** `table[i][j]` is how many lines the texts from `i` and from `j` on have in common, in order. */
function commonTable(old: readonly string[], young: readonly string[]): readonly Uint32Array[] {
  const table = Array.from({ length: old.length + 1 }, () => new Uint32Array(young.length + 1));
  for (let i = old.length - 1; i >= 0; i -= 1) {
    const row = table[i]!;
    for (let j = young.length - 1; j >= 0; j -= 1) {
      row[j] =
        old[i] === young[j] ? rest(table, i + 1, j + 1) + 1 : Math.max(rest(table, i + 1, j), rest(table, i, j + 1));
    }
  }
  return table;
}
