import { cellsOf, claimsOfCells, laneOfCells } from './cells.ts';
import type { Grid, Size } from './grid.ts';
import { hasRoomForAddress, snap } from './grid.ts';
import type { PodSeen } from './pods.ts';
import type { Density } from './places.ts';
import type { Scene } from './scene.ts';

/** The heights from top to bottom. */
export interface Bands {
  /** Where the strip ends, and the places of the network stand if there are any. */
  readonly network: number;
  readonly headers: number;
  readonly hasHeaders: boolean;
  readonly records: number;
  readonly recordHeight: number;
  readonly lane: number;
  readonly laneHeight: number;
  /** The part of the lane in which pods stand. */
  readonly laneRoom: number;
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

/** What may shrink where the stage is low, so that nodes and volumes are seen without scrolling. */
interface Measures {
  readonly headers: number;
  readonly lane: number;
  readonly between: number;
  readonly lowestPods: Record<Density, number>;
  readonly legend: number;
  readonly isTight: boolean;
}

const reasonHeight = 20;
const networkHeight = 32;
const partitionHeight = 36;
/** A pod that no node has for longer than this is a matter to speak of. */
const longWaitMs = 2000;

const recordHeights: Record<Density, number> = { full: 38, disc: 24, bar: 16, cell: 0 };
const highestPods = 82;

function recordHeightOf({ density, columnWidth }: Grid): number {
  return hasRoomForAddress(columnWidth) ? recordHeights.full : recordHeights[density];
}

/** The heights for a scene on a grid; `short` when the names of columns need a header. Cells get their size here. */
export function bandsOf(scene: Scene, grid: Grid, size: Size, short: boolean): { bands: Bands; grid: Grid } {
  const roomy = stacked(scene, grid, size, short, measures(size, false, grid.narrow));
  if (roomy.bands.height <= snap(size.height)) return roomy;
  return stacked(scene, grid, size, short, measures(size, true, grid.narrow));
}

function measures({ width }: Size, isTight: boolean, narrow: boolean): Measures {
  if (isTight)
    return {
      // A phone has as little room as others, but the sentence has to be read whole.
      headers: narrow ? 124 : 104,
      lane: 28,
      between: 6,
      lowestPods: { full: 40, disc: 40, bar: 32, cell: 32 },
      legend: 32,
      isTight,
    };
  const lowestPods = { full: 56, disc: 44, bar: 32, cell: 32 };
  return { headers: width < 600 ? 124 : 104, lane: 40, between: 10, lowestPods, legend: 44, isTight };
}

function stacked(
  scene: Scene,
  grid: Grid,
  size: Size,
  short: boolean,
  measures: Measures,
): { bands: Bands; grid: Grid } {
  const { headers: network } = measures;
  const headers = network + (scene.doors ? networkHeight : 0);
  const hasHeaders = short || needsHeaders(scene);
  const records = headers + (hasHeaders ? 20 : 0) + (grid.narrow && grid.density !== 'cell' ? 16 : 0);
  const recordHeight = scene.groups.some(({ columns }) => columns.length) ? recordHeightOf(grid) : 0;
  const lane = records + recordHeight;
  const reason = waitingLong(scene) !== undefined;
  const above = {
    network,
    headers,
    hasHeaders,
    records,
    recordHeight,
    lane,
    laneRoom: measures.lane,
    laneHeight: measures.lane + (reason ? reasonHeight : 0),
  };
  return below(scene, grid, size, above, measures);
}

/** Several workloads need their names; so does one that has something to say in its header. */
function needsHeaders({ groups, loose }: Scene): boolean {
  return groups.length + loose.length > 1 || loose.some(({ key }) => key) || groups.some(({ chips }) => chips.length);
}

/** The first pod that no node has had for long, and that says why. */
export function waitingLong({ groups, loose, now }: Scene): PodSeen | undefined {
  const isLong = (pod: PodSeen | undefined): boolean =>
    pod?.look === 'pending' && now - pod.since >= longWaitMs && pod.reason !== undefined;
  for (const { columns } of groups) for (const { pod } of columns) if (isLong(pod)) return pod;
  return loose.flatMap(({ pods }) => pods).find(isLong);
}

type Above = Pick<
  Bands,
  'network' | 'headers' | 'hasHeaders' | 'records' | 'recordHeight' | 'lane' | 'laneHeight' | 'laneRoom'
>;

function below(
  scene: Scene,
  grid: Grid,
  size: Size,
  above: Above,
  { between, lowestPods, legend: legendHeight, isTight }: Measures,
): { bands: Bands; grid: Grid } {
  const volume = volumeOf(scene, grid, isTight);
  const high = Math.max(0, ...scene.groups.flatMap(({ columns }) => columns.map(({ claims }) => claims.length)));
  const isEmpty = !high && !hasLooseVolumes(scene);
  const footRoom = isEmpty ? 0 : 16 + columnFoot(scene, volume, high) + (grid.narrow ? 16 : 0);
  const partition = scene.groups.some((group) => group.partition > 0) ? partitionHeight : 0;
  const podsTop = grid.narrow ? 24 : 0;
  const free = size.height - above.lane - above.laneHeight - footRoom - partition - legendHeight;
  const fair = snap(free / Math.max(1, scene.rows.length)) - between - podsTop;
  const podsHeight = Math.min(highestPods, Math.max(lowestPods[grid.density], fair));
  const isCells = grid.density === 'cell';
  const folded = isCells ? { ...grid, cells: cellsOf(scene, grid, podsHeight - 8) } : grid;
  const laneMore = isCells ? snap(Math.max(0, laneOfCells(scene, grid, folded.cells.lane) + 8 - above.laneRoom)) : 0;
  const rows = above.lane + above.laneHeight + laneMore;
  const pitch = podsTop + podsHeight + between;
  const foot = rows + scene.rows.length * pitch - between + 16 + (grid.narrow && !isEmpty ? 16 : 0);
  const footHeight = isEmpty ? 0 : isCells ? cellFoot(scene, folded) : columnFoot(scene, volume, high);
  const afterFoot = foot + footHeight;
  const legend = afterFoot + partition + 8;
  const height = Math.max(snap(size.height), legend + legendHeight);
  const bands = {
    ...above,
    laneHeight: above.laneHeight + laneMore,
    laneRoom: above.laneRoom + laneMore,
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

function volumeOf(scene: Scene, { density }: Grid, isTight: boolean): Bands['volume'] {
  const several = scene.groups.some(({ columns }) => columns.some(({ claims }) => claims.length > 1));
  if (density === 'full')
    return several || isTight ? { height: 40, pitch: 72, lines: 2 } : { height: 58, pitch: 104, lines: 3 };
  if (density === 'disc') return several ? { height: 32, pitch: 52, lines: 1 } : { height: 40, pitch: 60, lines: 1 };
  return { height: 12, pitch: 24, lines: 0 };
}

/** Volumes outside the columns have two lines of text at any density. */
function columnFoot(scene: Scene, volume: Bands['volume'], stacked: number): number {
  return Math.max(stacked * volume.pitch, hasLooseVolumes(scene) ? Math.max(40, volume.height) + 40 : 0);
}

/** Volumes outside the columns: of other workloads, of folded ones, on the shelf. */
function hasLooseVolumes({ groups, loose, oldClaims, shelf }: Scene): boolean {
  const ofOthers = loose.some(({ claims, folded }) => claims.length || folded?.claims);
  return shelf.length + oldClaims.length > 0 || ofOthers || groups.some(({ folded }) => folded?.claims);
}

function cellFoot(scene: Scene, grid: Grid): number {
  const high = claimsOfCells(scene, grid);
  return snap(Math.max(hasLooseVolumes(scene) ? 48 : 0, high)) + 12;
}
