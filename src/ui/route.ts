/** Where an address leads. */
export type Route =
  | { readonly page: 'start' }
  | { readonly page: 'lesson'; readonly name: string }
  | { readonly page: 'sandbox' }
  | { readonly page: 'link'; readonly fragment: string };

/** Reads the part of an address after the `#`; what nobody knows leads to the start page. */
export function readRoute(hash: string): Route {
  if (/^#\d+\./.test(hash)) return { page: 'link', fragment: hash };
  const [, place = '', name = ''] = hash.replace(/^#/, '').split('/');
  if (place === 'lesson' && name) return { page: 'lesson', name: decodeName(name) };
  return place === 'sandbox' ? { page: 'sandbox' } : { page: 'start' };
}

/** The fragment inside an address or text that somebody pasted; nothing when there is none. */
export function fragmentIn(text: string): string | undefined {
  return /#\d+\.\S+/.exec(text)?.[0];
}

/** The address of a lesson within the page. */
export function lessonAddress(name: string): string {
  return `#/lesson/${name}`;
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
