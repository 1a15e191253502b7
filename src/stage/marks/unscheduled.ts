import type { Marks } from '../drawing.ts';
import { haloed, quiet, text } from '../shape.ts';
import { fit } from '../text.ts';

/** The lane over the first node: who stands here has no node; after a while the reason is said. */
export const unscheduledMarks: Marks = ({ lane, narrow }, { words }) => {
  if (!lane.reason) return [];
  const label = narrow ? [] : [text(fit(words.notScheduled, 92, 11.5), 0, 24, 11.5, quiet)];
  const left = narrow ? 0 : 96;
  const reason = narrow ? `${words.notScheduled}: ${lane.reason}` : lane.reason;
  return [
    {
      id: 'reason',
      x: 0,
      y: lane.y,
      title: lane.reason,
      shapes: [...label, text(fit(reason, lane.width - left, 11.5), left, lane.height - 8, 11.5, haloed('bg'))],
    },
  ];
};
