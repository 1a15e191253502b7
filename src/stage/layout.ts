import { bandsOf } from './bands.ts';
import type { ClaimSeen } from './claims.ts';
import type { Column } from './columns.ts';
import { restOfShelf, volumePlaces } from './foot.ts';
import type { Grid, Size } from './grid.ts';
import { gridOf, hasRoomForAddress, snap } from './grid.ts';
import { foldedClaimsOf, foldsOf, headersOf } from './header-places.ts';
import type { Here } from './here.ts';
import { onTheirWay } from './motion.ts';
import type { CablePlace, Layout, PartitionPlace, PodPlace, RecordPlace, RowPlace, VolumePlace } from './places.ts';
import { podPlaces, reasonToSay } from './pod-places.ts';
import type { PodSeen } from './pods.ts';
import type { RevisionSeen } from './revisions.ts';
import type { Scene } from './scene.ts';
import { textWidth } from './text.ts';

/** Gives everything in the scene its place; with the layout before, things that moved know where they come from. */
export function layoutOf(scene: Scene, size: Size, previous?: Layout): Layout {
  const wide = gridOf(scene, size);
  const short = namesTooLong(scene, wide);
  const { bands, grid } = bandsOf(scene, wide, size, short);
  const here = { scene, grid, bands, short };
  const view = snap(size.width);
  const layout: Layout = {
    now: scene.now,
    narrow: grid.narrow,
    density: grid.density,
    width: grid.width,
    height: bands.height,
    strip: { x: 0, y: 0, width: view, height: bands.network, strip: scene.strip },
    ...(scene.doors && { network: { x: 0, y: bands.network, width: view, height: 24, doors: scene.doors } }),
    headers: bands.hasHeaders ? headersOf(here) : [],
    folds: foldsOf(here),
    foldedClaims: foldedClaimsOf(here),
    labels: labelsOf(here),
    records: recordsOf(here),
    lane: { x: 0, y: bands.lane, width: view, height: bands.laneHeight, ...reasonToSay(scene) },
    rows: rowsOf(here),
    spines: spinesOf(here),
    pods: podPlaces(scene, grid, bands),
    cables: [],
    volumes: volumePlaces(here),
    shelfRest: restOfShelf(here),
    partitions: partitionsOf(here),
    legend: {
      x: 0,
      y: bands.legend,
      width: view,
      height: bands.height - bands.legend,
      revisions: revisionsInUse(scene),
    },
  };
  return withCables(withMotion(layout, previous, size.speed ?? 1));
}

/** Motion is for what moved in the cluster: a page that became wider or a density that changed is simply drawn. */
function withMotion(layout: Layout, previous: Layout | undefined, speed: number): Layout {
  if (!previous || previous.now > layout.now) return layout;
  const isOtherPage = previous.width !== layout.width || previous.density !== layout.density;
  if (isOtherPage || layout.density === 'cell' || !previous.network !== !layout.network) return layout;
  const clock = { now: layout.now, speed };
  return {
    ...layout,
    pods: onTheirWay(layout.pods, previous.pods, ({ pod }) => pod.uid, clock),
    volumes: onTheirWay(layout.volumes, previous.volumes, volumeId, clock),
    records: onTheirWay(layout.records, previous.records, ({ column }) => column.id, clock),
  };
}

/** Known by the volume where there is one, so that a volume that finds its claim travels from the shelf to it. */
export function volumeId({ claim, volume }: VolumePlace): string {
  return claim?.volume ?? volume?.name ?? claim?.uid ?? '';
}

function withCables(layout: Layout): Layout {
  if (layout.density === 'cell') return layout;
  const byKey = new Map(layout.volumes.map((volume) => [volume.claim?.key, volume]));
  const cableTo = (pod: PodPlace, key: string): CablePlace[] => {
    const volume = byKey.get(key);
    return volume ? [{ id: `${pod.pod.uid} ${key}`, pod, volume, state: cableState(pod.pod, volume.claim) }] : [];
  };
  const cables = layout.pods
    .filter(({ pod }) => pod.node)
    .flatMap((pod) => pod.pod.claims.flatMap((key) => cableTo(pod, key)));
  const held = new Map(
    cables.flatMap(({ state, volume: { claim } }) =>
      state === 'held' && claim?.attached?.[0] ? [[claim.key, claim.attached[0]] as const] : [],
    ),
  );
  return {
    ...layout,
    cables,
    volumes: held.size ? layout.volumes.map((place) => withHolder(place, held)) : layout.volumes,
  };
}

