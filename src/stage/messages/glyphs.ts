import type { Message } from '../../cluster/index.ts';
import type { Attributes, Shape } from '../shape.ts';
import { centred, circle, path, rect, text } from '../shape.ts';

const half = 8;

/** Each kind of message has its own outline and sign: round for DNS, square for requests, the square of a record for what is written. */
const glyphs: Readonly<Record<Message['kind'], () => readonly Shape[]>> = {
  query: () => [circle(half, hollow('var(--accent)')), letter('?', 'var(--accent)')],
  answer: () => [circle(half, full('var(--accent)')), letter('=', 'var(--on-accent)')],
  request: () => [box(hollow('var(--ink)')), stroke('M-3.5 0H3M0.5 -3L3.5 0L0.5 3', 'var(--ink)')],
  reply: () => [box(full('var(--ink)')), stroke('M-3.5 0.5L-1 3L3.5 -2.5', 'var(--panel)')],
  refusal: () => [box(full('var(--bad)')), stroke('M-3 -3L3 3M-3 3L3 -3', 'var(--panel)')],
  write: () => [rect(-6, -6, 12, 12, { rx: 2, fill: 'var(--data)', stroke: 'var(--panel)', 'stroke-width': 1.5 })],
};

/** The sign of a message on its way, around its origin. */
export function glyphOf({ kind }: Pick<Message, 'kind'>): readonly Shape[] {
  return glyphs[kind]();
}

/** Where something was lost: a cross. */
export function lostGlyph(): readonly Shape[] {
  const cross = 'M-5 -5L5 5M-5 5L5 -5';
  const under = path(cross, { stroke: 'var(--bg)', 'stroke-width': 6, 'stroke-linecap': 'round' });
  return [under, path(cross, { stroke: 'var(--bad)', 'stroke-width': 2.5, 'stroke-linecap': 'round' })];
}

/** Beside whoever asked: waiting, answered, or without an answer. */
export function standingGlyph(standing: 'waits' | 'answered' | 'failed'): readonly Shape[] {
  if (standing === 'waits') return [circle(half, hollow('var(--warn)')), stroke('M0 -4V0L3 2', 'var(--warn)')];
  if (standing === 'answered')
    return [circle(half, full('var(--ok)')), stroke('M-3.5 0.5L-1 3L3.5 -2.5', 'var(--panel)')];
  return [circle(half, full('var(--bad)')), stroke('M-3 -3L3 3M-3 3L3 -3', 'var(--panel)')];
}

function hollow(colour: string): Attributes {
  return { fill: 'var(--panel)', stroke: colour, 'stroke-width': 1.75 };
}

function full(colour: string): Attributes {
  return { fill: colour, stroke: 'var(--panel)', 'stroke-width': 1.5 };
}

function box(attributes: Attributes): Shape {
  return rect(-half, -half, 2 * half, 2 * half, { rx: 3, ...attributes });
}

function letter(sign: string, fill: string): Shape {
  return text(sign, 0, 4, 11.5, { ...centred, 'font-weight': 700, fill });
}

function stroke(d: string, colour: string): Shape {
  return path(d, { stroke: colour, 'stroke-width': 1.75, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' });
}
