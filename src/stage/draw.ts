import type { BaseType, Selection } from 'd3-selection';
import { select } from 'd3-selection';
import type { ObjectKey } from '../objects/index.ts';
import type { Drawing, Marks } from './drawing.ts';
import { listen, oneTabStop } from './focus.ts';
import { isStill } from './motion.ts';
import { cableMarks } from './marks/cable.ts';
import { headingMarks, sentenceMarks, stripMarks } from './marks/controller-strip.ts';
import { recordMarks } from './marks/dns-record.ts';
import { foldedClaimMarks, foldMarks, foldSwitchMarks } from './marks/fold.ts';
import { chipMarks, headerMarks } from './marks/header.ts';
import { labelMarks } from './marks/labels.ts';
import { legendMarks } from './marks/legend.ts';
import { nodeLabelMarks, nodeMarks } from './marks/node.ts';
import { partitionMarks } from './marks/partition-line.ts';
import { podMarks } from './marks/pod.ts';
import { spineMarks } from './marks/spine.ts';
import { unscheduledMarks } from './marks/unscheduled.ts';
import { shelfRestMarks, volumeMarks } from './marks/volume.ts';
import './stage.css';
import type { Layout } from './places.ts';
import type { Attributes, Layer, Mark, Shape } from './shape.ts';

/** How to draw, and whom to tell when a mark is picked. */
export interface DrawOptions extends Drawing {
  onPick?(key: ObjectKey, mark: Element): void;
  /** A workload, by its uid, is to be folded or unfolded. */
  onFold?(uid: string): void;
  /** Layers that lie over all others, such as messages on their way; they are drawn anew each time. */
  readonly over?: readonly Layer[];
}

/** THE TABLE of marks, from the back to the front; it is also the order in which the stage is read aloud. */
const kinds: readonly (readonly [string, Marks, Attributes?])[] = [
  ['heading', headingMarks, { 'aria-hidden': 'true' }],
  ['strip', stripMarks, { role: 'list' }],
  ['sentence', sentenceMarks],
  ['nodes', nodeMarks],
  ['spines', spineMarks, { 'aria-hidden': 'true' }],
  ['folding', foldSwitchMarks],
  ['headers', headerMarks],
  ['chips', chipMarks],
  ['cables', cableMarks, { 'aria-hidden': 'true' }],
  ['labels', labelMarks, { 'aria-hidden': 'true' }],
  ['node-labels', nodeLabelMarks, { 'aria-hidden': 'true' }],
  ['records', recordMarks],
  ['unscheduled', unscheduledMarks],
  ['pods', podMarks],
  ['folds', foldMarks],
  ['volumes', volumeMarks],
  ['folded-claims', foldedClaimMarks],
  ['shelf-rest', shelfRestMarks],
  ['partition', partitionMarks],
  ['legend', legendMarks],
];

/** The whole stage as data: every layer with its marks. */
export function layersOf(layout: Layout, drawing: Drawing): readonly Layer[] {
  return kinds.map(([name, marks, attributes]) => ({
    name,
    marks: marks(layout, drawing),
    ...(attributes && {
      attributes: name === 'strip' ? { ...attributes, 'aria-label': drawing.words.controller } : attributes,
    }),
  }));
}

/** Draws the layout as it is at `options.now`. May be called at any time with any layout; the picture depends on nothing else. */
export function draw(svg: SVGSVGElement, layout: Layout, options: DrawOptions): void {
  const before = last.get(svg);
  last.set(svg, { layout, options });
  listen(svg, options);
  const stage = select(svg);
  if (!before || !looksTheSame(before, { layout, options })) drawStage(stage, layout, options);
  drawLayers(stage, 'over', options.over ?? []);
  oneTabStop(svg, options.picked);
}

type Stage = Selection<SVGSVGElement, unknown, null, undefined>;

function drawStage(stage: Stage, layout: Layout, options: DrawOptions): void {
  stage
    .attr('class', 'stage')
    .attr('role', 'group')
    .attr('aria-label', options.words.stage)
    .attr('width', layout.width)
    .attr('height', layout.height)
    .attr('viewBox', `0 0 ${layout.width} ${layout.height}`)
    .attr('font-family', 'var(--sans)');
  drawLayers(stage, 'stage', layersOf(layout, options));
}

