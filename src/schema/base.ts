/** The type that a field's text speaks of: `[]Container`, `map[string]Container` and `Container!`, which is required, of `Container`. */
export function baseOf(text: string): string {
  return text.replace(/^(\[\]|map\[string\])+|!$/g, '');
}
