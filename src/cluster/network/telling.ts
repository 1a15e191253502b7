import type { Sentence } from '../log.ts';
import type { Try } from './records.ts';

/** What DNS has to say to a name that was never meant so: most names of a search path are such. */
const vague = [
  'the name is there',
  'is not built like a name',
  'is not a name of this cluster',
  'there is no namespace',
  'there is no Service',
];

/** Of all the names that were tried, why the one that was meant has no record. */
export function telling(tries: readonly Try[]): Sentence | undefined {
  const reasons = tries.flatMap(({ answer }) => answer.why ?? []);
  const rank = ({ text }: Sentence): number => vague.findLastIndex((words) => text.includes(words));
  const isTelling = (reason: Sentence): boolean => rank(reason) < 0;
  return reasons.find(isTelling) ?? [...reasons].sort((a, b) => rank(b) - rank(a))[0];
}
