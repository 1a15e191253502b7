import type { Column, Group } from './columns.ts';
import type { Cells, Grid } from './grid.ts';
import { foldInto, heightOf, perLine } from './grid.ts';
import type { Scene } from './scene.ts';

/** The sides of all cells: one for all groups, that of the group that has the least room. */
export function cellsOf(scene: Scene, grid: Grid, rowHeight: number): Cells {
  const known = new Set(scene.rows.map(({ name }) => name));
  const least = (count: (group: Group) => number, height: number): number =>
    Math.min(24, ...each(scene, grid).map(({ group, width }) => foldInto(count(group), width, height)));
  const whole = least(({ columns }) => columns.length, rowHeight);
  const fits = each(scene, grid).every(
    ({ group, width }) => heightOf(group.columns.length, width, whole) <= Math.max(rowHeight, whole),
  );
  return {
    packed: !fits,
    pod: fits ? whole : least((group) => mostOnOne(group, known), rowHeight),
    lane: least((group) => waiting(group, known), laneHeight),
    claim: fits ? whole : least((group) => notable(group).length, claimsHeight),
  };
}

const laneHeight = 32;
const claimsHeight = 96;

/** How high the pods without a machine stand. */
export function laneOfCells(scene: Scene, grid: Grid, cell: number): number {
  const known = new Set(scene.rows.map(({ name }) => name));
  return highest(scene, grid, cell, (group) => waiting(group, known));
}

/** How high the claims stand: all of them, or a line with their number over those that are worth a look. */
export function claimsOfCells(scene: Scene, grid: Grid): number {
  const { claim, packed } = grid.cells;
  if (!packed) return highest(scene, grid, claim, ({ columns }) => columns.length);
  return numberHeight + highest(scene, grid, claim, (group) => notable(group).length);
}

/** The line in which the number of claims stands. */
export const numberHeight = 24;

/** The columns with a claim that is not simply bound to the volume of a living identity. */
export function notable({ columns }: Group): readonly Column[] {
  return columns.filter(
    ({ ghost, claims }) =>
      claims.length && (ghost || claims.some(({ phase, terminating }) => phase !== 'Bound' || terminating)),
  );
}

function highest(scene: Scene, grid: Grid, cell: number, count: (group: Group) => number): number {
  return Math.max(0, ...each(scene, grid).map(({ group, width }) => heightOf(count(group), width, cell)));
}

function each({ groups }: Scene, { blocks }: Grid): readonly { readonly group: Group; readonly width: number }[] {
  return groups.flatMap((group, index) => (group.columns.length ? [{ group, width: blocks[index]?.width ?? 0 }] : []));
}

function waiting({ columns }: Group, known: ReadonlySet<string>): number {
  return columns.filter(({ pod }) => pod && !known.has(pod.node ?? '')).length;
}

function mostOnOne({ columns }: Group, known: ReadonlySet<string>): number {
  const counts = new Map<string, number>();
  for (const { pod, processes = [] } of columns) {
    for (const { node = '' } of pod ? [pod, ...processes] : processes) counts.set(node, (counts.get(node) ?? 0) + 1);
  }
  return Math.max(1, ...[...counts].filter(([node]) => known.has(node)).map(([, count]) => count));
}

/** The middle of a cell, from the upper left corner of its block. */
export function middleOfCell(index: number, width: number, cell: number): { readonly x: number; readonly y: number } {
  const inLine = perLine(width, cell);
  return { x: ((index % inLine) + 0.5) * cell, y: (Math.floor(index / inLine) + 0.5) * cell };
}
