import { learnAll as learnVerbs, learnFollower } from '../kubectl/index.ts';
import { learnProgram } from './acts.ts';
import { curl, goOnCurling } from './curl-line.ts';
import { completeOrdinal, ordinal } from './ordinal-line.ts';

/** Makes all of kubectl's verbs and all other programs known. */
export function learnAll(): void {
  learnVerbs();
  learnProgram('curl', { run: curl, complete: () => [] });
  learnFollower('curl', goOnCurling);
  learnProgram('ordinal', { run: ordinal, complete: completeOrdinal });
}
