import { learnAll as learnVerbs } from '../kubectl/index.ts';
import { learnProgram } from './acts.ts';
import { completeOrdinal, ordinal } from './ordinal-line.ts';

/** Makes all of kubectl's verbs and all other programs known. */
export function learnAll(): void {
  learnVerbs();
  learnProgram('ordinal', { run: ordinal, complete: completeOrdinal });
}
