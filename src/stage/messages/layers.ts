import type { Exchange } from '../../cluster/index.ts';
import type { Drawing } from '../drawing.ts';
import { pickable } from '../drawing.ts';
import type { Layout } from '../places.ts';
import type { Layer, Mark, Shape } from '../shape.ts';
import { code, path, rect, text } from '../shape.ts';
import { fit, textWidth } from '../text.ts';
import type { AnchorOf } from './anchors.ts';
import { anchorsOf } from './anchors.ts';
import { glyphOf, lostGlyph, standingGlyph } from './glyphs.ts';
import { messageLegend } from './legend.ts';
import type { Route } from './route.ts';
import { routeBetween } from './route.ts';
import { signMarks, signsOf } from './signs.ts';
import type { LegSeen, Travel } from './travel.ts';
import { travelsAt } from './travel.ts';
import type { MessageWords } from './words.ts';

const hidden = { 'aria-hidden': 'true' };
/** So many messages may say what they carry; of more one could not read any. */
const saidMax = 3;

/** What lies over the stage while something travels through the network: the places, the ways, and the messages on them. */
export function messageLayers(
  layout: Layout,
  exchanges: Readonly<Record<string, Exchange>>,
  words: MessageWords,
  drawing: Drawing,
): readonly Layer[] {
  const travels = travelsAt(exchanges, drawing.now, drawing.speed ?? 1);
  const signs = signsOf(layout, travels, words);
  const here = { layout, words, drawing, anchor: anchorsOf(layout, signs, drawing), isSaid: travels.length <= saidMax };
  return [
    { name: 'places', marks: signMarks(signs, words, drawing) },
    { name: 'message-legend', marks: messageLegend(layout, signs, travels, words), attributes: hidden },
    {
      name: 'routes',
      marks: travels.flatMap((travel) => routeMarks(travel, here)),
      attributes: hidden,
    },
    { name: 'messages', marks: travels.filter(isLast).flatMap((travel) => messageMarks(travel, here)) },
  ];
}

/** What an exchange came to stands beside whoever asked, until the next one of the same asker stands there. */
function isLast({ exchange }: Travel, place: number, all: readonly Travel[]): boolean {
  return !exchange.told || !all.slice(place + 1).some((other) => other.exchange.from === exchange.from);
}

interface Here {
  readonly layout: Layout;
  readonly words: MessageWords;
  readonly drawing: Drawing;
  readonly anchor: AnchorOf;
  readonly isSaid: boolean;
}

function routeOf({ message }: LegSeen, { anchor }: Here): Route | undefined {
  const [from, to] = [anchor(message.from), anchor(message.to)];
  return from && to && routeBetween(from, to, message.kind === 'write');
}

/** The way so far; what was lost is dashed and ends in a cross. */
function routeMarks({ number, legs, strength }: Travel, here: Here): readonly Mark[] {
  return legs.flatMap((leg, place) => {
    const route = routeOf(leg, here);
    if (!route) return [];
    const isLost = leg.state === 'lost';
    const line = path(route.d, {
      stroke: isLost ? 'var(--bad)' : 'var(--accent)',
      'stroke-width': 1.5,
      'stroke-dasharray': isLost ? '4 4' : leg.state === 'ahead' ? '1 4' : undefined,
      'stroke-linecap': 'round',
    });
    const id = `${number} ${place}`;
    const mark = { id, x: 0, y: 0, shapes: [line], opacity: Math.max(0.15, 0.55 * strength) };
    return isLost ? [mark, { id: `${id} lost`, ...route.pointAt(1), shapes: lostGlyph(), opacity: strength }] : [mark];
  });
}

/** One mark for each exchange, and the same one from leg to leg, so that it keeps the focus; more where several legs run at once. */
function messageMarks(travel: Travel, here: Here): readonly Mark[] {
  const { legs, standing, number } = travel;
  const running = legs.filter(({ state }) => state === 'ahead');
  if (standing === 'travels') return running.flatMap((leg, place) => travellerMark(travel, leg, place, here));
  const asker = here.anchor(travel.exchange.from);
  if (!asker) return [];
  const told = travel.exchange.told;
  const said = told ? here.words.outcome(told) : '';
  const at = { x: asker.x + asker.r + 4, y: asker.y - asker.r - 2 };
  return [markOf(travel, number, at, [...standingGlyph(standing), ...tag(said, at, here)], here)];
}

function travellerMark(travel: Travel, leg: LegSeen, place: number, here: Here): readonly Mark[] {
  const route = routeOf(leg, here);
  if (!route) return [];
  // Whoever wants no motion sees it half-way until it is there.
  const at = route.pointAt(here.drawing.motion ? leg.share : 0.5);
  const id = place === 0 ? travel.number : `${travel.number} ${place}`;
  return [markOf(travel, id, at, [...glyphOf(leg.message), ...tag(here.words.carries(leg.message), at, here)], here)];
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function markOf(travel: Travel, id: string, { x, y }: Point, shapes: readonly Shape[], { words, drawing }: Here): Mark {
  const subject = {
    id,
    x,
    y,
    key: `Exchange/${travel.number}`,
    name: '',
    label: words.aboutTravel(travel),
    reach: { x: -16, y: -16, width: 32, height: 32 },
    round: 13,
  };
  return { ...pickable(subject, shapes, drawing), opacity: Math.max(0.35, Math.min(1, travel.strength * 2)) };
}

const size = 10;

/** What it carries, on a card beside it: at its right, or at its left where the stage ends. */
function tag(said: string, { x }: Point, { layout, isSaid }: Here): readonly Shape[] {
  if (!said || !isSaid) return [];
  const words = fit(said, layout.narrow ? 130 : 220, size, true);
  const width = textWidth(words, size, true) + 10;
  const left = x + 13 + width <= layout.width ? 13 : -13 - width;
  const card = rect(left, -9, width, 17, { rx: 5, fill: 'var(--panel)', stroke: 'var(--line)' });
  const write = /[⺀-￯]/.test(words) ? text : code;
  return [card, write(words, left + 5, 3.5, size)];
}
