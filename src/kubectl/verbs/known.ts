import type { Change, Cluster } from '../../cluster/index.ts';
import type { Answer, Follow } from '../answer.ts';
import { apply } from './apply.ts';
import type { Verb } from './verb.ts';

/** Carries a running command on. */
export type Followers = {
  readonly [Name in Follow['verb']]: (
    cluster: Cluster,
    follow: Extract<Follow, { verb: Name }>,
    changes: readonly Change[],
  ) => Answer;
};

/** What the first picture of a page needs. */
const known: Record<string, Verb> = { apply };
const carriers: Partial<Followers> = {};

/** The verbs that are known: those with which a page begins, and all others once it has fetched and learnt them. */
export const verbs: Readonly<Record<string, Verb>> = known;

/** What carries on those of the known verbs that go on. */
export const followers: Readonly<Partial<Followers>> = carriers;

/** Makes verbs known, once for all clusters: what a line does may not depend on when it was typed, so callers learn before they run. */
export function learn(more: Readonly<Record<string, Verb>>, toFollow: Partial<Followers>): void {
  Object.assign(known, more);
  Object.assign(carriers, toFollow);
}
