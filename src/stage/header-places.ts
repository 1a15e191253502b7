import type { Group } from './columns.ts';
import type { Block, LooseBlock } from './grid.ts';
import type { Here } from './here.ts';
import type { Workload } from './loose.ts';
import type { FoldedClaims, FoldPlace, Header, HeaderPlace } from './places.ts';
import type { PodSeen } from './pods.ts';

/** The headers of all workloads, those with an identity first. */
export function headersOf({ scene, grid, bands }: Here): readonly HeaderPlace[] {
  const folds = scene.groups.length + scene.loose.length > 1;
  const boxOf = ({ left, width }: Block): Omit<HeaderPlace, 'id' | 'header'> => {
    const wide = Math.max(width, 44);
    return { x: left, y: bands.headers, width: wide, height: 20, room: Math.min(wide + 16, grid.width - left) };
  };
  const ofGroup = (group: Group, block: Block): HeaderPlace => {
    const pods = group.columns.flatMap(({ pod }) => pod ?? []);
    const header = { ...headerOf(group, pods), kind: 'StatefulSet', folds };
    return { id: group.uid, ...boxOf(block), header };
  };
  const ofWorkload = (workload: Workload, block: LooseBlock): HeaderPlace => {
    const header = { ...headerOf(workload, workload.pods), folds };
    return { id: workload.uid, ...boxOf(block), header };
  };
  return [...paired(scene.groups, grid.blocks, ofGroup), ...paired(scene.loose, grid.loose, ofWorkload)];
}

function headerOf(workload: Group | Workload, pods: readonly PodSeen[]): Omit<Header, 'folds'> {
  const { name, key, wanted, chips, folded } = workload;
  const kind = 'kind' in workload ? workload.kind : undefined;
  const ready = folded?.ready ?? pods.filter(({ look, unheard }) => look === 'ready' && !unheard).length;
  const shared = { name, ready, total: wanted, chips, folded: folded !== undefined };
  return { ...shared, ...(key && { key }), ...(kind && { kind }) };
}

function paired<T, B, R>(things: readonly T[], blocks: readonly B[], make: (thing: T, block: B) => R): readonly R[] {
  return things.flatMap((thing, index) => {
    const block = blocks[index];
    return block ? [make(thing, block)] : [];
  });
}

interface Folded {
  readonly workload: Group | Workload;
  readonly x: number;
}

function foldedOf({ scene, grid }: Here): readonly Folded[] {
  const middle = <T extends Group | Workload>(workload: T, { left, width }: Block | LooseBlock): Folded => ({
    workload,
    x: left + width / 2,
  });
  const all = [...paired(scene.groups, grid.blocks, middle), ...paired(scene.loose, grid.loose, middle)];
  return all.filter(({ workload }) => workload.folded);
}

/** In each row, how many pods of a folded workload are on the machine. */
export function foldsOf(here: Here): readonly FoldPlace[] {
  const { scene, bands } = here;
  const tops = new Map(scene.rows.map(({ name }, index) => [name, bands.rows + index * bands.pitch + bands.podsTop]));
  return foldedOf(here).flatMap(({ workload, x }) =>
    Object.entries(workload.folded?.onNodes ?? {}).map(([node, count]) => {
      const top = tops.get(node);
      const height = top === undefined ? bands.laneRoom : bands.podsHeight;
      const y = (top ?? bands.lane) + height / 2;
      return { id: `${workload.uid} ${node}`, name: workload.name, x, y, height, count, ...(node && { node }) };
    }),
  );
}

/** At the foot, how many claims a workload has that is folded, or that has too many to show each. */
export function foldedClaimsOf(here: Here): readonly FoldedClaims[] {
  const { scene, grid, bands } = here;
  const many = grid.cells.packed
    ? paired(scene.groups, grid.blocks, (workload, { left }) => ({ workload, x: left + 48 }))
    : [];
  const unfolded = many.filter(({ workload }) => !workload.folded);
  return [...foldedOf(here), ...unfolded].flatMap(({ workload, x }) => {
    const claims = workload.folded?.claims ?? claimsIn(workload);
    return claims ? [{ id: workload.uid, x, y: bands.foot, claims }] : [];
  });
}

function claimsIn(workload: Group | Workload): number {
  return 'columns' in workload ? workload.columns.reduce((sum, { claims }) => sum + claims.length, 0) : 0;
}
