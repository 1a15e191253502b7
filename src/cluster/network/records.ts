import type { Sentence } from '../log.ts';

/** One resource record; `data` is what stands behind the type. */
export interface DnsRecord {
  readonly name: string;
  readonly ttl: number;
  readonly type: DnsType;
  readonly data: string;
}

/** The types of records that exist here; others have no data. */
export type DnsType = 'A' | 'SRV' | 'PTR' | 'CNAME' | 'TXT' | 'SOA';

/** An answer with its sections; `why` says what is missing, where something is. */
export interface DnsAnswer {
  readonly status: 'NOERROR' | 'NXDOMAIN' | 'SERVFAIL';
  readonly answer: readonly DnsRecord[];
  readonly authority: readonly DnsRecord[];
  readonly additional: readonly DnsRecord[];
  readonly why?: Sentence;
  /** Where that is no more than most names of a search path come to: how little it tells. */
  readonly vague?: Vague;
}

/** Reasons that tell little, least first. */
export type Vague = 'noType' | 'noShape' | 'elsewhere' | 'noNamespace' | 'noService';

/** One name that was tried on the way to an answer. */
export interface Try {
  readonly name: string;
  readonly answer: DnsAnswer;
}
