/*
 * Causes for refusing an object, one line each, as apimachinery's field errors print them
 * (pkg/util/validation/field/errors.go, v1.36). Paths are written out: `spec.ports[0].port`.
 */

/** Lines such as `spec.replicas: Invalid value: -1: must be greater than or equal to 0`; none when all is well. */
export type Causes = readonly string[];

/** Nothing to complain of; shared, since nearly every check ends so. */
export const fine: Causes = [];

/** The field has to be there. */
export function required(path: string, detail = ''): string {
  return `${path}: Required value${detail && `: ${detail}`}`;
}

/** The value is wrong. */
export function wrong(path: string, value: unknown, detail: string): string {
  return `${path}: Invalid value: ${JSON.stringify(value ?? null)}: ${detail}`;
}

/** The field may not be given, or not be changed. */
export function forbidden(path: string, detail: string): string {
  return `${path}: Forbidden: ${detail}`;
}

/** Another item has this value. */
export function duplicate(path: string, value: unknown): string {
  return `${path}: Duplicate value: ${JSON.stringify(value)}`;
}

/** The value names something that is not there. */
export function missing(path: string, value: unknown): string {
  return `${path}: Not found: ${JSON.stringify(value)}`;
}

/** The value is none of those that there are. */
export function unsupported(path: string, value: unknown, supported: readonly string[]): string {
  const list = supported.map((one) => JSON.stringify(one)).join(', ');
  return `${path}: Unsupported value: ${JSON.stringify(value)}: supported values: ${list}`;
}

/** What the check of a format (`formats.ts`) complains of; what was left out is the empty text, as in Go. */
export function misshapen(
  path: string,
  value: string | undefined,
  format: (value: string) => readonly string[],
): Causes {
  const text = value ?? '';
  const complaints = format(text);
  return complaints.length === 0 ? fine : complaints.map((complaint) => wrong(path, text, complaint));
}

/** The value is there and is one of those that there are. */
export function oneOf(path: string, value: unknown, supported: readonly string[]): Causes {
  if (value === undefined || value === '') return [required(path)];
  return supported.includes(String(value)) ? fine : [unsupported(path, value, supported)];
}

/** The number, if it is there, is not below zero. */
export function notNegative(path: string, value: unknown): Causes {
  return typeof value === 'number' && value < 0 ? [wrong(path, value, 'must be greater than or equal to 0')] : fine;
}

/** The number is a port. */
export function portNumber(path: string, value: unknown): Causes {
  if (typeof value === 'number' && value >= 1 && value <= 65_535) return fine;
  return [wrong(path, value ?? 0, 'must be between 1 and 65535, inclusive')];
}

/** The causes of all items, each with its index in the path. */
export function each<T>(
  path: string,
  items: readonly T[] | undefined,
  check: (path: string, item: T) => Causes,
): Causes {
  if (!items) return fine;
  return items.flatMap((item, index) => check(`${path}[${index}]`, item));
}