function withHolder(place: VolumePlace, held: ReadonlyMap<string, string>): VolumePlace {
  const heldBy = held.get(place.claim?.key ?? '');
  return heldBy ? { ...place, heldBy } : place;
}

function cableState({ look, mounted = [], node = '' }: PodSeen, claim: ClaimSeen | undefined): CablePlace['state'] {
  if (look === 'ended') return 'waiting';
  if (look !== 'creating' || (claim?.volume !== undefined && mounted.includes(claim.volume))) return 'mounted';
  return claim?.attached?.length && !claim.attached.includes(node) ? 'held' : 'waiting';
}

function namesTooLong(scene: Scene, { density, columnWidth }: Grid): boolean {
  if (density !== 'full' || !scene.groups.length) return scene.groups.length > 0;
  const names = scene.groups.flatMap(({ columns }) => columns.map(({ name }) => name));
  return names.some((name) => textWidth(name, 12.5, true) > columnWidth - 20);
}

function labelsOf({ scene, bands }: Here): Layout['labels'] {
  const hasVolumes = bands.footHeight > 0;
  return {
    ...(scene.groups.some(({ columns }) => columns.length) && bands.recordHeight > 0 && { dns: bands.records }),
    ...(hasVolumes && { volumes: bands.foot }),
  };
}

/** The middle of a column. */
export function middleOf(grid: Grid, group: number, index: number): number {
  return (grid.blocks[group]?.left ?? 0) + (index + 0.5) * grid.columnWidth;
}

function columnsWithX({ scene, grid }: Here): readonly { column: Column; x: number }[] {
  return scene.groups.flatMap(({ columns }, group) =>
    columns.map((column, index) => ({ column, x: middleOf(grid, group, index) })),
  );
}

function recordsOf(here: Here): readonly RecordPlace[] {
  const { grid, bands, short } = here;
  if (grid.density === 'cell') return [];
  const width = grid.columnWidth - (grid.columnWidth >= 100 ? 12 : grid.density === 'full' ? 6 : 4);
  const full = hasRoomForAddress(grid.columnWidth);
  return columnsWithX(here).map(({ column, x }) => {
    const name = short ? `-${column.ordinal}` : column.name;
    return { column, x, y: bands.records, name, width, height: bands.recordHeight, full };
  });
}

function spinesOf(here: Here): Layout['spines'] {
  const { grid, bands } = here;
  if (grid.density === 'cell') return [];
  const top = bands.records + bands.recordHeight;
  const living = columnsWithX(here).filter(({ column }) => !column.ghost);
  return living.map(({ column, x }) => {
    const bottom = column.claims.length ? bands.foot : bands.rows + here.scene.rows.length * bands.pitch - 10;
    return { x, y: top, width: 0, height: Math.max(0, bottom - top) };
  });
}

function rowsOf(here: Here): readonly RowPlace[] {
  const { scene, grid, bands } = here;
  const living = columnsWithX(here).filter(({ column }) => !column.ghost);
  const last = grid.density === 'cell' ? grid.width : (living.at(-1)?.x ?? 48) + grid.columnWidth / 2;
  const end = [...grid.blocks.filter((_, index) => scene.groups[index]?.folded), ...grid.loose].at(-1);
  const taken = end ? Math.max(end.left + end.width, last) : last;
  return scene.rows.map((row, index) => ({
    row,
    x: 0,
    y: bands.rows + index * bands.pitch,
    width: grid.width,
    height: bands.podsTop + bands.podsHeight,
    label: grid.narrow ? 'above' : 'left',
    taken,
  }));
}

function partitionsOf({ scene, grid, bands }: Here): readonly PartitionPlace[] {
  if (grid.density === 'cell') return [];
  return scene.groups.flatMap((group, index) => {
    const block = grid.blocks[index];
    const before = group.columns.filter(({ ordinal }) => ordinal < group.partition).length;
    if (!block || group.partition <= 0) return [];
    const x = block.left + before * grid.columnWidth;
    return [
      {
        group,
        x,
        top: bands.records - 8,
        bottom: bands.partition + 4,
        left: block.left,
        right: block.left + block.width,
      },
    ];
  });
}

function revisionsInUse({ groups, loose, revisions }: Scene): readonly RevisionSeen[] {
  const inColumns = groups.flatMap(({ columns }) => columns.map(({ pod }) => pod));
  const used = new Set([...inColumns, ...loose.flatMap(({ pods }) => pods)].map((pod) => pod?.revision?.key));
  return revisions.filter(({ key }) => used.has(key));
}
