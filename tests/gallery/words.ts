import { spell } from '../../src/cluster/index.ts';
import type { StageWords } from '../../src/stage/index.ts';
import { stageWords } from '../../src/ui/bench/stage-words.ts';

/** The words of the page; what a controller decided stays in English. */
export function galleryWords(): StageWords {
  return stageWords(({ kind, what }) => `${kind === 'waits' ? 'Waits' : 'Does'}: ${spell(what)}.`);
}
