import { rareNames } from '../schema/index.ts';

let rare: RegExp | undefined;

/**
 * Does the manifest, as far as its words say, need types that a page fetches when it meets them (`late-kinds.ts`)? A word that merely
 * looks like one is answered with yes: then they are fetched for nothing.
 */
export function needsLateTypes(manifest: string): boolean {
  rare ??= rareWords();
  return rare.test(manifest);
}

function rareWords(): RegExp {
  const { kinds, fields } = rareNames();
  return new RegExp(`\\b(${kinds.join('|')})|\\b(${fields.join('|')})["']?\\s*:`);
}
