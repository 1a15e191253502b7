/** One row of two texts laid side by side: in both, or only in the one that was expected, or only in what came. */
interface Row {
  readonly mark: ' ' | '-' | '+';
  readonly line: string;
}

/** Lays two texts side by side by their longest common subsequence of lines. */
function align(expected: readonly string[], found: readonly string[]): readonly Row[] {
  const common = lengths(expected, found);
  const rows: Row[] = [];
  let [left, right] = [0, 0];
  while (left < expected.length || right < found.length) {
    const [mine, theirs] = [expected[left], found[right]];
    if (mine !== undefined && mine === theirs) {
      rows.push({ mark: ' ', line: mine });
      [left, right] = [left + 1, right + 1];
    } else if (
      theirs === undefined ||
      (mine !== undefined && at(common, left + 1, right) >= at(common, left, right + 1))
    ) {
      rows.push({ mark: '-', line: mine ?? '' });
      left += 1;
    } else {
      rows.push({ mark: '+', line: theirs });
      right += 1;
    }
  }
  return rows;
}

function at(table: readonly (readonly number[])[], row: number, column: number): number {
  return table[row]?.[column] ?? 0;
}

/** How many lines the rests of both texts have in common, from each pair of places on. */
function lengths(expected: readonly string[], found: readonly string[]): number[][] {
  const table = Array.from({ length: expected.length + 1 }, () => new Array<number>(found.length + 1).fill(0));
  for (let row = expected.length - 1; row >= 0; row -= 1) {
    for (let column = found.length - 1; column >= 0; column -= 1) {
      const same = expected[row] === found[column];
      const longest = same
        ? at(table, row + 1, column + 1) + 1
        : Math.max(at(table, row + 1, column), at(table, row, column + 1));
      (table[row] as number[])[column] = longest;
    }
  }
  return table;
}

const around = 4;
// Both texts are small; beyond this the table would not be.
const linesMax = 3000;

/** The rows that differ with some lines around each, `- ` for what was expected, `+ ` for what came; nothing when equal. */
export function difference(expected: readonly string[], found: readonly string[]): readonly string[] {
  const start = expected.findIndex((line, index) => line !== found[index]);
  if (start < 0 && expected.length === found.length) return [];
  const from = Math.max(0, (start < 0 ? expected.length : start) - around);
  const rows = align(expected.slice(from, from + linesMax), found.slice(from, from + linesMax));
  const differs = rows.map((row) => row.mark !== ' ');
  const near = (index: number): boolean =>
    differs.slice(Math.max(0, index - around), index + around + 1).includes(true);
  return rows.flatMap((row, index) => {
    if (!near(index)) return [];
    const shown = `${row.mark} ${row.line}`;
    return index > 0 && !near(index - 1) ? ['  …', shown] : [shown];
  });
}
