import type { Sentence } from '../log.ts';
import type { DnsAnswer, Try, Vague } from './records.ts';

/** What DNS has to say to a name that was never meant so, by how much it tells: most names of a search path are such. */
const order: readonly Vague[] = ['noType', 'noShape', 'elsewhere', 'noNamespace', 'noService'];

function rankOf({ vague }: DnsAnswer): number {
  return vague === undefined ? order.length : order.indexOf(vague);
}

/** Of all the names that were tried, why the one that was meant has no record. */
export function telling(tries: readonly Try[]): Sentence | undefined {
  const answers = tries.flatMap(({ answer }) => (answer.why ? [answer] : []));
  return answers.sort((a, b) => rankOf(b) - rankOf(a))[0]?.why;
}
