/** What the page remembered under this name; nothing where the browser refuses storage. */
export function recall(name: string): string | undefined {
  try {
    return localStorage.getItem(`ordinal.${name}`) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Remembers a text from one visit to the next, where the browser lets us. */
export function remember(name: string, text: string): void {
  try {
    localStorage.setItem(`ordinal.${name}`, text);
  } catch {
    // Private windows and embedded pages may refuse; the page works the same, it only forgets.
  }
}
