import type { Bands } from './bands.ts';
import { waitingLong } from './bands.ts';
import { middleOfCell } from './cells.ts';
import type { Column } from './columns.ts';
import type { Block, Grid, LooseBlock } from './grid.ts';
import { labelWidth } from './grid.ts';
import type { PodPlace } from './places.ts';
import type { PodSeen } from './pods.ts';
import type { Scene } from './scene.ts';

const nothingBeside = { left: 0, right: 0 };

/** The pods of the columns where identity and machine meet, and the loose ones in their rows. */
export function podPlaces(scene: Scene, grid: Grid, bands: Bands): readonly PodPlace[] {
  const rowOf = new Map(scene.rows.map((row, index) => [row.name, index]));
  const lost = new Set(scene.rows.filter(({ ready }) => !ready).map(({ name }) => name));
  const here: Here = {
    grid,
    bands,
    rowOf,
    topOf: (pod) => topOf(bands, rowOf.get(pod.node ?? '')),
    groundOf: ({ node = '' }) => (lost.has(node) ? 'dark' : rowOf.has(node) ? 'soft' : 'bg'),
  };
  const placesOf = grid.density === 'cell' ? cellPlaces : columnPlaces;
  const inColumns = scene.groups.flatMap(({ columns }, group) => placesOf(columns, here, grid.blocks[group]));
  const others = scene.loose.flatMap(({ pods }, index) => loosePlaces(pods, here, grid.loose[index]));
  return withRoom([...inColumns, ...others], grid.width);
}

/** Two of one identity on the same machine: the ones whose objects are gone give way. */
function apart(places: readonly PodPlace[]): readonly PodPlace[] {
  return places.map((place, index) => {
    const before = places.slice(0, index).filter(({ y }) => y === place.y).length;
    if (!before) return place;
    const r = Math.max(3, Math.min(14, place.r / 2));
    const aside = before * (place.r + 2 * r + 2);
    return { ...place, r, x: place.x < aside + r ? place.x + aside : place.x - aside, room: 0 };
  });
}

/** A word may reach half-way to the next disc of the same row, but not over the cables beside it or off the stage. */
function withRoom(places: readonly PodPlace[], width: number): readonly PodPlace[] {
  if (!places.some(needsRoom)) return places;
  const lines = new Map<string | undefined, PodPlace[]>();
  for (const place of places) {
    const line = lines.get(place.pod.node);
    if (line) line.push(place);
    else lines.set(place.pod.node, [place]);
  }
  for (const line of lines.values()) line.sort((a, b) => a.x - b.x);
  return places.map((place) => {
    if (!needsRoom(place)) return place;
    const line = lines.get(place.pod.node) ?? [];
    const nth = line.indexOf(place);
    const away = [line[nth - 1], line[nth + 1]].map((next) => (next ? Math.abs(next.x - place.x) : Infinity));
    const under = Math.min(...away, 2 * place.reach.width - 8, 2 * place.x, 2 * (width - place.x)) - 4;
    return {
      ...place,
      room: place.room && under,
      beside: besideOf(place, line[nth - 1], line[nth + 1], places, width),
    };
  });
}

/** Words stand under a disc that has room there, else beside it; beside those that nobody hears from there is more to say. */
function needsRoom(place: PodPlace): boolean {
  return place.room > 0 || speaksBeside(place);
}

function speaksBeside({ room, pod, r, cell }: PodPlace): boolean {
  if (cell || r < 10 || !pod.node) return false;
  return pod.unheard || (room === 0 && pod.look !== 'ready');
}

/** The room to both sides of a disc, up to the next disc of the row or the next cable that runs through it. */
function besideOf(
  place: PodPlace,
  before: PodPlace | undefined,
  after: PodPlace | undefined,
  places: readonly PodPlace[],
  width: number,
): PodPlace['beside'] {
  if (!speaksBeside(place)) return nothingBeside;
  const { x: here, y: height, r } = place;
  const cables = places.filter(({ y, pod }) => y < height && pod.node && pod.claims.length).map(({ x }) => x);
  const ends = [width - 12, after ? after.x - after.r : Infinity, ...cables.filter((x) => x > here)];
  const starts = [labelWidth, before ? before.x + before.r : -Infinity, ...cables.filter((x) => x < here)];
  // Where the neighbour may want to speak on this side, too, each has half.
  const share = (next: PodPlace | undefined): number => (next && speaksBeside(next) ? 2 : 1);
  const room = (edge: number, parts: number): number => Math.max(0, (Math.abs(edge - here) - r) / parts - 16);
  return { right: room(Math.min(...ends), share(after)), left: room(Math.max(...starts), share(before)) };
}

/** Why the first pod that has been waiting for long has no node. */
export function reasonToSay(scene: Scene): { readonly reason?: string } {
  const reason = waitingLong(scene)?.reason;
  return reason ? { reason } : {};
}

interface Here {
  readonly grid: Grid;
  readonly bands: Bands;
  readonly rowOf: ReadonlyMap<string, number>;
  /** The upper edge of the pods' part of the row, or nothing for a pod without a row. */
  readonly topOf: (pod: PodSeen) => number | undefined;
  readonly groundOf: (pod: PodSeen) => PodPlace['ground'];
}

