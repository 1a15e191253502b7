import { describe, expect, test } from 'vitest';
import type { Layout } from '../../src/stage/index.ts';
import { layersOf, layoutOf } from '../../src/stage/index.ts';
import { group, many, rows, scene } from '../gallery/making.ts';
import { samples } from '../gallery/scenes.ts';
import { galleryWords } from '../gallery/words.ts';

function sceneCalled(name: string): (typeof samples)[number]['scene'] {
  const sample = samples.find((one) => one.name === name);
  if (!sample) throw new Error(`The gallery has no scene "${name}".`);
  return sample.scene;
}

const desk = { width: 664, height: 646 };
const phone = { width: 358, height: 560 };

describe('the room that a column gets decides what it shows', () => {
  test.each([
    ['the mock-up', 664, 'full'],
    ['every look', 664, 'disc'],
    ['12 pods', 664, 'disc'],
    ['12 pods', 1000, 'disc'],
    ['40 pods', 1100, 'bar'],
    ['40 pods', 664, 'cell'],
    ['300 pods', 664, 'cell'],
    ['1,000 pods', 664, 'cell'],
  ])('%s at %i pixels: %s', (name, width, density) => {
    expect(layoutOf(sceneCalled(name), { width, height: 646 }).density).toBe(density);
  });
});

test('a pod stands in the column of its identity and in the row of its node', () => {
  const { pods, rows, records } = layoutOf(sceneCalled('the mock-up'), desk);
  for (const { pod, x, y } of pods) {
    expect(records.find(({ column }) => column.name === pod.name)?.x).toBe(x);
    const row = rows.find((place) => place.row.name === pod.node);
    expect(y).toBeGreaterThan(row?.y ?? NaN);
    expect(y).toBeLessThan((row?.y ?? NaN) + (row?.height ?? NaN));
  }
});

test('a pod that no node has stands over the first row, and the reason is said', () => {
  const { pods, rows, lane } = layoutOf(sceneCalled('every look'), desk);
  const pending = pods.find(({ pod }) => pod.look === 'pending');
  expect((pending?.y ?? NaN) + (pending?.r ?? NaN)).toBeLessThanOrEqual(rows[0]?.y ?? NaN);
  expect(lane.reason).toContain('unbound immediate PersistentVolumeClaims');
});

test('10,000 pods lie in their rows, those without a machine over the first', () => {
  const columns = many(10_000, 300, (ordinal) => (ordinal % 10 ? 'ready' : 'pending')).replace(
    /@\d+ pending/g,
    ' pending',
  );
  const layout = layoutOf(scene([group(columns, { name: 'web' })], { rows: rows(300) }), desk);
  const tops = new Map(layout.rows.map(({ row, y, height }) => [row.name, { y, height }]));
  for (const { pod, y, r } of layout.pods) {
    const row = tops.get(pod.node ?? '') ?? { y: layout.lane.y, height: (layout.rows[0]?.y ?? 0) - layout.lane.y };
    expect(y - r).toBeGreaterThanOrEqual(row.y);
    expect(y + r).toBeLessThanOrEqual(row.y + row.height);
  }
});

test('a ghost has a volume, but no pod and no cable', () => {
  const { volumes, cables } = layoutOf(sceneCalled('node lost'), desk);
  const ghost = volumes.find(({ ghostOf }) => ghostOf);
  expect(ghost?.claim?.name).toBe('data-kubia-3');
  expect(cables.map(({ volume }) => volume.claim?.name)).not.toContain('data-kubia-3');
});

test('all loose pods are cabled to the one claim that they share', () => {
  const { cables, pods } = layoutOf(sceneCalled('identity and none'), desk);
  const loose = pods.filter(({ ordinal }) => ordinal === undefined);
  expect(loose).toHaveLength(4);
  for (const { pod } of loose) expect(cables.find((cable) => cable.pod.pod === pod)?.volume.claim?.name).toBe('shared');
});

test('on a phone, columns that do not fit make the stage wider than the page, the strip not', () => {
  const layout = layoutOf(sceneCalled('12 pods'), phone);
  expect(layout.width).toBe(12 * 44);
  expect(layout.strip.width).toBeLessThanOrEqual(phone.width);
});

