import type { ApiObject } from '../objects/index.ts';
import type { Reader } from './read.ts';

/** What the API server hands out for objects of a kind that few clusters have; learnt late. */
export interface Allotment {
  /** What a new state of the object keeps of what the old one was given, or gives back; before it is checked. */
  readonly keep: (object: ApiObject, old: ApiObject) => ApiObject;
  /** The object with what it is given, or the causes why it cannot have what it names; after it was found to be right. */
  readonly give: (reader: Reader, object: ApiObject) => ApiObject | readonly string[];
}

const known: Record<string, Allotment> = {};

/** Makes them known, once for all clusters. */
export function learnAllotments(more: Readonly<Record<string, Allotment>>): void {
  Object.assign(known, more);
}

/** What hands out things for objects of this kind, if anything does. */
export function allotmentOf(kind: string): Allotment | undefined {
  return known[kind];
}
