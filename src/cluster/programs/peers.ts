/** How programs find others of their kind: by the SRV records of a Service. */
import type { Told } from '../network/message.ts';

/** The names that a question for SRV records found, in the order of the answer; the resolver's word where it found out nothing. */
export function targetsOf(told: Told | undefined): readonly string[] | string {
  if (told?.kind !== 'names') return 'ETIMEOUT';
  const last = told.tries.at(-1)?.answer;
  if (!last || last.status === 'SERVFAIL') return 'ESERVFAIL';
  if (last.status === 'NXDOMAIN') return 'ENOTFOUND';
  const records = last.answer.filter(({ type }) => type === 'SRV');
  const targets = records.map(({ data }) => (data.split(' ').at(-1) ?? '').replace(/\.$/, ''));
  return records.length === 0 ? 'ENODATA' : [...new Set(targets)];
}

const words = {
  noName: 'its name does not resolve',
  noDns: 'the DNS does not answer',
  refused: 'connection refused',
  noRoute: 'no route to host',
  timedOut: 'no answer in time',
  reset: 'connection closed',
  tooLarge: 'too large',
} as const;

/** Why somebody did not answer, as a program prints it. */
export function noAnswer(told: Told | undefined): string {
  return told?.kind === 'failed' ? words[told.problem] : 'no answer';
}
