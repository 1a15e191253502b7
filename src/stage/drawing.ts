import type { Millis, ObjectKey } from '../objects/index.ts';
import { whereNow } from './motion.ts';
import type { Layout, Place } from './places.ts';
import type { Mark, Shape } from './shape.ts';
import { circle, rect } from './shape.ts';
import type { StageWords } from './words.ts';

/** How a layout is to be drawn at a moment. */
export interface Drawing {
  readonly words: StageWords;
  readonly now: Millis;
  /** Off when the reader asks for less motion. */
  readonly motion: boolean;
  /** Virtual per wall time; motion takes the same wall time at any speed. */
  readonly speed?: number;
  /** Names to light up, such as the ones pointed at in a text. */
  readonly lit?: ReadonlySet<string>;
  readonly picked?: ObjectKey;
}

/** Where a place is at the moment of the drawing. */
export function at(place: Place, { now, motion, speed = 1 }: Drawing): { readonly x: number; readonly y: number } {
  return motion ? whereNow(place, now, speed) : place;
}

/** Draws one kind of mark: what of the layout becomes which shapes. */
export type Marks = (layout: Layout, drawing: Drawing) => readonly Mark[];

/** What a mark is, beyond its shapes. */
export interface Subject {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly key: ObjectKey;
  readonly name: string;
  readonly label: string;
  /** Where it answers to mouse and finger, around the mark's origin. */
  readonly reach: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  /** The ring's radius, where it is a circle around the origin. */
  readonly round?: number;
}

/** A cell that can be picked: one box and nothing else, because there are hundreds. */
export function pickableCell(subject: Omit<Subject, 'reach'>, shapes: readonly Shape[], drawing: Drawing): Mark {
  const { id, x, y, key, name, label } = subject;
  const shown = drawing.picked === key || drawing.lit?.has(name);
  const [box, ...rest] = shapes;
  const marked =
    box && shown ? { ...box, attributes: { ...box.attributes, stroke: 'var(--accent)', 'stroke-width': 3 } } : box;
  return { id, x, y, key, label, shapes: marked ? [marked, ...rest] : rest };
}

/** A mark that can be picked: its reach, the ring of focus, pick and light, and its shapes. */
export function pickable(subject: Subject, shapes: readonly Shape[], { lit, picked }: Drawing): Mark {
  const { id, x, y, key, name, label, reach, round } = subject;
  const shown = picked === key ? 'picked' : lit?.has(name) ? 'lit' : undefined;
  const style = {
    class: 'ring',
    fill: shown === 'lit' ? 'var(--accent)' : 'none',
    'fill-opacity': 0.14,
    stroke: 'var(--accent)',
    'stroke-width': 2,
    visibility: shown ? 'visible' : 'hidden',
  };
  const box = { ...style, rx: Math.min(12, reach.width / 3) };
  const ring = round ? circle(round, style) : rect(reach.x + 1, reach.y + 1, reach.width - 2, reach.height - 2, box);
  const hit = rect(reach.x, reach.y, reach.width, reach.height, { fill: 'none', 'pointer-events': 'all' });
  return { id, x, y, key, label, shapes: [hit, ring, ...shapes] };
}
