import type { Anchor } from './anchors.ts';

/** A way between two places, and back to where it began when they are the same. */
export interface Route {
  /** The path, in the words of SVG. */
  readonly d: string;
  /** The point at a share of the way. */
  pointAt(share: number): { readonly x: number; readonly y: number };
}

/** A curve that keeps to the right, so that question and answer pass each other; `straight` lies on the line itself. */
export function routeBetween(from: Anchor, to: Anchor, straight = false): Route {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const far = Math.hypot(dx, dy);
  if (far < 1) return loopAt(from);
  const [ux, uy] = [dx / far, dy / far];
  const [edge1, edge2] = [edgeOf(from, ux, uy), edgeOf(to, ux, uy)];
  const [r1, r2] = far > edge1 + edge2 + 8 ? [edge1, edge2] : [0, 0];
  const start = { x: from.x + ux * r1, y: from.y + uy * r1 };
  const end = { x: to.x - ux * r2, y: to.y - uy * r2 };
  const bend = straight ? 0 : Math.min(36, Math.max(8, far * 0.14));
  const middle = { x: (start.x + end.x) / 2 - uy * bend, y: (start.y + end.y) / 2 + ux * bend };
  return {
    d: `M${round(start.x)} ${round(start.y)}Q${round(middle.x)} ${round(middle.y)} ${round(end.x)} ${round(end.y)}`,
    pointAt: (share) => ({
      x: along(start.x, middle.x, end.x, share),
      y: along(start.y, middle.y, end.y, share),
    }),
  };
}

/** How far it is from the middle of a place to its edge in a direction. */
function edgeOf({ r, wide }: Anchor, ux: number, uy: number): number {
  if (wide === undefined) return r;
  return Math.min(wide / Math.max(0.001, Math.abs(ux)), r / Math.max(0.001, Math.abs(uy)));
}

/** A process that asks itself: out of the disc and into it again. */
function loopAt({ x, y, r }: Anchor): Route {
  const size = 10;
  const centre = { x: x + r + size - 2, y };
  const left = centre.x - size;
  return {
    d: `M${round(left)} ${round(y)}a${size} ${size} 0 1 1 0 0.1`,
    pointAt: (share) => ({
      x: centre.x - size * Math.cos(share * 2 * Math.PI),
      y: centre.y - size * Math.sin(share * 2 * Math.PI),
    }),
  };
}

/** A point of a curve with one handle. */
function along(start: number, handle: number, end: number, share: number): number {
  const rest = 1 - share;
  return rest * rest * start + 2 * rest * share * handle + share * share * end;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
