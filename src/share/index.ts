export type { Opened } from './link.ts';
export { linkOf, readLink } from './link.ts';
