import type { Drawing, Marks, Subject } from '../drawing.ts';
import { at, pickable, pickableCell } from '../drawing.ts';
import type { PodPlace } from '../places.ts';
import type { Look, PodSeen, Span } from '../pods.ts';
import type { Shape } from '../shape.ts';
import { centred, circle, code, haloed, hueColour, inkOn, path, rect, text } from '../shape.ts';
import { fit, textWidth } from '../text.ts';

/** Pods: discs that show their state by form, and by colour only their revision. */
export const podMarks: Marks = (layout, drawing) =>
  layout.pods.map((place) => {
    const { pod, cell } = place;
    const about = {
      id: pod.uid,
      key: pod.key,
      name: pod.name,
      label: drawing.words.aboutPod(pod),
      ...at(place, drawing),
    };
    if (cell) return pickableCell(about, cellShapes(place), drawing);
    const shapes = [...discShapes(pod, place.r, drawing), ...wordShapes(place, drawing)];
    return pickable({ ...about, reach: reachOf(place), round: place.r + 6 }, shapes, drawing);
  });

/** At least 24 px each way; as high as the row, from a little over the disc. */
function reachOf({ r, reach, room }: PodPlace): Subject['reach'] {
  const width = Math.max(reach.width, 24);
  const top = Math.min(-r - 4, -reach.height / 2 + (room ? 2 : 0));
  return { x: -width / 2, y: top, width, height: Math.max(reach.height, 24) };
}

/** The disc of a pod; the legend draws its samples with it, too. */
export function discShapes(pod: PodSeen, r: number, { now }: Pick<Drawing, 'now'>): readonly Shape[] {
  if (pod.unheard) return unheard(pod, r);
  return discs[pod.look](pod, r, now);
}

type Disc = (pod: PodSeen, r: number, now: number) => readonly Shape[];

const discs: Record<Look, Disc> = {
  pending: (_pod, r) => [hollow(r - 1, { stroke: 'var(--edge)', 'stroke-width': 1.5, 'stroke-dasharray': '4 3' })],
  creating: ({ revision, span }, r, now) => [
    hollow(r - weight(r) / 2, { stroke: 'var(--line)', 'stroke-width': weight(r) }),
    sweep(r, Math.max(0.06, share(span, now)), hueColour(revision?.hue)),
  ],
  running: ({ revision }, r) => [
    hollow(r - 1, { stroke: hueColour(revision?.hue), 'stroke-width': 2 }),
    path(`M${-r} 0A${r} ${r} 0 0 0 ${r} 0Z`, { fill: hueColour(revision?.hue) }),
  ],
  ready: ({ revision }, r) => [circle(r, { fill: hueColour(revision?.hue) })],
  terminating: ({ revision, span }, r, now) => [
    hollow(r - 1, { stroke: hueColour(revision?.hue), 'stroke-width': 2, 'stroke-dasharray': '3 4' }),
    sweep(r, share(span, now), 'var(--muted)'),
  ],
  failing: (_pod, r) => [hollow(r - weight(r) / 2, { stroke: 'var(--bad)', 'stroke-width': weight(r) }), ...badge(r)],
  ended: (_pod, r) => [
    hollow(r - 1, { stroke: 'var(--edge)', 'stroke-width': 2 }),
    path(`M${-r * 0.3} ${r * 0.62}l${r * 0.22} ${r * 0.2}l${r * 0.36} ${-r * 0.42}`, {
      stroke: 'var(--ok)',
      'stroke-width': 2,
    }),
  ],
};

function unheard({ look, revision }: PodSeen, r: number): readonly Shape[] {
  const dashed = look === 'terminating';
  return [
    hollow(r, {}),
    path(hatching(r - 1), { stroke: 'var(--muted)', 'stroke-width': 1.5, opacity: 0.7 }),
    circle(r - 1, {
      fill: 'none',
      stroke: dashed ? 'var(--muted)' : hueColour(revision?.hue),
      'stroke-width': 2,
      'stroke-dasharray': dashed ? '4 4' : undefined,
    }),
  ];
}

function hollow(r: number, attributes: Shape['attributes']): Shape {
  return circle(r, { fill: 'var(--panel)', ...attributes });
}

function weight(r: number): number {
  return r >= 16 ? 3.5 : 2.5;
}

/** A sign in the corner of the disc, so that trouble is not told by colour alone. */
function badge(r: number): readonly Shape[] {
  const size = Math.max(4, Math.min(8, r * 0.42));
  const [cx, cy] = [r * 0.72, -r * 0.72];
  const sign = path(`M${cx} ${cy - size * 0.55}v${size * 0.6}M${cx} ${cy + size * 0.45}v${size * 0.1}`, {
    stroke: 'var(--panel)',
    'stroke-width': Math.max(1.5, size * 0.28),
    'stroke-linecap': 'round',
  });
  return [circle(size, { cx, cy, fill: 'var(--bad)', stroke: 'var(--panel)', 'stroke-width': 1.5 }), sign];
}

