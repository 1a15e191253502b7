import type { ApiObject } from '../../objects/index.ts';
import type { Moment } from '../durations.ts';

/** A column: its title, its cell, and `wide` when only `-o wide` shows it. */
export type Column<T extends ApiObject> = readonly [
  title: string,
  cell: (object: T, now: Moment) => string,
  wide?: 'wide',
];

/** The columns of a kind, in order. */
export type Columns<T extends ApiObject> = readonly Column<T>[];

/** The text, or `<none>` where there is none. */
export function orNone(text: string | undefined): string {
  return text === undefined || text === '' ? '<none>' : text;
}

/** The first three and how many more (printers.go, listWithMoreString); `<unset>` for none. */
export function firstThree(list: readonly string[]): string {
  if (list.length === 0) return '<unset>';
  const shown = list.slice(0, 3).join(',');
  return list.length > 3 ? `${shown} + ${list.length - 3} more...` : shown;
}

/** Labels as one text, sorted; `<none>` without any. */
export function labelsText(labels: Readonly<Record<string, string>> | undefined): string {
  const pairs = Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`);
  return orNone(pairs.sort().join(','));
}

const accessModes: readonly (readonly [string, string])[] = [
  ['ReadWriteOnce', 'RWO'],
  ['ReadOnlyMany', 'ROX'],
  ['ReadWriteMany', 'RWX'],
  ['ReadWriteOncePod', 'RWOP'],
];

/** Access modes in their short forms, always in the same order. */
export function accessModesText(modes: readonly string[] | undefined): string {
  const given = accessModes.filter(([mode]) => modes?.includes(mode));
  return given.map(([, short]) => short).join(',');
}