describe.each([
  ['desk', desk],
  ['phone', phone],
  ['wide', { width: 1100, height: 800 }],
])('on the %s', (_, size) => {
  test.each(samples.map(({ name, scene }) => [name, scene] as const))('%s lies within the stage', (_name, scene) => {
    const layout = layoutOf(scene, size);
    for (const { x, y, r } of layout.pods) expect(inside(layout, x - r, y - r, x + r, y + r)).toBe(true);
    for (const { x, y, width, height } of layout.volumes) {
      expect(inside(layout, x - width / 2, y, x + width / 2, y + height)).toBe(true);
    }
    for (const { x, y, width, height } of layout.rows) expect(inside(layout, x, y, x + width, y + height)).toBe(true);
  });

  test.each(samples.map(({ name, scene }) => [name, scene] as const))('no two pods of %s overlap', (_name, scene) => {
    const { pods } = layoutOf(scene, size);
    const overlaps = pods.flatMap((one, index) =>
      pods
        .slice(index + 1)
        .filter((two) => Math.hypot(one.x - two.x, one.y - two.y) < (one.r + two.r) * (one.cell ? 1 : 0.99)),
    );
    expect(overlaps).toEqual([]);
  });
});

function inside({ width, height }: Layout, left: number, top: number, right: number, bottom: number): boolean {
  return left >= 0 && top >= 0 && right <= width && bottom <= height;
}

describe('motion', () => {
  const before = sceneCalled('kubia coming up');
  const after = { ...before, now: before.now + 1000, groups: before.groups.map(moved) };

  function moved(group: (typeof before.groups)[number]): typeof group {
    const columns = group.columns.map((column) =>
      column.pod?.name === 'kubia-0' ? { ...column, pod: { ...column.pod, node: 'node-3' } } : column,
    );
    return { ...group, columns };
  }

  function heightAt(layout: Layout, now: number, motion = true, speed = 1): number {
    const marks = layersOf(layout, { words: galleryWords(), now, motion, speed }).find(
      ({ name }) => name === 'pods',
    )?.marks;
    return marks?.find(({ key }) => key === 'Pod/default/kubia-0')?.y ?? NaN;
  }

  const first = layoutOf(before, desk);
  const second = layoutOf(after, desk, first);
  const [top, bottom] = [heightAt(first, before.now), heightAt(layoutOf(after, desk), after.now)];

  test('a pod that changed its row is on its way for 240 ms of wall time, at any speed', () => {
    expect(bottom).toBeGreaterThan(top);
    expect(heightAt(second, after.now)).toBe(top);
    expect(heightAt(second, after.now + 120)).toBeGreaterThan(top);
    expect(heightAt(second, after.now + 120)).toBeLessThan(bottom);
    expect(heightAt(second, after.now + 240)).toBe(bottom);
    expect(heightAt(second, after.now + 240, true, 16)).toBeLessThan(bottom);
    expect(heightAt(second, after.now + 240 * 16, true, 16)).toBe(bottom);
  });

  test('a layout made again at the same moment is the same layout', () => {
    expect(layoutOf(after, desk, second).pods).toEqual(second.pods);
  });

  test('a motion that is interrupted goes on from where the pod is', () => {
    const back = layoutOf({ ...before, now: after.now + 120 }, desk, second);
    expect(heightAt(back, after.now + 120)).toBeCloseTo(heightAt(second, after.now + 120), 6);
    expect(heightAt(back, after.now + 360)).toBe(top);
  });

  test('a reader who asks for less motion sees the end at once', () => {
    expect(heightAt(second, after.now, false)).toBe(bottom);
  });

  test('going back in time moves nothing', () => {
    expect(layoutOf(before, desk, second).pods).toEqual(first.pods);
  });

  test('a volume that finds its claim travels from the shelf', () => {
    const bound = { ...before.groups[0]!.columns[1]!.claims[0]!, volume: 'pv-c' };
    const columns = before.groups[0]!.columns.map((column, index) =>
      index === 1 ? { ...column, claims: [bound] } : column,
    );
    const scene = { ...before, now: before.now + 1, shelf: [], groups: [{ ...before.groups[0]!, columns }] };
    const shelf = first.volumes.find(({ volume }) => volume?.name === 'pv-c');
    const travels = layoutOf(scene, desk, first).volumes.find(({ claim }) => claim?.volume === 'pv-c');
    expect(travels?.moved).toMatchObject({ x: shelf?.x, y: shelf?.y });
  });
});
