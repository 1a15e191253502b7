import type { Drawing } from '../drawing.ts';
import type { PodPlace } from '../places.ts';
import type { Shape } from '../shape.ts';
import { centred, code, haloed, inkOn, quiet, text } from '../shape.ts';
import { leftOf } from '../spans.ts';
import { fit, textWidth } from '../text.ts';

const size = 10.5;

/** The ordinal in the disc, and the words about it: at its right where there is room and need, else under it. */
export function podWords(place: PodPlace, drawing: Drawing): readonly Shape[] {
  const { pod, ordinal, r } = place;
  const inside = ordinal === undefined ? [] : [ordinalShape(place, String(ordinal))];
  const beside = wordsBeside(place, drawing);
  if (beside.length) return [...inside, ...besideShapes(beside, r, place.ground)];
  const under = wordUnder(place, drawing);
  if (!under) return inside;
  const fill = pod.look === 'failing' && !pod.unheard ? 'var(--bad)' : 'var(--muted)';
  const style = { ...centred, ...haloed(place.ground), fill };
  return [...inside, (under === place.tag ? code : text)(under, 0, r + 14, size, style)];
}

function besideShapes(
  [state = '', remark = '']: readonly string[],
  r: number,
  ground: PodPlace['ground'],
): readonly Shape[] {
  const x = r + 8;
  const style = haloed(ground);
  return [
    text(state, x, remark ? -2 : 4, 11, { ...style, 'font-weight': 600 }),
    ...(remark ? [text(remark, x, 13, size, { ...style, ...quiet })] : []),
  ];
}

/** The state of a pod that nobody hears from and what may become of it, where both fit beside the disc. */
function wordsBeside({ pod, beside }: PodPlace, { words, now }: Drawing): readonly string[] {
  if (!pod.unheard || !beside) return [];
  const said = [words.podState(pod), words.podRemark(pod, leftOf(pod.span, now))];
  const fits = textWidth(said[0] ?? '', 11) * 1.06 <= beside && textWidth(said[1] ?? '', size) <= beside;
  return fits ? said : [];
}

/** What stands under a disc: its state unless it is Ready, with restarts and what is left of a countdown as far as they fit. */
export function wordUnder(place: PodPlace, drawing: Drawing): string {
  const { pod, room, ordinal, tag } = place;
  if (!room || wordsBeside(place, drawing).length) return '';
  const { words, now } = drawing;
  const said = pod.look === 'ready' && !pod.unheard ? '' : `${words.podState(pod)}${containersOf(pod)}`;
  const restarts = pod.restarts ? `↻${pod.restarts}` : '';
  const left = pod.span?.of === 'start' ? undefined : leftOf(pod.span, now);
  const counted = left === undefined ? '' : words.span(left);
  const tries = [[said, restarts, counted], [said, restarts], [said, counted], [restarts, counted], [said], [restarts]];
  const whole = tries
    .filter((parts) => !restarts || parts.includes(restarts))
    .map((parts) => parts.filter(Boolean).join(' '))
    .find((words) => words && textWidth(words, size) <= room);
  return whole ?? (ordinal === undefined && tag ? fit(tag, room, size, true) : counted);
}

/** Of several containers, how many are ready. */
function containersOf({ containers, look }: PodPlace['pod']): string {
  return containers && look === 'running' ? ` ${containers.ready}/${containers.total}` : '';
}

function ordinalShape({ pod, r }: PodPlace, ordinal: string): Shape {
  const { look, revision, unheard } = pod;
  const full = look === 'ready' && !unheard;
  const size = Math.min(17, r * (ordinal.length > 2 ? 0.66 : 0.85));
  const halo = unheard || look === 'running';
  return text(ordinal, 0, size * 0.355, Math.max(7, size), {
    ...centred,
    'font-weight': 700,
    fill: full ? inkOn(revision?.hue) : 'var(--ink)',
    ...(halo && haloed('panel')),
  });
}
