import type { Marks } from '../drawing.ts';
import { path } from '../shape.ts';

/** A hairline through each column, from the name to the disk: the identity that stays when the pod moves. */
export const spineMarks: Marks = ({ spines }) =>
  spines.map(({ x, y, height }, index) => ({
    id: String(index),
    x,
    y,
    shapes: [path(`M0 0V${height}`, { stroke: 'var(--line)', 'stroke-width': 1 })],
  }));
