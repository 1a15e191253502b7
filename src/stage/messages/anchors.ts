import type { Place } from '../../cluster/index.ts';
import { readKey } from '../../objects/index.ts';
import type { Drawing } from '../drawing.ts';
import { at } from '../drawing.ts';
import type { Layout } from '../places.ts';
import type { Sign } from './signs.ts';

/** Where messages leave from and arrive at: a point, and how far around it the place reaches; a place that is `wide` is a box. */
export interface Anchor {
  readonly x: number;
  readonly y: number;
  readonly r: number;
  readonly wide?: number;
}

/** Where a place is on the stage; nothing when it is not on it. */
export type AnchorOf = (place: Place) => Anchor | undefined;

/** The places of a layout, with the signs of those that are neither pod, machine nor volume. */
export function anchorsOf(layout: Layout, signs: readonly Sign[], drawing: Drawing): AnchorOf {
  const bySign = new Map(signs.map(({ place, x, y, width, height }) => [place, box(x, y, width, height)]));
  const pods = new Map(layout.pods.filter(({ pod }) => !pod.gone).map((place) => [place.pod.key, place]));
  const volumes = new Map(layout.volumes.map((place) => [place.claim?.key ?? '', place]));
  const found = new Map<Place, Anchor | undefined>();
  const find = (place: Place): Anchor | undefined => {
    const pod = pods.get(place);
    if (pod) return { ...at(pod, drawing), r: pod.r + 3 };
    const volume = volumes.get(place);
    if (volume) return { ...at(volume, drawing), r: 4 };
    return bySign.get(place) ?? elsewhere(layout, place);
  };
  return (place) => {
    if (!found.has(place)) found.set(place, find(place));
    return found.get(place);
  };
}

function box(x: number, y: number, width: number, height: number): Anchor {
  return { x: x + width / 2, y: y + height / 2, r: height / 2 + 2, wide: width / 2 + 2 };
}

/** A machine is met at the head of its row; a pod that is gone or folded away where its name is. */
function elsewhere(layout: Layout, place: Place): Anchor | undefined {
  if (!place.includes('/')) return undefined;
  const { kind, name, namespace = '' } = readKey(place);
  const row = kind === 'Node' ? layout.rows.find((each) => each.row.name === name) : undefined;
  if (row) return { x: row.x + 84, y: row.y + row.height / 2, r: 6 };
  if (kind !== 'Pod') return undefined;
  const record = layout.records.find(({ column }) => column.id === `${namespace}/${name}`);
  if (record) return { x: record.x, y: record.y + record.height / 2, r: record.height / 2 };
  const header = layout.headers.find((each) => each.header.name && name.startsWith(`${each.header.name}-`));
  return header && { x: header.x + Math.min(header.width, 80) / 2, y: header.y + 10, r: 10 };
}
