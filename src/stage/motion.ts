import type { Millis } from '../objects/index.ts';
import type { Layout, Place, PodPlace } from './places.ts';

const motionMs = 240;

/** Where a thing is now on its way from where it was; `speed` is virtual per wall time. */
export function whereNow(
  { x, y, moved }: Place,
  now: Millis,
  speed: number,
): { readonly x: number; readonly y: number } {
  const share = moved ? (now - moved.at) / (motionMs * speed) : 1;
  if (!moved || share >= 1 || share < 0) return { x, y };
  const eased = 1 - (1 - share) ** 3;
  return { x: moved.x + (x - moved.x) * eased, y: moved.y + (y - moved.y) * eased };
}

/** Does the layout look the same at both moments: nothing on its way, no arc that grows, no silence that is counted? */
export function isStill(
  layout: Layout,
  from: Millis,
  { now, speed = 1 }: { readonly now: Millis; readonly speed?: number },
): boolean {
  const earlier = Math.min(from, now);
  const moves = ({ moved }: Place): boolean => moved !== undefined && earlier < moved.at + motionMs * speed;
  const grows = ({ pod: { span }, cell }: PodPlace): boolean => !cell && span !== undefined && earlier < span.to;
  const counts = layout.rows.some(({ row }) => row.silence !== undefined);
  return !counts && ![...layout.pods, ...layout.volumes, ...layout.records].some(moves) && !layout.pods.some(grows);
}

/** Places that remember where the same things were in the layout before, so that they can be drawn on their way. */
export function onTheirWay<P extends Place>(
  places: readonly P[],
  before: readonly P[],
  id: (place: P) => string,
  { now, speed }: { readonly now: Millis; readonly speed: number },
): readonly P[] {
  const was = new Map(before.map((place) => [id(place), place]));
  return places.map((place) => {
    const old = was.get(id(place));
    if (!old) return place;
    if (old.x === place.x && old.y === place.y) return old.moved ? { ...place, moved: old.moved } : place;
    return { ...place, moved: { ...whereNow(old, now, speed), at: now } };
  });
}
