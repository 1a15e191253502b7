/**
 * What CoreDNS keeps of its answers where it does: the plugin `cache` as kubeadm set it up before 1.32. What is kept may be out of date: a
 * pod that has come back has another address, and one that has come for the first time has no name yet.
 * Left out: that it fetches much-asked names ahead, and its limits of size.
 */
import type { Millis } from '../../objects/index.ts';
import type { ClusterState } from '../state.ts';
import type { DnsAnswer, DnsRecord } from './records.ts';

const positiveMs: Millis = 30_000;
const negativeMs: Millis = 5000;

interface Kept {
  readonly answer: DnsAnswer;
  readonly at: Millis;
}

/** Under which name an answer is kept. */
export function questionOf(name: string, type: string): string {
  return `${name.toLowerCase().replace(/\.$/, '')} ${type}`;
}

/** Is what is kept still given out at this moment? */
export function isFresh({ answer, at }: Kept, now: Millis): boolean {
  return now - at < (answer.answer.length > 0 ? positiveMs : negativeMs);
}

/** What is kept for the question, with so much less time to live; nothing where nothing is kept, or may be. */
export function keptAnswer({ answers, settings, now }: ClusterState, question: string): DnsAnswer | undefined {
  const kept = settings.dns.cache === 'classic' ? answers[question] : undefined;
  if (!kept || !isFresh(kept, now)) return undefined;
  const seconds = Math.floor((now - kept.at) / 1000);
  const older = (records: readonly DnsRecord[]): readonly DnsRecord[] =>
    records.map((record) => ({ ...record, ttl: Math.max(0, record.ttl - seconds) }));
  const { answer, authority, additional } = kept.answer;
  return { ...kept.answer, answer: older(answer), authority: older(authority), additional: older(additional) };
}
