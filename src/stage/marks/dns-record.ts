import type { Drawing, Marks } from '../drawing.ts';
import { at, pickable } from '../drawing.ts';
import type { RecordSeen } from '../columns.ts';
import type { RecordPlace } from '../places.ts';
import type { Shape } from '../shape.ts';
import { centred, code, quiet, rect, text } from '../shape.ts';
import { fit, textWidth } from '../text.ts';
import type { StageWords } from '../words.ts';

/** The address book: a card for each name, dashed while the name leads nowhere. */
export const recordMarks: Marks = (layout, drawing) =>
  layout.records.map((place) => {
    const { column, width, height } = place;
    const { x, y } = at(place, drawing);
    const reach = {
      x: -width / 2 - 2,
      y: Math.min(-2, (height - 24) / 2),
      width: width + 4,
      height: Math.max(height + 4, 24),
    };
    const key = `Pod/${column.id}`;
    const subject = { id: column.id, x, y, key, name: '', label: drawing.words.aboutRecord(column), reach };
    return { ...pickable(subject, cardShapes(place, drawing), drawing), opacity: column.ghost ? 0.75 : 1 };
  });

function cardShapes(place: RecordPlace, { words, lit }: Drawing): readonly Shape[] {
  const { column, name, width, height, full } = place;
  const given = column.record.state === 'given';
  const card = rect(-width / 2 + 0.5, 0.5, width - 1, height - 1, {
    rx: Math.min(9, height / 3),
    fill: 'var(--panel)',
    stroke: lit?.has(column.name) ? 'var(--accent)' : 'var(--edge)',
    'stroke-dasharray': given ? undefined : '4 3',
  });
  const inkOfName = { ...centred, 'font-weight': 600, ...(column.ghost && quiet) };
  if (!full) {
    const size = height >= 20 ? 12 : 10;
    return [card, code(fit(name, width - 4, size, true), 0, height / 2 + size * 0.36, size, inkOfName)];
  }
  const address = column.record.address ?? '';
  const size = textWidth(address, 10, true) > width - 4 ? 9 : width < 96 ? 10 : 10.5;
  const style = { ...centred, ...quiet };
  const below = given
    ? code(fit(address, width - 3, size, true), 0, 31, size, style)
    : text(stateIn(width - 6, column.record, words), 0, 31, 10.5, style);
  return [card, code(fit(name, width - 8, 12.5, true), 0, 16, 12.5, inkOfName), below];
}

/** In short where the whole of it does not fit. */
function stateIn(room: number, record: RecordSeen, words: StageWords): string {
  const whole = words.record(record, false);
  return textWidth(whole, 10.5) <= room ? whole : fit(words.record(record, true), room, 10.5);
}
