import type { Change, Cluster } from '../../cluster/index.ts';
import { entry } from '../../objects/index.ts';
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

/** A verb that was found in a line, and the words behind it. */
export interface Found {
  readonly verb: Verb;
  readonly path: string;
  readonly words: readonly string[];
}

/** A verb of two words, such as `rollout status`, or else of one; and the words behind it. */
export function findVerb(name: string, words: readonly string[]): Found | undefined {
  const [second = '', ...rest] = words;
  const path = `${name} ${second}`;
  const long = entry(verbs, path);
  if (long) return { verb: long, path, words: rest };
  const verb = entry(verbs, name);
  return verb && { verb, path: name, words };
}

/** Makes verbs known, once for all clusters: what a line does may not depend on when it was typed, so callers learn before they run. */
export function learn(more: Readonly<Record<string, Verb>>, toFollow: Partial<Followers>): void {
  Object.assign(known, more);
  Object.assign(carriers, toFollow);
}

/** Makes known what carries a program on that is none of kubectl's. */
export function learnFollower<Name extends Follow['verb']>(name: Name, follower: Followers[Name]): void {
  Object.assign(carriers, { [name]: follower });
}