function drawLayers(stage: Stage, part: string, layers: readonly Layer[]): void {
  stage
    .selectChildren<SVGGElement, Layer>(`g.${part}`)
    .data(layers, (layer) => layer.name)
    .join((enter) =>
      enter
        .append('g')
        .attr('class', part)
        .attr('data-layer', (layer) => layer.name),
    )
    .each(function (layer) {
      setAll(this, layer.attributes ?? {});
      drawMarks(select(this), layer.marks);
    });
}

interface Picture {
  readonly layout: Layout;
  readonly options: DrawOptions;
}

const last = new WeakMap<SVGSVGElement, Picture>();

/** Most frames show what the one before showed; then there is nothing to do. */
function looksTheSame(before: Picture, { layout, options }: Picture): boolean {
  const { words, motion, lit, picked, speed, now } = before.options;
  const asked = words === options.words && motion === options.motion && speed === options.speed;
  const pointed = lit === options.lit && picked === options.picked;
  return before.layout === layout && asked && pointed && (now === options.now || isStill(layout, now, options));
}

function drawMarks(layer: Selection<SVGGElement, unknown, null, undefined>, marks: readonly Mark[]): void {
  layer
    .selectChildren<SVGGElement, Mark>('g')
    .data(marks, (mark) => mark.id)
    .join((enter) => enter.append('g').each(makeReachable))
    .each(function (mark) {
      drawMark(this, mark);
    });
}

function makeReachable(this: SVGGElement, mark: Mark): void {
  // Set once and then left alone: which mark is the tab stop is the reader's doing.
  if (mark.key || mark.fold) select(this).attr('class', 'mark').attr('role', 'button').attr('tabindex', -1);
}

const drawn = new WeakMap<Element, string>();

/** Touches the page only where the mark has changed; most have not from one frame to the next. */
function drawMark(group: SVGGElement, mark: Mark): void {
  const { x, y, key, fold, label, title, opacity, attributes } = mark;
  const now = JSON.stringify(mark);
  if (drawn.get(group) === now) return;
  drawn.set(group, now);
  setAll(group, {
    transform: `translate(${hundredths(x)},${hundredths(y)})`,
    opacity: opacity === 1 ? undefined : opacity,
    'data-key': key,
    'data-fold': fold,
    'aria-label': label,
    ...attributes,
  });
  const tooltip = title ?? (key ? label : undefined);
  const shapes: readonly (Shape | Title)[] = tooltip
    ? [{ tag: 'title', text: tooltip, attributes: {} }, ...mark.shapes]
    : mark.shapes;
  select(group)
    .selectChildren<SVGElement, Shape | Title>()
    .data(shapes, tagAndPlace)
    .join((enter) => enter.append((shape) => document.createElementNS('http://www.w3.org/2000/svg', shape.tag)))
    .each(drawShape)
    .order();
}

interface Title {
  readonly tag: 'title';
  readonly text: string;
  readonly attributes: Attributes;
}

/** Elements cannot change their tag, so a shape is known by its place and its tag. */
function tagAndPlace(this: BaseType, shape: Shape | Title, place: number): string {
  return `${place} ${shape.tag}`;
}

const had = new WeakMap<Element, readonly string[]>();

function drawShape(this: SVGElement, shape: Shape | Title): void {
  setAll(this, shape.attributes);
  if (shape.text !== undefined && this.textContent !== shape.text) this.textContent = shape.text;
}

/** Sets these attributes and takes away those that were set before and are no longer given. */
function setAll(element: Element, attributes: Attributes): void {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined);
  const names = given.map(([name]) => name);
  for (const name of had.get(element) ?? []) if (!names.includes(name)) element.removeAttribute(name);
  for (const [name, value] of given)
    element.setAttribute(name, typeof value === 'number' ? String(hundredths(value)) : String(value));
  had.set(element, names);
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
