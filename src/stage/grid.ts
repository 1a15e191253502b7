import type { Density } from './places.ts';
import type { Scene } from './scene.ts';

/** The room that the page gives, and how fast time runs in it (virtual per wall time). */
export interface Size {
  readonly width: number;
  readonly height: number;
  readonly speed?: number;
}

/** Where things stand from left to right. Middles, except for `left` and `right`. */
export interface Grid {
  readonly narrow: boolean;
  readonly density: Density;
  readonly width: number;
  readonly columnWidth: number;
  readonly blocks: readonly Block[];
  /** Pods and claims without identity. */
  readonly loose: { readonly left: number; readonly width: number; readonly slot: number };
  readonly shelf: { readonly left: number; readonly slot: number; readonly shown: number };
  /** In cells: the side of a cell. */
  readonly cell: number;
}

/** The columns of one group; in cells they are folded into lines of `perLine`. */
export interface Block {
  readonly left: number;
  readonly width: number;
  readonly perLine: number;
}

/** Whatever is placed lies on this grid. */
export const unit = 4;

/** The number, rounded down to the grid. */
export function snap(pixels: number): number {
  return Math.floor(pixels / unit) * unit;
}

const widest = 112;
const gap = 24;
const labelWidth = 96;
/** Below this width the stage is that of a phone: labels stand over what they name. */
const narrowBelow = 380;
const scrollUpTo = 40;

/** The density that a column of this width allows. */
export function densityOf(columnWidth: number): Density {
  if (columnWidth >= 88) return 'full';
  if (columnWidth >= 44) return 'disc';
  return columnWidth >= 24 ? 'bar' : 'cell';
}

/** Divides the width: shelf and loose pods give way until the columns can show the full mark. */
export function gridOf(scene: Scene, size: Size): Grid {
  const tries = [0, 1, 2].map((tightness) => divide(scene, size, tightness));
  return tries.find((grid) => grid.density === 'full') ?? tries.at(-1) ?? divide(scene, size, 2);
}

function divide(scene: Scene, size: Size, tightness: number): Grid {
  const narrow = size.width < narrowBelow;
  const start = narrow ? 0 : labelWidth;
  const room = snap(size.width) - start;
  const count = scene.groups.reduce((sum, { columns }) => sum + columns.length, 0);
  const shelf = shelfOf(scene, room, tightness, count === 0 && scene.loose.length === 0);
  const loose = looseWidth(scene, room, tightness, count === 0);
  const blocks = scene.groups.length + (loose.width ? 1 : 0) + (shelf.width ? 1 : 0);
  const free = room - shelf.width - loose.width - gap * Math.max(0, blocks - 1);
  const columnWidth = columnWidthOf(free, count, narrow);
  const folded = columnWidth < 24;
  const shares = scene.groups.map(({ columns }) =>
    folded ? snap((free * columns.length) / Math.max(1, count)) : columns.length * columnWidth,
  );
  const placed = inARow(shares, start);
  const needed = placed.right + (loose.width && loose.width + gap) + (shelf.width && shelf.width + gap);
  const width = Math.max(snap(size.width), needed - (placed.blocks.length ? 0 : gap));
  const looseLeft = placed.blocks.length ? placed.right + gap : start;
  return {
    narrow,
    density: densityOf(columnWidth),
    width,
    columnWidth,
    blocks: placed.blocks,
    loose: { left: looseLeft, ...loose },
    shelf: { left: width - shelf.width, slot: shelf.slot, shown: shelf.shown },
    cell: 0,
  };
}

function columnWidthOf(free: number, count: number, narrow: boolean): number {
  const fair = snap(free / Math.max(1, count));
  if (narrow && count <= scrollUpTo) return Math.min(88, Math.max(44, fair));
  return Math.min(widest, fair);
}

function inARow(widths: readonly number[], start: number): { blocks: Block[]; right: number } {
  let left = start;
  const blocks = widths.map((width) => {
    const block = { left, width, perLine: 0 };
    left += width + gap;
    return block;
  });
  return { blocks, right: Math.max(start, left - gap) };
}

function shelfOf(
  { shelf }: Scene,
  room: number,
  tightness: number,
  alone: boolean,
): { width: number; slot: number; shown: number } {
  const slot = [80, 68, 64][tightness] ?? 64;
  const share = alone ? 1 : ([0.6, 0.4, 0.3][tightness] ?? 0.3);
  const most = Math.max(1, Math.floor((room * share) / slot));
  const shown = shelf.length > most ? most - 1 : shelf.length;
  return { width: Math.min(shelf.length, most) * slot, slot, shown };
}

function looseWidth(scene: Scene, room: number, tightness: number, alone: boolean): { width: number; slot: number } {
  const slot = [72, 56, 40][tightness] ?? 40;
  const onNode = new Map<string, number>();
  for (const { node = '' } of scene.loose) onNode.set(node, (onNode.get(node) ?? 0) + 1);
  const most = Math.max(0, ...onNode.values());
  const wanted = most && (most + 2 / 3) * slot;
  const claims = Math.min(3, scene.looseClaims.length) * ([96, 72, 48][tightness] ?? 48);
  return { width: snap(Math.min(Math.max(wanted, claims), room * (alone ? 1 : 0.5))), slot };
}

/** The largest cell with which `count` cells fit into a box, and how many of them stand in a line. */
export function foldInto(count: number, width: number, height: number): { cell: number; perLine: number } {
  for (let cell = largestCell; cell > smallestCell; cell -= 1) {
    const lines = Math.ceil(count / Math.max(1, Math.floor(width / cell)));
    if (lines * cell <= height) return inFewerLines(count, width, lines, cell);
  }
  return { cell: smallestCell, perLine: Math.max(1, Math.floor(width / smallestCell)) };
}

const largestCell = 24;
const smallestCell = 4;

/** A little smaller is better than one more line with a few cells in it. */
function inFewerLines(count: number, width: number, lines: number, cell: number): { cell: number; perLine: number } {
  const smaller = lines > 1 ? Math.floor(width / Math.ceil(count / (lines - 1))) : 0;
  const best = smaller >= cell * 0.85 ? smaller : cell;
  return { cell: best, perLine: Math.max(1, Math.floor(width / best)) };
}
