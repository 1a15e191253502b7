import type { Labels } from '../../objects/index.ts';
import { millisOf } from '../../objects/index.ts';
import { lastAppliedAnnotation } from '../last-applied.ts';

/** A description before its columns are laid out: lines, with tabs between key and value. */
export type Lines = readonly string[];

/** A key and its value. */
export function pair(key: string, value: string | number | boolean | undefined): string {
  return `${key}:\t${value ?? ''}`;
}

/** The lines, further in. */
export function indented(lines: Lines, by = '  '): Lines {
  return lines.map((line) => by + line);
}

/** Values below each other, the first beside the title (printLabelsMultiline and others). */
export function column(title: string, values: Lines, indent = ''): Lines {
  if (values.length === 0) return [`${indent}${title}:\t<none>`];
  return values.map((value, index) => (index === 0 ? `${indent}${title}:\t${value}` : `\t${value}`));
}

/** Labels, sorted. */
export function labelLines(title: string, labels: Labels | undefined, indent = ''): Lines {
  const keys = Object.keys(labels ?? {}).sort();
  return column(
    title,
    keys.map((key) => `${key}=${labels?.[key]}`),
    indent,
  );
}

const annotationMax = 140;

/** Annotations, sorted; what apply keeps there is not shown, and long ones begin on a line of their own. */
export function annotationLines(annotations: Labels | undefined, title = 'Annotations'): Lines {
  const keys = Object.keys(annotations ?? {}).filter((key) => key !== lastAppliedAnnotation);
  const values = keys.sort().flatMap((key) => {
    const value = (annotations?.[key] ?? '').replace(/\n$/, '');
    if (value.length + key.length + 2 <= annotationMax && !value.includes('\n')) return [`${key}: ${value}`];
    return [`${key}:`, ...value.split('\n').map((line) => `  ${shortened(line, annotationMax - 2)}`)];
  });
  return column(title, values);
}

function shortened(text: string, max: number): string {
  return text.length > max ? `${text.slice(0, max)}...` : text;
}

/** The text, or `<none>`. */
export function orNone(text: string | undefined): string {
  return text ? text : '<none>';
}

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A timestamp as RFC 1123Z: `Fri, 20 Nov 2026 09:09:32 +0000`. */
export function date(timestamp: string | null | undefined): string {
  if (!timestamp) return 'Mon, 01 Jan 0001 00:00:00 +0000';
  const at = new Date(millisOf(timestamp));
  const day = String(at.getUTCDate()).padStart(2, '0');
  const time = at.toISOString().slice(11, 19);
  return `${days[at.getUTCDay()]}, ${day} ${months[at.getUTCMonth()]} ${at.getUTCFullYear()} ${time} +0000`;
}

/** `True` or `False`. */
export function capital(value: boolean | undefined): string {
  return value ? 'True' : 'False';
}
