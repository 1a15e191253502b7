import type { Drawing, Marks } from '../drawing.ts';
import { pickable } from '../drawing.ts';
import type { Chip } from '../chips.ts';
import type { Header, HeaderPlace } from '../places.ts';
import type { Mark, Shape } from '../shape.ts';
import { centred, code, quiet, rect, text } from '../shape.ts';
import { fit, textWidth } from '../text.ts';
import type { StageWords } from '../words.ts';
import { switchWidth } from './fold.ts';

/** The names of the workloads, with how many of their pods are Ready, and their kinds where there is room. */
export const headerMarks: Marks = (layout, drawing) =>
  layout.headers.map((place) => {
    const { id, x, y, header } = place;
    const { said, start, end, kind } = partsOf(place, drawing);
    const shapes: readonly Shape[] = [
      code(said, start, 13, 12, { 'font-weight': 600 }),
      ...(kind ? [text(kind, end + 6, 13, size, quiet)] : []),
    ];
    const label = drawing.words.aboutHeader(header);
    if (!header.key) return { id, x, y, shapes, label, title: label, attributes: { role: 'img' } };
    const reach = { x: start - 4, y: -3, width: Math.max(24, end - start + 8), height: 24 };
    return pickable({ id, x, y, key: header.key, name: header.name, label, reach }, shapes, drawing);
  });

const size = 10.5;

interface Parts {
  readonly said: string;
  readonly start: number;
  /** Where the name ends. */
  readonly end: number;
  readonly kind: string;
  /** How wide each chip is. */
  readonly chips: readonly number[];
}

/** The name comes first, then the chips; the kind is said where there is room for all. */
function partsOf({ width, room, header }: HeaderPlace, { words }: Drawing): Parts {
  const start = header.folds ? switchWidth : 0;
  const said = saidIn(header, words, room - start);
  const end = start + textWidth(said, 12, true);
  const chips = header.folded ? [] : header.chips.map((chip) => Math.ceil(textWidth(words.chip(chip), size)) + 16);
  const ofChips = chips.reduce((sum, chip) => sum + chip + 4, 0);
  const { kind = '' } = header;
  const fits = !header.folded && end + 6 + textWidth(kind, size) + (ofChips && ofChips + 8) <= width;
  return { said, start, end, kind: fits ? kind : '', chips };
}

/** The counts are worth more than the end of a long name. */
function saidIn(header: Header, words: StageWords, room: number): string {
  const whole = words.header(header);
  const over = textWidth(whole, 12, true) - room;
  if (over <= 0) return whole;
  const name = fit(header.name, textWidth(header.name, 12, true) - over, 12, true);
  return name.length > 2 ? words.header({ ...header, name }) : fit(whole, room, 12, true);
}

/** Quotas, budgets, ConfigMaps and Secrets, after their header as far as there is room; the rest as a number. */
export const chipMarks: Marks = (layout, drawing) => layout.headers.flatMap((place) => chipsOf(place, drawing));

function chipsOf(place: HeaderPlace, drawing: Drawing): readonly Mark[] {
  const { header, x, y, width, id } = place;
  const { end, kind, chips } = partsOf(place, drawing);
  const marks: Mark[] = [];
  let at = end + 8 + (kind ? textWidth(kind, size) + 8 : 0);
  for (const [index, chip] of header.chips.entries()) {
    const wide = chips[index] ?? Infinity;
    if (at + wide > width) break;
    marks.push(chipMark(chip, { id: `${id} ${chip.key}`, x: x + at, y, wide }, drawing));
    at += wide + 4;
  }
  const rest = chips.length - marks.length;
  if (!rest || at + 18 > width + 8) return marks;
  return [...marks, { id: `${id} rest`, x: x + at, y, shapes: [text(`+${rest}`, 0, 13, size, quiet)] }];
}

interface ChipBox {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly wide: number;
}

function chipMark(chip: Chip, { id, x, y, wide }: ChipBox, drawing: Drawing): Mark {
  const subject = {
    id,
    x,
    y,
    key: chip.key,
    name: chip.name,
    label: drawing.words.aboutChip(chip),
    reach: { x: -2, y: -3, width: wide + 4, height: 24 },
  };
  const isBad = chip.missing === true;
  const box = rect(0.5, 0.5, wide - 1, 17, {
    rx: 8.5,
    fill: 'var(--panel)',
    stroke: isBad ? 'var(--bad)' : 'var(--edge)',
    'stroke-dasharray': isBad ? '4 3' : undefined,
  });
  const style = { ...centred, fill: isBad ? 'var(--bad)' : 'var(--muted)' };
  return pickable(subject, [box, text(drawing.words.chip(chip), wide / 2, 12.5, size, style)], drawing);
}
