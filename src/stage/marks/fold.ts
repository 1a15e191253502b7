import type { Drawing, Marks } from '../drawing.ts';
import type { FoldPlace, HeaderPlace } from '../places.ts';
import type { Mark, Shape } from '../shape.ts';
import { centred, path, quiet, rect, text } from '../shape.ts';

/** A folded workload: on each machine, how many of its pods are there and Ready. */
export const foldMarks: Marks = ({ folds }, { words }) =>
  folds.map((fold) => {
    const label = words.aboutFold(fold);
    const { id, x, y } = fold;
    return { id, x, y, shapes: stack(fold), label, title: label, attributes: { role: 'img' } };
  });

/** Two cards, one behind the other: there are several. */
function stack({ count: { ready, total, trouble }, height }: FoldPlace): readonly Shape[] {
  const high = Math.min(36, height - 8);
  const stroke = trouble ? 'var(--bad)' : 'var(--edge)';
  const card = (aside: number): Shape =>
    rect(-34 + aside, -high / 2 - aside, 64, high, { rx: 8, fill: 'var(--panel)', stroke, 'stroke-width': 1.5 });
  const said = `${ready}/${total}${trouble ? ' !' : ''}`;
  const style = { ...centred, 'font-weight': 600, fill: trouble ? 'var(--bad)' : 'var(--ink)' };
  return [...(high > 18 ? [card(4)] : []), card(0), text(said, -2, 4.5, 12.5, style)];
}

/** At the foot of a folded workload: how many claims it has. */
export const foldedClaimMarks: Marks = ({ foldedClaims }, { words }) =>
  foldedClaims.map(({ id, x, y, claims }) => ({
    id,
    x,
    y,
    shapes: [text(words.claims(claims), 0, 14, 11.5, { ...centred, ...quiet })],
  }));

/** The signs before the headers that fold a workload into one column, and unfold it. */
export const foldSwitchMarks: Marks = ({ headers }, drawing) =>
  headers.flatMap((place) => (place.header.folds ? [foldSwitch(place, drawing)] : []));

/** How wide the sign before a header is. */
export const switchWidth = 18;

function foldSwitch({ id, x, y, header }: HeaderPlace, { words }: Drawing): Mark {
  const sign = header.folded ? 'M5 3l5 5l-5 5' : 'M3 5l5 5l5 -5';
  const label = words.fold(header);
  return {
    id,
    x,
    y,
    label,
    title: label,
    fold: id,
    attributes: { 'aria-expanded': String(!header.folded) },
    shapes: [
      rect(-4, -3, 24, 24, { fill: 'none', 'pointer-events': 'all' }),
      rect(-3, -2, 22, 22, {
        class: 'ring',
        rx: 6,
        fill: 'none',
        stroke: 'var(--accent)',
        'stroke-width': 2,
        visibility: 'hidden',
      }),
      path(sign, {
        stroke: 'var(--muted)',
        'stroke-width': 1.75,
        'stroke-linecap': 'round',
        'stroke-linejoin': 'round',
      }),
    ],
  };
}
