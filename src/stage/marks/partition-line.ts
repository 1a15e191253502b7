import type { Marks } from '../drawing.ts';
import { centred, path, quiet, rect, text } from '../shape.ts';
import { fit, textWidth } from '../text.ts';

/** The line of the partition: left of it pods keep the old revision. */
export const partitionMarks: Marks = ({ partitions, width }, { words }) =>
  partitions.map(({ group, x, top, bottom }) => {
    const said = words.partition(group.partition);
    const half = Math.ceil(textWidth(said, 12) / 2) + 14;
    const middle = Math.min(Math.max(x, half), width - half);
    const sides = { y: bottom + 16, room: 8 };
    return {
      id: group.uid,
      x: 0,
      y: 0,
      label: said,
      attributes: { role: 'img' },
      shapes: [
        path(`M${x} ${top}V${bottom}`, {
          stroke: 'var(--accent)',
          'stroke-width': 2,
          'stroke-dasharray': '2 5',
          'stroke-linecap': 'round',
        }),
        rect(middle - half, bottom, 2 * half, 24, { rx: 12, fill: 'var(--accent)' }),
        text(said, middle, bottom + 16, 12, { ...centred, 'font-weight': 600, fill: 'var(--on-accent)' }),
        text(fit(words.staysOld, middle - half - 12, 11.5), middle - half - sides.room, sides.y, 11.5, {
          ...quiet,
          'text-anchor': 'end',
        }),
        text(fit(words.getsNew, width - middle - half - 12, 11.5), middle + half + sides.room, sides.y, 11.5, quiet),
      ],
    };
  });
