import type { Message } from '../../cluster/index.ts';
import type { Layout } from '../places.ts';
import type { Mark } from '../shape.ts';
import { quiet, text } from '../shape.ts';
import { textWidth } from '../text.ts';
import { glyphOf } from './glyphs.ts';
import type { Sign } from './signs.ts';
import type { Travel } from './travel.ts';
import type { MessageWords } from './words.ts';

const size = 10.5;

/** What the signs of the messages mean that are on their way or have just been, at the right of the places; as far as there is room. */
export function messageLegend(
  { network }: Layout,
  signs: readonly Sign[],
  travels: readonly Travel[],
  words: MessageWords,
): readonly Mark[] {
  if (!network) return [];
  const line = signs.filter(({ y }) => y === network.y);
  const kinds = new Set(travels.flatMap(({ legs }) => legs.map(({ message }) => message.kind)));
  const entries = [...kinds].map((kind) => ({ kind, width: 20 + textWidth(words.kind(kind), size) + 14 }));
  const taken = Math.max(...line.map(({ x, width }) => x + width)) + 20;
  let x = network.width - entries.reduce((sum, { width }) => sum + width, -14);
  if (x < taken) return [];
  return entries.map(({ kind, width }) => {
    const mark = entryMark(kind, x + 8, network.y + network.height / 2, words);
    x += width;
    return mark;
  });
}

function entryMark(kind: Message['kind'], x: number, y: number, words: MessageWords): Mark {
  return { id: kind, x, y, shapes: [...glyphOf({ kind }), text(words.kind(kind), 12, 3.8, size, quiet)] };
}
