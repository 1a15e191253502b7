const gap = 2;

/**
 * Lays out lines with tabs: a column is as wide as its widest cell in the run of lines that have it, and two blanks more.
 * Models Go's text/tabwriter with minwidth 0 and padding 2. What follows the last tab of a line is no cell of a column.
 */
export function layOutTabs(text: string): string {
  const lines = text.split('\n').map((line) => line.split('\t'));
  return layOutFrom(lines, 0)
    .map((cells) => cells.join(''))
    .join('\n');
}

/** The lines with their cells padded, from this column on. */
function layOutFrom(lines: readonly (readonly string[])[], column: number): readonly (readonly string[])[] {
  const result: (readonly string[])[] = [];
  for (let from = 0; from < lines.length;) {
    const run = runOf(lines, from, column);
    if (run.length === 0) result.push(lines[from++]!);
    else result.push(...layOutFrom(padded(run, column), column + 1));
    from += run.length;
  }
  return result;
}

function runOf(lines: readonly (readonly string[])[], from: number, column: number): readonly (readonly string[])[] {
  const end = lines.findIndex((cells, index) => index >= from && cells.length <= column + 1);
  return lines.slice(from, end < 0 ? undefined : end);
}

function padded(run: readonly (readonly string[])[], column: number): readonly (readonly string[])[] {
  const width = Math.max(...run.map((cells) => [...cells[column]!].length)) + gap;
  return run.map((cells) => cells.with(column, cells[column]! + ' '.repeat(width - [...cells[column]!].length)));
}
