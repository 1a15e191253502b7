import type { ObjectKey, Sentence } from '../../sandbox/index.ts';

/** One thing that is so: what it is called, how it is, and what is said about it. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  /** How it is meant: good, bad, or neither. */
  readonly tone?: 'ok' | 'bad';
  readonly more?: string;
  /** Why it is so, in the cluster's own words. */
  readonly because?: Sentence;
  /** The object it speaks of, which can be inspected next. */
  readonly key?: ObjectKey;
}

/** Facts that belong together, under a heading. */
export interface Section {
  readonly title: string;
  readonly facts: readonly Fact[];
}

/** A fact, unless there is nothing to say. */
export function fact(name: string, value: string | undefined, more: Partial<Fact> = {}): readonly Fact[] {
  return value ? [{ name, value, ...more }] : [];
}
