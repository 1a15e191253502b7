import type { Place } from '../../cluster/index.ts';
import type { Drawing } from '../drawing.ts';
import { pickable } from '../drawing.ts';
import type { Box, Layout } from '../places.ts';
import type { DoorSeen } from '../scene.ts';
import type { Mark, Shape } from '../shape.ts';
import { centred, code, quiet, rect, text } from '../shape.ts';
import { fit, textWidth } from '../text.ts';
import type { Travel } from './travel.ts';
import { placesOf } from './travel.ts';
import type { MessageWords } from './words.ts';

/** The sign of a place that is neither pod, machine nor volume; x and y are its upper left corner. */
export interface Sign extends Box {
  readonly place: Place;
  readonly said: string;
  readonly door?: DoorSeen;
}

/** The Service of the API server is there in every cluster; it is a place only when somebody goes there. */
const ownDoor = 'Service/default/kubernetes';
const size = 11;
const pad = 10;
const gap = 8;

/** The learner's own machine at the left edge, the API server, then Ingresses and Services as far as there is room; and DNS where the names stand. */
export function signsOf(layout: Layout, travels: readonly Travel[], words: MessageWords): readonly Sign[] {
  const { network } = layout;
  if (!network) return [];
  const used = new Set(travels.flatMap(({ exchange }) => placesOf(exchange)));
  const you = signAt(network, 'you', words.place('you'));
  const rest = network.doors.filter(({ key }) => !used.has(key) && key !== ownDoor);
  const wanted = [...network.doors.filter(({ key }) => used.has(key)), ...rest];
  const api = signAt({ ...network, x: you.x + you.width + 2 * gap }, 'apiserver', words.place('apiserver'));
  const dns = dnsSign(layout, words, api.x + api.width + gap);
  const doors: Sign[] = [];
  const last = dns.y === network.y ? dns : api;
  let x = last.x + last.width + 2 * gap;
  for (const door of wanted) {
    const sign = { ...signAt({ ...network, x }, door.key, fit(door.name, 120, size, true), true), door };
    if (x + sign.width > network.width) break;
    doors.push(sign);
    x += sign.width + gap;
  }
  return [you, api, dns, ...doors];
}

type Spot = Pick<Sign, 'x' | 'y' | 'height'>;

function signAt({ x, y, height }: Spot, place: Place, said: string, isCode = false): Sign {
  return { x, y, width: Math.ceil(textWidth(said, size, isCode)) + 2 * pad, height, place, said };
}

/** DNS is where the names stand; where their heading lies over them, or where there are none, it is one of the line. */
function dnsSign({ labels, network, narrow }: Layout, words: MessageWords, x: number): Sign {
  const said = words.place('dns');
  if (narrow || labels.dns === undefined)
    return signAt({ x, y: network?.y ?? 0, height: network?.height ?? 0 }, 'dns', said);
  return signAt({ x: 0, y: labels.dns - 3, height: 20 }, 'dns', said);
}

/** The signs as marks: Services and Ingresses can be picked, the others are only there. */
export function signMarks(signs: readonly Sign[], words: MessageWords, drawing: Drawing): readonly Mark[] {
  return signs.map((sign) => {
    const { place, x, y, width, height, door } = sign;
    const shapes = signShapes(sign);
    if (!door) {
      const label = words.aboutPlace(place);
      return { id: place, x, y, shapes, label, title: label, attributes: { role: 'img' } };
    }
    const reach = { x: -2, y: (height - 28) / 2, width: width + 4, height: 28 };
    const about = { id: place, x, y, key: door.key, name: door.name, label: words.aboutDoor(door), reach };
    return pickable(about, shapes, drawing);
  });
}

function signShapes({ width, height, said, door, place }: Sign): readonly Shape[] {
  const isDns = place === 'dns';
  // Instead of the heading of the names, which is the same word.
  const ground = isDns ? [rect(-2, -1, width + 2, height + 2, { fill: 'var(--bg)' })] : [];
  const body = rect(0.5, 0.5, width - 1, height - 1, {
    rx: door ? 6 : height / 2,
    fill: 'var(--panel)',
    stroke: 'var(--edge)',
    'stroke-width': door ? 1.5 : 1,
  });
  const style = { ...centred, ...(door ? {} : quiet), ...(isDns && { 'font-weight': 600 }) };
  return [...ground, body, (door ? code : text)(said, width / 2, height / 2 + 4, size, style)];
}
