/** A row's cells, as text. */
export type Row = readonly string[];

/** How a table is printed, and how wide its columns have become: columns never shrink while a command runs. */
export interface Sheet {
  readonly format: string;
  readonly widths: readonly number[];
  readonly withHeader: boolean;
  readonly allNamespaces: boolean;
  readonly withKind: boolean;
  readonly labelColumns: readonly string[];
  readonly withLabels: boolean;
  readonly withEvents: boolean;
}

const widthMin = 6;
const gap = 3;

/** Lays out rows under the widths so far (k8s.io/cli-runtime printers: liggitt/tabwriter, minwidth 6, padding 3). */
export function layOut(rows: readonly Row[], widthsSoFar: readonly number[] = []): { text: string; widths: number[] } {
  const cells = rows.map((row) => row.map(cut));
  const widths = [...widthsSoFar];
  for (const row of cells) {
    for (const [column, cell] of row.slice(0, -1).entries()) {
      widths[column] = Math.max(widths[column] ?? 0, widthMin, [...cell].length + gap);
    }
  }
  return {
    text: cells.map((row) => `${row.map((cell, column) => pad(row, cell, column, widths)).join('')}\n`).join(''),
    widths,
  };
}

/** The last cell of a row is not padded. */
function pad(row: Row, cell: string, column: number, widths: readonly number[]): string {
  return column === row.length - 1 ? cell : cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - [...cell].length));
}

/** A cell ends at its first line break. */
function cut(cell: string): string {
  const end = cell.search(/[\n\r\f]/);
  return end < 0 ? cell : `${cell.slice(0, end)}...`;
}
