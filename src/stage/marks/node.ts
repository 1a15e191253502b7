import type { Drawing, Marks } from '../drawing.ts';
import { pickable } from '../drawing.ts';
import type { RowPlace } from '../places.ts';
import type { Shape } from '../shape.ts';
import { circle, code, haloed, quiet, rect, text } from '../shape.ts';
import { fit, textWidth } from '../text.ts';
import { sweep } from './pod.ts';

/** How long a silent node counts as Ready: node-monitor-grace-period, for the arc around its heartbeat. */
const graceMs = 50_000;

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

function ground({ row, width, height }: RowPlace): Shape {
  const lost = !row.ready;
  return rect(0.5, 0.5, width - 1, height - 1, {
    rx: 12,
    fill: lost ? 'none' : 'var(--soft)',
    stroke: lost ? 'var(--bad)' : 'var(--line)',
    'stroke-dasharray': lost ? '5 4' : undefined,
    'pointer-events': 'none',
  });
}

function onTheLeft(place: RowPlace, drawing: Drawing): readonly Shape[] {
  const { row, height } = place;
  const { words } = drawing;
  if (height < 44) return lowLabel(place, drawing);
  const silent = height < 56 ? '' : silence(place, drawing);
  const top = (height - (silent ? 48 : 34)) / 2;
  const name = text(fit(row.name, 78, 13), 14, top + 11, 13, { 'font-weight': 600 });
  const state = text(fit(words.nodeState(row), 64, 11.5), 28, top + 31, 11.5, quiet);
  const since = silent ? [text(fit(silent, 80, 10.5), 14, top + 48, 10.5, quiet)] : [];
  return [name, ...heart(place, 19, top + 27, drawing), state, ...since];
}

function lowLabel(place: RowPlace, drawing: Drawing): readonly Shape[] {
  const middle = place.height / 2;
  return [
    text(fit(place.row.name, 62, 12), 28, middle + 4, 12, { 'font-weight': 600 }),
    ...heart(place, 18, middle, drawing),
  ];
}

function above(place: RowPlace, drawing: Drawing): readonly Shape[] {
  const { row } = place;
  const state = [drawing.words.nodeState(row), silence(place, drawing)].filter(Boolean).join(' · ');
  const after = 12 + textWidth(row.name, 12) + 26;
  const ground = haloed(row.ready ? 'soft' : 'bg');
  return [
    text(row.name, 12, 17, 12, { 'font-weight': 600, ...ground }),
    ...heart(place, after - 8, 13, drawing),
    text(state, after, 17, 11.5, { ...quiet, ...ground }),
  ];
}

/** The heartbeat: a dot; hollow once it has stopped, and while that still counts as Ready an arc counts the grace period. */
function heart({ row }: RowPlace, cx: number, cy: number, { now }: Drawing): readonly Shape[] {
  const colour = row.ready ? 'var(--ok)' : 'var(--bad)';
  if (row.silentSince === undefined || !row.ready) return [circle(4, { cx, cy, fill: colour })];
  const counted = sweep(6, Math.min(1, (now - row.silentSince) / graceMs), 'var(--warn)');
  return [
    circle(2.5, { cx, cy, fill: 'var(--panel)', stroke: 'var(--warn)', 'stroke-width': 1.5 }),
    { ...counted, attributes: { ...counted.attributes, transform: `translate(${cx},${cy})` } },
  ];
}

function silence({ row }: RowPlace, { words, now }: Drawing): string {
  return row.silentSince === undefined ? '' : words.silent(now - row.silentSince);
}

/** What is broken on it and its taints, where the columns leave room. */
function remarks({ row, taken, width, label }: RowPlace, { words }: Drawing): readonly Shape[] {
  const room = width - taken - 24;
  if (label === 'above' || room < 120) return [];
  const end = { 'text-anchor': 'end', fill: 'var(--muted)' };
  const faults = row.faults.map(words.fault).join(', ');
  return [
    ...(faults ? [text(fit(`⚡ ${faults}`, room, 11), width - 12, 28, 11, end)] : []),
    ...row.taints
      .slice(0, 2)
      .map((taint, index) => code(fit(shortTaint(taint), room, 10.5, true), width - 12, 44 + index * 15, 10.5, end)),
  ];
}

function shortTaint(taint: string): string {
  return taint.replace(/^node\.kubernetes\.io\//, '');
}
