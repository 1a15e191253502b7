import type { Grid, Size } from './grid.ts';
import { foldInto, snap } from './grid.ts';
import type { Density } from './places.ts';
import type { Scene } from './scene.ts';

/** The heights from top to bottom. */
export interface Bands {
  readonly headers: number;
  readonly hasHeaders: boolean;
  readonly records: number;
  readonly recordHeight: number;
  readonly lane: number;
  readonly laneHeight: number;
  readonly rows: number;
  readonly pitch: number;
  /** The part of a row in which pods stand, from the row's top. */
  readonly podsTop: number;
  readonly podsHeight: number;
  readonly foot: number;
  readonly footHeight: number;
  /** How high one volume stands, how far the next one of the same column is, and how many lines of text it has. */
  readonly volume: { readonly height: number; readonly pitch: number; readonly lines: number };
  readonly partition: number;
  readonly legend: number;
  readonly height: number;
}

const between = 10;
const laneHeight = 40;
const reasonHeight = 20;
const partitionHeight = 36;
const legendHeight = 44;
/** A pod that no node has for longer than this is a matter to speak of. */
export const longWaitMs = 2000;

const recordHeights: Record<Density, number> = { full: 38, disc: 24, bar: 16, cell: 0 };
const lowestPods: Record<Density, number> = { full: 56, disc: 44, bar: 32, cell: 32 };
const highestPods = 82;

/** The heights for a scene on a grid; `short` when the names of columns need a header. Cells get their size here. */
export function bandsOf(scene: Scene, grid: Grid, size: Size, short: boolean): { bands: Bands; grid: Grid } {
  const headers = grid.narrow ? 124 : 104;
  const hasHeaders = short || scene.groups.length > 1;
  const records = headers + (hasHeaders ? 20 : 0) + (grid.narrow && grid.density !== 'cell' ? 16 : 0);
  const recordHeight = scene.groups.length ? recordHeights[grid.density] : 0;
  const lane = records + recordHeight;
  const reason = [
    ...scene.groups.flatMap(({ columns }) => columns.flatMap(({ pod }) => pod ?? [])),
    ...scene.loose,
  ].some((pod) => pod.look === 'pending' && scene.now - pod.since >= longWaitMs && pod.reason);
  const above = {
    headers,
    hasHeaders,
    records,
    recordHeight,
    lane,
    laneHeight: laneHeight + (reason ? reasonHeight : 0),
  };
  return below(scene, grid, size, above);
}

type Above = Pick<Bands, 'headers' | 'hasHeaders' | 'records' | 'recordHeight' | 'lane' | 'laneHeight'>;

function below(scene: Scene, grid: Grid, size: Size, above: Above): { bands: Bands; grid: Grid } {
  const rows = above.lane + above.laneHeight;
  const volume = volumeOf(scene, grid);
  const stacked = Math.max(0, ...scene.groups.flatMap(({ columns }) => columns.map(({ claims }) => claims.length)));
  const isEmpty = !stacked && !scene.shelf.length && !scene.looseClaims.length;
  const footRoom = isEmpty ? 0 : 16 + columnFoot(scene, volume, stacked) + (grid.narrow ? 16 : 0);
  const partition = scene.groups.some((group) => group.partition > 0) ? partitionHeight : 0;
  const podsTop = grid.narrow ? 24 : 0;
  const free = size.height - rows - footRoom - partition - legendHeight;
  const fair = snap(free / Math.max(1, scene.rows.length)) - between - podsTop;
  const podsHeight = Math.min(highestPods, Math.max(lowestPods[grid.density], fair));
  const folded = grid.density === 'cell' ? fold(scene, grid, podsHeight - 8) : grid;
  const pitch = podsTop + podsHeight + between;
  const foot = rows + scene.rows.length * pitch - between + 16 + (grid.narrow && !isEmpty ? 16 : 0);
  const footHeight = isEmpty
    ? 0
    : grid.density === 'cell'
      ? cellFoot(scene, folded)
      : columnFoot(scene, volume, stacked);
  const afterFoot = foot + footHeight;
  const legend = afterFoot + partition + 8;
  const height = Math.max(snap(size.height), legend + legendHeight);
  const bands = {
    ...above,
    rows,
    pitch,
    podsTop,
    podsHeight,
    foot,
    footHeight,
    volume,
    partition: afterFoot,
    legend,
    height,
  };
  return { bands, grid: folded };
}

function volumeOf(scene: Scene, { density }: Grid): Bands['volume'] {
  const several = scene.groups.some(({ columns }) => columns.some(({ claims }) => claims.length > 1));
  if (density === 'full') return several ? { height: 40, pitch: 72, lines: 2 } : { height: 58, pitch: 104, lines: 3 };
  if (density === 'disc') return several ? { height: 32, pitch: 52, lines: 1 } : { height: 40, pitch: 60, lines: 1 };
  return { height: 12, pitch: 24, lines: 0 };
}

/** Volumes outside the columns have two lines of text at any density. */
function columnFoot(scene: Scene, volume: Bands['volume'], stacked: number): number {
  const alone = scene.shelf.length + scene.looseClaims.length > 0;
  return Math.max(stacked * volume.pitch, alone ? Math.max(40, volume.height) + 40 : 0);
}

/** One cell size for all groups: the one of the group that has the least room. */
function fold(scene: Scene, grid: Grid, height: number): Grid {
  const sizes = scene.groups.map(
    ({ columns }, index) => foldInto(columns.length, grid.blocks[index]?.width ?? 0, height).cell,
  );
  const cell = Math.min(24, ...sizes);
  const blocks = grid.blocks.map((block) => ({ ...block, perLine: Math.max(1, Math.floor(block.width / cell)) }));
  return { ...grid, cell, blocks };
}

function cellFoot(scene: Scene, { blocks, cell }: Grid): number {
  const lines = scene.groups.map(({ columns }, index) => Math.ceil(columns.length / (blocks[index]?.perLine || 1)));
  return (
    snap(Math.max(scene.shelf.length || scene.looseClaims.length ? 48 : 0, ...lines.map((count) => count * cell))) + 12
  );
}
