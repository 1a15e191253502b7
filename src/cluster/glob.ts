/**
 * Patterns with `*`, `?` and `[…]` (POSIX 2.13), for shells and for redis. All ways to fit are followed side by side, one sign of the text
 * after the other, so that no pattern takes longer than its length times that of the text. Left out: named classes (`[[:digit:]]`).
 */

/** `*`, or what one sign has to be. */
type Item = 'star' | ((sign: string) => boolean);

/** A pattern as it has been read. */
export interface Glob {
  readonly items: readonly Item[];
  /** What `*` does not go over; for paths. */
  readonly edge?: string | undefined;
}

// Nobody writes longer ones, and a text of this size is matched in no time.
const itemsMax = 1000;

/** Reads a pattern; a backslash protects the sign behind it, and a bracket that nothing closes stands for itself. */
export function readGlob(pattern: string, edge?: string): Glob {
  const items: Item[] = [];
  for (let at = 0; at < pattern.length && items.length < itemsMax; at++) {
    const sign = pattern[at]!;
    const end = sign === '[' ? endOfSet(pattern, at) : -1;
    if (sign === '*') {
      if (items.at(-1) !== 'star') items.push('star');
    } else if (sign === '?') items.push((other) => other !== edge);
    else if (end > 0) {
      items.push(setOf(pattern.slice(at + 1, end)));
      at = end;
    } else {
      const meant = sign === '\\' && at + 1 < pattern.length ? pattern[++at] : sign;
      items.push((other) => other === meant);
    }
  }
  return { items, edge };
}

/** Where the set ends that begins here; its first sign may be a bracket. */
function endOfSet(pattern: string, from: number): number {
  const first = from + (/[!^]/.test(pattern[from + 1] ?? '') ? 2 : 1);
  return pattern.indexOf(']', first + 1);
}

function setOf(inside: string): (sign: string) => boolean {
  const isNegated = /^[!^]/.test(inside);
  const ranges: [string, string][] = [];
  for (let at = isNegated ? 1 : 0; at < inside.length; at++) {
    const from = inside[at] === '\\' ? (inside[++at] ?? '\\') : inside[at]!;
    const isRange = inside[at + 1] === '-' && at + 2 < inside.length;
    if (isRange) at += 2;
    ranges.push([from, isRange ? inside[at]! : from]);
  }
  return (sign) => ranges.some(([from, to]) => sign >= from && sign <= to) !== isNegated;
}

/** Does the whole text fit? */
export function fitsGlob(glob: Glob, text: string): boolean {
  return lengthsThatFit(glob, text).at(-1) === text.length;
}

/** The lengths of the beginnings of the text that fit, the shortest first. */
export function lengthsThatFit({ items, edge }: Glob, text: string): readonly number[] {
  const lengths: number[] = [];
  let places = reach(items, [0]);
  for (let at = 0; places.length > 0; at++) {
    if (places.at(-1) === items.length) lengths.push(at);
    if (at >= text.length) break;
    const sign = text[at]!;
    const next = places.flatMap((place) => {
      const item = items[place];
      if (item === 'star') return sign === edge ? [] : [place];
      return item?.(sign) ? [place + 1] : [];
    });
    places = reach(items, next);
  }
  return lengths;
}

/** The places, in order, and those behind a `*` that stands for nothing. */
function reach(items: readonly Item[], places: readonly number[]): readonly number[] {
  const all: number[] = [];
  for (const from of places) {
    for (let place = from; ; place++) {
      if (place > (all.at(-1) ?? -1)) all.push(place);
      if (items[place] !== 'star') break;
    }
  }
  return all;
}

/** The pattern that fits what stands before the end as the given one fits what stands behind the beginning. */
export function turned({ items, edge }: Glob): Glob {
  return { items: items.toReversed(), edge };
}
