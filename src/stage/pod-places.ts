import type { Bands } from './bands.ts';
import { longWaitMs } from './bands.ts';
import type { Grid } from './grid.ts';
import type { PodPlace } from './places.ts';
import type { PodSeen } from './pods.ts';
import type { Scene } from './scene.ts';

/** The pods of the columns where identity and machine meet, and the loose ones in their rows. */
export function podPlaces(scene: Scene, grid: Grid, bands: Bands): readonly PodPlace[] {
  const rowOf = new Map(scene.rows.map((row, index) => [row.name, index]));
  const here = { grid, bands, topOf: (pod: PodSeen) => topOf(bands, rowOf.get(pod.node ?? '')) };
  const inColumns = scene.groups.flatMap(({ columns }, group) =>
    columns.flatMap(({ pod, ordinal }, index) => (pod ? [columnPlace(here, { pod, ordinal, group, index })] : [])),
  );
  return withRoom([...inColumns, ...loosePlaces(scene, here, rowOf)], grid.width);
}

/** A word may reach half-way to the next disc of the same row, but not over the cables beside it or off the stage. */
function withRoom(places: readonly PodPlace[], width: number): readonly PodPlace[] {
  if (!places.some((place) => place.room)) return places;
  return places.map((place) => {
    if (!place.room) return place;
    const away = places
      .filter((other) => other.y === place.y && other !== place)
      .map((other) => Math.abs(other.x - place.x));
    return { ...place, room: Math.min(...away, 2 * place.reach.width - 8, 2 * place.x, 2 * (width - place.x)) - 4 };
  });
}

/** Why the first pod that has been waiting for long has no node. */
export function reasonToSay(scene: Scene): { readonly reason?: string } {
  const pods = [...scene.groups.flatMap(({ columns }) => columns.flatMap(({ pod }) => pod ?? [])), ...scene.loose];
  const reason = pods.find((pod) => pod.look === 'pending' && scene.now - pod.since >= longWaitMs)?.reason;
  return reason ? { reason } : {};
}

interface Here {
  readonly grid: Grid;
  readonly bands: Bands;
  /** The upper edge of the pods' part of the row, or nothing for a pod without a row. */
  readonly topOf: (pod: PodSeen) => number | undefined;
}

function topOf({ rows, pitch, podsTop }: Bands, row: number | undefined): number | undefined {
  return row === undefined ? undefined : rows + row * pitch + podsTop;
}

interface InColumn {
  readonly pod: PodSeen;
  readonly ordinal: number;
  readonly group: number;
  readonly index: number;
}

function columnPlace(here: Here, { pod, ordinal, group, index }: InColumn): PodPlace {
  const { grid } = here;
  const { left = 0, perLine = 1 } = grid.blocks[group] ?? {};
  if (grid.density === 'cell') return { ...cellPlace(here, pod, left, index, perLine), ordinal };
  const x = left + (index + 0.5) * grid.columnWidth;
  return { ...discPlace(here, pod, x, grid.columnWidth), ordinal };
}

function cellPlace({ grid, bands, topOf }: Here, pod: PodSeen, left: number, index: number, perLine: number): PodPlace {
  const { cell } = grid;
  const x = left + ((index % perLine) + 0.5) * cell;
  const y = (topOf(pod) ?? bands.lane) + 4 + (Math.floor(index / perLine) + 0.5) * cell;
  return { pod, x, y, r: (cell - 1) / 2, cell: true, room: 0, reach: { width: cell, height: cell } };
}

function discPlace({ bands, topOf }: Here, pod: PodSeen, x: number, width: number): PodPlace {
  const top = topOf(pod);
  const roomy = width >= 44 && bands.podsHeight >= 74;
  if (top === undefined)
    return {
      pod,
      x,
      y: bands.lane + bands.laneRoom / 2,
      r: Math.min(14, bands.laneRoom / 2 - 2, width / 2 - 2),
      cell: false,
      room: 0,
      reach: { width, height: bands.laneRoom },
    };
  const r = Math.max(6, Math.min(24, width / 2 - 6, (bands.podsHeight - 12) / 2));
  const y = top + (roomy ? 36 : bands.podsHeight / 2);
  return { pod, x, y, r, cell: false, room: roomy ? width : 0, reach: { width, height: bands.podsHeight } };
}

function loosePlaces(scene: Scene, here: Here, rowOf: ReadonlyMap<string, number>): readonly PodPlace[] {
  const taken = new Map<string, number>();
  const counts = new Map<string, number>();
  for (const { node = '' } of scene.loose) counts.set(node, (counts.get(node) ?? 0) + 1);
  return scene.loose.map((pod) => {
    const node = pod.node ?? '';
    const index = taken.get(node) ?? 0;
    taken.set(node, index + 1);
    const place = loosePlace(here, pod, index, counts.get(node) ?? 1);
    // A little to the side from row to row, so that cables do not run through the pods below.
    const aside = place.cell ? 0 : (((rowOf.get(node) ?? 0) % 3) * place.reach.width) / 3;
    return { ...place, x: place.x + aside };
  });
}

/** Loose pods stand in their row in lines of as many as fit; what does not fit as discs stands as cells. */
function loosePlace({ grid, bands, topOf }: Here, pod: PodSeen, index: number, count: number): PodPlace {
  const { left, width } = grid.loose;
  const top = topOf(pod);
  const height = top === undefined ? bands.laneHeight : bands.podsHeight;
  const side = slotFor(count, width, height, grid.loose.slot);
  const perLine = Math.max(1, Math.floor(width / side));
  const lines = Math.ceil(count / perLine);
  const lineHeight = lines === 1 ? height : side;
  const x = left + ((index % perLine) + 0.5) * side;
  const named = side >= 48 && lines === 1 && height >= 60;
  const y = (top ?? bands.lane) + (Math.floor(index / perLine) + 0.5) * lineHeight - (named ? 8 : 0);
  const r = Math.max(3, Math.min(16, side / 2 - 3, lineHeight / 2 - 4));
  const reach = { width: side, height: lineHeight };
  return { pod, x, y, r, cell: side < 14, room: named ? side : 0, tag: pod.name.split('-').at(-1) ?? pod.name, reach };
}

function slotFor(count: number, width: number, height: number, widest: number): number {
  const fits = (side: number): boolean => Math.floor(width / side) * Math.max(1, Math.floor(height / side)) >= count;
  return [widest, 40, 32, 24, 16, 12, 8].find((side) => side <= widest && fits(side)) ?? 6;
}
