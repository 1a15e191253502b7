/**
 * What has changed since somebody last looked, for those who follow it from turn to turn. Kept beside each index and never stored: who
 * looks for the first time is told everything.
 */
import type { ApiObject, ObjectKey } from '../objects/index.ts';
import { keysUnder } from './lookup.ts';
import type { Found } from './lookup.ts';

/** What news is kept beside. */
interface Source {
  readonly byOwner: Found;
}

/** By the uid of those owners whose belongings somebody follows: the keys of what has changed. */
const newsOfOwners = new WeakMap<Source, Map<string, Set<ObjectKey>>>();

/**
 * The keys of what the owner with this uid has got, lost or seen changed since the reader last emptied this set; all that it has, the
 * first time.
 */
export function newsOf(source: Source, uid: string): Set<ObjectKey> {
  const news = newsOfOwners.get(source) ?? new Map<string, Set<ObjectKey>>();
  newsOfOwners.set(source, news);
  const keys = news.get(uid) ?? new Set(keysUnder(source.byOwner, uid));
  news.set(uid, keys);
  return keys;
}

/** Follows one change of the object under this key. An owner that is gone is asked about no more. */
export function followNews(
  source: Source,
  key: ObjectKey,
  before: ApiObject | undefined,
  after: ApiObject | undefined,
): void {
  const news = newsOfOwners.get(source);
  if (!news) return;
  for (const { uid } of before?.metadata.ownerReferences ?? []) news.get(uid)?.add(key);
  for (const { uid } of after?.metadata.ownerReferences ?? []) news.get(uid)?.add(key);
  if (!after) news.delete(before?.metadata.uid ?? '');
}

/** What stands for "no claim has gone since, nor been asked to", and for this index alone. */
export type ClaimSign = object;

const claimSigns = new WeakMap<Source, ClaimSign>();

/** The sign of the claims that are there: who has found one need not look for it again until the sign is another. */
export function claimSignOf(source: Source): ClaimSign {
  const known = claimSigns.get(source) ?? {};
  claimSigns.set(source, known);
  return known;
}

/** A claim has gone, or is on its way out. */
export function noteLostClaim(source: Source): void {
  claimSigns.delete(source);
}
