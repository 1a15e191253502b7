import type { Bands } from './bands.ts';
import { middleOfCell, notable, numberHeight } from './cells.ts';
import type { ClaimSeen } from './claims.ts';
import type { Column } from './columns.ts';
import type { Here } from './here.ts';
import type { Layout, VolumePlace } from './places.ts';

/** The volumes of the columns, of loose claims, and those on the shelf. */
export function volumePlaces(here: Here): readonly VolumePlace[] {
  return [...inColumns(here), ...ofLooseClaims(here), ...onShelf(here)];
}

/** The volumes for which the shelf has no room, as a number at its end. */
export function restOfShelf({ scene, grid, bands }: Here): Layout['shelfRest'] {
  const count = scene.oldClaims.length + scene.shelf.length - grid.shelf.shown;
  if (count <= 0) return undefined;
  return { count, x: grid.shelf.left + (grid.shelf.shown + 0.5) * grid.shelf.slot, y: bands.foot + 16 };
}

function inColumns(here: Here): readonly VolumePlace[] {
  const { scene, grid } = here;
  const isCells = grid.density === 'cell';
  return scene.groups.flatMap((group, g) =>
    (grid.cells.packed ? notable(group) : group.columns).flatMap((column, index) =>
      column.claims.map((claim, nth) => ({
        ...(isCells ? cellAt(here, g, index) : standing(here, g, index, nth)),
        claim,
        name: nameOf(here, claim, column),
        ...(column.ghost && { ghostOf: group }),
        stacked: nth > 0,
      })),
    ),
  );
}

type Bare = Omit<VolumePlace, 'claim' | 'volume' | 'name' | 'ghostOf' | 'stacked' | 'idle'>;

function standing({ grid, bands }: Here, group: number, index: number, nth: number): Bare {
  const x = (grid.blocks[group]?.left ?? 0) + (index + 0.5) * grid.columnWidth;
  const width = grid.density === 'full' ? 66 : Math.min(48, grid.columnWidth - 8);
  const { height, pitch, lines } = bands.volume;
  return { x, y: bands.foot + nth * pitch, width, height, lines, room: grid.columnWidth - 4, density: grid.density };
}

function cellAt({ grid, bands }: Here, group: number, index: number): Bare {
  const { left = 0, width: wide = 0 } = grid.blocks[group] ?? {};
  const { claim: cell, packed } = grid.cells;
  const top = bands.foot + (packed ? numberHeight : 0);
  const { x, y } = middleOfCell(index, wide, cell);
  const side = cell - 1;
  return { x: left + x, y: top + y - cell / 2, width: side, height: side, lines: 0, room: 0, density: 'cell' };
}

/** With a header over the group, a claim needs only its template's name. */
function nameOf({ short }: Here, claim: ClaimSeen, column: Column): string {
  const own = `-${column.name}`;
  return short && claim.name.endsWith(own) ? claim.name.slice(0, -own.length) : claim.name;
}

function ofLooseClaims({ scene, grid, bands }: Here): readonly VolumePlace[] {
  return scene.loose.flatMap(({ claims }, nth) => {
    const { left = 0, width = 0 } = grid.loose[nth] ?? {};
    const slot = width / Math.max(1, claims.length);
    return claims.map((claim, index) => {
      const x = left + (index + 0.5) * slot;
      return { ...alone(slot, bands), x, y: bands.foot, claim, name: claim.name };
    });
  });
}

/** First the claims that nobody mounts, then the volumes that nobody claims. */
function onShelf({ scene, grid, bands }: Here): readonly VolumePlace[] {
  const { left, slot, shown } = grid.shelf;
  const claims = scene.oldClaims.map((claim) => ({ claim, name: claim.name, idle: true }));
  const volumes = scene.shelf.map((volume) => ({ volume, name: volume.name }));
  return [...claims, ...volumes].slice(0, shown).map((what, index) => {
    const x = left + (index + 0.5) * slot;
    return { ...alone(slot, bands), x, y: bands.foot, ...what };
  });
}

/** A volume outside the columns keeps its cylinder, however narrow the columns are. */
function alone(slot: number, { volume }: Bands): Omit<Bare, 'x' | 'y'> {
  const width = Math.min(66, Math.max(16, slot - 12));
  const height = Math.min(Math.max(28, volume.height), width * 0.9);
  const density = slot >= 72 ? 'full' : 'disc';
  return { width, height, lines: slot >= 48 ? 2 : 0, room: slot - 4, density };
}
