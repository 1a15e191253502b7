import type { Drawing, Marks } from '../drawing.ts';
import { at } from '../drawing.ts';
import type { CablePlace } from '../places.ts';
import type { Shape } from '../shape.ts';
import { circle, path } from '../shape.ts';
import { wordUnder } from './pod-words.ts';

/** Cables from pods to their volumes; dashed until the machine has mounted them, in the warning colour where nobody knows. */
export const cableMarks: Marks = (layout, drawing) =>
  layout.cables.map((cable) => {
    const { pod, cell } = cable.pod;
    const { state } = cable;
    const shape = path(route(cable, drawing), {
      stroke: pod.unheard ? 'var(--bad)' : state === 'held' ? 'var(--warn)' : 'var(--edge)',
      'stroke-width': cell ? 1 : 2,
      'stroke-dasharray': state === 'mounted' || pod.gone ? undefined : '4 4',
    });
    return { id: cable.id, x: 0, y: 0, shapes: state === 'held' ? [shape, ...heldSign(cable, drawing)] : [shape] };
  });

/** Over the volume's lid: its disk is attached to another machine. */
function heldSign({ volume }: CablePlace, drawing: Drawing): readonly Shape[] {
  const { x, y } = at(volume, drawing);
  return [
    circle(7, { cx: x, cy: y - 8, fill: 'var(--warn)', stroke: 'var(--bg)', 'stroke-width': 1.5 }),
    path(`M${x} ${y - 11.5}v4.5M${x} ${y - 4.5}v0.5`, {
      stroke: 'var(--panel)',
      'stroke-width': 2,
      'stroke-linecap': 'round',
    }),
  ];
}

/** From under the disc, or under the word beneath it, to the lid of the volume; down from the volume above in a stack. */
function route({ pod, volume }: CablePlace, drawing: Drawing): string {
  const from = at(pod, drawing);
  const to = at(volume, drawing);
  const start = volume.stacked ? to.y - 12 : from.y + pod.r + (wordUnder(pod, drawing) ? 20 : 0);
  if (pod.pod.gone) return around(from.x, from.y + pod.r, to.x, to.y);
  return hanging(from.x, Math.min(start, to.y), to.x, to.y);
}

/** Past the pod that has taken the identity over: two cables come into one volume, and both are seen. */
function around(fromX: number, fromY: number, toX: number, toY: number): string {
  const aside = Math.min(fromX, toX) - 36;
  const bend = Math.max(8, Math.min(40, (toY - fromY) / 2));
  return `M${fromX - 8},${fromY - 4}C${aside},${fromY + bend / 2},${aside},${toY - bend / 2},${toX - 14},${toY + 2}`;
}

/** A curve that leaves and arrives straight down. */
function hanging(fromX: number, fromY: number, toX: number, toY: number): string {
  const middle = (fromY + toY) / 2;
  return `M${fromX},${fromY}C${fromX},${middle},${toX},${middle},${toX},${toY}`;
}