/** A ring from noon, closed as far as `part`. */
export function sweep(r: number, part: number, stroke: string): Shape {
  const style = { stroke, 'stroke-width': weight(r), 'stroke-linecap': 'round' };
  const within = r - weight(r) / 2;
  const half = `a${within} ${within} 0 1 1 0 `;
  if (part >= 1) return path(`M0 ${-within}${half}${2 * within}${half}${-2 * within}`, style);
  const angle = part * 2 * Math.PI;
  const [x, y] = [hundredths(within * Math.sin(angle)), hundredths(-within * Math.cos(angle))];
  return path(part > 0 ? `M0 ${-within}A${within} ${within} 0 ${part > 0.5 ? 1 : 0} 1 ${x} ${y}` : '', style);
}

/** How much of a span has passed. */
export function share(span: Span | undefined, now: number): number {
  if (!span || span.to <= span.from) return 0;
  return Math.min(1, Math.max(0, (now - span.from) / (span.to - span.from)));
}

/** Lines from lower left to upper right, cut to the circle. */
function hatching(r: number): string {
  const lines: string[] = [];
  for (let away = -r + 3; away < r; away += 5) {
    const half = Math.sqrt(r * r - away * away);
    const [mx, my, d] = [away * Math.SQRT1_2, away * Math.SQRT1_2, half * Math.SQRT1_2];
    lines.push(`M${hundredths(mx - d)} ${hundredths(my + d)}L${hundredths(mx + d)} ${hundredths(my - d)}`);
  }
  return lines.join('');
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}

function wordShapes(place: PodPlace, drawing: Drawing): readonly Shape[] {
  const { pod, r, ordinal } = place;
  const inside = ordinal === undefined ? [] : [ordinalShape(pod, r, String(ordinal))];
  const under = wordUnder(place, drawing);
  if (!under) return inside;
  const style = {
    ...centred,
    ...haloed(pod.unheard ? 'bg' : 'soft'),
    fill: pod.look === 'failing' ? 'var(--bad)' : 'var(--muted)',
  };
  return [...inside, (under === place.tag ? code : text)(under, 0, r + 14, 10.5, style)];
}

/** What stands under a disc: its state unless it is Ready, said whole or not at all; of a failing pod at least the restarts. */
export function wordUnder({ pod, room, ordinal, tag }: PodPlace, { words }: Drawing): string {
  if (!room) return '';
  const restarts = pod.restarts ? `↻${pod.restarts}` : '';
  const said = pod.look === 'ready' && !pod.unheard ? '' : words.podState(pod);
  const whole = [said, restarts].filter(Boolean).join(' ');
  if (whole && textWidth(whole, 10.5) <= room) return whole;
  if (restarts) return restarts;
  return ordinal === undefined && tag ? fit(tag, room, 10.5, true) : '';
}

function ordinalShape({ look, revision, unheard: silent }: PodSeen, r: number, ordinal: string): Shape {
  const full = look === 'ready' && !silent;
  const size = Math.min(17, r * (ordinal.length > 2 ? 0.66 : 0.85));
  const halo = silent || look === 'running';
  return text(ordinal, 0, size * 0.355, Math.max(7, size), {
    ...centred,
    'font-weight': 700,
    fill: full ? inkOn(revision?.hue) : 'var(--ink)',
    ...(halo && haloed('panel')),
  });
}

function cellShapes({ pod, r, ordinal }: PodPlace): readonly Shape[] {
  const { look, revision, unheard: silent } = pod;
  const colour =
    look === 'failing'
      ? 'var(--bad)'
      : look === 'pending' || look === 'ended'
        ? 'var(--edge)'
        : hueColour(revision?.hue);
  const side = 2 * r;
  const rx = Math.min(3, r / 3);
  const full = look === 'ready' && !silent;
  const box = rect(-r + 0.5, -r + 0.5, side - 1, side - 1, {
    rx,
    fill: full ? colour : 'var(--panel)',
    stroke: colour,
    'stroke-dasharray': look === 'pending' || look === 'terminating' ? '2 2' : undefined,
  });
  if (silent) return [box, path(`M${-r} ${r}L${r} ${-r}`, { stroke: 'var(--muted)' })];
  if (look === 'failing')
    return [
      box,
      path(`M${-r / 2} ${-r / 2}L${r / 2} ${r / 2}M${-r / 2} ${r / 2}L${r / 2} ${-r / 2}`, {
        stroke: colour,
        'stroke-width': 1.5,
      }),
    ];
  if (look === 'running') return [box, rect(-r, 0, side, r, { fill: colour, rx })];
  const number = r >= 9 && ordinal !== undefined;
  const style = { ...centred, fill: full ? inkOn(revision?.hue) : 'var(--ink)' };
  return number ? [box, text(String(ordinal), 0, 3.5, 10, style)] : [box];
}
