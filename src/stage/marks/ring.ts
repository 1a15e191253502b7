import type { Shape } from '../shape.ts';
import { circle, path } from '../shape.ts';

/** How thick the line of a ring of this radius is. */
export function weight(r: number): number {
  return r >= 16 ? 3.5 : 2.5;
}

/** A disc in the colour of the ground, for what is not full. */
export function hollow(r: number, attributes: Shape['attributes']): Shape {
  return circle(r, { fill: 'var(--panel)', ...attributes });
}

/** A ring from noon, closed as far as `part`. */
export function sweep(r: number, part: number, stroke: string, width = weight(r)): Shape {
  const style = { stroke, 'stroke-width': width, 'stroke-linecap': 'round' };
  const within = r - width / 2;
  const half = `a${within} ${within} 0 1 1 0 `;
  if (part >= 1) return path(`M0 ${-within}${half}${2 * within}${half}${-2 * within}`, style);
  const angle = part * 2 * Math.PI;
  const [x, y] = [hundredths(within * Math.sin(angle)), hundredths(-within * Math.cos(angle))];
  return path(part > 0 ? `M0 ${-within}A${within} ${within} 0 ${part > 0.5 ? 1 : 0} 1 ${x} ${y}` : '', style);
}

/** Lines from lower left to upper right, cut to the circle. */
export function hatching(r: number): string {
  const lines: string[] = [];
  for (let away = -r + 3; away < r; away += 5) {
    const half = Math.sqrt(r * r - away * away);
    const [mx, my, d] = [away * Math.SQRT1_2, away * Math.SQRT1_2, half * Math.SQRT1_2];
    lines.push(`M${hundredths(mx - d)} ${hundredths(my + d)}L${hundredths(mx + d)} ${hundredths(my - d)}`);
  }
  return lines.join('');
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
