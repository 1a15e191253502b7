import type { Workload } from './loose.ts';
import type { Density } from './places.ts';
import type { Scene } from './scene.ts';
import { textWidth } from './text.ts';

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
  /** Workloads without identity, each with its pods and claims. */
  readonly loose: readonly LooseBlock[];
  readonly shelf: { readonly left: number; readonly slot: number; readonly shown: number };
  readonly cells: Cells;
}

/** The columns of one group. */
export interface Block {
  readonly left: number;
  readonly width: number;
}

/** In cells: the sides of the cells of pods in rows, of pods in the lane, and of claims. */
export interface Cells {
  readonly pod: number;
  readonly lane: number;
  readonly claim: number;
  /** Are there so many that a row has no place for every ordinal, but only for the pods that are there? */
  readonly packed: boolean;
}

/** The room of one workload without identity; `slot` is that of a pod. */
export interface LooseBlock {
  readonly left: number;
  readonly width: number;
  readonly slot: number;
}

/** Whatever is placed lies on this grid. */
export const unit = 4;

/** The number, rounded down to the grid. */
export function snap(pixels: number): number {
  return Math.floor(pixels / unit) * unit;
}

const widest = 112;
/** With so much a column can show the full mark. */
const fullWidth = 88;
const gap = 24;
/** The names of machines stand in so much, left of everything, unless it is narrow. */
export const labelWidth = 96;
/** Below this width the stage is that of a phone: labels stand over what they name. */
const narrowBelow = 380;
const scrollUpTo = 40;
/** So many columns keep their discs beside other workloads; the stage scrolls instead. */
const crowdUpTo = 12;
/** A folded workload is one column. */
const foldedWidth = 88;

/** A record that is so wide says its address below the name, whatever else of the column has to be left out. */
export function hasRoomForAddress(columnWidth: number): boolean {
  return columnWidth >= 68;
}

/** The density that a column of this width allows. */
export function densityOf(columnWidth: number): Density {
  if (columnWidth >= fullWidth) return 'full';
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
  const loose = looseWidths(scene, room, tightness, count === 0);
  const others = sum(loose) + gap * (scene.groups.length + loose.length);
  const shelf = shelfOf(scene, room, tightness, room - count * fullWidth - others);
  const blocks = scene.groups.length + loose.length + (shelf.width ? 1 : 0);
  const folds = scene.groups.filter(({ folded }) => folded).length * foldedWidth;
  const free = Math.max(0, room - shelf.width - sum(loose) - folds - gap * Math.max(0, blocks - 1));
  const fair = columnWidthOf(free, count, narrow || (loose.length > 0 && count <= crowdUpTo));
  const columnWidth = narrow ? Math.min(88, fair) : fair;
  const isHeat = columnWidth < 24;
  const shares = scene.groups.map(({ columns, folded }) => {
    if (folded) return foldedWidth;
    return isHeat ? snap((free * columns.length) / Math.max(1, count)) : columns.length * columnWidth;
  });
  const placed = inARow([...shares, ...loose], start);
  const width = Math.max(snap(size.width), placed.right + (shelf.width && shelf.width + (blocks > 1 ? gap : 0)));
  const slot = slots[tightness] ?? 40;
  return {
    narrow,
    density: densityOf(columnWidth),
    width,
    columnWidth,
    blocks: placed.blocks.slice(0, shares.length),
    loose: placed.blocks.slice(shares.length).map((block) => ({ ...block, slot })),
    shelf: { left: width - shelf.width, slot: shelf.slot, shown: shelf.shown },
    cells: { pod: 0, lane: 0, claim: 0, packed: false },
  };
}

function sum(widths: readonly number[]): number {
  return widths.reduce((total, width) => total + width, 0);
}

/** Where columns may scroll they keep 44 px, as long as they are not too many. */
function columnWidthOf(free: number, count: number, scrolls: boolean): number {
  const fair = Math.min(widest, snap(free / Math.max(1, count)));
  return scrolls && count <= scrollUpTo ? Math.max(44, fair) : fair;
}

function inARow(widths: readonly number[], start: number): { blocks: Block[]; right: number } {
  let left = start;
  const blocks = widths.map((width) => {
    const block = { left, width };
    left += width + gap;
    return block;
  });
  return { blocks, right: Math.max(start, left - gap) };
}

/** What is left beside full columns, but at least a share of the room. */
function shelfOf(
  { shelf, oldClaims }: Scene,
  room: number,
  tightness: number,
  left: number,
): { width: number; slot: number; shown: number } {
  const slot = [80, 68, 64][tightness] ?? 64;
  const share = [0.6, 0.4, 0.3][tightness] ?? 0.3;
  const most = Math.max(1, Math.floor(Math.max(room * share, left) / slot));
  const count = shelf.length + oldClaims.length;
  const shown = count > most ? most - 1 : count;
  return { width: Math.min(count, most) * slot, slot, shown };
}

const slots = [72, 56, 40];
const nameWidths = [140, 110, 64];

/** As wide as each needs for the node that has most of its pods; together at most half of the room where there are columns, too. */
function looseWidths(scene: Scene, room: number, tightness: number, alone: boolean): readonly number[] {
  const wanted = scene.loose.map((workload) => (workload.folded ? foldedWidth : looseWidth(workload, tightness)));
  const most = room * (alone ? 1 : 0.5) - gap * (wanted.length - 1);
  const share = Math.min(1, most / Math.max(1, sum(wanted)));
  return wanted.map((width) => snap(Math.max(width * share, Math.min(width, 44))));
}

function looseWidth({ pods, claims, name }: Workload, tightness: number): number {
  const slot = slots[tightness] ?? 40;
  const onNode = new Map<string, number>();
  for (const { node = '' } of pods) onNode.set(node, (onNode.get(node) ?? 0) + 1);
  const most = Math.max(1, ...onNode.values());
  const ofClaims = Math.min(3, claims.length) * ([96, 72, 48][tightness] ?? 48);
  // Side by side, the name has to be read over the pods.
  const ofName = Math.min(nameWidths[tightness] ?? 64, textWidth(`${name} 00/00`, 12, true));
  return Math.max((most + (claims.length ? 2 / 3 : 0)) * slot, ofClaims, ofName);
}

/** How many cells stand in a line. */
export function perLine(width: number, cell: number): number {
  return Math.max(1, Math.floor(width / cell));
}

/** How high so many cells stand. */
export function heightOf(count: number, width: number, cell: number): number {
  return Math.ceil(count / perLine(width, cell)) * cell;
}

/** The largest cell with which `count` cells fit into a box; the smallest when they do not fit at all. */
export function foldInto(count: number, width: number, height: number): number {
  for (let cell = largestCell; cell > smallestCell; cell -= 1) {
    const high = heightOf(count, width, cell);
    if (high <= height) return inFewerLines(count, width, high / cell, cell);
  }
  return smallestCell;
}

const largestCell = 24;
const smallestCell = 4;

/** A little smaller is better than one more line with a few cells in it. */
function inFewerLines(count: number, width: number, lines: number, cell: number): number {
  const smaller = lines > 1 ? Math.floor(width / Math.ceil(count / (lines - 1))) : 0;
  return smaller >= cell * 0.85 ? smaller : cell;
}
