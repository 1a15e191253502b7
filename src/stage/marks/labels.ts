import type { Marks } from '../drawing.ts';
import type { Layout } from '../places.ts';
import type { Mark, Shape } from '../shape.ts';
import { plate, quiet, text } from '../shape.ts';
import { fit, textWidth } from '../text.ts';
import type { StageWords } from '../words.ts';

/** The words at the left of records, lane and volumes; over them where it is narrow. */
export const labelMarks: Marks = (layout, { words }) => {
  const { dns, volumes } = layout.labels;
  return [
    ...(dns === undefined ? [] : [label('dns', dns, words.dns, words.headless, layout.narrow)]),
    ...(volumes === undefined
      ? []
      : [label('volumes', volumes, words.volumes, boundWord(layout, words), layout.narrow)]),
  ];
};

function label(id: string, y: number, title: string, below: string, narrow: boolean): Mark {
  const heading = { ...quiet, class: 'eyebrow' };
  if (narrow) return { id, x: 0, y, shapes: narrowLabel([title, below].filter(Boolean).join(' · ')) };
  const second: Shape[] = below ? [text(fit(below, 88, 11.5), 0, 30, 11.5, quiet)] : [];
  return { id, x: 0, y, shapes: [text(fit(title, 88, 11.5), 0, 14, 11.5, heading), ...second] };
}

/** Over what it names, where cables come down. Capitals and their distances make a heading wider than its letters. */
function narrowLabel(said: string): readonly Shape[] {
  const width = textWidth(said, 11) * 1.3 + 8;
  return [plate('bg', -4, -17, width, 17), text(said, 0, -5, 11, { ...quiet, class: 'eyebrow' })];
}

/** "Bound" beside the volumes when that is true of all; otherwise each says its own. */
function boundWord({ volumes }: Layout, words: StageWords): string {
  const claims = volumes.flatMap(({ claim }) => claim ?? []);
  return claims.length && claims.every(({ phase }) => phase === 'Bound') ? words.phase('Bound') : '';
}
