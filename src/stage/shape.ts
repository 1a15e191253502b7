import type { ObjectKey } from '../objects/index.ts';

/** What an element of the drawing carries; numbers are rounded to hundredths when they are written. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** One element of a mark, as data. */
export interface Shape {
  readonly tag: 'rect' | 'circle' | 'ellipse' | 'path' | 'text';
  readonly attributes: Attributes;
  readonly text?: string;
}

/** One mark of the stage: its shapes around its own origin, and who it is for mouse, keyboard and screen reader. */
export interface Mark {
  /** The identity in the join: what has the same id is the same element. */
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly shapes: readonly Shape[];
  readonly opacity?: number;
  /** With a key, the mark can be picked and reached by keyboard. */
  readonly key?: ObjectKey;
  /** The workload that it folds or unfolds when it is pressed. */
  readonly fold?: string;
  /** What a screen reader says; marks without it are decoration. */
  readonly label?: string;
  /** The tooltip, where it says more than the label. */
  readonly title?: string;
  /** Further attributes of the group element, such as `role` or `aria-current`. */
  readonly attributes?: Attributes;
}

/** All marks of one kind, in the order in which they are read aloud. */
export interface Layer {
  readonly name: string;
  readonly marks: readonly Mark[];
  readonly attributes?: Attributes;
}

/** A rectangle with rounded corners. */
export function rect(x: number, y: number, width: number, height: number, attributes: Attributes): Shape {
  return { tag: 'rect', attributes: { x, y, width, height, ...attributes } };
}

/** A circle around the mark's origin, or around `cx`, `cy` of the attributes. */
export function circle(r: number, attributes: Attributes): Shape {
  return { tag: 'circle', attributes: { r, ...attributes } };
}

/** A path. */
export function path(d: string, attributes: Attributes): Shape {
  return { tag: 'path', attributes: { d, fill: 'none', ...attributes } };
}

/** A line of text in the interface's font. */
export function text(words: string, x: number, y: number, size: number, attributes: Attributes = {}): Shape {
  return { tag: 'text', text: words, attributes: { x, y, 'font-size': size, fill: 'var(--ink)', ...attributes } };
}

/** A line of text in the font of names and code. */
export function code(words: string, x: number, y: number, size: number, attributes: Attributes = {}): Shape {
  return text(words, x, y, size, { 'font-family': 'var(--mono)', ...attributes });
}

/** Attributes of secondary text. */
export const quiet: Attributes = { fill: 'var(--muted)' };

/** Attributes of text that stays readable where lines run behind it; give the colour of the ground. */
export function haloed(ground: 'bg' | 'soft' | 'panel' | 'dark'): Attributes {
  return { stroke: `var(--${ground})`, 'stroke-width': 4, 'stroke-linejoin': 'round', 'paint-order': 'stroke' };
}

/** The ground itself behind words, so that lines pass behind them and not through them. */
export function plate(ground: 'bg' | 'soft' | 'dark', x: number, y: number, width: number, height: number): Shape {
  return rect(x, y, width, height, { rx: 4, fill: `var(--${ground})` });
}

/** Attributes of text that is centred on its x. */
export const centred: Attributes = { 'text-anchor': 'middle' };

/** The colour of a revision, or that of pods without one. */
export function hueColour(hue: number | undefined): string {
  return hue === undefined ? 'var(--muted)' : `var(--r${(hue % 5) + 1})`;
}

/** The ink that is readable on a revision's colour. */
export function inkOn(hue: number | undefined): string {
  return hue === undefined ? 'var(--panel)' : `var(--on-r${(hue % 5) + 1})`;
}
