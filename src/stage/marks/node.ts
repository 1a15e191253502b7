import type { Drawing, Marks } from '../drawing.ts';
import { pickable } from '../drawing.ts';
import type { RowPlace } from '../places.ts';
import type { Row } from '../rows.ts';
import type { Shape } from '../shape.ts';
import { circle, code, plate, quiet, rect, text } from '../shape.ts';
import { shareOf } from '../spans.ts';
import { fit, textWidth } from '../text.ts';
import { sweep } from './ring.ts';

/** Machines: rows, dark and dashed when nobody hears from them. */
export const nodeMarks: Marks = (layout, drawing) =>
  layout.rows.map((place) => {
    const { row, x, y, width, height } = place;
    const reach = { x: 0, y: 0, width, height };
    const subject = { id: row.uid, x, y, key: row.key, name: row.name, label: drawing.words.aboutNode(row), reach };
    return pickable(subject, [ground(place)], drawing);
  });

/** The names and states of the machines; they lie over the cables, which run through where it is narrow. */
export const nodeLabelMarks: Marks = (layout, drawing) =>
  layout.rows.map((place) => {
    const words = (place.label === 'left' ? onTheLeft : above)(place, drawing);
    const attributes = { 'pointer-events': 'none' };
    return { id: place.row.uid, x: place.x, y: place.y, shapes: [...words, ...remarks(place, drawing)], attributes };
  });

/** Dark when it is lost; a broken line also while it takes no pods. */
function ground({ row, width, height }: RowPlace): Shape {
  const lost = !row.ready;
  return rect(0.5, 0.5, width - 1, height - 1, {
    rx: 12,
    fill: lost ? 'var(--dark)' : 'var(--soft)',
    stroke: lost ? 'var(--bad)' : row.cordoned ? 'var(--edge)' : 'var(--line)',
    'stroke-dasharray': lost || row.cordoned ? '5 4' : undefined,
    'pointer-events': 'none',
  });
}

function onTheLeft(place: RowPlace, drawing: Drawing): readonly Shape[] {
  const { row, height } = place;
  if (height < 40) return lowLabel(place, drawing);
  const lines = asides(place, drawing).slice(0, height >= 80 ? 2 : height >= 56 ? 1 : 0);
  const top = (height - 34 - 14 * lines.length) / 2;
  return [
    text(fit(row.name, 78, 13), 14, top + 11, 13, { 'font-weight': 600 }),
    ...heart(place, 19, top + 27, drawing),
    text(fit(drawing.words.nodeState(row), 64, 11.5), 29, top + 31, 11.5, quiet),
    ...lines.map((line, index) => text(fit(line, 80, 10.5), 14, top + 46 + 14 * index, 10.5, quiet)),
  ];
}

/** What there is to say beside the state, the most urgent first. */
function asides(place: RowPlace, { words, now }: Drawing): readonly string[] {
  const { row } = place;
  const cordoned = row.cordoned ? words.cordoned : '';
  return [silence(place, words, now), ...row.pressure.map(words.pressure), cordoned].filter(Boolean);
}

function lowLabel(place: RowPlace, drawing: Drawing): readonly Shape[] {
  const middle = place.height / 2;
  return [
    text(fit(place.row.name, 62, 12), 28, middle + 4, 12, { 'font-weight': 600 }),
    ...heart(place, 18, middle, drawing),
  ];
}

function above(place: RowPlace, drawing: Drawing): readonly Shape[] {
  const { row, width } = place;
  const after = 12 + textWidth(row.name, 12) + 28;
  const state = [drawing.words.nodeState(row), ...asides(place, drawing)].join(' · ');
  const said = fit(state, width - after - 8, 11.5);
  return [
    plate(row.ready ? 'soft' : 'dark', 8, 3, after + textWidth(said, 11.5) - 4, 19),
    text(row.name, 12, 17, 12, { 'font-weight': 600 }),
    ...heart(place, after - 10, 13, drawing),
    text(said, after, 17, 11.5, quiet),
  ];
}

/** The heartbeat: a dot; hollow once it has stopped, and while that still counts as Ready an arc counts the grace period. */
function heart({ row }: RowPlace, cx: number, cy: number, { now }: Drawing): readonly Shape[] {
  if (row.deletion === 'gone')
    return [circle(3.5, { cx, cy, fill: 'none', stroke: 'var(--bad)', 'stroke-width': 1.5 })];
  if (!row.silence || !row.ready) return [circle(4, { cx, cy, fill: row.ready ? 'var(--ok)' : 'var(--bad)' })];
  const counted = sweep(6.5, shareOf(row.silence, now), 'var(--warn)');
  return [
    circle(2.5, { cx, cy, fill: 'var(--panel)', stroke: 'var(--warn)', 'stroke-width': 1.5 }),
    { ...counted, attributes: { ...counted.attributes, transform: `translate(${cx},${cy})` } },
  ];
}

function silence({ row }: RowPlace, words: Drawing['words'], now: number): string {
  return row.silence ? words.silent(now - row.silence.from) : '';
}

/** What is broken on it and its taints, where the columns leave room. */
function remarks({ row, taken, width, height, label }: RowPlace, { words }: Drawing): readonly Shape[] {
  const room = width - taken - 24;
  if (label === 'above' || room < 88) return [];
  const end = { 'text-anchor': 'end', fill: 'var(--muted)' };
  const faults = row.faults.map(words.fault).join(', ');
  const lines = [
    ...(faults ? [{ write: text, said: faults, size: 11 }] : []),
    ...taintsOf(row).map((said) => ({ write: code, said, size: 10.5 })),
  ].slice(0, Math.max(1, Math.floor((height - 12) / 16)));
  const top = (height - 16 * lines.length) / 2 + 12;
  return lines.map(({ write, said, size }, index) =>
    write(fit(whole(said, room, size), room, size, write === code), width - 12, top + 16 * index, size, end),
  );
}

/** A taint that does not fit goes without its effect. */
function whole(said: string, room: number, size: number): string {
  return textWidth(said, size, true) <= room ? said : said.replace(/:\w+$/, '');
}

/** Its taints without their group; of two with one key the harder. */
function taintsOf({ taints }: Row): readonly string[] {
  const short = taints.map((taint) => taint.replace(/^node\.kubernetes\.io\//, ''));
  const isHardest = (taint: string): boolean =>
    taint.endsWith(':NoExecute') || !short.includes(taint.replace(/:\w+$/, ':NoExecute'));
  return short.filter(isHardest);
}
