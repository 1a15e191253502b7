import type { Drawing, Marks, Subject } from '../drawing.ts';
import { at, pickable, pickableCell } from '../drawing.ts';
import type { PodPlace } from '../places.ts';
import type { Look, PodSeen } from '../pods.ts';
import type { Mark, Shape } from '../shape.ts';
import { centred, hueColour, inkOn, path, rect, text } from '../shape.ts';
import { discShapes } from './pod-disc.ts';
import { podWords } from './pod-words.ts';

/** Pods, and processes whose pods are gone: discs, or cells where they are many. */
export const podMarks: Marks = (layout, drawing) => layout.pods.map((place) => podMark(place, drawing));

function podMark(place: PodPlace, drawing: Drawing): Mark {
  const { pod, cell } = place;
  const { uid: id, key, name } = pod;
  const about = { id, key, name, label: drawing.words.aboutPod(pod), ...at(place, drawing) };
  const shapes = cell ? cellShapes(place) : [...discShapes(pod, place.r, drawing.now), ...podWords(place, drawing)];
  // The key is that of the next pod of this name: what has no object any more is shown and read aloud, but not picked.
  if (pod.gone) return { id, x: about.x, y: about.y, shapes, label: about.label, title: about.label, ...asImage };
  if (cell) return pickableCell(about, shapes, drawing);
  return pickable({ ...about, reach: reachOf(place), round: place.r + 6 }, shapes, drawing);
}

const asImage = { attributes: { role: 'img' } };

/** At least 24 px each way; as high as the row, from a little over the disc. */
function reachOf({ r, reach, room }: PodPlace): Subject['reach'] {
  const width = Math.max(reach.width, 24);
  const top = Math.min(-r - 4, -reach.height / 2 + (room ? 2 : 0));
  return { x: -width / 2, y: top, width, height: Math.max(reach.height, 24) };
}

function cellShapes({ pod, r, ordinal }: PodPlace): readonly Shape[] {
  const { look, revision, unheard, gone } = pod;
  const box = cellBox(pod, r);
  const stroke = colourOf(pod);
  if (unheard) return [box, path(hatched(r), { stroke: 'var(--muted)', 'stroke-width': gone ? 1 : 1.25 })];
  if (look === 'failing') return [box, path(cross(r / 2), { stroke, 'stroke-width': 1.5 })];
  if (look === 'running') return [box, rect(-r, 0, 2 * r, r, { fill: stroke, rx: Math.min(3, r / 3) })];
  if (r < 9 || ordinal === undefined) return [box];
  const fill = look === 'ready' ? inkOn(revision?.hue) : 'var(--ink)';
  return [box, text(String(ordinal), 0, 3.5, 10, { ...centred, fill })];
}

const dashed: ReadonlySet<Look> = new Set(['pending', 'terminating']);

function cellBox(pod: PodSeen, r: number): Shape {
  const { look, unheard, gone } = pod;
  const stroke = colourOf(pod);
  return rect(-r + 0.5, -r + 0.5, 2 * r - 1, 2 * r - 1, {
    rx: Math.min(3, r / 3),
    fill: look === 'ready' && !unheard ? stroke : 'var(--panel)',
    stroke,
    'stroke-dasharray': dashed.has(look) && !gone ? '2 2' : undefined,
  });
}

function colourOf({ look, revision, gone, unheard }: PodSeen): string {
  if (gone) return 'var(--muted)';
  if (look === 'failing' && !unheard) return 'var(--bad)';
  return look === 'pending' || look === 'ended' ? 'var(--edge)' : hueColour(revision?.hue);
}

/** Three lines through the cell, fewer where it is small. */
function hatched(r: number): string {
  const long = `M${-r} ${r}L${r} ${-r}`;
  return r < 5 ? long : `${long}M${-r} 0L0 ${-r}M0 ${r}L${r} 0`;
}

function cross(half: number): string {
  return `M${-half} ${-half}L${half} ${half}M${-half} ${half}L${half} ${-half}`;
}
