import { filesOf } from '../../sandbox/index.ts';
import type { Lesson } from '../../sandbox/index.ts';

/** Is this a name that the stage or the manifest can light up: an object with an ordinal, a field, or an object of the files? */
export function isName(lesson: Lesson, text: string): boolean {
  if (!/^[\w-]+$/.test(text)) return false;
  if (/-\d+$/.test(text)) return true;
  return Object.values(filesOf(lesson)).some((file) => file.includes(`${text}:`) || file.includes(`: ${text}\n`));
}
