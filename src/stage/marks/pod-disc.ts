import type { Millis } from '../../objects/index.ts';
import type { Look, PodSeen } from '../pods.ts';
import type { Shape } from '../shape.ts';
import { circle, hueColour, path } from '../shape.ts';
import { shareOf } from '../spans.ts';
import { hatching, hollow, sweep, weight } from './ring.ts';

/** The disc of a pod: its form says its state, its colour only its revision. The legend draws its samples with it, too. */
export function discShapes(pod: PodSeen, r: number, now: Millis): readonly Shape[] {
  const disc = pod.unheard ? unheard : discs[pod.look];
  return [...disc(pod, r, now), ...evictionArc(pod, r, now)];
}

type Disc = (pod: PodSeen, r: number, now: Millis) => readonly Shape[];

const discs: Record<Look, Disc> = {
  pending: (_pod, r) => [hollow(r - 1, { stroke: 'var(--edge)', 'stroke-width': 1.5, 'stroke-dasharray': '4 3' })],
  creating: ({ revision, span }, r, now) => [
    hollow(r - weight(r) / 2, { stroke: 'var(--line)', 'stroke-width': weight(r) }),
    sweep(r, Math.min(0.94, Math.max(0.06, shareOf(span, now))), hueColour(revision?.hue)),
  ],
  running: ({ revision }, r) => [
    hollow(r - 1, { stroke: hueColour(revision?.hue), 'stroke-width': 2 }),
    path(`M${-r} 0A${r} ${r} 0 0 0 ${r} 0Z`, { fill: hueColour(revision?.hue) }),
  ],
  ready: ({ revision }, r) => [circle(r, { fill: hueColour(revision?.hue) })],
  terminating: ({ revision, span }, r, now) => [
    hollow(r - 1, { stroke: hueColour(revision?.hue), 'stroke-width': 2, 'stroke-dasharray': '3 4' }),
    sweep(r, shareOf(span, now), 'var(--muted)'),
  ],
  failing,
  ended: (_pod, r) => [
    hollow(r - 1, { stroke: 'var(--edge)', 'stroke-width': 2 }),
    path(`M${-r * 0.3} ${r * 0.62}l${r * 0.22} ${r * 0.2}l${r * 0.36} ${-r * 0.42}`, {
      stroke: 'var(--ok)',
      'stroke-width': 2,
    }),
  ],
};

/** A ring that is whole, or that closes over the back-off until the next try. */
function failing({ span }: PodSeen, r: number, now: Millis): readonly Shape[] {
  if (span?.of !== 'backOff')
    return [hollow(r - weight(r) / 2, { stroke: 'var(--bad)', 'stroke-width': weight(r) }), ...badge(r)];
  const track = hollow(r - weight(r) / 2, { stroke: 'var(--bad)', 'stroke-width': 1 });
  return [track, sweep(r, shareOf(span, now), 'var(--bad)'), ...badge(r)];
}

/** Nobody knows what it does; of a process whose pod object is gone not even a name is left. */
function unheard({ look, revision, gone, span }: PodSeen, r: number, now: Millis): readonly Shape[] {
  const isLeaving = look === 'terminating' && !gone;
  return [
    hollow(r, {}),
    path(hatching(r - 1), { stroke: 'var(--muted)', 'stroke-width': 1.5, opacity: 0.7 }),
    circle(r - 1, {
      fill: 'none',
      stroke: isLeaving || gone ? 'var(--muted)' : hueColour(revision?.hue),
      'stroke-width': gone ? 1.5 : 2,
      'stroke-dasharray': isLeaving ? '4 4' : undefined,
    }),
    ...(isLeaving && shareOf(span, now) < 1 ? [sweep(r, shareOf(span, now), 'var(--muted)')] : []),
  ];
}

/** How much of the time has passed for which the pod tolerates its node; around the disc, whatever it looks like. */
function evictionArc({ span }: PodSeen, r: number, now: Millis): readonly Shape[] {
  if (span?.of !== 'eviction') return [];
  const out = r + (r >= 16 ? 4.5 : 3);
  return [
    circle(out - 1, { fill: 'none', stroke: 'var(--line)', 'stroke-width': 2 }),
    sweep(out, shareOf(span, now), 'var(--warn)', 2.5),
  ];
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
