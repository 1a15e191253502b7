import type { Drawing } from '../drawing.ts';
import type { PodPlace } from '../places.ts';
import type { PodSeen } from '../pods.ts';
import type { Shape } from '../shape.ts';
import { centred, code, haloed, inkOn, quiet, text } from '../shape.ts';
import { leftOf } from '../spans.ts';
import { fit, textWidth } from '../text.ts';
import type { StageWords } from '../words.ts';

const size = 10.5;

/** The ordinal in the disc, and the words about it: at its right where there is room and need, else under it. */
export function podWords(place: PodPlace, drawing: Drawing): readonly Shape[] {
  const { pod, ordinal, r } = place;
  const inside = ordinal === undefined ? [] : [ordinalShape(place, String(ordinal))];
  const beside = wordsBeside(place, drawing);
  if (beside) return [...inside, ...besideShapes(beside, place)];
  const under = wordUnder(place, drawing);
  if (!under) return inside;
  const style = { ...centred, ...haloed(place.ground), fill: isTrouble(pod) ? 'var(--bad)' : 'var(--muted)' };
  return [...inside, (under === place.tag ? code : text)(under, 0, r + 14, size, style)];
}

function isTrouble({ look, unheard }: PodSeen): boolean {
  return look === 'failing' && !unheard;
}

function besideShapes({ state, remark, side }: Beside, { pod, r, ground }: PodPlace): readonly Shape[] {
  const x = side === 'left' ? -r - 8 : r + 8;
  const style = { ...haloed(ground), ...(side === 'left' && { 'text-anchor': 'end' }) };
  const fill = isTrouble(pod) ? 'var(--bad)' : 'var(--ink)';
  return [
    text(state, x, remark ? -2 : 4, 11, { ...style, 'font-weight': 600, fill }),
    ...(remark ? [text(remark, x, 13, size, { ...style, ...quiet })] : []),
  ];
}

interface Beside {
  readonly state: string;
  readonly remark: string;
  readonly side: 'left' | 'right';
}

/** The state, and what may become of the pod, where both fit beside the disc. */
function wordsBeside({ pod, beside: { left, right } }: PodPlace, { words, now }: Drawing): Beside | undefined {
  if (!left && !right) return undefined;
  const state = stateOf(pod, words);
  const remark = [restartsOf(pod), words.podRemark(pod, leftOf(pod.span, now))].filter(Boolean).join(' ');
  const needed = Math.max(textWidth(state, 11) * 1.06, textWidth(remark, size));
  if (needed > Math.max(left, right)) return undefined;
  return { state, remark, side: needed <= right ? 'right' : 'left' };
}

/** What stands under a disc: its state unless it is Ready, with restarts and what is left of a countdown as far as they fit. */
export function wordUnder(place: PodPlace, drawing: Drawing): string {
  const { pod, room, ordinal, tag } = place;
  if (!room || wordsBeside(place, drawing)) return '';
  const said = pod.look === 'ready' && !pod.unheard ? '' : stateOf(pod, drawing.words);
  const restarts = restartsOf(pod);
  const left = pod.span?.of === 'start' ? undefined : leftOf(pod.span, drawing.now);
  const counted = left === undefined ? '' : drawing.words.span(left);
  const tries = [[said, restarts, counted], [said, restarts], [said, counted], [restarts, counted], [said], [restarts]];
  const whole = tries
    .filter((parts) => !restarts || parts.includes(restarts))
    .map((parts) => parts.filter(Boolean).join(' '))
    .find((words) => words && textWidth(words, size) <= room);
  return whole ?? (ordinal === undefined && tag ? fit(tag, room, size, true) : counted);
}

/** Of several containers, how many are ready is said, too. */
function stateOf(pod: PodSeen, words: StageWords): string {
  const { containers, look, gone } = pod;
  const said = words.podState(pod);
  return containers && look === 'running' && !gone ? `${said} ${containers.ready}/${containers.total}` : said;
}

function restartsOf({ restarts, unheard }: PodSeen): string {
  return restarts && !unheard ? `↻${restarts}` : '';
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