function topOf({ rows, pitch, podsTop }: Bands, row: number | undefined): number | undefined {
  return row === undefined ? undefined : rows + row * pitch + podsTop;
}

function columnPlaces(columns: readonly Column[], here: Here, block: Block | undefined): readonly PodPlace[] {
  const { columnWidth } = here.grid;
  return columns.flatMap(({ pod, processes = [], ordinal }, index) => {
    const x = (block?.left ?? 0) + (index + 0.5) * columnWidth;
    const places = pod ? [{ ...discPlace(here, pod, x, columnWidth), ordinal }] : [];
    return apart([...places, ...processes.map((process) => discPlace(here, process, x, columnWidth))]);
  });
}

/** Each ordinal has its place in every row; where there are too many, only the pods that are there. */
function cellPlaces(columns: readonly Column[], here: Here, block: Block | undefined): readonly PodPlace[] {
  const counts = new Map<number | undefined, number>();
  const rankOf = (pod: PodSeen): number => {
    const row = here.rowOf.get(pod.node ?? '');
    const rank = counts.get(row) ?? 0;
    counts.set(row, rank + 1);
    return rank;
  };
  return columns.flatMap(({ pod, processes = [], ordinal }, index) => {
    const places = pod ? [{ ...cellPlace(here, block, pod, index, rankOf(pod)), ordinal }] : [];
    return [...places, ...processes.map((process) => cellPlace(here, block, process, index, rankOf(process)))];
  });
}

function cellPlace(
  { grid: { cells }, bands, topOf }: Here,
  { left, width }: Block = { left: 0, width: 0 },
  pod: PodSeen,
  index: number,
  rank: number,
): PodPlace {
  const top = topOf(pod);
  const cell = top === undefined ? cells.lane : cells.pod;
  const middle = middleOfCell(top === undefined || cells.packed ? rank : index, width, cell);
  return {
    pod,
    x: left + middle.x,
    y: (top ?? bands.lane) + 4 + middle.y,
    r: (cell - 1) / 2,
    cell: true,
    room: 0,
    beside: nothingBeside,
    ground: 'soft',
    reach: { width: cell, height: cell },
  };
}

function discPlace({ bands, topOf, groundOf }: Here, pod: PodSeen, x: number, width: number): PodPlace {
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
      beside: nothingBeside,
      ground: 'bg',
      reach: { width, height: bands.laneRoom },
    };
  const r = Math.max(6, Math.min(24, width / 2 - 6, (bands.podsHeight - 12) / 2));
  const y = top + (roomy ? 36 : bands.podsHeight / 2);
  return {
    pod,
    x,
    y,
    r,
    cell: false,
    room: roomy ? width : 0,
    beside: nothingBeside,
    ground: groundOf(pod),
    reach: { width, height: bands.podsHeight },
  };
}

function loosePlaces(pods: readonly PodSeen[], here: Here, block: LooseBlock | undefined): readonly PodPlace[] {
  if (!block) return [];
  const taken = new Map<string, number>();
  const counts = new Map<string, number>();
  for (const { node = '' } of pods) counts.set(node, (counts.get(node) ?? 0) + 1);
  return pods.map((pod) => {
    const node = pod.node ?? '';
    const index = taken.get(node) ?? 0;
    taken.set(node, index + 1);
    const place = loosePlace(here, block, pod, index, counts.get(node) ?? 1);
    // A little to the side from row to row, so that cables do not run through the pods below.
    const aside = place.cell || !pod.claims.length ? 0 : (((here.rowOf.get(node) ?? 0) % 3) * place.reach.width) / 3;
    return { ...place, x: Math.min(place.x + aside, block.left + block.width - place.r) };
  });
}

/** Loose pods stand in their row in lines of as many as fit; what does not fit as discs stands as cells. */
function loosePlace(
  { bands, topOf, groundOf }: Here,
  { left, width, slot }: LooseBlock,
  pod: PodSeen,
  index: number,
  count: number,
): PodPlace {
  const top = topOf(pod);
  const height = top === undefined ? bands.laneHeight : bands.podsHeight;
  const side = slotFor(count, width, height, slot);
  const perLine = Math.max(1, Math.floor(width / side));
  const lines = Math.ceil(count / perLine);
  const lineHeight = lines === 1 ? height : side;
  const x = left + ((index % perLine) + 0.5) * side;
  const named = side >= 48 && lines === 1 && height >= 52;
  const y =
    (top ?? bands.lane) + (Math.floor(index / perLine) + 0.5) * lineHeight - (lines === 1 && height >= 52 ? 8 : 0);
  const r = Math.max(3, Math.min(16, side / 2 - 3, lineHeight / 2 - 4));
  const reach = { width: side, height: lineHeight };
  const tag = pod.gone ? {} : { tag: pod.name.split('-').at(-1) ?? pod.name };
  const words = { room: named ? side : 0, beside: nothingBeside, ground: groundOf(pod) };
  return { pod, x, y, r, cell: side < 14, ...words, reach, ...tag };
}

function slotFor(count: number, width: number, height: number, widest: number): number {
  const fits = (side: number): boolean => Math.floor(width / side) * Math.max(1, Math.floor(height / side)) >= count;
  return [widest, 40, 32, 24, 16, 12, 8].find((side) => side <= widest && fits(side)) ?? 6;
}
