/** JSON as programs find it in files and in requests: anybody may have written there. */

/** What the text says, if it says what is wanted; nothing where it is damaged. */
export function readJson<Value>(text: string, fits: (value: unknown) => boolean): Value | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return fits(value) ? (value as Value) : undefined;
  } catch {
    return undefined;
  }
}

/** Is it an object whose values are all such? */
export function isRecord(value: unknown, fits: (value: unknown) => boolean = () => true): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(fits);
}

/** Is it a list of such? */
export function isList(value: unknown, fits: (value: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(fits);
}

/** Is it a text? */
export function isText(value: unknown): boolean {
  return typeof value === 'string';
}
